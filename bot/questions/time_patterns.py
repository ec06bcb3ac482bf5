"""The patterns by which times are told in a text: years, spans, days, "last year", "two years ago" (constants).

Vietnamese with and without its accents, as raw Telex or VNI, and English.
"""

from __future__ import annotations

import re

INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
DIGIT = re.compile(r"\d")
TIMELY = re.compile(
    r"n[aăắằâ]m\b|nawm|na8m|year|edition|k[yỳ] |l[aầ]n\b|đ[oợ]t\b|\btime\b|\brounds?\b|reading|release|survey|latest"
    r"|report|\d{4}"
)
"""Without one of these, in small letters, nothing is said of time."""
PLAIN_YEAR = re.compile(r"(?:199|20\d)\d")
SHORT_YEAR = re.compile(r"n[aă]m\s+\d\d|['’‘]\d\d")
"""Without this, in small letters, no year is said by two digits."""
TODAY = re.compile(r"nay|chừ|giờ|now|present|today")
DAY_OR_MONTH = re.compile(r"\d\s?[/.\-]\s?\d|th[aá]ng|tha1|thas|jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec")
"""Without one of these, in small letters, no day and no month is said."""
LINES = re.compile(r"[\r\n]+")
MARK = re.compile(r"qt(\d{1,2})q")
MONTHS = {"janfebmaraprmayjunjulaugsepoctnovdec"[3 * i : 3 * i + 3]: i + 1 for i in range(12)}
MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
Y = r"(199\d|20\d\d)(?!\d|/(?:qđ|qd|nq|kh|ct|cv|tb|bc|ubnd|nđ|nd)\b)"
NAM = r"(?:n[aă]m|nawm|na8m)"
BARE = r"(?<!\bh[aà] )(?:(?<!\bqu[aả]ng )|(?<=\btuyen quang ))(?<!\b[kg]wang )(?<!\bvi[eệ]t )(?<!\bmi[eề]n )\bnam"
"""A "nam" that does not belong to Hà Nam, miền Nam …"""
THANG = r"th(?:[aá]ng|angs|a1ng|asng)"
FROM = r"(?:(?:k[eể] |t[ií]nh )?t[uừ](?: (?:h[oồ]i|t[aậ]n|l[uú]c|d[aạ]o|khi))?|sau|since|from|after)"
TO_NOW = (
    r"(?:\s+(?:(?:đ[eế]n|t[oớ]i|cho t[oớ]i|cho đ[eế]n|den)\s+(?:nay|gi[oờ]|ch[uừ]|b[aâ]y gi[oờ]|hi[eệ]n nay|hi[eệ]n "
    r"t[aạ]i)"
    r"|tr[oở] đi|tro di|tr[oở] l[aạ]i đ[aâ]y|tro lai day|tr[oở] v[eề] sau|(?:up )?(?:to|until|till) (?:now|today|date"
    r"|the present)|to present|onwards?|on))?"
)
BEFORE = r"(?:trư[oớ]c|truoc|before|prior to)"
UNTIL = r"(?:t[ií]nh đ[eế]n|đ[eế]n|t[oớ]i|den|until|till|up to)"
SPAN = (
    r"(?:giai đo[aạ]n|giai doan|nhi[eệ]m k[yỳ]|nhiem ky|t[uừ]|kho[aả]ng|trong|between|from|period|term|during|the "
    r"years?"
    r"|k[eể] t[uừ])"
)


IN_SMALL: dict[re.Pattern[str], re.Pattern[str]] = {}
"""Each pattern -> the same for small letters, which is looked for several times as fast."""


def _re(pattern: str) -> re.Pattern[str]:
    made = re.compile(pattern, re.IGNORECASE)
    IN_SMALL[made] = re.compile(pattern)
    return made


TOLD = (
    r"(?:c[oô]ng b[oố]|cong bo|ra m[aắ]t|đ[uư][oợ]c c[oô]ng b[oố]|(?:published|announced|released|launched|unveiled"
    r"|made public|put out)|(?:announcement|publication|release|launch)(?: (?:made|given|dated|held|of|from))?)"
)
AT = r"(?:\s+(?:v[aà]o|ng[aà]y|h[oồ]i|trong|in|on|during))?"
DAYS = (
    (_re(rf"(?<!\d){Y}-(\d{{1,2}})-(\d{{1,2}})(?!\d)"), "ymd"),
    (_re(rf"(?:ng[aà]y\s+)?(?<!\d)(\d{{1,2}})\s?[/.\-]\s?(\d{{1,2}})\s?[/.\-]\s?{Y}"), "dmy"),
    (_re(rf"(?:ng[aà]y\s+)?(?<!\d)(\d{{1,2}})\s+{THANG}\s+(\d{{1,2}})\s*(?:{NAM}|[,/])?\s*{Y}"), "dmy"),
    (_re(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+{Y}"), "dmy"),
    (_re(rf"\b{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{Y}"), "mdy"),
)
OF_MONTHS = (
    (_re(rf"\b{THANG}\s+(\d{{1,2}})\s*(?:{NAM}|[/.\-])?\s*{Y}"), "my"),
    (_re(rf"\b{MONTH},?\s+{Y}"), "my"),
    (_re(rf"(?<![\d/])(\d{{1,2}})\s?/\s?{Y}"), "my"),
    (_re(rf"(?<!\d){Y}[-/](\d{{1,2}})(?![\d/])"), "ym"),
)
ANNOUNCED_IN = _re(rf"\b(?P<before>{TOLD}){AT}\s+(?:{NAM}\s+)?{Y}")
ANNOUNCED_BEFORE = _re(rf"\b{TOLD}{AT}\s*$")
ANNOUNCED_AFTER = _re(rf" ?(?:người ta |họ |vừa |mới |được |đã |was |were ){{0,3}}{TOLD}\b")
RANGE = _re(
    rf"(?:\b{SPAN}\s+(?:{NAM}\s+)?|\bnăm\s+)?(?<!\d){Y}\s*(?:-|–|—|đ[eế]n|den|t[oớ]i|to|until|till|through|and(?=\s+20))\s*"
    rf"(?:{NAM}\s+)?{Y}"
)
TO_TODAY = _re(
    rf"(?:\b{FROM}\s+(?:{NAM}\s+)?|\bnăm\s+)?(?<!\d){Y}\s*(?:-|–|—|đ[eế]n|den|t[oớ]i|to|until)\s*(?:nay|chừ|giờ|now|present|today)\b"
)
SINCE = _re(rf"(?<!\bdien )\b({FROM})\s+(?:the year\s+)?(?:{NAM}\s+)?{Y}{TO_NOW}(?!\w)")
SINCE_WHEN = _re(
    rf"\b(?:since(?:\s+[^\W\d]+){{1,7}}?\s+in"
    rf"|t[uừ] (?:khi|l[uú]c|h[oồ]i)(?:\s+(?!(?:t[oớ]i|[đd][eế]n)\b)[^\W\d]+){{1,6}}?\s+(?:{NAM}|h[oồ]i|v[aà]o))\s+{Y}"
)
"""Since something that happened in a year: "since PAPI began scoring it in 2018"."""
ONWARD = _re(
    rf"(?<!\d){Y}\s+(?:onwards?|forward|and (?:later|after|onwards?)|(?:up )?(?:to|till|until) now|tr[oở] đi|tro di"
    rf"|tr[oở] l[aạ]i đ[aâ]y|tro lai day|tr[oở] v[eề] sau|đ[oổ] đi|do di|v[eề] sau)(?!\w)"
)
BEFORE_YEAR = _re(rf"\b{BEFORE}\s+(?:{NAM}\s+)?{Y}")
UNTIL_YEAR = _re(rf"\b{UNTIL}\s+(?:(?:h[eế]t|end of)\s+)?(?:{NAM}\s+)?{Y}")
YEAR = _re(rf"(?:\b(?:năm|nawm|na8m)\s+|{BARE}\s+)?(?<!\d){Y}")
SHORT = _re(rf"(?:\bnăm\s+|{BARE}\s+|['’‘])(0[5-9]|1[1-9]|2\d|30)(?!\d|\s*(?:t[iỉ]nh|đi[eể]m|diem|n[aă]m|%|[.,]\d|/))")
OTHER = _re(r"(?<![\d/.,])(1[89]\d\d|21\d\d|[3-9]\d\d\d)(?![\d/]|[.,]\d)")
AGAINST = _re(
    rf"(?:so v[oớ]i|so voi|v[oớ]i|so|h[oơ]n|compared (?:to|with)|versus|vs|than|against|from|since|on)\s+(?:the\s+)?"
    rf"(?:{NAM} (?:ngo[aá]i|li[eề]n tr[uư][oớ]c|tr[uư][oớ]c(?: (?:đ[oó]|n[oó]))?|v[uừ]a r[oồ]i|r[oồ]i)"
    r"|k[yỳ] tr[uư][oớ]c|l[aầ]n tr[uư][oớ]c"
    r"|(?:last|previous) (?:year|time|round|edition)"
    r"|(?:the )?year before|(?:the )?prior year)(?:'s)?\b"
)
LAST_YEAR_SAID = _re(rf"{NAM} ngo[aá]i|last year")
AGO = (
    (
        _re(
            rf"\btr[uư][oớ]c {NAM} ngo[aá]i (?:m[oộ]t|1) {NAM}\b"
            rf"|\b{NAM} (?:k[iì]a|ki[aà])\b|(?<!mấy )(?<!các )(?<!những )\b{NAM} tr[uư][oớ]c n[uữ]a\b"
            r"|\b(?:the )?year before last\b"
        ),
        2,
    ),
    (_re(r"\bsang n[aă]m\b(?! [đd][iị]nh\b)|\bn[aă]m t[oớ]i\b|\bnext year(?:'s)?\b"), -1),
    (
        _re(
            r"(?<!mấy )(?<!nhiêu )(?<!nhiều )(?<!những )(?<!các )(?<!vài )(?<!\d )\b"
            r"(?:(?:năm|nawm) (?:ngoái|ngoais|ngóai|trước|vừa rồi|rồi|vừa qua|qua)|n[ăắâ]m ngo[aáà]i|nam ngoái)\b(?! "
            r"đến| tới)"
            r"|\b(?:last|previous) year(?:'s)?\b|\ba year ago\b|\bk[yỳ] tr[uư][oớ]c\b"
        ),
        1,
    ),
    (
        _re(
            rf"(?<!may )(?<!nhieu )(?<!nhung )(?<!cac )(?<!vai ){BARE} "
            r"(?:ngoai|truoc|vua roi|roi|vua qua)\b(?! den| toi)"
        ),
        1,
    ),
    (
        _re(
            r"(?<!mấy )(?<!nhiều )(?<!những )(?<!các )(?<!ba )(?<!hai )(?:(?<!\d )|(?<=top \d )|(?<=top \d\d ))"
            rf"\bnăm nay\b(?!(?: \w+){{1,4}} tuổi)|(?<!may )(?<!nhieu ){BARE} nay\b|\bthis year(?:'s)?\b"
        ),
        0,
    ),
)
N = (
    r"(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|hai|ba|bốn|bon|năm|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin"
    r"|mười|muoi)"
)
ROUND_VI = (
    r"(?:k[yỳ](?: c[oô]ng b[oố]| đ[aá]nh gi[aá])?|l[aầ]n(?: c[oô]ng b[oố]| đ[aá]nh gi[aá]| x[eế]p h[aạ]ng)?|đ[oợ]t"
    r"|m[uù]a)"
)
ROUND_EN = r"(?:editions?|rounds?|readings?|releases?|surveys?|reports?|rankings?|results|cycles|waves|years)"
LATELY = (
    r"(?:v[uừ]a qua|qua|v[uừ]a r[oồ]i|(?:li[eề]n |li[eê]n ti[eế]p )?g[aầ]n (?:đ[aâ]y|day|nh[aấ]t)|m[oớ]i nh[aấ]t"
    r"|tr[oở] l[aạ]i(?: đ[aâ]y| day)?|(?:đ[oổ]|do) l[aạ]i(?: (?:đ[aâ]y|day))?|l[aạ]i (?:đ[aâ]y|day)"
    r"|(?:tr[oở] )?v[eề] (?:đ[aâ]y|day)|cu[oố]i|g[aầ]n li[eề]n|li[eề]n k[eề]|nay)"
)
BACK = (
    _re(
        rf"(?:\b(?:trong|su[oố]t|suot|over|in|during|for)\s+)?(?:\b(?:the\s+)?(?:last|past|recent|previous)\s+)?"
        rf"(?<!\btop )(?<!\d)(?<!\w){N}\s+(?:(?:most )?recent\s+)?"
        rf"(?:years?\b(?!\s+(?:ago|back|in a row))|{NAM}\s+{LATELY}\b)"
    ),
    _re(
        rf"(?:\b(?:over|in|during|for|across)\s+)?\b(?:the\s+|its\s+)?"
        rf"(?:last|past|latest|most recent|recent|previous)\s+{N}\s+(?P<between>(?:[^\W\d]+\s+){{0,2}}){ROUND_EN}\b"
    ),
    _re(
        rf"(?:\b(?:trong|su[oố]t|suot|qua)\s+)?(?<!\btop )(?<!\d)(?<!\w){N}\s+{ROUND_VI}\s+"
        rf"(?P<between>(?:[^\W\d]+\s+)?){LATELY}\b"
    ),
    _re(rf"\b(?:the\s+)?(?:latest|most recent)\s+{N}(?=\s*(?:[,.;?!]|$))"),
    _re(
        r"(?:\b(?:nh[iì]n|ng[oó]|xem|coi|soi|tua)\s+l[aạ]i|\bl[uù]i(?:\s+l[aạ]i)?|\bch[aặ]ng(?:\s+[dđ][uư][oờ]ng)?"
        rf"|\bh[aà]nh tr[iì]nh|\bsu[oố]t|\bv[oò]ng)\s+(?:su[oố]t\s+|c[aả]\s+)?{N}\s+{NAM}\b(?!\s*\d)"
    ),
)
"""Years, or rounds of an index, that are looked back on: "5 năm qua", "nhìn lại 6 năm", "over the last four editions".
What stands ``between`` stays in the text.
"""
YEARS_AGO = _re(
    rf"\b(?:c[aá]ch (?:đ[aâ]y|day|nay)|h[oồ]i)\s+{N}\s+{NAM}(?:\s+(?:tr[uư][oớ]c|v[eề] tr[uư][oớ]c))?\b"
    rf"|(?<!trong )(?<!\w){N}\s+(?:{NAM}\s+(?:v[eề] )?tr[uư][oớ]c\b(?! (?:đ[oó]|do)\b)|years? (?:ago|back)\b)"
)
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "hai": 2,
    "ba": 3, "bốn": 4, "bon": 4, "năm": 5, "sáu": 6, "sau": 6, "bảy": 7, "bẩy": 7, "bay": 7, "tám": 8, "tam": 8,
    "chín": 9, "chin": 9, "mười": 10, "muoi": 10,
}  # fmt: skip

MANY = r"(\d{1,2}|one|two|three|four|five|một|mot|hai|ba|bốn|bon|a|an)"
STEPS = (
    (_re(rf"\b{MANY} (?:years?|editions?) (?:earlier(?: than that)?|before that|prior(?: to that)?)\b"), -1),
    (_re(rf"\b{MANY} (?:years?|editions?) (?:on|later|afterwards?|after that)\b"), 1),
    (
        _re(rf"(?<!tụt )(?<!tut )\bl[uù]i(?: l[aạ]i)?(?: th[eê]m)? {MANY} (?:{NAM}|k[yỳ])\b(?! li[eê]n)(?: n[uữ]a)?"),
        -1,
    ),
    (_re(rf"\bti[eế]n(?: l[eê]n)?(?: th[eê]m)? {MANY} (?:{NAM}|k[yỳ])\b(?! li[eê]n)(?: n[uữ]a)?"), 1),
    (_re(rf"\b{MANY} {NAM} tr[uư][oớ]c (?:đ[oó]|do|[aấ]y)\b(?: n[uữ]a)?"), -1),
    (_re(rf"\b{MANY} {NAM} sau (?:đ[oó]|do|[aấ]y)\b(?: n[uữ]a)?"), 1),
    (
        _re(
            rf"\b{NAM} (?:(?:li[eề]n |ngay )?tr[uư][oớ]c (?:đ[oó]|do|[aấ]y|n[oó])|(?:li[eề]n|k[eề]) tr[uư][oớ]c)\b"
            r"(?: n[uữ]a)?"
        ),
        -1,
    ),
    (
        _re(
            rf"\b{NAM} (?:(?:li[eề]n |ngay |k[eế] )?sau (?:đ[oó]|do|[aấ]y|n[oó])|li[eề]n sau|k[eế] (?:ti[eế]p|sau)"
            rf"|ti[eế]p theo)\b(?: n[uữ]a)?"
        ),
        1,
    ),
    (_re(r"\b(?:the|one) year before\b(?! last)|\bthe (?:prior|preceding) year\b"), -1),
    (_re(r"\b(?:the|one) year after\b|\bthe (?:following|subsequent) year\b"), 1),
)
"""A year told by that of what was shown before, and in which direction."""
STEP_TO = _re(
    rf"\b{MANY} (?:years?|editions?) (?:earlier|later|before|after)(?: than)?(?: that)?\s?[,(:–—-]\s?"
    rf"(?:that is|that's|i\.?e\.?|so|in|meaning)?,?\s?(?P<year>{Y})"
    rf"|\b(?:{MANY} )?{NAM} (?:tr[uư][oớ]c|sau) (?:đ[oó]|do|[aấ]y)\s?[,(:–—-]?\s?(?:t[uứ]c(?: l[aà])?|ngh[iĩ]a l[aà])"
    rf" (?:{NAM} )?(?P<said>{Y})"
)
"""The same with the year that it comes to: "two years earlier than that, 2021", "năm trước đó, tức 2021"."""

AGAINST_YEAR = _re(
    r"(?:(?P<held>so v[oớ]i|so voi|compared (?:to|with)|versus|\bvs|against)"
    r"|(?<!doi )(?<!chi )(?<!ho )(?<!bo )(?<!mot )(?<!con )\bso|h[oơ]n|than)\s+"
    rf"(?:the year\s+|k[yỳ]\s+)?(?:{NAM}\s+)?(?:h[oồ]i\s+|t[aậ]n\s+)?(?<!\d){Y}"
)
