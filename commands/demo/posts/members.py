"""단골 사랑방: for those who are signed in."""

from commands.demo.script import Moved, Post, Said, Withdrawn

POSTS = (
    Post(
        key="beta-signup",
        kind="idea",
        board="members",
        lang="ko",
        title="새 기능을 먼저 써 볼 사람을 여기서 뽑아 주세요",
        body="""
        전화가 온 가게만 먼저 써 보는 것 같습니다. 저도 시험해 보고 싶습니다.

        - 기능마다 '먼저 써 볼게요' 버튼
        - 조건(업종, 단말기)을 미리 공개
        - 안 뽑힌 사람에게도 안 뽑혔다고 알려 주기
        """,
        author="taejin",
        days_ago=116.4,
        tags=("베타",),
        owner="hyejin",
        voters=13,
        steps=[
            Said("sera", 115.2, "전화 온 가게가 저예요 ㅎㅎ 써 보니 버그도 같이 오니까 각오하셔야 해요."),
            Moved(
                "reviewing",
                "hyejin",
                112.8,
                "지금은 제가 아는 가게에 전화를 돌려요. 공평하지 않다는 말씀이 맞습니다.",
            ),
            Said(
                "hyejin",
                89.2,
                """
                다음 시험(정원제 예약)부터 이 방에 모집 글을 올릴게요. 몇 곳을 뽑는지, 왜 그 조건인지, 언제
                끝나는지를 함께 적습니다. 버튼은 그다음이에요.
                """,
                answer=True,
            ),
            Moved(
                "planned", "hyejin", 88.9, "모집 글로 시작하고, 두세 번 해 본 뒤에 버튼을 만들지 정합니다."
            ),
        ],
    ),
    Post(
        key="why-this-order",
        kind="idea",
        board="members",
        lang="ko",
        title="무엇부터 만들지 어떻게 정하시는지 알고 싶습니다",
        body="""
        투표 많은 순서도 아니고, 먼저 올라온 순서도 아닌 것 같습니다. 위탁 정산이 뒤로 물러났을 때 이유를
        적어 주셔서 서운하지 않았는데, 다른 글들은 이유를 모르니 괜히 상상을 하게 돼요.

        분기마다 한 번, 편지 한 장이면 좋겠습니다. 고른 것과 **고르지 않은 것**, 그리고 그 이유.
        """,
        author="dalbit",
        days_ago=40.3,
        tags=("로드맵", "소통"),
        owner="hyejin",
        voters=12,
        steps=[
            Said(
                "grace",
                39.6,
                "Seconded. Our team reads the 'not chosen' list first in every plan we get, it tells more.",
            ),
            Said(
                "dohyun",
                38.4,
                """
                제 기준을 먼저 털어놓을게요. 첫째가 *틀리면 돈이나 세금이 잘못되는 것*, 둘째가 *매일 쓰는
                것*, 셋째가 투표수입니다. 그래서 부가세 오류가 위탁 정산을 밀어냈어요. 적고 보니 한 번도
                공개한 적이 없네요.
                """,
            ),
            Moved(
                "reviewing",
                "hyejin",
                36.1,
                "편지를 누가 쓸지 이야기하고 있어요. 저와 도현 님이 번갈아 쓰는 쪽입니다.",
            ),
        ],
    ),
    Post(
        key="coffee-benchmark",
        kind="idea",
        board="members",
        lang="en",
        title="Tell me how I compare with other cafés, anonymously",
        body="""
        Is 31% cost of goods high? Is 4.2% card fees? I have three cafés to compare with each other and
        nothing outside. You have hundreds. Medians by type and size of shop would be enough, never a single
        shop, never fewer than, say, twenty in a group.
        """,
        author="grace",
        days_ago=7.2,
        tags=("statistics", "privacy"),
        owner="gaeun",
        voters=7,
        steps=[
            Said(
                "dalbit",
                6.7,
                "저는 제 숫자가 평균에 들어가는 것도 동의를 받으셨으면 해요. 전주에 책방이 몇 개 안 됩니다.",
            ),
            Said(
                "gaeun",
                5.2,
                """
                Before anything else: today's terms don't allow us to use your books for this, even as a
                median, and I'd keep it that way for anyone who hasn't said yes. So the first question is
                how many would opt in. I'll ask here with a proper description of what would be counted.
                """,
                answer=True,
            ),
            Moved(
                "reviewing", "gaeun", 5.0, "Opt-in only, groups of at least twenty. Writing the description."
            ),
        ],
    ),
    Post(
        key="rooms-by-trade",
        kind="idea",
        board="members",
        lang="ko",
        title="업종별 방 나눠 주세요~",
        body="""
        미용끼리, 식당끼리 얘기하고 싶어요! 김밥집 사장님 글도 재밌지만 파마약 얘기를 할 데가 없어요 ㅎㅎ
        """,
        author="mina",
        days_ago=126.2,
        tags=("커뮤니티",),
        owner="hyejin",
        voters=5,
        steps=[
            Said("manbok", 125.3, "김밥집은 조용히 있겠습니다."),
            Said("sodam", 124.8, "저는 섞여 있는 게 좋아요. 정비소 사장님 글에서 외상 받는 법을 배웠거든요."),
            Moved(
                "reviewing",
                "hyejin",
                119.1,
                "방을 나누면 지금 크기에서는 방마다 조용해질까 봐 걱정이 돼요. 의견을 더 듣습니다.",
            ),
            Moved(
                "declined",
                "hyejin",
                95.3,
                """
                여기 글을 쓰시는 분이 아직 한 달에 백 명이 안 돼요. 업종으로 나누면 방마다 열 명 남짓이라
                물어봐도 답이 안 달립니다. 지금은 나누지 않을게요.
                """,
                kind="other",
                alternative="""
                글에 '미용', '식당' 같은 태그를 붙이면 태그로 모아 볼 수 있어요. 미용 태그는 제가 지난
                글에도 붙여 뒀습니다.
                """,
                revisit_in_days=150,
            ),
        ],
    ),
    Post(
        key="owners-evening",
        kind="idea",
        board="members",
        lang="en",
        title="An evening for owners, at our roastery",
        body="""
        We have a long table, 25 chairs and too much coffee. I'd host the first one. Three people bring one
        problem each, everybody else helps. No slides, no sales.
        """,
        author="daniel",
        days_ago=26.0,
        tags=("meetup",),
        owner="jiwoo",
        voters=9,
        steps=[
            Said("ploy", 25.2, "Monday please. Restaurants breathe on Monday. I bring food."),
            Said("manbok", 24.9, "월요일이면 갑니다."),
            Said(
                "jiwoo",
                23.7,
                "모퉁이에서는 저랑 은숙 님이 갈게요. 은숙 님이 세금 질문은 커피 두 잔까지만 받으신대요.",
            ),
            Moved(
                "reviewing",
                "jiwoo",
                23.5,
                "다니엘 님과 날짜를 맞추고 있어요. 멀리 계신 분들도 볼 수 있는지 함께 알아봅니다.",
            ),
        ],
    ),
    Post(
        key="nickname-change",
        kind="idea",
        board="members",
        lang="ko",
        title="이름 말고 가게 이름으로 보이게 하고 싶어요",
        body="제 이름보다 '꽃집 기쁨'으로 아시는 분이 많아서요.",
        author="gippeum",
        days_ago=67.5,
        tags=("프로필",),
        steps=[
            Withdrawn(67.4),
        ],
    ),
)
