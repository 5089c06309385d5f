"""모퉁이 앱: the calendar and the public booking page."""

from commands.demo.script import Edited, Moved, Post, Said

POSTS = (
    Post(
        key="book-in-english",
        kind="idea",
        board="app",
        lang="en",
        title="Let guests book in English, without a Korean phone number",
        body="""
        Half of my weekend tables are people who don't live here: factory engineers on a six-week visit,
        families of students, a bus of Thai nurses once. They open my booking page and there are two walls:

        1. Everything is in Korean, even the error that says why it failed
        2. It wants an 010 number and sends a code to it

        So they write to me on three different messengers and I copy it all into Motungi by hand at
        midnight. E-mail confirmation would be enough. I'm happy to take the risk of a fake e-mail, it's my
        table.
        """,
        author="ploy",
        days_ago=167.5,
        tags=("booking-page", "english", "예약"),
        owner="hyejin",
        voters=16,
        steps=[
            Said(
                "daniel",
                166.8,
                """
                Same for our cupping sessions. A third of the people who'd pay for one can't get past the
                phone step.
                """,
            ),
            Moved(
                "reviewing",
                "hyejin",
                158.0,
                "Two separate jobs: translating the page, and confirming by e-mail. Looking at both.",
            ),
            Said("aisha", 140.2, "And if it asks for a name, please allow more than ten letters."),
            Said(
                "hyejin",
                131.4,
                """
                Hyejin here, I look after bookings. The phone code is there because of no-shows, so I
                checked: among the shops that let us switch it off as a test (eleven of them, six weeks), 9
                of 214 e-mail bookings didn't turn up. With the phone code it was 31 of 902. Nearly the
                same, so we'll do it.

                The page itself will come in Korean and English first. Your menu and notes stay in the
                language you wrote them in; we won't machine-translate a menu with allergens in it.
                """,
                answer=True,
                replies=(
                    Said(
                        "ploy",
                        131.1,
                        """
                        Good! I will write my own English menu, no problem. And the Thai one.
                        """,
                    ),
                ),
            ),
            Moved(
                "planned",
                "hyejin",
                130.9,
                "E-mail confirmation as a choice of each shop, and the page in English.",
            ),
            Said(
                "yerin",
                62.3,
                """
                First drafts of the English page are ready. Who has ten minutes for a call this week and a
                foreign friend who has never seen Motungi? @ploy @daniel
                """,
                replies=(
                    Said(
                        "ploy",
                        61.9,
                        "My cousin arrives on Friday and knows nothing about anything. Perfect for you.",
                    ),
                ),
            ),
        ],
    ),
    Post(
        key="week-starts-monday",
        kind="complaint",
        board="app",
        lang="en",
        title="Calendar week starts on Sunday and I can't change it",
        body="""
        My week is Monday to Sunday. My deliveries, my staff rota and my supplier's invoices all think so
        too. In Motungi the weekend is split over two rows, so each time I plan a Saturday-Sunday promotion
        I have to flip between two weeks.

        There's a language setting, a currency setting, even a setting for the colour of the till button.
        Not this one.
        """,
        author="aisha",
        days_ago=9.1,
        tags=("calendar", "settings"),
        voters=6,
        steps=[
            Said(
                "jiwoo",
                8.2,
                """
                Hi Aisha, Jiwoo from support. You're right, there's no such setting today, I checked the
                tablet as well. One thing that may help meanwhile: *Reservations → List* takes any range, so
                Sat-Sun fits on one screen there. I know it isn't the same as seeing the grid.
                """,
            ),
        ],
    ),
    Post(
        key="double-booked",
        kind="complaint",
        board="app",
        lang="ko",
        title="같은 시간에 회원 두 분이 잡혔습니다. 한 달 새 세 번째예요",
        body="""
        - 오전 7시 PT, 트레이너 1명, 회원 2명 도착
        - 한 분은 모퉁이 예약 페이지, 한 분은 제 휴대폰 캘린더에 제가 직접 입력
        - 두 캘린더는 연동돼 있음

        새벽에 일어나 온 분을 돌려보냈습니다. 1회 무료로 드렸고요. 한 달에 세 번이면 제 돈으로 세 번입니다.

        연동이 늦는 거라면 늦는다고 화면에 써 주세요. 되는 줄 알았으니까 믿고 쓴 겁니다.
        """,
        author="taejin",
        days_ago=15.6,
        tags=("예약", "캘린더연동"),
        owner="sangmin",
        voters=13,
        steps=[
            Moved("reviewing", "sangmin", 15.1, "기록을 확인하고 있습니다. 원인을 찾으면 바로 적겠습니다."),
            Said(
                "sangmin",
                14.3,
                """
                노상민입니다. 세 번 모두 원인이 같습니다. 외부 캘린더를 저희가 **15분마다** 읽어 오는데, 그
                15분 사이에 예약 페이지로 들어온 건과 겹쳤습니다. 도움말에는 '실시간에 가깝게'라고 적혀
                있더군요. 사실과 다른 문장이라 어제 지웠습니다.

                1. 오늘: 연동 화면에 마지막으로 읽은 시각을 보여 줍니다
                2. 다음 주: 예약이 들어오는 순간 외부 캘린더를 한 번 더 확인합니다. 확인이 안 되면 '확정'
                대신 '확인 중'으로 둡니다
                3. 그래도 몇 초의 틈은 남습니다. 0이 된다고는 말씀 못 드립니다
                """,
                answer=True,
                replies=(
                    Said(
                        "taejin",
                        14.1,
                        "2번 될 때까지는 연동을 끄고 제가 두 번 적겠습니다. 되면 여기에 적어 주세요.",
                    ),
                ),
            ),
            Said(
                "jiwoo",
                13.9,
                """
                태진 님, 세 번 무료로 드린 PT는 저희가 보상하는 게 맞다고 봐요. 이용료 두 달 치를 돌려드리는
                걸로 승인받았고, 다음 결제일에 자동으로 빠집니다. 다른 분들 건은 사정이 달라서 태진 님께만
                따로 적어요.
                """,
                audience="author",
            ),
            Moved(
                "building", "hyejin", 11.7, "2번을 만들고 있어요. 캘린더 연동을 켠 가게 전체에 적용합니다."
            ),
        ],
    ),
    Post(
        key="ask-me-first",
        kind="idea",
        board="app",
        lang="ko",
        title="6명 넘는 예약은 제가 승인해야 확정되게",
        body="""
        북토크 날 의자가 스물두 개인데, 독서 모임에서 열두 분이 한꺼번에 예약하시면 절반이 한 모임이 돼요.
        거절하고 싶은 건 아니고 미리 전화로 "여섯 분씩 두 번에 나눠 오시면 어때요" 하고 여쭙고 싶어요.
        지금은 바로 확정돼서 제가 취소하는 모양새가 됩니다.
        """,
        author="dalbit",
        days_ago=2.1,
        tags=("예약", "단체"),
        voters=4,
        steps=[
            Said("manbok", 1.4, "단체는 무조건 전화 한 통 하고 받아야 합니다. 한 표."),
        ],
    ),
    Post(
        key="holiday-hours",
        kind="idea",
        board="app",
        lang="ko",
        title="임시 휴무를 여러 날 한 번에",
        body="시장 공사로 닷새 쉬는데 하루씩 다섯 번 눌렀어요. 시작일이랑 끝나는 날만 고르면 안 될까요?",
        author="sunja",
        days_ago=58.9,
        tags=("예약", "휴무"),
        owner="jiwoo",
        voters=9,
        steps=[
            Said(
                "jiwoo",
                58.2,
                """
                순자 사장님, 다섯 번 누르게 해 드려 죄송해요. 이 글을 제가 맡아서 개발 쪽에 넘겼어요. 다음
                휴가 전까지 안 되면 저한테 채팅 주세요. 날짜만 알려 주시면 제가 대신 넣어 드릴게요.
                """,
                replies=(Said("sunja", 57.8, "아이고 고마워요. 이번 건 다 넣었으니 다음에 부탁할게요."),),
            ),
            Moved("reviewing", "jiwoo", 57.6, "화면 한 개만 고치면 되는지 개발팀에 확인 중이에요."),
            Said(
                "sera",
                49.3,
                "반대로 매주 둘째 넷째 월요일 휴무도 한 번에 되면 좋겠어요. 지금은 1년 치를 넣어 놨어요.",
            ),
            Edited(48.8, title="임시 휴무를 여러 날 한 번에 넣고 싶어요"),
            Moved(
                "planned",
                "hyejin",
                27.2,
                """
                기간으로 넣기와 반복 휴무를 같이 합니다. 세라 님 방식까지 되어야 두 번 손대지 않을 것
                같아서요.
                """,
            ),
        ],
    ),
)
