"""The words of questions in both languages: which phrase asks for what, which words say nothing. Data.

Written as people write them; matched without accents, in raw Telex or VNI, and joined ("sosanh"). Names of
provinces, indices and criteria are not here: they are the gazetteer's.
"""

from __future__ import annotations

from bot.names.keystrokes import fold

PHRASES: dict[str, str] = {
    "nothing": """
        most recent; at least; có phải; phải không; first of all; at first; last time; so that; as well
        as; đâu là; không phải; chỉ số; lead to""",
    "targets": """
        mục tiêu; chỉ tiêu; phấn đấu; cam kết; đặt ra; hứa; target; targets; goal; goals; aim; aims;
        pledge; pledged; pledges; promise; promised; commitment; commitments""",
    "tasks": """
        phải làm; phải làm gì; cần làm gì; cần phải làm gì; nên làm gì; làm gì; làm những gì; nhiệm vụ;
        được giao; giao việc; giao cho; phân công; giải pháp; chủ trì; phụ trách; phối hợp; việc cần
        làm; việc phải làm; kế hoạch; cải thiện; nâng cao; khắc phục; hạn hoàn thành; thời hạn; task;
        tasks; duties; duty; must; should; need to; needs to; has to; have to; supposed to; responsible;
        in charge; assigned; assignment; assignments; improve; improving; improved; plan; plans; to do;
        action; actions; obligations; deadline; deadlines; chịu trách nhiệm; ai chịu trách nhiệm; duy
        trì; maintain""",
    "compare": "so sánh; đối chiếu; so kè; compare; comparing; comparison",
    "beside": """
        so với; hơn; thua; vs; versus; than; against; compared; compared to; compared with; hơn hay kém""",
    "history": """
        qua các năm; các năm; những năm; từng năm; hằng năm; hàng năm; mỗi năm; năm qua; những năm qua;
        những năm gần đây; mấy năm; lịch sử; biến động; xu hướng; theo năm; theo thời gian; lâu nay; từ
        trước đến nay; từ trước tới nay; diễn biến; trend; trends; history; historical; over the years;
        over time; through the years; by year; year by year; each year; every year; all years; past
        years; last years; recent years; timeline; evolution; evolved; progress over""",
    "gaps": """
        mất điểm; mất điểm ở đâu; điểm mất; bị trừ điểm; trừ điểm; kéo điểm; kéo tụt; điểm yếu; yếu ở
        đâu; yếu kém; hạn chế; tồn tại; điểm nghẽn; hụt điểm; thiếu điểm; yếu chỗ nào; yếu nhất ở; kém ở
        đâu; kém chỗ nào; thấp ở đâu; yếu gì; lose points; losing points; lost points; points lost;
        lost; lose; losing; weak; weak point; weak points; weakness; weaknesses; gap; gaps; shortcoming;
        shortcomings; fall short; falls short; drags down; pulls down""",
    "components": """
        thành phần; điểm thành phần; chỉ số thành phần; các nội dung; từng nội dung; các tiêu chí; từng
        tiêu chí; những nội dung; các chỉ tiêu thành phần; các lĩnh vực; từng lĩnh vực; các trục; từng
        trục; chi tiết; chi tiết điểm; mọi tiêu chí; tất cả tiêu chí; cụ thể; điểm mạnh; mạnh nhất; mạnh
        ở đâu; component; components; breakdown; dimensions; all dimensions; each dimension; by
        dimension; subscores; sub scores; criteria; by criterion; each criterion; every criterion; all
        criteria; detail; details; detailed; in detail; strongest; strength; strengths""",
    "part": """
        nội dung; nội dung nào; tiêu chí; tiêu chí nào; lĩnh vực; lĩnh vực nào; trục; khía cạnh;
        dimension; criterion; which dimension; which criterion; domain; domains""",
    "bottom": """
        cuối bảng; đội sổ; xếp cuối; đứng cuối; đứng chót; hạng cuối; hạng bét; chót bảng; tệ nhất; cuối
        cùng; bét bảng; xếp chót; áp chót; nhóm cuối; bottom; worst; ranks last; ranked last; rank last;
        comes last; came last; is last; was last; last place; tail; end of the table""",
    "weakest": "yếu nhất; kém nhất; weakest; poorest",
    "more": "cao nhất; nhiều nhất; nặng nhất; highest; greatest; most",
    "less": "thấp nhất; ít nhất; lowest; least",
    "top": """
        đứng đầu; dẫn đầu; top; hạng nhất; xếp nhất; đứng nhất; thứ nhất; tốt nhất; đầu bảng; xếp đầu;
        hàng đầu; quán quân; số một; nhất cả nước; nhất nước; giỏi nhất; khá nhất; nhóm đầu; first;
        best; leading; leads; lead; leader; leaders; number one; ranks first; ranked first; tops; winner""",
    "table": """
        bảng xếp hạng; danh sách; xếp hạng các tỉnh; các tỉnh; những tỉnh; toàn quốc; cả nước; tất cả
        các tỉnh; bảng điểm; nhóm; ranking table; ranking of provinces; league table; all provinces;
        provinces; list; nationwide; standings; full ranking; rankings""",
    "who": """
        tỉnh nào; tỉnh thành nào; địa phương nào; nơi nào; thành phố nào; ai; tỉnh gì; những tỉnh nào;
        các tỉnh nào; which province; which provinces; what province; which city; who; who is""",
    "rank": """
        xếp thứ mấy; thứ mấy; đứng thứ mấy; hạng mấy; xếp hạng; xếp hạng mấy; xếp hạng thứ mấy; thứ
        hạng; hạng bao nhiêu; xếp thứ bao nhiêu; đứng thứ bao nhiêu; bao nhiêu điểm; mấy điểm; được bao
        nhiêu; được mấy; điểm số; điểm; hạng; xếp; đứng; vị trí; kết quả; ra sao; như thế nào; thế nào;
        có tăng không; có cải thiện không; có cải thiện; rank; ranks; ranked; ranking; stand; stands;
        standing; score; scores; scored; position; place; placed; placing; how did; how does; how is;
        how was; how well; how good; how high; how about; what about; perform; performed; performance;
        doing; result; results; points""",
    "change": """
        tăng hay giảm; tăng; giảm; tăng hạng; tụt hạng; tụt; tụt mấy bậc; tăng mấy bậc; lên hạng; xuống
        hạng; tăng mạnh; tăng nhiều; tăng hạng nhiều; giảm nhiều; giảm mạnh; tụt nhiều; rise; rose;
        rises; fall; fell; falls; climbed; dropped; gained; improved most; improved the most; rose most;
        fell most; go up; go down; went up; went down; change; changed""",
    "average": """
        trung bình; bình quân; trung vị; trung bình cả nước; bình quân cả nước; average; median;
        national average""",
    "beyond": """
        miền Bắc; miền Trung; miền Nam; Bắc Bộ; Nam Bộ; Trung Bộ; phía Bắc; phía Nam; Tây Bắc; Đông Bắc;
        Bắc Kỳ; northern; southern; northern vietnam; southern vietnam; the north; the south; north;
        south; lân cận; láng giềng; giáp ranh; neighbouring; neighboring; neighbours; neighbors""",
    "index": """
        là gì; là cái gì; nghĩa là gì; nghĩa là; đo gì; đo cái gì; đo những gì; đo lường gì; đo lường
        cái gì; đo lường; đánh giá gì; đánh giá cái gì; đánh giá những gì; nói lên điều gì; để làm gì;
        dùng để làm gì; định nghĩa; khái niệm; giới thiệu; giải thích; gồm những gì; gồm mấy; gồm; có
        mấy nội dung; mấy nội dung; bao nhiêu nội dung; bao nhiêu tiêu chí; mấy tiêu chí; gồm những nội
        dung nào; cách tính; tính thế nào; tính như thế nào; cách chấm; chấm thế nào; phương pháp; ai
        công bố; cơ quan nào công bố; do ai công bố; ai chấm; ai làm; ai đánh giá; thang điểm; ý nghĩa;
        khác gì; khác nhau; what is; what s; whats; what are; what does; measure; measures; measured;
        measuring; meaning; mean; means; stand for; stands for; explain; define; definition; who
        publishes; who makes; publisher; methodology; method; how is it calculated; calculated; made of;
        consist; consists; consist of; tell me about; difference; introduction; khác; khác nhau thế nào;
        có những chỉ số nào; những chỉ số nào; các chỉ số nào; các chỉ số; danh sách chỉ số; danh sách
        các chỉ số; which indices; what indices; list of indices; công bố khi nào; khi nào công bố; bao
        giờ công bố; when; published; announced; released; what changed; có gì thay đổi; thay đổi gì; có
        gì mới""",
    "about": """
        nguồn; nguồn số liệu; nguồn dữ liệu; lấy số liệu; lấy số liệu ở đâu; lấy dữ liệu; số liệu ở đâu;
        số liệu từ đâu; dữ liệu từ đâu; dữ liệu ở đâu; lấy ở đâu; lấy từ đâu; lấy từ nguồn nào; nguồn
        nào; bạn là ai; mày là ai; em là ai; bot là ai; bot gì; bot này; ai làm ra bạn; ai tạo ra bạn;
        có đáng tin không; đáng tin; tin cậy; số liệu đến năm nào; source; sources; data from; data
        source; data sources; get your data; get the data; your data; your figures; who are you; who
        made you; what are you; about you; about this bot; reliable; trustworthy; come from; comes from""",
    "please": """
        giúp; giúp tôi; giúp mình; giúp tớ; xin chào; chào; chào bạn; alo; hello; hi; hey; help; help
        me; good morning; good afternoon; good evening""",
    "help": """
        trợ giúp; hướng dẫn; cách dùng; cách hỏi; hỏi thế nào; hỏi gì; hỏi được gì; sử dụng; bạn làm
        được gì; làm được gì; làm được những gì; biết làm gì; bạn biết gì; lệnh; các lệnh; how to use;
        how do i; how can i ask; what can you do; what can i ask; commands; usage; start; menu""",
}
"""What is asked for -> the phrases that ask for it, parted by semicolons. Longer phrases win over shorter.

``beyond`` is what no answer can take into account, ``change`` what none can rank by: both are passed
over, and the answer says so. ``more`` and ``less`` are ``top`` and ``bottom`` of an amount. ``please``
is a greeting, ``nothing`` keeps a phrase from being read as another.
"""

NOISE = frozenset(
    fold(
        """
    và hay hoặc đấy đây chứ bot luôn để ông bà cô chú cháu mọi người ta chúng dùm giùm coi thử cái con cho
    tôi tớ mình em anh chị bạn ad ơi ạ nhé nhỉ vậy thế à hả hở xin hỏi biết muốn xem tra cứu tìm kiếm hiển
    thị đưa ra có không được bị đã đang sẽ thì là mà của về ở tại trong trên theo từ đến tới năm nay tỉnh
    thành phố tp nào gì ai đâu khi thứ số chỉ bộ các những mấy bao nhiêu này kia đó nữa rồi vẫn còn cũng rất
    quá lại lên xuống vào do bởi nên nếu hiện mới nhất gần kỳ đợt một hai việt nam nước cả vn hãy giúp với
    xếp hạng điểm cách mức độ bảng làm sao vì lý quý tháng ngày dân doanh nghiệp địa phương khu vực vùng
    miền thuộc chưa nhiều ít hơn đúng phải so nói thông tin liệu dữ câu kết quả công bố vừa qua trước sau
    cùng ngoài hôm dạo chung tổng toàn quốc vị trí sự việc đi giờ use used using with before after into per
    vs the a an of in on at for to from by is are was were be been does did has have had it its this that
    these those what which who whom whose where when why how much many me my i we you your our us please
    show tell give let know want see find get can could would will shall may might about as than then and or
    not no yes any all some there here province provinces provincial city cities municipality year years
    latest newest most recent current currently now today vietnam vietnamese index indices indicator level
    state far good bad well ever s ok okay pls thanks thank country national cent dear hello just also still
    really actually lot people only one ones like percent terms regarding respect concerning compared rank
    score"""
    ).split()
)
"""Words that say nothing by themselves: what is left of a text without them was not understood."""

COUNTED = frozenset(fold("tỉnh thành địa nơi province provinces city cities places").split())
"""Words after a number that make it a count of provinces."""
ORDINALS = frozenset(fold("top thứ hạng bottom number no rank ranked hàng").split())
"""Words before a number that ask for the table down to that place."""
PARTS = frozenset(
    fold(
        "nội tiêu lĩnh chỉ điểm bậc năm huyện trục nhóm years year points criteria dimensions domains"
    ).split()
)
"""Words after a number that make it neither a criterion's code nor a count of provinces."""
NUMBERS = {
    word: n
    for n, words in {
        2: "two hai", 3: "three ba", 4: "four bon", 5: "five", 6: "six sau", 7: "seven bay", 8: "eight tam",
        9: "nine chin", 10: "ten muoi", 20: "twenty",
    }.items()
    for word in words.split()
}  # fmt: skip
EVILS = frozenset(
    fold(name)
    for name in (
        "tham nhũng",
        "hối lộ",
        "ô nhiễm không khí",
        "corruption",
        "corrupt",
        "bribery",
        "air pollution",
    )
)
"""Named as what a criterion is against: the province with the most of it is the last of the table."""
OF = frozenset(fold("về điểm on of for about in score").split())
"""Words before such a name that make it the criterion after all ("thấp nhất về tham nhũng")."""
TOSS_UPS = frozenset(
    map(fold, ("thủ tục hành chính", "TTHC", "chính phủ điện tử", "administrative procedures", "procedures"))
)
"""Names that criteria of several indices share and none has a better claim to: asked, not guessed."""
CODED = {
    "papi": ("papi", "noi dung", "truc", "chi so noi dung", "noi dung so", "dimension", "chi so thanh phan"),
    "par": ("par", "par index", "linh vuc", "linh vuc so", "domain"),
    "sipas": ("sipas",),
}
"""An index -> what a number may follow to be a code of its ("PAPI 4", "nội dung 4", "lĩnh vực 3")."""
