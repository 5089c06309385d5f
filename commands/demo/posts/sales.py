"""모퉁이 앱: takings, card settlements, the till at closing time."""

from commands.demo.script import Moved, Post, Said

POSTS = (
    Post(
        key="card-two-days-late",
        kind="complaint",
        board="app",
        lang="ko",
        title="카드 매출이 이틀 늦게 떠서 마감이 안 맞습니다",
        body="""
        밤 10시에 문 닫고 마감을 봅니다. 단말기에는 84건, 모퉁이에는 61건.

        나머지는 이틀 뒤에 들어옵니다. 그럼 나는 이틀 뒤에 또 마감을 합니까. 장사하는 사람이 그걸 언제 보고
        있습니까. '오늘 매출'이라고 크게 써 놓고 오늘 게 아니면 그 글자를 떼세요.
        """,
        author="manbok",
        days_ago=118.6,
        tags=("매출", "카드", "마감"),
        owner="namgil",
        voters=18,
        steps=[
            Said(
                "namgil",
                117.2,
                """
                정산운영팀 편남길입니다. 불편을 드려 죄송합니다. 지금 모퉁이의 카드 매출은 카드사가
                **매입**을 마친 다음에 받아 오는 자료입니다. 손님이 긁은 순간(승인)과는 하루에서 사흘 차이가
                납니다. '오늘 매출'이라는 이름이 틀렸다는 말씀이 맞습니다.

                승인 자료를 따로 받는 길이 두 가지 있습니다. 밴사에서 받는 길과 단말기에서 바로 받는
                길입니다. 비용과 걸리는 기간을 확인해서 2주 안에 여기에 적겠습니다.
                """,
                answer=True,
            ),
            Moved("reviewing", "namgil", 117.0, "승인 자료를 받는 두 가지 방법을 알아보고 있습니다."),
            Said(
                "jungho",
                115.8,
                """
                솔개포스 석정호입니다. 저희 S2 쓰시는 매장이면 단말기에서 승인 건을 바로 보낼 수 있습니다.
                만복 사장님 두 매장 다 S2라서 기술적으로는 지금도 됩니다. 모퉁이 쪽 준비만 되면요.
                """,
                replies=(Said("manbok", 115.5, "된다는 말을 들은 게 두 번째입니다. 날짜를 주세요."),),
            ),
            Said(
                "namgil",
                103.4,
                """
                약속드린 2주입니다. 알아본 것만 적습니다.

                | 방법 | 되는 단말기 | 걸리는 기간 | 가게 부담 |
                |---|---|---|---|
                | 단말기에서 바로 | S2, S2 미니 | 두 달 | 없음 |
                | 밴사 승인 자료 | 거의 전부 | 계약부터 반년 | 미정 |

                첫 번째부터 하자는 의견을 냈습니다. 두 번째는 비용을 가게에 넘기지 않을 방법을 아직 못
                찾았습니다.
                """,
            ),
            Said(
                "wonjae",
                102.1,
                """
                세무사로서 한 말씀만 드리면, 신고는 승인 기준 합계로 맞추는 게 편합니다. 두 숫자를 다 보여
                주시되 어느 쪽인지 이름을 꼭 붙여 주세요.
                """,
            ),
            Moved(
                "planned",
                "dohyun",
                94.0,
                """
                S2 단말기부터 승인 기준으로 바꿉니다. 그 전에라도 '오늘 매출'은 '오늘 들어온 카드 매입'으로
                이름을 고칩니다.
                """,
            ),
            Said("manbok", 92.7, "이름 바뀐 거 봤습니다. 숫자는 그대로네요."),
        ],
    ),
    Post(
        key="count-the-cash",
        kind="idea",
        board="app",
        lang="ko",
        title="마감할 때 돈통 세는 화면 (5만 원 몇 장, 천 원 몇 장)",
        body="""
        우리 집은 아직 현금이 반이에요. 시장이라. 저녁마다 종이에 5만 원 몇 장, 만 원 몇 장, 동전 얼마
        적어서 계산기로 더하는데 꼭 한 번은 틀려요. 장 수만 넣으면 더해 주고 장부에 있는 돈이랑 얼마 차이
        나는지 보여 주면 그것만 해도 살겠어요.

        동전은 100원, 500원만 있으면 돼요. 10원짜리는 요새 안 받아요 ^^
        """,
        author="sunja",
        days_ago=3.2,
        tags=("매출", "현금", "마감"),
        voters=8,
        steps=[
            Said("manbok", 2.9, "시재 안 맞으면 잠이 안 옵니다. 필요합니다."),
            Said(
                "ploy",
                2.2,
                """
                I do this on a whiteboard in the kitchen. Please add a place for 'float left in the drawer',
                otherwise every morning starts wrong.
                """,
            ),
        ],
    ),
    Post(
        key="delivery-net",
        kind="idea",
        board="app",
        lang="ko",
        title="배달앱 매출을 수수료 뗀 금액이랑 같이 보여 주세요",
        body="""
        배달앱 매출 1,240만 원. 통장에 들어온 돈 871만 원.

        중개 수수료, 배달비, 결제 수수료, 할인 쿠폰 분담금. 앱마다 이름도 다르고 날짜도 다릅니다. 모퉁이에는
        1,240만 원만 떠서 이번 달 장사 잘됐네 하다가 월세 낼 때 정신이 듭니다.

        총액 옆에 '실제로 들어온 돈'을 같이 띄워 주세요. 수수료가 몇 프로인지도.
        """,
        author="manbok",
        days_ago=72.3,
        tags=("매출", "배달", "수수료"),
        owner="dohyun",
        voters=19,
        steps=[
            Said("gippeum", 71.9, "통장 보고 정신 든다는 말에 투표해요. 꽃 배달도 똑같아요."),
            Said(
                "wonjae",
                70.4,
                """
                조심하실 점을 하나 적겠습니다. 부가세 신고는 **수수료를 떼기 전 1,240만 원**이 매출이고,
                수수료는 따로 매입(비용)으로 넣습니다. 들어온 돈 871만 원을 매출로 적으면 과소신고가 되니,
                화면에서 두 숫자의 역할을 분명히 나눠 주시면 좋겠습니다.
                """,
                replies=(
                    Said("manbok", 70.1, "그건 압니다. 내가 알고 싶은 건 내가 얼마 벌었냐는 겁니다."),
                    Said(
                        "wonjae",
                        69.8,
                        """
                        네, 그래서 둘 다 보이는 것에 찬성합니다. 저희 사무실에서도 그 표를 매달 손으로
                        만들어 드리고 있습니다.
                        """,
                    ),
                ),
            ),
            Moved(
                "reviewing",
                "dohyun",
                66.2,
                "앱별 정산서를 모아 보고 있어요. 세 곳은 항목이 맞고 한 곳은 매달 서식이 바뀝니다.",
            ),
            Said(
                "dohyun",
                65.8,
                """
                제품팀 문도현입니다. 신고용 숫자와 '손에 쥐는 돈'을 한 화면에 나란히 두되 색과 이름을 다르게
                하려고 해요. 지금 막힌 건 쿠폰 분담금입니다. 정산서에 합계만 나오는 앱이 있어서 어느
                주문에서 빠졌는지 알 수가 없어요.

                혹시 지난달 정산서를 보여 주실 수 있는 분이 계시면 채팅으로 저에게 보내 주세요. 가게 이름은
                가리셔도 됩니다. 다섯 곳만 더 보면 판단이 설 것 같아요.
                """,
                answer=True,
            ),
            Said(
                "ploy",
                63.0,
                "Sent you three months of mine. The coupon line is called four different things.",
            ),
        ],
    ),
    Post(
        key="same-month-last-year",
        kind="idea",
        board="app",
        lang="ko",
        title="작년 같은 달이랑 나란히 보기",
        body="지난달이랑 비교해 주는 건 별 의미가 없어요. 미용실은 작년 이맘때랑 봐야 알아요.",
        author="sera",
        days_ago=131.2,
        tags=("매출", "통계"),
        owner="dohyun",
        voters=12,
        steps=[
            Said(
                "gippeum",
                129.5,
                "꽃집은 더해요. 졸업식 있는 달하고 그다음 달을 비교하면 매달 망하고 매달 대박이거든요.",
            ),
            Moved(
                "planned",
                "dohyun",
                122.0,
                """
                이견이 없고 자료도 이미 있어서 바로 계획에 넣습니다. 쓰신 지 1년이 안 된 가게는 비교 칸이
                비어 보이는데, 거기에 뭘 둘지만 정하면 돼요.
                """,
            ),
            Said("sodam", 110.9, "요일도 맞춰 주세요. 주말이 네 번인 달과 다섯 번인 달은 다른 달이에요."),
        ],
    ),
    Post(
        key="csv-garbled",
        kind="complaint",
        board="app",
        lang="en",
        title="Exported sales CSV opens as garbage in my spreadsheet",
        body="""
        Every Korean item name turns into something like `ì•„ë©”ë¦¬ì¹´ë…¸`. Numbers are fine, names are
        soup. My bookkeeper in Busan gets the same. I've been re-saving it through a text editor every month
        like it's 2003.
        """,
        author="daniel",
        days_ago=186.0,
        tags=("export", "csv"),
        owner="jiwoo",
        voters=4,
        steps=[
            Said(
                "jiwoo",
                185.3,
                """
                Hi Daniel. I could reproduce it. The plain "CSV" file is UTF-8 without the mark that some
                spreadsheet programs look for, so they guess the wrong alphabet. Next to it, under the
                little arrow, there's **"CSV for spreadsheets"**, and that one opens correctly. I've just
                tried it with one of your branches' item lists in a test shop.
                """,
                answer=True,
                replies=(
                    Said(
                        "daniel",
                        185.1,
                        """
                        It works. But nobody opens a dropdown next to a button that already says what they
                        want.
                        """,
                    ),
                ),
            ),
            Moved(
                "declined",
                "dohyun",
                179.8,
                """
                The right file exists already, so we won't change what plain CSV means: accounting programs
                import it every night and would choke on the mark.
                """,
                kind="exists_already",
                alternative="""
                Download → arrow → *CSV for spreadsheets*. You're right that it hides, so the button now
                remembers your last choice.
                """,
            ),
            Said("daniel", 179.2, "Remembering my choice is all I needed. Fair enough."),
        ],
    ),
    Post(
        key="beans-by-batch",
        kind="idea",
        board="app",
        lang="en",
        title="Track green coffee by lot and roast loss",
        body="""
        We buy green beans in 60 kg sacks, roast in 5 kg batches, lose 14-17% of the weight, blend, then
        sell in 200 g bags and as drinks. I'd love for Motungi to know that one sack of the Huila became 231
        bags and 40 lattes, and what a bag really cost me.

        Rough idea of what I keep in a spreadsheet now:

        ```
        lot      in_kg  batch  out_kg  loss
        HUI-07   5.00   311    4.21    15.8%
        HUI-07   5.00   312    4.26    14.8%
        YIR-02   5.00   313    4.16    16.8%
        ```
        """,
        author="daniel",
        days_ago=232.5,
        tags=("inventory", "roasting"),
        voters=3,
        steps=[
            Said(
                "gippeum", 231.7, "꽃도 로스가 있어요! 시드는 거요. 근데 저는 이만큼은 안 적을 것 같아요 ㅎㅎ"
            ),
            Moved("reviewing", "dohyun", 229.0, "Asking a few bakeries and roasters how they do it today."),
            Moved(
                "declined",
                "dohyun",
                201.7,
                """
                I spoke with six roasters and two bakeries. All of them want this, and all eight in a
                different way: that's production software, and a half-made one would give you a wrong cost
                per bag with great confidence. We want to stay good at what happens at the counter.
                """,
                kind="out_of_scope",
                alternative="""
                Keep your sheet, and push the finished bags with `POST /v2/stock-movements` so that at least
                the shop's stock and cost of goods are right. Kofi can help with the first script.
                """,
                revisit_in_days=365,
            ),
            Said(
                "daniel",
                200.9,
                """
                Not what I hoped for. Kofi's script took us twenty minutes though, and the stock is right
                for the first time.
                """,
            ),
        ],
    ),
)
