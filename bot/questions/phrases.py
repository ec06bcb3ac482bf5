"""The words of questions in both languages, as data: which phrase asks for what, which words say nothing.

They are written as people write them, and match without accents, in raw Telex or VNI, and joined ("sosanh"). Names of
provinces, indices and criteria are not here: they belong to the gazetteer.
"""

from __future__ import annotations

from bot.names.normalize import fold

PHRASES: dict[str, str] = {
    "nothing": """
        most recent; at least; có phải; phải không; first of all; at first; last time; so that; as well as;
        đâu là; không phải; chỉ số; lead to; quan tâm; tìm hiểu; tham khảo; phân tích; nhận xét; tình hình;
        thực trạng; hiện trạng; vui lòng; làm ơn; giai đoạn; thống kê; cập nhật; báo cáo; sáp nhập; sát
        nhập; hợp nhất; nhập vào; theo thứ tự; interested in; look up; report; overview; merged; merge;
        merger; still exist; exist; missing; situation; according to; như vậy; là bao nhiêu; cho biết; gửi;
        không biết; đang ở đâu; nằm ở đâu; đứng ở đâu; ở đâu; trong số; tổng số; out of; of all; among; xin
        lỗi; phần trăm; tỷ lệ; tỉ lệ; chất lượng; thành tích; quê tôi; quê mình; quê em; quê; i d like;
        excuse me; percentage; quality; everything; i am from; i m from; live in; sống ở; làm việc ở; năm
        gần nhất; gần nhất""",
    "targets": """
        mục tiêu; chỉ tiêu; phấn đấu; cam kết; đặt ra; hứa; target; targets; goal; goals; aim; aims; pledge;
        pledged; pledges; promise; promised; commitment; commitments""",
    "tasks": """
        phải làm; phải làm gì; cần làm gì; cần phải làm gì; nên làm gì; làm gì; làm những gì; nhiệm vụ; được
        giao; giao việc; giao cho; phân công; giải pháp; chủ trì; phụ trách; phối hợp; việc cần làm; việc
        phải làm; kế hoạch; cải thiện; nâng cao; khắc phục; hạn hoàn thành; thời hạn; task; tasks; duties;
        duty; must; should; need to; needs to; has to; have to; supposed to; responsible; in charge;
        assigned; assignment; assignments; improve; improving; improved; plan; plans; to do; action;
        actions; obligations; deadline; deadlines; chịu trách nhiệm; ai chịu trách nhiệm; duy trì; maintain;
        phải thực hiện; cần thực hiện; phải hoàn thành; lộ trình; roadmap""",
    "due": """
        quá hạn; trễ hạn; chậm hạn; sắp đến hạn; đến hạn; sắp hết hạn; hết hạn; chậm tiến độ; overdue; past
        due; due soon; behind schedule""",
    "compare": "so sánh; đối chiếu; so kè; compare; comparing; comparison",
    "beside": """
        so với; hơn; thua; vs; versus; than; against; compared; compared to; compared with; hơn hay kém""",
    "history": """
        qua các năm; các năm; những năm; từng năm; hằng năm; hàng năm; mỗi năm; năm qua; những năm qua;
        những năm gần đây; mấy năm; lịch sử; biến động; xu hướng; theo năm; theo thời gian; lâu nay; từ
        trước đến nay; từ trước tới nay; diễn biến; trend; trends; history; historical; over the years; over
        time; through the years; by year; year by year; each year; every year; all years; past years; last
        years; recent years; timeline; evolution; evolved; progress over""",
    "gaps": """
        mất điểm; mất điểm ở đâu; điểm mất; bị trừ điểm; trừ điểm; kéo điểm; kéo tụt; điểm yếu; yếu ở đâu;
        yếu kém; hạn chế; tồn tại; điểm nghẽn; hụt điểm; thiếu điểm; yếu chỗ nào; yếu nhất ở; kém ở đâu; kém
        chỗ nào; thấp ở đâu; yếu gì; lose points; losing points; lost points; points lost; lost; lose;
        losing; weak; weak point; weak points; weakness; weaknesses; gap; gaps; shortcoming; shortcomings;
        fall short; falls short; drags down; pulls down""",
    "components": """
        thành phần; điểm thành phần; chỉ số thành phần; các nội dung; từng nội dung; các tiêu chí; từng tiêu
        chí; những nội dung; các chỉ tiêu thành phần; các lĩnh vực; từng lĩnh vực; các trục; từng trục; chi
        tiết; chi tiết điểm; mọi tiêu chí; tất cả tiêu chí; cụ thể; component; components; breakdown;
        dimensions; all dimensions; each dimension; by dimension; subscores; sub scores; criteria; by
        criterion; each criterion; every criterion; all criteria; detail; details; detailed; in detail""",
    "strong": """
        điểm mạnh; mạnh nhất; mạnh ở đâu; mạnh gì; mạnh ở; mạnh chỗ nào; strongest; strength; strengths;
        strong; strong points""",
    "part": """
        nội dung; nội dung nào; tiêu chí; tiêu chí nào; lĩnh vực; lĩnh vực nào; trục; khía cạnh; dimension;
        criterion; which dimension; which criterion; domain; domains""",
    "bottom": """
        cuối bảng; đội sổ; xếp cuối; đứng cuối; đứng chót; hạng cuối; hạng bét; chót bảng; tệ nhất; cuối
        cùng; bét bảng; xếp chót; áp chót; nhóm cuối; bottom; worst; ranks last; ranked last; rank last;
        comes last; came last; is last; was last; last place; tail; end of the table""",
    "weakest": "yếu nhất; kém nhất; weakest; poorest",
    "more": "cao nhất; nhiều nhất; nặng nhất; highest; greatest; most",
    "less": "thấp nhất; ít nhất; lowest; least",
    "top": """
        đứng đầu; dẫn đầu; top; hạng nhất; xếp nhất; đứng nhất; thứ nhất; tốt nhất; đầu bảng; xếp đầu; hàng
        đầu; quán quân; số một; nhất cả nước; nhất nước; giỏi nhất; khá nhất; nhóm đầu; first; best;
        leading; leads; lead; leader; leaders; number one; ranks first; ranked first; tops; winner""",
    "table": """
        bảng xếp hạng; danh sách; xếp hạng các tỉnh; các tỉnh; những tỉnh; tất cả các tỉnh; bảng điểm; nhóm;
        ranking table; ranking of provinces; league table; all provinces; provinces; list; standings; full
        ranking; rankings""",
    "nation": """
        toàn quốc; cả nước; mặt bằng chung; các tỉnh khác; tỉnh khác; nationwide; the whole country; the
        rest of the country; the country; the nation; other provinces; others""",
    "who": """
        tỉnh nào; tỉnh thành nào; địa phương nào; nơi nào; thành phố nào; ai; tỉnh gì; những tỉnh nào; các
        tỉnh nào; cơ quan nào; đơn vị nào; sở nào; which province; which provinces; what province; which
        city; which agency; which department; who; who is""",
    "year": """
        năm nào; năm mấy; vào năm nào; những năm nào; năm nào thì; what year; which year; in what year; in
        which year; which years""",
    "why": """
        vì sao; tại sao; do đâu; lý do; nguyên nhân; sao lại; why; how come; reason; reasons""",
    "rank": """
        xếp thứ mấy; thứ mấy; đứng thứ mấy; hạng mấy; xếp hạng; xếp hạng mấy; xếp hạng thứ mấy; thứ hạng;
        hạng bao nhiêu; xếp thứ bao nhiêu; đứng thứ bao nhiêu; bao nhiêu điểm; mấy điểm; được bao nhiêu;
        được mấy; điểm số; điểm; hạng; xếp; đứng; vị trí; kết quả; ra sao; như thế nào; thế nào; có tăng
        không; có cải thiện không; có cải thiện; rank; ranks; ranked; ranking; stand; stands; standing;
        score; scores; scored; position; place; placed; placing; how did; how does; how is; how was; how
        well; how good; how high; how about; what about; perform; performed; performance; doing; result;
        results; points""",
    "change": """
        tăng hay giảm; tăng hoặc giảm; lên hay xuống; tăng; tăng hạng; tăng mấy bậc; lên hạng; tăng mạnh;
        tăng nhiều; tăng hạng nhiều; tăng điểm; rise; rose; rises; climbed; gained; improved most; improved
        the most; rose most; go up; went up; change; changed; go up or down""",
    "fall": """
        giảm; tụt hạng; tụt; tụt mấy bậc; tụt bao nhiêu bậc; giảm mấy bậc; xuống hạng; giảm nhiều; giảm
        mạnh; tụt nhiều; giảm điểm; giảm hạng; rớt hạng; rớt; fall; fell; falls; falling; dropped; drop;
        drops; declined; decline; fell most; go down; went down""",
    "average": """
        trung bình; bình quân; trung vị; trung bình cả nước; bình quân cả nước; average; median; national
        average""",
    "beyond": """
        miền Bắc; miền Trung; miền Nam; Bắc Bộ; Nam Bộ; Trung Bộ; phía Bắc; phía Nam; Tây Bắc; Đông Bắc; Bắc
        Kỳ; northern; southern; northern vietnam; southern vietnam; the north; the south; north; south; lân
        cận; láng giềng; giáp ranh; neighbouring; neighboring; neighbours; neighbors""",
    "other": """
        PCI; PCI index; chỉ số PCI; chỉ số năng lực cạnh tranh cấp tỉnh; chỉ số năng lực cạnh tranh; năng
        lực cạnh tranh cấp tỉnh; năng lực cạnh tranh; provincial competitiveness index; competitiveness
        index; competitiveness; PGI; chỉ số xanh; chỉ số xanh cấp tỉnh; green index; DTI; DTI index; chỉ số
        DTI; chỉ số chuyển đổi số; digital transformation index; ICT index; ICT; chỉ số ICT; PII; chỉ số
        PII; GII; chỉ số đổi mới sáng tạo; đổi mới sáng tạo; innovation index; GRDP; GDP; tăng trưởng kinh
        tế; economic growth; HDI; chỉ số phát triển con người; human development index; DDCI; chỉ số DDCI;
        EPI; CPI; chỉ số giá tiêu dùng; FDI; PEPI; chỉ số hạnh phúc; happiness index; VNEPI; Gini; thu nhập
        bình quân; thu nhập bình quân đầu người; thu ngân sách; income per capita""",
    "off": """
        thời tiết; dự báo thời tiết; nhiệt độ; trời mưa; có mưa; mưa không; giá vàng; giá xăng; giá nhà; tỷ
        giá; bóng đá; xổ số; kết quả xổ số; xsmb; dân số; diện tích; du lịch; khách sạn; đặc sản; ăn gì;
        quán ăn; món ăn; biển số; biển số xe; mã vùng; mã bưu điện; bản đồ; tin tức; tuyển sinh; điểm thi;
        điểm chuẩn; cắt điện; cúp điện; mất điện; lịch cắt điện; covid; vé máy bay; vé tàu; vé xe; kẹt xe;
        số điện thoại; bí thư; bí thư tỉnh ủy; weather; forecast; temperature; football; population;
        tourism; hotel; hotels; restaurant; restaurants; food; gold price; lottery; map; news; flight;
        flights; postcode; zip code; phone number""",
    "index": """
        là gì; là cái gì; nghĩa là gì; nghĩa là; đo gì; đo cái gì; đo những gì; đo lường gì; đo lường cái
        gì; đo lường; đánh giá gì; đánh giá cái gì; đánh giá những gì; nói lên điều gì; để làm gì; dùng để
        làm gì; định nghĩa; khái niệm; giới thiệu; giải thích; gồm những gì; gồm mấy; gồm; có mấy nội dung;
        mấy nội dung; bao nhiêu nội dung; bao nhiêu tiêu chí; mấy tiêu chí; gồm những nội dung nào; cách
        tính; tính thế nào; tính như thế nào; cách chấm; chấm thế nào; phương pháp; thang điểm; ý nghĩa;
        khác gì; khác nhau; what is; what s; whats; what are; what does; measure; measures; measured;
        measuring; meaning; mean; means; stand for; stands for; explain; define; definition; methodology;
        method; how is it calculated; calculated; made of; consist; consists; consist of; tell me about;
        difference;
        introduction; khác; khác gì nhau; khác nhau thế nào; có những chỉ số nào; những chỉ số nào; các chỉ số
        nào; các chỉ số; danh sách chỉ số; danh sách các chỉ số; which indices; what indices; list of
        indices; viết tắt; là viết tắt của; viết tắt của; bắt đầu từ; bắt đầu; ra đời; mục đích; khảo sát;
        được khảo sát; điểm tối đa; tối đa; abbreviation; acronym; purpose; surveyed; begin; began; started;
        maximum; maximum score; what changed; có gì thay đổi; thay đổi gì; có gì mới""",
    "announced": """
        công bố khi nào; khi nào công bố; bao giờ công bố; công bố ngày nào; công bố lúc nào; ngày công bố;
        khi nào có; bao giờ có; có khi nào; công bố chưa; đã công bố chưa; ra khi nào; khi nào ra; when;
        published; announced; released; release date; come out; comes out""",
    "publisher": """
        ai công bố; cơ quan nào công bố; do ai công bố; đơn vị nào công bố; tổ chức nào công bố; bộ nào công
        bố; nơi nào công bố; ai chấm; ai làm; ai đánh giá; ai thực hiện; ai xây dựng; cơ quan nào thực hiện;
        cơ quan nào đánh giá; who publishes; who published; who makes; who made; who conducts; who runs; who
        announces; who measures; publisher""",
    "about": """
        nguồn; nguồn số liệu; nguồn dữ liệu; lấy số liệu; lấy số liệu ở đâu; lấy dữ liệu; số liệu ở đâu; số
        liệu từ đâu; dữ liệu từ đâu; dữ liệu ở đâu; lấy ở đâu; lấy từ đâu; lấy từ nguồn nào; nguồn nào; bạn
        là ai; mày là ai; em là ai; bot là ai; bot gì; bot này; ai làm ra bạn; ai tạo ra bạn; có đáng tin
        không; đáng tin; tin cậy; số liệu đến năm nào; source; sources; data from; data source; data
        sources; get your data; get the data; your data; your figures; who are you; who made you; what are
        you; about you; about this bot; reliable; trustworthy; come from; comes from""",
    "please": """
        giúp; giúp tôi; giúp mình; giúp tớ; help; help me""",
    "hello": """
        xin chào; chào; chào bạn; chào bot; chào em; chào anh; chào chị; chào buổi sáng; chào ad; alo; a lô;
        hello; hi; hey; hello there; hi there; good morning; good afternoon; good evening; good day;
        greetings""",
    "thanks": """
        cảm ơn; cám ơn; xin cảm ơn; thank; thanks; thank you; thank you very much; thx; tks; many thanks;
        ok; oke; okay; okie; oki; okela; ok bạn; được rồi; hiểu rồi; tuyệt vời; tuyệt; hay quá; tốt lắm;
        giỏi quá; giỏi lắm; great; nice; good job; good bot; well done; perfect; awesome; cool; got it; tạm
        biệt; bye; bye bye; goodbye; hẹn gặp lại; chúc ngủ ngon; good night""",
    "help": """
        trợ giúp; hướng dẫn; cách dùng; cách hỏi; hỏi thế nào; hỏi gì; hỏi được gì; sử dụng; bạn làm được
        gì; làm được gì; làm được những gì; biết làm gì; bạn biết gì; lệnh; các lệnh; how to use; how do i;
        how can i ask; what can you do; what can i ask; commands; usage; start; menu""",
}
"""What is asked for -> the phrases that ask for it, separated by semicolons. Longer phrases win over shorter ones.

``beyond`` is what no answer can take into account, ``other`` an index that is not kept here, ``off`` what no index is
about, ``change`` and ``fall`` what no answer can rank by: these are passed over, and the answer says so. ``more`` and
``less`` are ``top`` and ``bottom`` of an amount. ``nation`` is the country that a province may be compared with, or
says that all provinces are meant. ``nothing`` keeps a phrase from being read as another.
"""

_NOISE = """
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
NOISE = frozenset(fold(_NOISE).split())
"""Words that say nothing by themselves: what remains of a text without them counts as not understood."""

SPELT = frozenset((";".join(PHRASES.values()).replace(";", " ") + _NOISE).lower().split())
"""The words of questions and those that say nothing, with their accents."""

_FILLERS = """
    làm ơn luôn nha nhá nghen hen ha nhe dzậy zậy vầy ấy thôi mà chớ chứ đi nào nữa mày tao nó họ sếp ông bà thầy
    bác đồng chí thưa kính gửi dạ vâng ừ ờ à ồ ôi trời hông hok ko k hem không chẳng hẳn gì đâu rằng tức bằng bên
    giữa ngay liền hiện đến lúc hồi vào ra bấy giúp hộ nhờ phiền hơi khá lắm thật sự thực tế đều cứ chắc hình như
    có lẽ dường mỗi từng riêng cụ thể nói chung bây giờ vừa mới sắp tiếp đầu cuối cỡ khoảng tầm độ đơn giản nhanh
    gấp ngắn gọn đầy đủ chính xác rõ ràng tên gọi xa gần nhau số lượng dùng lấy nhận đọc nghe thấy hiểu nghĩ thích
    trả lời đáp thử lần câu dòng tin nhắn the im id ive dont doesnt isnt whats hows wheres lets am being having
    within across per each both another other such very so too quite more most less least if because since while
    during until out up down off over under again once via by quick quickly simple simply short full exactly exact
    correct true really sure maybe perhaps guess think need needed wants wanted wondering looking check checking
    tried try kindly sir madam bro guys thing things number numbers data figure figures info information question
    answer answers cao thấp hơn kém giải pháp đánh giá bình thường đặt ổn tốt xấu đẹp tệ giỏi dở bậc hạn mốc last
    better worse higher lower between sub ask asked asking place lại nếu ví dụ theo nguyên nhân việc điều cách mặt
    phần loại kiểu bản đạt tiến bộ thay đổi bứt phá đáng kể rõ rệt bảng biểu đồ thị thành cơ nhưng vì nên tuy dù
    cùng lẫn hoặc hay và cần muốn phải đang được bị cho với từ tới trên dưới trong ngoài kể cả suốt mấy lâu dài
    anh chị em cô chú bạn mình tớ tui toi thế sao vậy dc đc kg j z r vs nx ntn bn bnhiu bao nhieu mik mk ạk ak
    nhaa nhé nhóe cs ns provinces province's also even back make made makes take takes give gives given go going
    gone come comes came want used long ago already yet always never often overall general generally compared
    comparison nation stand standing rated rating rate rates like likely look looks seem seems bit kind sort type
    way ways tell me us him her them he she they hi hello dear thank thanks please pls plz
"""
FILLERS = frozenset(_FILLERS.split())
"""Words, with their accents, that are polite or empty beside something understood; alone they may be a name."""

COUNTED = frozenset(fold("tỉnh thành địa nơi province provinces city cities places").split())
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
OF = frozenset(fold("về điểm on of for about in score").split())
"""Words before such a name that make it the criterion after all ("thấp nhất về tham nhũng")."""
