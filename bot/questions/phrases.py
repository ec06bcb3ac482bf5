"""Words with a part in the grammar of a question: those around numbers, before names, and for evils (folded).

What asks for a kind of answer, and what says nothing, stands in ``data/seed/lexicon``.
"""

from __future__ import annotations

from bot.names.normalize import fold

COUNTED = frozenset(fold("tỉnh thành địa nơi ông bạn đứa anh chàng đơn province provinces city cities places").split())
"""Words after a number that make it a count of provinces."""
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
SHOWN = frozenset(fold("top bottom đầu cuối").split())
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
SWEARS = frozenset(_SWEARS.split())
"""Words, with their accents, that are not repeated to whoever wrote them."""
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
"""What a criterion is against, as people name it: the province with the most of it is the last of the table."""
EVIL_WORDS = tuple(
    map(
        fold,
        (
            "tham nhũng", "hối lộ", "đút lót", "chạy việc", "con ông cháu cha", "phong bì", "bôi trơn", "lót tay",
            "ô nhiễm",
            "khói bụi", "trộm cắp", "trộm cướp", "tệ nạn", "ma túy", "lại quả", "vòi vĩnh", "nhũng nhiễu", "hạch sách",
            "chung chi", "mua việc", "quá tải", "xả rác", "bribe", "corrupt", "nepotism", "crime", "theft", "pollut",
            "smog",
            "dust", "burglar",
        ),
    )
)  # fmt: skip
"""Such evils within everyday names of criteria."""
INSIDE = frozenset(
    fold(
        "trong vào phần mục góp quy cộng tính cấu inside within into share part counted counts counting component"
        " contributed contribution weight"
    ).split()
)
"""Words beside the names of two indices that make one a part of the other ("điểm SIPAS quy đổi vào PAR")."""
PART_BEFORE = frozenset(fold("phần mục khoản nhóm khâu").split())
PART_AFTER = frozenset(("part", "section", "component", "criterion"))
"""Words before or after the name of a criterion that say it is what is asked about."""
JOINING = frozenset(fold("và với hay hoặc lẫn cùng hơn so and or with vs versus plus both between together").split())
"""Words between the names of two indices that list or compare them."""
ADDING = frozenset(fold("và với cùng lẫn cộng and with plus together both").split())
"""Words between the names of two criteria that add them up."""
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
        "khách sạn",
        "đường", "phố", "chợ", "cầu", "sân bay", "đội bóng", "clb", "university of", "câu lạc bộ", "cảng", "chùa",
    )
)  # fmt: skip
"""Words after which the name of a place is part of the name of something else."""
SURE_BARE = ("truong", "clb")
"""Of these, the single ones that mean it without accents too."""
SPELT_SURNAMES = frozenset(
    "nguyễn trần phạm hoàng huỳnh phan bùi ngô dương đặng đỗ trịnh văn thị".split()  # noqa: SIM905
)
SURNAMES = frozenset(map(fold, SPELT_SURNAMES))
"""Words after which the name of a province may be the name of a person ("Nguyễn Thái Bình")."""
TITLES = frozenset(fold("anh chị ông bà cô chú bác em thầy mr mrs ms").split())
