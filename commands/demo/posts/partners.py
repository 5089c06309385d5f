"""파트너: between 모퉁이살림, the accountants of 물푸레 and the terminal makers of Solgae."""

from commands.demo.script import Edited, Moved, Post, Reached, Said

POSTS = (
    Post(
        key="all-clients-one-screen",
        kind="idea",
        board="partners",
        lang="ko",
        title="맡은 가게 전체의 신고 준비 상태를 한 화면에서",
        body="""
        신고 기간에 제가 매일 아침 확인하는 것은 네 가지뿐입니다.

        | 가게 | 매출 마감 | 영수증 미분류 | 사장님 확인 | 특이사항 |
        |---|---|---|---|---|
        | 가나분식 | 완료 | 3 | 대기 | |
        | 다라상회 | 2일 남음 | 41 | | 현금 매출 급증 |

        지금은 이 표를 만들려고 가게마다 로그인을 바꿉니다. 230번입니다. 초대받은 가게만이라도 한 줄씩 모아
        주시면 오전 시간이 통째로 생깁니다.
        """,
        author="wonjae",
        days_ago=184.6,
        tags=("세무사", "신고"),
        owner="dohyun",
        voters=6,
        steps=[
            Moved("reviewing", "dohyun", 181.2, "'세무사님 초대'와 같은 권한을 쓰게 될 것 같아 함께 봅니다."),
            Said(
                "soyoung",
                178.0,
                """
                '영수증 미분류' 숫자를 누르면 그 가게 영수증으로 바로 가야 해요. 숫자만 보이면 결국 또
                로그인을 바꿔요.
                """,
            ),
            Moved("planned", "dohyun", 149.0, "초대 기능 바로 다음으로 잡았습니다."),
            Said(
                "dohyun",
                148.6,
                """
                네 칸 그대로 가겠습니다. '특이사항'만 여쭐게요. 저희가 자동으로 띄울 수 있는 건 세 가지예요.
                지난 기간보다 30% 넘게 튄 매출, 같은 날 같은 금액 영수증, 폐업한 거래처. 더 필요한 게 있으면
                먼저 보시는 순서대로 적어 주세요.
                """,
                answer=True,
                replies=(
                    Said(
                        "wonjae",
                        147.9,
                        """
                        세 가지면 됩니다. 다만 '의심'이라는 말은 쓰지 말아 주십시오. 사장님 화면에도 보일 수
                        있습니다.
                        """,
                    ),
                ),
            ),
            Moved("building", "dohyun", 25.0, "초대받은 다섯 곳으로 첫 화면을 띄웠습니다."),
        ],
    ),
    Post(
        key="request-mail-spam",
        kind="complaint",
        board="partners",
        lang="ko",
        title="자료 요청 메일이 사장님들 스팸함에 있어요",
        body="""
        "카드 매출 확인 부탁드립니다" 하고 모퉁이에서 요청을 보내면 열에 셋은 못 받으셨대요. 찾아보면
        스팸함에 있고요. 보낸 사람이 `noreply`에 제목이 '[모퉁이] 알림'이라 저라도 안 열 것 같아요.

        결국 문자로 다시 보내는데, 그럼 요청 기능을 왜 쓰나 싶어요.
        """,
        author="soyoung",
        days_ago=57.1,
        tags=("메일", "알림"),
        owner="sangmin",
        voters=4,
        steps=[
            Said(
                "sangmin",
                56.0,
                """
                발송 기록을 봤습니다. 지난달 요청 메일 1,840통 중 반송 22통, 나머지는 도착은 했습니다.
                스팸함에 들어갔는지는 저희가 알 수 없습니다. 다만 한 대형 메일 서비스에서만 열람이 유독 낮아
                그쪽 서명 설정을 다시 확인하고 있습니다.
                """,
            ),
            Moved("reviewing", "sangmin", 55.7, "서명 설정과 제목을 먼저 손봅니다."),
            Said(
                "sangmin",
                33.0,
                """
                서명 하나가 만료돼 있었습니다. 갱신하고 제목을 '민소영 실장님(물푸레)이 카드 매출 확인을
                요청했어요'로 바꿨습니다. 2주 지켜보고 열람 비율을 적겠습니다.
                """,
                answer=True,
            ),
            Said(
                "soyoung",
                17.4,
                """
                이번 주에 열여섯 분께 보냈는데 열네 분이 당일에 답하셨어요. 두 분은 원래 답을 안 하시는
                분이에요 ㅎㅎ
                """,
            ),
        ],
    ),
    Post(
        key="terminal-health",
        kind="idea",
        board="partners",
        lang="en",
        title="Show us which terminals stopped talking to you",
        body="""
        A terminal that loses its pairing looks healthy to us: it sells, it prints, it answers pings. Only
        your side knows that nothing has arrived since Tuesday. The shop finds out at month's end.

        A list per partner: terminal, shop, last sale received, last error. We'd call the shop before they
        call either of us.
        """,
        author="priya",
        days_ago=138.2,
        tags=("terminals", "monitoring", "솔개"),
        owner="mateus",
        voters=5,
        steps=[
            Said("jungho", 137.1, "기사들 동선 짤 때 쓰겠습니다. 지역별로 볼 수 있으면 더 좋습니다."),
            Moved(
                "reviewing",
                "mateus",
                134.9,
                "The data exists. Checking what we may show you about a shop that hasn't agreed to it.",
            ),
            Said(
                "gaeun",
                109.7,
                """
                단말기 상태는 설치 계약에 포함된다고 볼 수 있는데 '마지막 매출 시각'은 아슬아슬해요. 시각
                대신 '정상 / 24시간 없음 / 사흘 없음'으로 뭉뚱그리면 약관 안입니다.
                """,
                audience="staff",
            ),
            Moved(
                "planned",
                "mateus",
                105.3,
                """
                Terminal, shop, and three states: fine, silent for a day, silent for three. Shops can opt
                out.
                """,
            ),
            Said("priya", 104.8, "Three states are enough. We don't want to know what they sold."),
        ],
    ),
    Post(
        key="installer-checklist",
        kind="idea",
        board="partners",
        lang="ko",
        title="설치 기사용 점검표를 모퉁이 앱 안에",
        body="""
        기사가 현장에서 확인하는 순서입니다. 지금은 종이입니다.

        1. 가맹점 번호가 모퉁이에 뜨는 번호와 같은지
        2. 100원 승인, 100원 취소가 모퉁이에 들어오는지
        3. 영수증에 상호와 대표자명이 잘리지 않는지
        4. 와이파이가 끊겼다 붙었을 때 밀린 매출이 들어오는지

        2번에서 취소가 빠지면 사장님 장부에 100원이 남습니다. 지난달에만 열아홉 번 전화 받았습니다.
        """,
        author="jungho",
        days_ago=8.3,
        tags=("설치", "단말기"),
        voters=4,
        steps=[
            Said("namgil", 7.6, "그 100원을 월말에 지우는 사람이 접니다. 적극 찬성합니다."),
            Said(
                "priya",
                6.9,
                """
                Items 1 and 2 could be automatic: the terminal knows both numbers. The installer would only
                press *start* and watch four lights.
                """,
            ),
            Moved("reviewing", "namgil", 6.1, "1번과 2번을 자동으로 할 수 있는지 Priya 님과 확인합니다."),
        ],
    ),
    Post(
        key="referral-report",
        kind="complaint",
        board="partners",
        lang="en",
        title="Referral report doesn't match what we're paid",
        body="""
        Report: 74 shops. Payment: 69. It's the third month. The amount is small; the hour that our finance
        team and yours spend on it each month isn't. I suspect shops that changed owner: they appear as new
        in the report and as existing in the payment.
        """,
        author="priya",
        days_ago=91.9,
        tags=("referral", "report"),
        owner="namgil",
        voters=3,
        steps=[
            Moved(
                "reviewing",
                "namgil",
                90.4,
                "두 자료를 한 건씩 맞춰 보고 있습니다. (Matching both lists one by one.)",
            ),
            Said(
                "namgil",
                86.6,
                """
                Priya 님 짐작이 맞습니다. 다섯 곳 모두 명의가 바뀐 가게입니다. 계약서에는 '명의 변경은
                신규로 보지 않는다'고 되어 있어 지급이 맞고 보고서가 틀렸습니다.

                In English: payment follows the contract, the report counts owner changes as new. We'll
                correct the report. The last three months are attached to this week's e-mail, shop by shop.
                """,
                answer=True,
            ),
            Moved(
                "building",
                "mateus",
                50.6,
                "The report will use the same query as the payment, so they can't differ again.",
            ),
            Reached("shipped", 32.7),
            Reached("confirmed", 31.2),
        ],
    ),
    Post(
        key="account-codes",
        kind="idea",
        board="partners",
        lang="ko",
        title="계정과목 코드를 저희 프로그램과 맞춰 주세요",
        body="""
        모퉁이 '재료비'를 저희 쪽 프로그램으로 옮기면 원재료비, 소모품비, 상품매입으로 갈라야 해서 손이 제일
        많이 가요. 가게마다 한 번만 정해 두면 다음부터 자동으로 붙는 표가 있으면 좋겠어요.

        | 모퉁이 분류 | 식당 | 꽃집 | 정비소 |
        |---|---|---|---|
        | 재료비 | 원재료비 | 상품매입 | 부품비 |
        | 포장 | 소모품비 | 포장비 | 소모품비 |
        | 주차·통행 | 여비교통비 | 차량유지비 | 차량유지비 |
        """,
        author="soyoung",
        days_ago=123.9,
        tags=("기장", "계정과목"),
        owner="eunsook",
        voters=3,
        steps=[
            Said(
                "eunsook",
                122.7,
                """
                제가 18년 동안 그 손이었습니다. 업종별 기본 표를 저희가 만들고 사무실마다 고쳐 쓰시게 하면
                어떨까요?
                """,
                replies=(Said("soyoung", 122.2, "기본 표가 있으면 열에 여덟은 그대로 쓸 것 같아요."),),
            ),
            Moved("reviewing", "eunsook", 121.9, "업종 스무 개의 기본 표 초안을 만들고 있습니다."),
            Moved(
                "planned", "dohyun", 63.4, "기본 표 초안이 나왔습니다. 내려받을 때 코드가 붙는 것까지 합니다."
            ),
            Edited(62.7, adds="추가: 초안 받아 봤어요. 미용 업종에 '약제비'만 하나 더 넣어 주세요."),
        ],
    ),
    Post(
        key="monthly-call",
        kind="idea",
        board="partners",
        lang="en",
        title="A monthly roadmap call with all partners",
        body="45 minutes, first Thursday. What each of us ships next month, what would break for the others.",
        author="priya",
        days_ago=145.5,
        tags=("communication",),
        owner="mateus",
        voters=(),
        steps=[
            Said("wonjae", 144.1, "신고 기간에는 참석이 어렵습니다. 글로 남겨 주시면 밤에라도 읽겠습니다."),
            Said("jungho", 143.2, "저도 운전 중일 때가 많아서 글이 낫습니다."),
            Moved(
                "declined",
                "mateus",
                141.0,
                """
                Two of the four people it's for can't come, and both say they'd rather read. So in writing
                it is.
                """,
                kind="other",
                alternative="""
                On the first Thursday I post here what we change in the coming month and what it may break,
                and you answer underneath when you have time.
                """,
                revisit_in_days=90,
            ),
            Said("priya", 140.5, "Works for me. First one to be late buys dumplings."),
        ],
    ),
    Post(
        key="freeze-before-filing",
        kind="idea",
        board="partners",
        lang="ko",
        title="신고 마감 열흘 전부터는 장부 쪽을 고치지 말아 주십시오",
        body="""
        지난 신고 때 마감 나흘 전에 분류 화면이 바뀌었습니다. 나아진 것은 인정합니다. 그러나 그날 전화 마흔
        통을 받은 것은 저희였습니다.

        마감 전 열흘은 오류 수정만 하고, 화면과 메뉴는 그대로 두는 약속을 해 주시면 좋겠습니다. 날짜는
        국세청이 이미 정해 두었으니 어려운 일은 아닐 것입니다.
        """,
        author="wonjae",
        days_ago=76.0,
        tags=("배포", "신고"),
        owner="dohyun",
        voters=5,
        steps=[
            Said("sangmin", 75.3, "개발팀에서도 환영합니다. 마감 나흘 전 배포는 저희도 무서웠습니다."),
            Moved("reviewing", "dohyun", 74.9, "달력을 맞춰 보고 있습니다."),
            Moved(
                "planned",
                "dohyun",
                70.8,
                """
                부가세와 종합소득세 마감 전 열흘은 장부·세금 화면을 바꾸지 않겠습니다. 세액이 틀리는 오류만
                예외이고, 그때는 물푸레에 먼저 전화드립니다. 다음 신고부터 지키고, 지켜진 것을 보신 뒤에
                닫겠습니다.
                """,
            ),
            Said("wonjae", 70.1, "감사합니다. 사무실 달력에도 적어 두었습니다."),
        ],
    ),
)
