"""What Vietnamese offices write for long words above their columns: "ĐT XHH", "CCHC", "KT-XH" (data and one function).

Left out is what may mean two things in such a header ("TĐ": tác động, thẩm định, tiến độ): it is asked about.
"""

from __future__ import annotations

from bot.names.normalize import spell

_WRITTEN = """
bmhc: bộ máy hành chính; bmnn: bộ máy nhà nước; tcbm: tổ chức bộ máy; tcbmhc: tổ chức bộ máy hành chính
cbcc: cán bộ công chức; ccvc: công chức viên chức; cc, vc: công chức viên chức
cbccvc: cán bộ công chức viên chức; cb, cc, vc: cán bộ công chức viên chức; cđcv: chế độ công vụ
cchc: cải cách hành chính; cc hc: cải cách hành chính; cctthc: cải cách thủ tục hành chính
cc tthc: cải cách thủ tục hành chính; tthc: thủ tục hành chính; tt hc: thủ tục hành chính
gqtthc: giải quyết thủ tục hành chính; gq tthc: giải quyết thủ tục hành chính
cđđh: chỉ đạo điều hành; cđ, đh: chỉ đạo điều hành; cđs: chuyển đổi số; cntt: công nghệ thông tin
cpđt: chính phủ điện tử; cqđt: chính quyền điện tử; cqs: chính quyền số; cqđp: chính quyền địa phương
cqhc: cơ quan hành chính; cqhcnn: cơ quan hành chính nhà nước; cqnn: cơ quan nhà nước; hcnn: hành chính nhà nước
hđh: hiện đại hóa; hđhhc: hiện đại hóa hành chính; hđhnhc: hiện đại hóa nền hành chính
dvc: dịch vụ công; dvctt: dịch vụ công trực tuyến; dvhcc: dịch vụ hành chính công; hcc: hành chính công
đtxhh: điều tra xã hội học; xhh: xã hội học; đt xhh: điều tra xã hội học; đt-xhh: điều tra xã hội học
đgtđ: đánh giá tác động; lđql: lãnh đạo quản lý; lđ, ql: lãnh đạo quản lý
ktxh: kinh tế xã hội; kt xh: kinh tế xã hội; pt ktxh: phát triển kinh tế xã hội; ptktxh: phát triển kinh tế xã hội
pt kt xh: phát triển kinh tế xã hội; tcc: tài chính công; nsnn: ngân sách nhà nước
qppl: quy phạm pháp luật; vbqppl: văn bản quy phạm pháp luật; vb qppl: văn bản quy phạm pháp luật
kntc: khiếu nại tố cáo; pakn: phản ánh kiến nghị; kstn: kiểm soát tham nhũng; tngt: trách nhiệm giải trình
qtđt: quản trị điện tử; qtmt: quản trị môi trường; ttđt: thanh toán điện tử; tttt: thanh toán trực tuyến
mđhl: mức độ hài lòng; ckmb: công khai minh bạch; cstp: chỉ số thành phần; csht: cơ sở hạ tầng
dn: doanh nghiệp; nd, dn: người dân doanh nghiệp; tw: trung ương; ubnd: ủy ban nhân dân
"""
ABBREVIATIONS = {
    tuple(spell(short).split()): tuple(spell(full).split())
    for short, _, full in (one.partition(":") for line in _WRITTEN.strip().splitlines() for one in line.split(";"))
}
"""The words of an abbreviation, spelt -> the words that it stands for."""
LONGEST = max(map(len, ABBREVIATIONS))


def written_out(text: str) -> str:
    """The text as spelt words, abbreviations written out: "Tác động đến KT-XH" -> "tác động đến kinh tế xã hội"."""
    words = spell(text).split()
    found: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            full = ABBREVIATIONS.get(tuple(words[at : at + size]))
            if full is not None:
                break
        found += full or words[at : at + 1]
        at += size if full is not None else 1
    return " ".join(found)
