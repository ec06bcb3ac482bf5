"""Words with a part in the grammar of a question: those around numbers, before names, and for evils (folded).

What asks for a kind of answer, and what says nothing, stands in ``data/seed/lexicon``.
"""

from __future__ import annotations

from bot.names.normalize import fold

COUNTED = frozenset(fold("tỉnh thành địa nơi ông bạn đứa anh chàng đơn province provinces city cities places").split())
"""Words after a number that make it a count of provinces."""
PERSONS = frozenset(
    fold(
        "thằng vị gã kẻ mống chú em bé tay mặt đội cậu cô bác nàng chị cụ lão đồng gương thí ứng ngôi mâm suất"
    ).split()
)
"""Words after a number that make it one where a phrase for an end of the table follows ("3 thằng đội sổ")."""
ORDINALS = frozenset(fold("thứ hạng số number no rank ranked ranks place position hàng").split())
"""Words before a number that make it one place of the table."""
ORDERED = {
    word: n
    for n, words in {
        2: "hai nhì nhi", 3: "ba", 4: "tư tu bốn bon", 5: "năm nam", 6: "sáu sau", 7: "bảy bay", 8: "tám tam",
        9: "chín chin", 10: "mười muoi",
    }.items()
    for word in map(fold, words.split())
}  # fmt: skip
"""The word after "thứ" -> the place."""
_NTH = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
PLACES = {word: n for n, word in enumerate(_NTH, start=2)}
CRITERION = frozenset(("criterion",))
"""Words after an ordinal that make it a criterion's code, of whichever index; further ones stand with each index."""
WINNERS = {"a quan": 2, "silver": 2, "runner up": 2, "huy chuong bac": 2, "bronze": 3, "huy chuong dong": 3}
"""Names of places, within phrases for the top of a table."""
NEXT_TO_LAST = tuple(map(fold, ("áp chót", "kế chót", "kế cuối", "second to last", "next to last", "second last",
    "second from bottom", "second from the bottom", "penultimate")))  # fmt: skip
"""Names of the place before the last one, within phrases for the end of a table."""
NUMBERED = frozenset(fold("hạng số number no rank ranked place position spot").split())
"""Words before a number in words that make it one place of the table."""
SCORED = frozenset(fold("đạt chạm tròn mức mốc hit reach").split())
"""Words before a number that make it a score."""
SHOWN = frozenset(fold("top bottom đầu cuối upper").split())
"""Words before a number that ask for the table down to that place."""
PARTS = frozenset(
    fold("nội tiêu lĩnh chỉ điểm bậc năm huyện trục nhóm years year points criteria dimensions domains").split()
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
ACCENTED_NUMBERS = frozenset(["bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười"])
SPELT_OUT = frozenset(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty"])
"""Those of them that are nothing but numbers."""
DISTRICTS = frozenset(
    fold("huyện quận phường xã thị trấn thôn ấp bản làng district districts ward commune township town village").split()
)
"""Words before the name of a place within a province: that name is not guessed."""
KIND = frozenset("👍👌🙏❤♥😊🙂😍🥰👏💪🌹")
"""Signs that mean thanks where nothing else is said."""
_SWEARS = """
    ngu ngốc ngáo đm dm đmm dmm dcm đcm vcl vkl clgt cmm cmnr vãi địt đụ cặc lồn khốn cút điên khùng fuck fucking
    shit stupid idiot dumb suck sucks bullshit useless wtf haha hihi hehe hahaha lol kkk keke hic
"""
SOMETHING = tuple(
    tuple(fold(words).split())
    for words in ("gì đó", "gì gì", "gì ấy", "gì nhỉ", "nào đó", "something", "chi đó", "gì gì đó", "gi do", "whatever")
)
"""Words after the one syllable of a province's name that is remembered ("tỉnh hà gì đó")."""
SWEARS = frozenset(_SWEARS.split())
"""Words, with their accents, that are not repeated to whoever wrote them."""
INSIDE = frozenset(
    fold(
        "trong vào phần mục góp quy cộng tính cấu inside within into share part counted counts counting component"
        " contributed contribution weight"
    ).split()
)
"""Words beside the names of two indices that make one a part of the other ("điểm SIPAS quy đổi vào PAR")."""
PART_BEFORE = frozenset(fold("phần mục khoản nhóm khâu trục").split())
PART_AFTER = frozenset(("part", "section", "component", "criterion"))
"""Words before or after the name of a criterion that say it is what is asked about."""
JOINING = frozenset(
    fold("và với hay hoặc lẫn cùng hơn so and or with vs versus than plus both between together").split()
)
"""Words between the names of two indices, or of two criteria, that list or compare them."""
ADDING = frozenset(fold("và với cùng lẫn cộng and with plus together both").split())
"""Words between the names of two criteria that add them up, or ask about both."""
TOGETHER = frozenset(fold("gộp cộng chung together overall combined altogether").split())
"""Words anywhere that make one of the criteria named one by one."""
FIRMS = frozenset(
    map(
        fold,
        (
            "doanh nghiệp", "công ty", "nhà đầu tư", "doanh nhân", "chủ xưởng", "nhà máy", "làm ăn",
            "kinh doanh", "VCCI", "firm", "firms", "company", "companies", "business", "businesses", "enterprise",
            "enterprises", "investor", "investors", "entrepreneur", "entrepreneurs", "shop", "factory", "factories",
            "corporate",
        ),
    )
)  # fmt: skip
"""Words for those who do business."""
OWN = frozenset(fold("em tôi mình tui tớ con cháu chúng bên nhà my our we").split())
"""Words beside those that make them the firm of who writes."""
OF = frozenset(fold("về điểm on of for about in score").split())
"""Words before such a name that make it the criterion after all ("thấp nhất về tham nhũng")."""

BEFORE_NAMES = frozenset(fold("tỉnh tp phố ở của tại cho in of for province và với vs").split())
"""Words after which a name is likely."""
ORGANISATIONS = tuple(
    tuple(words.lower().split())
    for words in (
        "đại học", "đh", "trường", "trường THPT", "học viện", "cao đẳng", "báo", "công ty", "ngân hàng", "bệnh viện",
        "khách sạn", "chi nhánh",
        "đường", "phố", "chợ", "cầu", "sân bay", "đội bóng", "clb", "university of", "câu lạc bộ", "cảng", "chùa",
    )
)  # fmt: skip
"""Words after which the name of a place is part of the name of something else."""
SURE_BARE = ("truong", "clb")
"""Of these, the single ones that mean it without accents too."""
NAMED_FOR = tuple(
    tuple(words.split())
    for words in (
        "công ty", "cty", "tập đoàn", "tổng công ty", "nhà máy", "xí nghiệp", "hợp tác xã", "htx", "chi nhánh", "đài",
        "đài ptth", "đài truyền hình", "đài phát thanh", "kênh", "tạp chí", "tờ", "thpt", "thcs", "trung học phổ thông",
        "trường học phổ thông", "trường mầm non", "nhà xe", "hãng xe", "xe khách", "xe buýt", "xe bus", "chuyến xe",
        "vé xe", "tàu", "ga", "bến xe", "bến phà", "khách sạn", "nhà nghỉ", "nhà hàng", "quán", "tiệm", "resort",
        "homestay", "tour", "thời tiết", "thời tiết ở", "weather in", "siêu thị", "thủy điện", "thuỷ điện",
        "nhiệt điện", "xi măng", "dệt may", "bv", "phòng khám", "fanpage", "đồng hương", "hội đồng hương", "phim",
        "bài hát", "bài", "ca khúc", "hát bài", "nghe bài", "truyện", "sách", "game", "đội", "fc", "bia", "rượu", "trà",
        "chè", "cafe", "cà phê", "cà", "nem", "nem chua", "bún", "bún bò", "phở", "mì", "mì quảng", "bánh", "kẹo",
        "chả", "giò", "nước mắm", "mắm", "gạo", "cam", "bưởi", "vải", "nhãn", "xoài", "thanh long", "sầu riêng", "dừa",
        "gạch", "gốm", "gỗ", "lụa", "sữa", "đặc sản", "vietcombank", "agribank", "bidv", "vietinbank", "viettel",
        "vnpt", "mobifone", "hotel", "hospital", "factory", "the film", "the song", "song", "movie", "coffee from",
    )
)  # fmt: skip
"""Words after which, with a word or two between them ("công ty gỗ An Giang"), a place names a firm, a dish, a song."""
NAMED_FOR_BARE = frozenset(
    "cty htx thpt thcs tour resort homestay bv bia cafe nem fc vietcombank agribank bidv vietinbank viettel vnpt"  # noqa: SIM905
    " mobifone hotel hospital factory song movie fanpage".split()
)
"""Of these, the single ones that mean it without accents too."""
NAMED_AFTER = frozenset(
    "university college airport hotel hospital school coffee beer jsc ltd corp company factory newspaper radio fc club"  # noqa: SIM905
    " bank bus station resort homestay restaurant street tea food foods milk noodles noodle holdings cement brewery"
    " times magazine branch hostel campus neighbour neighbor weather airlines".split()
)
"""Words before which it does ("Can Tho University")."""
CALLED = frozenset("bạn bé sếp mèo chó cún dì dượng cậu mợ mẹ bố ba má vợ chồng".split())  # noqa: SIM905
"""Words, with their accents, before the name of a person or a pet, besides titles."""
SPEAKING = frozenset("bảo nhờ hỏi kêu nói đố nhắn rủ dặn dạy giao bắt nhà phòng kể khoe chê nhắc hối giục".split())  # noqa: SIM905
"""What a person does: after a title and a province's name they say that it is a person's."""
HERE = frozenset(("đây", "nè", "here", "speaking"))
"""The word after one's own name or place: "Cao Bằng đây, …"."""
SPELT_SURNAMES = frozenset(
    "nguyễn trần phạm hoàng huỳnh phan bùi ngô dương đặng đỗ trịnh văn thị".split()  # noqa: SIM905
)
SURNAMES = frozenset(map(fold, SPELT_SURNAMES))
"""Words after which the name of a province may be the name of a person ("Nguyễn Thái Bình")."""
EVERYDAY_SURNAMES = frozenset(("thi", "do", "van", "dang", "bui"))
"""Those of them that are everyday words without accents ("thì", "đó", "vẫn")."""
TITLES = frozenset(fold("anh chị ông bà cô chú bác em thầy mr mrs ms").split())
