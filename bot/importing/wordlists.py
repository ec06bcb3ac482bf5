"""The words of published tables: those above their columns, in their last rows, and in cells without a figure."""

from __future__ import annotations

from bot.names.normalize import fold


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(one) for line in text.strip().splitlines() for one in line.split(";") if fold(one))


PROVINCE = _folded("""
tỉnh;tỉnh/tp;tỉnh_tp;tỉnh thành;tỉnh/thành;tỉnh, thành phố;tỉnh/thành phố;tên tỉnh;tên tỉnh/tp;tên tỉnh, thành phố
địa phương;tên địa phương;đơn vị;tên đơn vị;đơn vị hành chính;các tỉnh, thành phố;ubnd tỉnh, thành phố
tỉnh, thành phố trực thuộc trung ương;tỉnh, tp trực thuộc tw;tên tỉnh, thành phố trực thuộc trung ương
province;provinces;province/city;province/municipality;province name;name of province;province id;city;name;locality
cities/provinces;provinces/cities;provinces and cities
""")
"""Headers of the column that names the provinces."""

CRITERION = _folded("""
tiêu chí;chỉ tiêu;tiêu chí thành phần;nội dung;nội dung đánh giá;chỉ số;chỉ số thành phần;chỉ số nội dung;thành phần
lĩnh vực;trục nội dung;mã;mã tiêu chí;mã chỉ số;tên tiêu chí;tên chỉ số;nhóm chỉ số;nhóm tiêu chí
criterion;criteria;indicator;component;dimension;domain;code;indicator code
""")
"""Headers of the column that names the criteria, in a table with one row for each criterion."""

NEEDLESS = _folded("""
stt;tt;số tt;số thứ tự;no;ordinal;id;ghi chú;note;notes;remark;remarks;nhóm;group;xếp loại;phân loại;loại;mức;mức độ
grade;vùng;khu vực;vùng kinh tế;region;mã tỉnh;mã gso;mã đơn vị;gso;province code;dân số;population;nguồn;source
đánh giá;nhận xét
""")
"""Headers of columns that hold no figure of an index."""

TOTAL = _folded("""
tổng điểm;tổng;tổng cộng;tổng số;tổng số điểm;tổng điểm số;tổng điểm đạt được;điểm tổng;điểm tổng hợp;điểm tổng cộng
tổng hợp;chỉ số tổng hợp;kết quả tổng hợp;kết quả chung;điểm chung;chỉ số chung;chung;toàn bộ
total;total score;total points;overall;overall score;overall index;aggregate;composite
""")

JOINING = _folded("của;đến;và;tại;trong;về;cho;các;việc;công;tác;cấp;tỉnh;điểm;of;the;and;in;on;to;score")
"""Words that a header may leave out of a criterion's name."""

YEAR = _folded("năm;year;năm đánh giá;kỳ")

SUMMARY = tuple(sorted(_folded("""
trung bình;bình quân;cả nước;toàn quốc;quốc gia;tổng cộng;tổng số;tổng;trung vị;cao nhất;thấp nhất;độ lệch;giá trị
điểm trung bình;điểm cao nhất;điểm thấp nhất;chung cả nước;mức;vùng;khu vực;toàn vùng;số tỉnh;việt nam;vietnam
mean;average;median;national;country;nationwide;whole country;maximum;minimum;max;min;total;std;standard deviation
""")))  # fmt: skip
"""Beginnings of the names of rows that sum up several provinces."""

BLANKS = _folded("""
na;n/a;nan;null;none;nil;x;không có;không công bố;không có số liệu;không số liệu;không có dữ liệu;chưa có
chưa có số liệu;chưa công bố;không đủ dữ liệu;không đủ số liệu;không đánh giá;không xếp hạng;không tham gia;không tính
không khảo sát;không áp dụng;không thực hiện;loại;bị loại;k/c;kcb;kcsl
not published;not available;no data;missing;not ranked;not measured;excluded
""")
"""What is written where there is no figure."""
