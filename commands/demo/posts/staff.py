"""안마당: what those who work at 모퉁이살림 wish for and complain about among themselves."""

from commands.demo.script import Moved, Post, Said

POSTS = (
    Post(
        key="same-symptom-count",
        kind="idea",
        board="staff",
        lang="ko",
        title="상담 창에 '지금 같은 증상 n명'이 보였으면",
        body="""
        점심 장애 때 저 혼자 "공유기를 껐다 켜 보세요"를 열한 번 안내했어요. 열두 번째에야 우리 잘못인 걸
        알았습니다. 사장님들께 너무 죄송했어요.

        최근 30분 안에 같은 화면에서 같은 오류가 난 가게 수만 옆에 떠 있으면, 세 번째 전화에서는 알 수
        있었을 거예요.
        """,
        author="jiwoo",
        days_ago=5.4,
        tags=("상담", "장애"),
        owner="sangmin",
        voters=7,
        steps=[
            Said(
                "sangmin",
                5.1,
                """
                오류 수집은 이미 하고 있어서 숫자를 보여 주는 건 하루면 됩니다. 왜 진작 안 했는지
                모르겠네요.
                """,
            ),
            Moved("planned", "hyejin", 4.8, "장애 문자와 같이 이번 주에 합니다."),
            Moved("building", "hyejin", 3.1, "상민 님이 시작했어요."),
        ],
    ),
    Post(
        key="friday-deploy",
        kind="complaint",
        board="staff",
        lang="ko",
        title="금요일 오후 배포, 이제 그만합시다",
        body="""
        지난 석 달간 주말 정산 문의가 많았던 주를 뽑아 보니 아홉 번 중 일곱 번이 금요일 오후 배포 다음
        날이었습니다. 주말이 제일 바쁜 가게들을 상대로 금요일에 바꾸는 것은 순서가 거꾸로입니다.
        """,
        author="namgil",
        days_ago=5.9,
        tags=("배포",),
        owner="sangmin",
        voters=8,
        steps=[
            Said(
                "kofi",
                5.5,
                """
                API side: agreed, Tuesday to Thursday before 3 pm. The only thing we lose is the feeling of
                a finished week.
                """,
            ),
            Moved("reviewing", "hyejin", 4.2, "월~목 오후 3시까지로 바꾸는 안을 이번 주 회의에 올립니다."),
        ],
    ),
    Post(
        key="notes-both-languages",
        kind="idea",
        board="staff",
        lang="en",
        title="Write incident notes in both languages",
        body="""
        The notes on the lunch outage were in Korean, good and detailed, and I found the part about the API
        gateway two days later through a translator. Three of us read Korean slowly.

        I don't ask for full translations. Five lines on top in English: what, when, who's affected, what we
        did, what's open. I'll do the same in Korean for mine, and you may laugh at it.
        """,
        author="kofi",
        days_ago=4.9,
        tags=("incidents", "language"),
        voters=5,
        steps=[
            Said("sangmin", 4.5, "다음 것부터 다섯 줄 적겠습니다. Kofi 님 한국어는 웃지 않고 고쳐 드릴게요."),
        ],
    ),
    Post(
        key="day-at-support",
        kind="idea",
        board="staff",
        lang="ko",
        title="부서마다 한 달에 하루는 상담석에 앉기",
        body="""
        저녁 당번을 메우느라 화요일마다 상담에 앉는데, 회의실에서 두 시간 토론하던 게 전화 세 통이면
        끝납니다. '매출 보기' 권한도 전화받다가 직접 로그인해 보고 알았어요.

        강제 말고 신청으로, 대신 달력에 미리 박아 두면 어떨까요. 옆자리에는 상담팀이 같이 앉고요.
        """,
        author="hyejin",
        days_ago=43.0,
        tags=("상담", "일하는방식"),
        owner="gaeun",
        voters=8,
        steps=[
            Said(
                "jiwoo",
                42.4,
                """
                환영하는데 하나만요. '이건 원래 이렇게 만든 거예요'라고 손님께 설명하지 않기로 약속해
                주세요.
                """,
            ),
            Said("yerin", 41.7, "저 첫 번째로 신청할게요."),
            Moved(
                "planned", "gaeun", 37.3, "다음 달부터 한 주에 한 사람. 첫 주는 예린 님, 둘째 주는 저예요."
            ),
        ],
    ),
    Post(
        key="one-word-each",
        kind="idea",
        board="staff",
        lang="ko",
        title="'정산, 입금, 매입, 지급' 말부터 통일해요",
        body="""
        화면 일흔 개를 훑다가 세어 봤어요. 카드사에서 가게 통장으로 돈이 들어오는 일을 우리는 여섯 가지로
        부르고 있습니다.

        - 정산 (23곳), 입금 (17곳), 지급 (9곳), 정산금 (6곳), 매입 (4곳, 이건 뜻이 아예 달라요), 송금 (1곳)

        순자 사장님이 "정산이 뭐여, 들어온 돈이라고 써" 하셨는데 반박을 못 했어요.
        """,
        author="yerin",
        days_ago=73.1,
        tags=("용어", "디자인"),
        owner="yerin",
        voters=6,
        steps=[
            Said(
                "namgil",
                72.0,
                "정산운영팀은 '정산'을 포기 못 합니다, 라고 쓰려다가 지웠습니다. '들어온 돈'에 한 표.",
            ),
            Said("eunsook", 71.2, "'매입'만은 세금 용어라 꼭 지켜 주세요. 나머지는 다 바꿔도 됩니다."),
            Said(
                "mateus",
                70.4,
                """
                Could each word get its English next to it? I have seen *settlement*, *payout* and *deposit*
                for the same money this month, and I wrote two of them.
                """,
            ),
        ],
    ),
    Post(
        key="api-on-call",
        kind="idea",
        board="staff",
        lang="en",
        title="A paid on-call rota for the API, 24 hours",
        body="""
        Solgae's terminals sell until 2 am. When the API stops at 1, nobody here knows until 9. I've been
        answering on my own phone, which I don't mind twice a month, but it isn't a plan, it's me.

        Four people, one week each, paid standby, a day off after a night call.
        """,
        author="kofi",
        days_ago=158.7,
        tags=("on-call",),
        owner="mateus",
        voters=4,
        steps=[
            Moved(
                "reviewing", "mateus", 156.8, "You shouldn't be the plan. Working out the budget with Gaeun."
            ),
            Said(
                "gaeun",
                151.2,
                """
                대기 수당까지 하면 한 해에 두 사람 인건비예요. 이번 예산으로는 저녁 상담 채용과 둘 중 하나만
                됩니다. 저는 저녁 상담이 먼저라고 봅니다.
                """,
            ),
            Moved(
                "declined",
                "mateus",
                146.4,
                """
                We can't pay for both this and evening support this year, and more shops need the second. I
                don't want an unpaid rota dressed up as a team effort.
                """,
                kind="cost",
                alternative="""
                From this week, alarms between 22:00 and 08:00 restart the API by themselves and go to me,
                not to Kofi. Kofi's phone is out of the list.
                """,
                revisit_in_days=200,
            ),
            Said("kofi", 145.8, "OK. I still think we need it, but first quiet week in a while, thanks."),
        ],
    ),
)
