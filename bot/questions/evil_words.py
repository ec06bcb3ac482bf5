"""Words by which the worst, the better and the worse are told, beside the phrases of the lexicon (pure).

They are no phrases of the lexicon because they ask for nothing by themselves, and because names of criteria hold many
of them ("nước bẩn", "hối lộ").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.names.normalize import fold, marks, spell

WINDOW = 12
"""So many words before a superlative may stand what it is said of."""


class WordList:
    """Phrases of a few words, found in folded words whose accents, if any were typed, are theirs."""

    def __init__(self, text: str) -> None:
        """``text`` are the phrases, as spelt, parted by commas."""
        self._phrases: defaultdict[str, list[tuple[tuple[str, ...], tuple[frozenset[str], ...]]]] = defaultdict(list)
        for phrase in text.split(","):
            spelt = spell(phrase).split()
            words = tuple(map(fold, spelt))
            self._phrases[words[0]].append((words, tuple(map(marks, spelt))))

    @property
    def first(self) -> frozenset[str]:
        """The folded words with which the phrases begin."""
        return frozenset(self._phrases)

    def at(self, text: Text, at: int, *, plain: bool = False) -> int:
        """The number of words of the longest phrase that begins there; 0 if none does.

        One word without the accents of its phrase counts only if ``plain``: "voi" is vòi as well as với.
        """
        return max(self._lengths(text, at, plain), default=0) if text.words[at] in self._phrases else 0

    def before(self, text: Text, end: int) -> int | None:
        """The place where the longest phrase begins that ends before ``end``."""
        return next((at for at in range(max(0, end - 4), end) if end - at in self._lengths(text, at, True)), None)

    def _lengths(self, text: Text, at: int, plain: bool) -> list[int]:
        return [
            len(words)
            for words, own in self._phrases.get(text.words[at], ())
            if text.has(words, own, at) and (plain or len(words) > 1 or marks(text.typed[at]) == own[0])
        ]


@dataclass(frozen=True, slots=True)
class Text:
    """Folded words and the same as typed; ``breaks`` are the words before which a comma or more stands."""

    words: Sequence[str]
    typed: Sequence[str]
    breaks: Collection[int]

    def has(self, words: Sequence[str], accents: Sequence[frozenset[str]], at: int) -> bool:
        """Whether these words stand there, typed with these accents or with none."""
        end = at + len(words)
        if tuple(self.words[at:end]) != tuple(words):
            return False
        return all(one.isascii() or marks(one) == own for one, own in zip(self.typed[at:end], accents, strict=True))

    def start(self, at: int) -> int:
        """Where the clause begins in which a word stands; at most ``WINDOW`` words before."""
        return max([one for one in self.breaks if one <= at] + [0, at - WINDOW])

    def end(self, at: int) -> int:
        """Where that clause ends."""
        return min([one for one in self.breaks if one > at] + [len(self.words)])


DEEDS = WordList(
    "giấu, giấu giếm, giấu nhẹm, che giấu, ém, ém nhẹm, bưng bít, úp mở, lấp liếm, che đậy, ỉm, làm khó, gây khó, gây "
    "khó dễ, hành dân, hành hạ, hành người dân, hành bà con, hành doanh nghiệp, hoạnh họe, hạch sách, sách nhiễu, "
    "nhũng nhiễu, vòi, vòi tiền, vòi vĩnh, đòi tiền, đòi phong bì, ép, ép buộc, bắt ép, bắt chẹt, bắt bí, o ép, ngâm, "
    "om, phớt lờ, làm ngơ, ngó lơ, lờ đi, bỏ mặc, từ chối, mặc kệ, ăn chặn, ăn bớt, ăn tiền, ăn hối lộ, nhận hối lộ, "
    "xà xẻo, biển thủ, tham ô, rút ruột, moi tiền, moi móc, chặt chém, phải lót tay, phải bôi trơn, phải đút lót, phải "
    "chạy, phải hối lộ, kêu ca, than phiền, phàn nàn, than vãn, chê, oán, bức xúc, phân biệt đối xử, phân biệt, thiên "
    "vị, ưu ái, trì hoãn, cù cưa, xả thải, xả rác, ignore, ignores, ignored, ignoring, hide, hides, hidden, conceal, "
    "conceals, concealed, brush off, brushed off, complain, complains, complaining, extort, extorted, squeeze, "
    "squeezed, stonewall, stonewalled, fob off, bribed, pay bribes, pay off officials"
)
"""What is done to people and is bad; it may stand some words before "nhất"."""
EVILS = WordList(
    "tham nhũng, tham nhũng vặt, hối lộ, đưa hối lộ, đút lót, lót tay, phong bì, phong bao, bôi trơn, chung chi, chạy "
    "chọt, chạy việc, chạy chức, chạy án, chạy quyền, lo lót, mua việc, mua chức, quà cáp, biếu xén, biếu quà, biếu "
    "thầy cô, biếu, bồi dưỡng, lại quả, tiền lót tay, tiền trà nước, trà nước, cà phê thuốc nước, con ông cháu cha, "
    "thân quen, quen biết, thân hữu, bè phái, tư túi, chấm mút, tiêu cực, khuất tất, gian lận, chi phí không chính "
    "thức, phí ngầm, chi ngầm, sân sau, bảo kê, xã hội đen, ô nhiễm, ô nhiễm không khí, khói bụi, bụi, bụi mịn, khói, "
    "mùi hôi, hôi, hôi thối, rác, rác thải, nước thải, ngập rác, nhiễm mặn, nhiễm phèn, trộm, trộm cắp, trộm cướp, "
    "cướp, cướp giật, cướp bóc, giật dọc, tội phạm, tệ nạn, ma túy, nghiện hút, đánh nhau, mất trộm, ổ gà, quá tải, "
    "chen chúc, nằm ghép, thủ tục rườm rà, giấy tờ rườm rà, phiền hà, phiền nhiễu, rắc rối, nhiêu khê, cửa quyền, "
    "hách dịch, quan liêu, hành là chính, trễ hẹn, trễ hạn, quá hạn, chậm trễ, kêu, kêu trời, kêu than, khiếu nại, "
    "khiếu kiện, dân kêu, người dân kêu, dn kêu, doanh nghiệp kêu, bị chê, thanh tra kiểm tra, đoàn thanh tra, bị "
    "thanh tra, bị kiểm tra, kiểm tra chồng chéo, tiền mặt, rủi ro, bất công, phân biệt đối xử, mù mờ, mập mờ, "
    "corruption, corrupt, bribery, bribe, bribes, bribing, kickback, kickbacks, graft, nepotism, cronyism, "
    "embezzlement, embezzling, embezzle, theft, thefts, crime, crimes, robbery, robberies, burglary, burglaries, "
    "mugging, muggings, pollution, smog, dust, smoke, litter, garbage, trash, potholes, red tape, paperwork, hassle, "
    "hassles, harassment, delay, delays, waiting, queues, complaints, overcrowding, under the table, under the table "
    "payments, envelopes, informal charges, informal payments, unofficial payments, greasing, grease money, "
    "favouritism, favoritism, connections, cash, overdue, backlog, red light, inspections, mất đất, bị mất đất, bị "
    "thu hồi đất, bị lấy đất, bị thu hồi, không đền bù, đền bù rẻ, không bồi thường, đút tiền, đưa tiền, phải đưa "
    "tiền, dúi tiền, kẹp tiền, ăn của đút, chạy trường, chạy lớp, chạy biên chế, chạy công chức, chạy suất, chạy chỗ "
    "làm, ô dù, gửi gắm, mua ghế, mua quan bán chức, lạm quyền, lạm dụng chức quyền, lợi ích nhóm, bòn rút, bỏ túi, "
    "khí thải, xả chui, xả lén, đốt rơm, đốt rác, lách luật, nước phèn, nước mặn, xâm nhập mặn, cá chết, mất cắp, lừa "
    "đảo, bạo lực, extortion, tea money, backhander, backhanders, sweeteners, bad air, bad smell, bad smells, haze, "
    "fumes, stink, polluters, illegal dumping, buying jobs, rubbish, salt intrusion, land loss, land seizures, land "
    "grabs, land grabbing, evictions"
)
"""What a criterion is against: the province with most of it is the last of the table."""
FLAWS = WordList(
    "tỉnh yếu, tỉnh kém, tỉnh tệ, khó, khó khăn, chậm, chậm chạp, ì ạch, lâu, lâu la, lâu lắc, trễ, muộn, rối, rối "
    "rắm, rườm rà, lằng nhằng, rắc rối, phức tạp, phiền, phiền hà, phiền toái, nhiêu khê, lề mề, bẩn, dơ, dơ bẩn, bẩn "
    "thỉu, đục, nhiễm bẩn, hôi, thối, bụi, bụi bặm, ồn, mù mịt, mập mờ, mù mờ, mờ mịt, mơ hồ, mờ ám, kín, kín mít, bí "
    "mật, kín tiếng, kín như bưng, thiếu minh bạch, không minh bạch, kém minh bạch, không công khai, thiếu công khai, "
    "không rõ ràng, thiếu rõ ràng, nhập nhèm, lập lờ, khuất tất, thờ ơ, vô cảm, vô trách nhiệm, thiếu trách nhiệm, đùn "
    "đẩy, né tránh, lạnh nhạt, hờ hững, lười, lười biếng, hách dịch, hống hách, cửa quyền, quan liêu, cau có, khó "
    "chịu, thô lỗ, bất lịch sự, thiếu lịch sự, mất lịch sự, mất dân chủ, thiếu dân chủ, nguy hiểm, mất an ninh, mất an "
    "toàn, bất an, bất ổn, nhiễu nhương, lộn xộn, xuống cấp, tồi tàn, nát, xập xệ, quá tải, đắt, đắt đỏ, mắc, tốn kém, "
    "tốn, tốn tiền, tốn thời gian, mất thời gian, mất công, rủi ro, bất công, thiếu công bằng, không công bằng, bất "
    "bình đẳng, bất mãn, không hài lòng, thiếu hài lòng, kém hài lòng, ít hài lòng, chưa hài lòng, thất vọng, lạc hậu, "
    "tụt hậu, hạn chế, thưa thớt, thiếu thốn, bị động, trì trệ, bảo thủ, tham, tham lam, nhũng nhiễu, tham nhũng, vòi "
    "vĩnh, hành dân, khổ, khổ sở, cực, vất vả, corrupt, secretive, opaque, murky, shady, obscure, closed, in the dark, "
    "unclear, vague, hidden, dirty, filthy, polluted, smoggy, dusty, smelly, foul, contaminated, dangerous, unsafe, "
    "violent, crime ridden, lawless, slow, sluggish, cumbersome, bureaucratic, complicated, complex, confusing, "
    "tedious, burdensome, painful, difficult, hard, expensive, costly, time consuming, rude, arrogant, unfriendly, "
    "unhelpful, unresponsive, indifferent, careless, lazy, negligent, unaccountable, unfair, unjust, biased, "
    "discriminatory, unequal, risky, overcrowded, crowded, run down, dilapidated, backward, outdated, dissatisfied, "
    "unhappy, unsatisfied, displeased, annoyed, disappointed, frustrated, angry, inefficient, ineffective, "
    "incompetent, greedy, dishonest, crooked, rotten, undemocratic, troublesome, inconvenient, restrictive, hostile, "
    "passive, rigid, late"
)
"""What is said of provinces that do badly."""
EST = frozenset(
    fold(
        "slowest dirtiest filthiest murkiest shadiest rudest smoggiest dustiest hardest longest costliest riskiest "
        "laziest sloppiest smelliest foulest unsafest harshest nastiest greediest crookedest unfairest priciest laxest "
        "unfriendliest unhappiest angriest clumsiest"
    ).split()
)
"""Superlatives of flaws."""
LESSEN = WordList(
    "ít, ít bị, ít phải, đỡ bị, đỡ phải, đỡ nạn, đỡ tốn, đỡ bị nạn, bớt, giảm, kém, less, least, fewer, fewest, "
    "lowest, ít có, ít gặp, ít nghe, ít nạn"
)
"""Right before an evil or a flaw: there is little of it."""
AGAINST = WordList(
    "chống, phòng, phòng chống, kiểm soát, đẩy lùi, bài trừ, xử, xử lý, xử phạt, trị, dẹp, diệt, phạt, xóa, xóa bỏ, "
    "cắt, cắt giảm, bớt, hạ, hết, không, chẳng, chả, chưa, khỏi, không bị, không còn, không sợ, không phải, hết sợ, "
    "sạch, tránh, ngăn, ngăn chặn, ngăn ngừa, tố cáo, tố giác, đánh, vạch mặt, bắt, gỡ, gỡ khó, tháo gỡ, giải quyết, "
    "chịu, vượt, control, control of, controlling, against, anti, curb, curbing, fight, fighting, combat, combating, "
    "tackle, tackling, handling, punish, punishing, no, not, without, free of, from, of, preventing, prevent, "
    "resisting, giảm, giảm thiểu, nói không với, đối phó, dọn, thu gom, phân loại, cut, cutting, reduce, reducing, "
    "reduced, cleaned up, clean up, resolving, answering, handles, handled, responding to"
)
"""Right before an evil: what is done against it, or that there is none; and words that make it a criterion."""
AFTER = frozenset(
    fold(
        "control score scores points index dimension criterion fight prevention treatment collection free handling"
    ).split()
)
"""Right after an evil: it is a criterion, or something good, after all."""
MUCH = WordList(
    "nhiều, nặng, nặng nề, lớn, đậm, ghê, kinh, khiếp, dữ, trầm trọng, nghiêm trọng, gay gắt, phổ biến, thường xuyên, "
    "tràn lan, lộng hành, hoành hành, hay xảy ra, nhiều tiền"
)
"""Right before "nhất": there is most of it."""
LITTLE = WordList("ít, nhẹ, hiếm, thấp")
"""Right before "nhất": there is least of it."""
EASED = WordList("đỡ, tươi, khá, ổn")
"""Right before "nhất": it is least bad."""
LACK = WordList("ít, kém, thiếu, chưa")
"""So little of what follows that the province is last: "ít nhà nối mạng nhất", "kém an toàn nhất"."""
HARD = WordList("khó, chậm, lười, ngại, sợ, lề mề, vất vả, cực, khổ, thua")
"""So badly done that the province is last: "khó nhờ tòa án nhất"."""
PRAISED = WordList(
    "tốt, cao, giỏi, sạch, nhanh, hay, khá, ổn, tử tế, nghiêm, quyết liệt, mạnh, đẹp, đều, kỹ, chu đáo, tận tình, dễ, "
    "thoải mái, yên tâm, mới, gần, hiệu quả, rõ, rõ ràng, minh bạch, công khai, hài lòng, nhiệt tình, kịp thời, sớm, "
    "đầy đủ, tăng, giảm, tụt, thích, chuẩn, tiến bộ, công bằng, đáng kể, an toàn, thuận lợi, thuận tiện, gọn, đúng "
    "hẹn, chịu khó, hợp lý"
)
"""Right before "nhất": something good is meant after all."""
WHY = WordList("sao, răng, vì sao, tại sao, vì răng, why, how come, cớ sao, cớ chi, mắc chi, mắc gì, mắc mớ gì")
"""It is asked why."""
LOW = WordList(
    "thấp, kém, yếu, tệ, dở, tụt, tuột, rớt, bèo, tồi, bết bát, bê bết, lẹt đẹt, thấp tè, thua, hụt, low, poor, "
    "poorly, badly, bad, weak, weakly, behind, trailing, trail, trails, lagging, lag, lags, disappointing, struggling, "
    "struggle"
)
"""A score is low, or fell."""
NUMBER_ASKED = frozenset(fold("cao may nhieu").split())
"""Words beside which it is asked how high or low, and not why."""
NO_REASON = frozenset(fold("ra lam the gi bao").split())
"""Words before "sao" that make it another question ("ra sao")."""
NO_SUPERLATIVE = frozenset(fold("thứ duy thống hợp đồng gần mới sau").split())
"""Words before a "nhất" that is none of these ("thứ nhất", "mới nhất")."""
NOT_AFTER = frozenset(fold("định trí quán thiết thể").split())
"""Words after such a "nhất" ("nhất định")."""
ENDING = frozenset(fold("in of among by nationwide nationally papi pci sipas par dti across for").split())
"""Words after "most" that say of what place or index, and not most of what."""
CLOSING = ENDING | frozenset(fold("common often widespread frequent frequently prevalent rife serious severe").split())
"""Words after a "most" that belongs to what stands before."""
TURNED = frozenset(
    fold(
        "improved improve rose climbed gained fell dropped slipped cleaned cut reduced progress progressed jumped "
        "declined worsened"
    ).split()
)
"""Beside these "most" says who rose or fell."""
LOWERS = WordList(
    "giảm, bớt, hạ, cắt, cắt giảm, đẩy lùi, giảm bớt, giảm thiểu, bớt đi, giảm được, hết, less, fewer, reduce, "
    "reduced, reducing, curb, curbed, curbing, cut, cut down on, cutting, clean up, cleaned up, cleaning up, root out, "
    "rooted out, stamp out, stamped out, tackle, tackled, down on, lowered, dẹp, xóa, giảm mạnh, giảm nhiều"
)
"""Right before an evil: it becomes less."""
RAISES = WordList(
    "tăng, gia tăng, thêm, nhiều thêm, nhiều hơn, more, increase, increased, rising, worsening, growing, surging, bùng "
    "phát"
)
"""Right before an evil: it becomes more."""
EASES = WordList(
    "giảm, bớt, đỡ, vơi, ít đi, ít hơn, eased, went down, fell, dropped, shrank, declined, decreased, cleaned up, "
    "fall, drop, decline, decrease, shrink, ease, ease off, go down"
)
"""Soon after an evil: it becomes less."""
GROWS = WordList(
    "tăng, gia tăng, nhiều lên, nhiều hơn, nặng hơn, tăng lên, bùng phát, lan rộng, got worse, worsened, rose, grew, "
    "increased, went up, surged, climbed, spread, get worse, gets worse, gotten worse, become worse, became worse, "
    "worsen, rise, grow, increase, go up, surge"
)
"""Soon after an evil: it becomes more."""
EITHER = (frozenset({"len", "xuong"}), frozenset({"up", "down"}))
"""Beside each other: it is open which way."""
SCORED = frozenset(fold("điểm hạng bậc score scores points rank ranks").split())
"""Between an evil and its turn: it is the score that turned."""
LESS_GOOD = WordList(
    "less safe, less clean, less transparent, less open, less honest, less responsive, less satisfied, less happy, "
    "less fair, less accountable, less friendly, less efficient, less democratic, less helpful, less secure, dirtier, "
    "slower, murkier, rougher, ruder, more corrupt, more dangerous, more polluted, more secretive, more opaque, more "
    "bureaucratic, more expensive, more difficult, less convenient, worse, get worse, got worse, gotten worse, "
    "worsened, worsen, worsening, deteriorated, sa sút, tệ đi, kém đi, xấu đi, tệ hơn, kém hơn, kém an toàn hơn, bẩn "
    "hơn, chậm hơn, khó hơn, mất an toàn hơn, kém minh bạch hơn, mập mờ hơn, bẩn đi, chậm đi, xấu hơn, yếu đi, dở đi, "
    "going south, gone south, going downhill, went backwards, going backwards"
)
"""It became worse."""
MORE_GOOD = WordList(
    "safer, cleaner, faster, more transparent, more open, more honest, more responsive, more satisfied, happier, "
    "fairer, friendlier, less corrupt, less dangerous, less polluted, less secretive, less bureaucratic, cleaned up, "
    "an toàn hơn, sạch hơn, minh bạch hơn, nhanh hơn, dễ hơn, tốt lên, khá lên, sạch lên, tiến bộ, cải thiện, bứt phá, "
    "leo hạng, minh bạch lên, nhanh lên, đỡ hơn, tốt hơn, khá hơn, better, improve, improved, improvement, progress, "
    "winners, winner, gainers, gainer, risers, climbers, improvers, gains, rise, rose, risen, climbed, climb, jumped, "
    "surged, gained, tăng, tăng điểm, tăng hạng, tăng trưởng, nhảy vọt, vọt, vươn lên, lên hạng, lên điểm, lên nhiều, "
    "lên mạnh, đi lên, khởi sắc, chuyển biến"
)
"""It became better, or scores rose."""
FEWER = WordList(
    "giảm, giảm điểm, tụt, rớt, sụt, tuột, trượt, lao dốc, thụt lùi, đi lùi, tụt hạng, đi xuống, xuống hạng, xuống "
    "điểm, xuống nhiều, xuống mạnh, mất điểm, rơi, fallers, faller, decliners, decliner, fell, fall, falls, fallen, "
    "drop, drops, dropped, dropper, droppers, slipped, slip, decline, declined, declines, sank, slid, plunged, "
    "tumbled, lost ground, loss, losses, losers"
)
"""Scores fell."""
