"""모퉁이 앱: the books themselves. Credit, consignment, receipts, invoices."""

from commands.demo.script import Edited, Moved, Post, Said, Withdrawn

POSTS = (
    Post(
        key="tab-book",
        kind="idea",
        board="app",
        lang="ko",
        title="외상 장부가 필요해요. 거래처별로 누가 얼마 남았는지",
        body="""
        꽃집은 외상이 많아요. 예식장 두 곳, 교회, 회사 총무팀은 한 달 모아서 주시거든요. 지금은 냉장고 옆
        달력에 적는데, 물이 튀어서 번진 날은 정말 울고 싶어요.

        제가 하루에 하는 일을 순서대로 적으면 이래요.

        1. 나갈 때: "○○교회 제단꽃 18만, 외상"
        2. 월말: 거래처별로 더해서 문자로 보냄
        3. 돈 들어오면: 그달 것부터 지움. **일부만 주시는 분도 많음**
        4. 두 달 넘으면: 속앓이

        > 사장님, 지난달 거 30만 원 먼저 보내고 나머지는 이달 말에 같이 드릴게요

        이런 게 제일 어려워요. 30만 원이 어느 꽃값인지 모르겠거든요. 모퉁이 매출에는 받은 날로 들어가니까
        세금 낼 때도 헷갈리고요.

        거래처마다 남은 금액, 제일 오래된 날짜, 문자 보내기. 이 세 개만 보여도 달력을 버릴 수 있어요.
        """,
        author="gippeum",
        days_ago=196.4,
        tags=("외상", "미수금", "거래처"),
        owner="dohyun",
        voters=18,
        steps=[
            Said(
                "yongsik",
                195.0,
                """
                정비소도 법인 차량은 전부 월말 결제입니다. 부품값은 먼저 나가고 돈은 60일 뒤에 옵니다.
                반드시 필요합니다.
                """,
            ),
            Said(
                "soyoung",
                193.8,
                """
                기장하는 입장에서도 절실해요. 사장님들이 '받은 날'로 매출을 잡아 놓으셔서 신고 때 제가
                전화로 하나하나 여쭤보거든요. 외상도 **물건이 나간 날** 매출이라는 것만 앱이 잡아 줘도
                전화가 반으로 줄 거예요.
                """,
            ),
            Moved(
                "reviewing", "dohyun", 190.5, "세 분 말씀이 같은 곳을 가리키네요. 정식으로 살펴보겠습니다."
            ),
            Said(
                "dohyun",
                181.1,
                """
                문도현입니다. 세 가지로 정리했어요.

                - 매출은 나간 날에 잡고, 받은 돈은 따로 적는다
                - 받은 돈은 **오래된 외상부터** 차례로 지운다. 손으로 바꿀 수도 있다
                - 거래처 화면에 남은 돈과 가장 오래된 날짜를 크게

                기쁨 님의 '30만 원이 어느 꽃값인지'는 두 번째로 풀립니다. 이게 관행과 맞는지 더 여쭤보고
                싶어요. 다르게 하시는 분 계신가요?
                """,
                answer=True,
                replies=(
                    Said("yongsik", 180.2, "차량 번호별로 지웁니다. 1234호 수리비라고 지정해서 입금합니다."),
                    Said("gippeum", 179.6, "저는 오래된 것부터면 충분해요!"),
                ),
            ),
            Moved("planned", "dohyun", 160.8, "오래된 것부터 지우되 입금할 때 건을 지정할 수 있게 합니다."),
            Moved(
                "building",
                "dohyun",
                54.9,
                """
                거래처 화면부터 만들고 있어요. 독촉 문자는 문구를 가게가 정하고, 저희가 대신 보내는 시점은
                절대 자동으로 하지 않습니다.
                """,
            ),
            Said(
                "gippeum",
                54.1,
                "자동으로 안 보내는 거 정말 잘 정하셨어요. 교회에 독촉 문자가 나가면 저는 이사 가야 해요.",
            ),
        ],
    ),
    Post(
        key="consignment",
        kind="idea",
        board="app",
        lang="ko",
        title="위탁으로 받은 책은 팔린 만큼만 정산하고 싶습니다",
        body="""
        독립출판물은 대부분 위탁입니다. 작가님이 다섯 권을 맡기시면, 팔린 다음에 정가의 60~70%를 보내 드리고
        안 팔린 책은 돌려드려요. 그러니까 진열된 책은 제 재고가 아니고, 팔린 금액도 전부 제 매출은 아닙니다.

        모퉁이에는 이런 물건을 넣을 자리가 없어서 두 가지 중 하나를 골라야 해요.

        - 재고로 넣는다: 사지도 않은 책값이 재고 자산으로 잡힌다
        - 안 넣는다: 팔렸을 때 '기타 13,000원'만 남고 누구에게 얼마를 보낼지는 수첩을 뒤진다

        정산표는 지금 이렇게 만듭니다. 작가님이 마흔한 분이에요.

        | 작가 | 맡긴 권수 | 팔림 | 정가 | 정산율 | 보낼 돈 |
        |---|---|---|---|---|---|
        | ㄱ님 | 5 | 3 | 13,000 | 65% | 25,350 |
        | ㄴ님 | 10 | 2 | 9,000 | 70% | 12,600 |

        책방만의 일은 아닐 거예요. 소품 가게, 공방 편집숍도 같은 방식입니다. 작가님들이 한 달에 한 번 받는
        메일이 정확하면 좋겠어요. 몇천 원이라도 그분들에게는 '내 책이 세 권 팔렸다'는 소식이거든요.
        """,
        author="dalbit",
        days_ago=154.3,
        tags=("위탁", "정산", "재고"),
        owner="dohyun",
        voters=9,
        steps=[
            Said(
                "sodam",
                152.9,
                """
                저희 그릇을 위탁하는 편집숍이 네 곳인데 정산 메일이 제때 오는 곳은 한 곳이에요. 받는
                쪽에서도 한 표 드려요.
                """,
            ),
            Said(
                "eunsook",
                150.1,
                """
                세무지원팀 탁은숙입니다. 질문이 있어요, 달빛 님. 작가님들 중에 사업자등록이 있는 분과 없는
                분이 섞여 있지요? 없는 분께 보내는 돈은 증빙 처리가 달라서, 표에 그 칸이 하나 더 있어야 할
                것 같습니다.
                """,
                replies=(
                    Said(
                        "dalbit",
                        149.7,
                        """
                        네, 마흔한 분 중에 사업자는 일곱 분이에요. 나머지 분들 때문에 늘 물푸레에
                        여쭤봅니다.
                        """,
                    ),
                    Said("soyoung", 149.2, "맞아요 ㅎㅎ 매달 25일에 달빛 님 전화가 와요."),
                ),
            ),
            Moved("reviewing", "dohyun", 143.6, "재고와 매출을 함께 건드리는 일이라 설계부터 해 봅니다."),
            Moved("planned", "dohyun", 99.4, "위탁 상품이라는 종류를 새로 두기로 했습니다."),
            Moved(
                "reviewing",
                "dohyun",
                44.2,
                """
                계획에서 한 걸음 물립니다. 외상 장부와 같은 '정산할 상대' 구조를 쓰려고 했는데, 그쪽이
                예상보다 길어지고 있어요. 겹쳐서 만들면 둘 다 어설퍼집니다. 외상 장부가 나온 뒤에 다시
                날짜를 잡겠습니다. 기다리셨을 텐데 죄송합니다.
                """,
            ),
            Said("dalbit", 43.5, "아쉽지만 이유를 적어 주셔서 괜찮습니다. 수첩은 아직 쓸 만해요."),
        ],
    ),
    Post(
        key="receipt-misread",
        kind="complaint",
        board="app",
        lang="ko",
        title="영수증 찍으면 숫자를 엉뚱하게 읽어요",
        body="""
        시장에서 받는 건 손으로 쓴 간이영수증이에요. 콩나물 3,000원을 30,000원으로 읽고, 두부 열 모를 1모로
        읽어요. 오늘은 날짜가 1907년으로 들어갔어요.

        안 읽으면 내가 쓰면 되는데 틀리게 읽고 맞다고 하니까 더 무서워요. 지난달 재료비가 40만 원이나 더
        들어간 걸 딸이 찾아 줬어요.
        """,
        author="sunja",
        days_ago=104.7,
        tags=("영수증", "장부", "손글씨"),
        owner="dohyun",
        voters=15,
        steps=[
            Said("manbok", 104.0, "1907년이면 우리 할아버지 영수증이네."),
            Moved(
                "reviewing",
                "eunsook",
                103.5,
                """
                순자 사장님이 보내 주신 영수증 62장을 제가 하나씩 대조해 봤습니다. 인쇄된 건 다 맞고, 손글씨
                29장 중 11장이 틀렸습니다.
                """,
            ),
            Said(
                "dohyun",
                101.9,
                """
                문도현입니다. 저도 시장에서 받은 영수증 다섯 장으로 해 봤는데 두 장이 틀렸어요. 순서대로
                고치겠습니다.

                - **먼저**: 손글씨로 보이면 금액 칸을 비워 두고 사진을 크게 보여 드립니다. 사장님이 넣으시면
                돼요
                - **다음**: 평소 재료비보다 크게 튀면 저장하기 전에 한 번 여쭤봅니다
                - 손글씨를 잘 읽게 만드는 건 언제 될지 모르겠습니다. 모르는 걸 약속드리지 않을게요
                """,
                answer=True,
                replies=(Said("sunja", 101.2, "비워 두는 게 훨씬 나아요. 고마워요."),),
            ),
            Moved("planned", "dohyun", 98.8, "비워 두기와 튀는 금액 묻기, 두 가지를 합니다."),
            Said(
                "yerin",
                77.3,
                """
                빈칸 화면 시안이에요. 시장에서 장갑 끼고도 누를 수 있게 숫자판을 크게 그렸는데, 순자 사장님
                가게에 가서 실제로 눌러 보고 고칠게요.
                """,
                audience="staff",
                replies=(
                    Said(
                        "dohyun",
                        77.1,
                        "장갑은 생각 못 했네요. 고무장갑이랑 비닐장갑 둘 다 해 봐 주세요.",
                        audience="staff",
                    ),
                ),
            ),
            Moved("building", "dohyun", 22.6, "빈칸 화면을 시장 가게 여덟 곳에서 먼저 쓰고 있습니다."),
        ],
    ),
    Post(
        key="split-invoice",
        kind="idea",
        board="app",
        lang="en",
        title="Split one supplier invoice across several branches",
        body="""
        We get one milk invoice for three cafés. Motungi wants it to belong to one branch, so Seongsu looks
        like it drinks 900 litres a month and the other two look like they serve black coffee only.

        What I'd like:

        - choose the invoice, choose "split"
        - by percentage, by amount, or by last month's sales
        - remember the rule per supplier
        - VAT on the split has to add up to the original to the won (please decide where the odd won goes, I
        don't care where as long as it's always the same place)
        """,
        author="grace",
        days_ago=126.9,
        tags=("branches", "invoices", "지점"),
        owner="dohyun",
        voters=9,
        steps=[
            Said(
                "daniel",
                126.5,
                "Co-owner here. I made at least one wrong decision about Seongsu because of the milk.",
            ),
            Moved(
                "reviewing",
                "dohyun",
                121.7,
                "Checking with our tax people what an internal split may look like.",
            ),
            Said(
                "eunsook",
                119.3,
                """
                From the tax side: if the three branches share one business registration, an internal split
                is only your own management figure and the tax invoice stays whole. If a branch has its own
                registration, you can't split it this way; the supplier has to issue one per registration.
                Which is it for you, Grace?
                """,
                replies=(
                    Said(
                        "grace",
                        118.8,
                        """
                        One registration, three branches. Good to know about the other case, we nearly
                        registered Yeonnam separately.
                        """,
                    ),
                ),
            ),
            Moved(
                "planned",
                "dohyun",
                87.5,
                """
                For branches under one registration. The odd won goes to the first branch in your list,
                always.
                """,
            ),
            Edited(86.9, adds="Edit: Dohyun's rule about the odd won works for us."),
        ],
    ),
    Post(
        key="memo-newline",
        kind="complaint",
        board="app",
        lang="ko",
        title="예약 메모에 줄바꿈이 안 됩니다",
        body="엔터를 치면 바로 저장돼 버립니다. 회원 몸 상태를 세 줄은 적어야 하는데 한 줄로 이어집니다.",
        author="taejin",
        days_ago=163.2,
        tags=("예약", "메모"),
        steps=[
            Edited(
                163.1,
                adds="""
                추가: 시프트+엔터를 치니 되네요. 태블릿에는 줄바꿈 키가 따로 있고요. 제가 못 찾은 거라 글은
                내립니다.
                """,
            ),
            Withdrawn(163.0),
        ],
    ),
)
