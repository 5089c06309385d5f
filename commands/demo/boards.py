"""The boards of 모퉁이살림's yard, in the order in which they are shown."""

from commands.demo.script import Board

BOARDS = (
    Board(
        "app",
        "모퉁이 앱",
        "ko",
        "예약, 매출, 장부, 세금, 단골. 앱과 태블릿에서 쓰는 기능에 대한 제안과 불편을 올려 주세요.",
        "everyone",
        5,
        ("hyejin", "dohyun"),
    ),
    Board(
        "support",
        "상담과 요금",
        "ko",
        "상담, 안내, 요금, 장애처럼 앱 바깥에서 겪은 일을 적어 주세요. 사람이 읽고 사람이 답합니다.",
        "everyone",
        2,
        ("hyejin", "gaeun"),
    ),
    Board(
        "developers",
        "Developer API",
        "en",
        "The public API, webhooks, keys and documentation. English or Korean, request ids welcome.",
        "everyone",
        5,
        ("mateus",),
    ),
    Board(
        "members",
        "단골 사랑방",
        "ko",
        "로그인한 분들끼리 보는 방입니다. 베타, 요금 개편, 모임처럼 아직 정해지지 않은 이야기를 먼저 나눠요.",
        "members",
        7,
        ("hyejin", "gaeun"),
        hide_counts=True,
    ),
    Board(
        "partners",
        "파트너",
        "ko",
        "세무사 사무실과 단말기 회사, 그리고 우리. 함께 만드는 연동과 함께 지키는 일정 이야기.",
        "partners",
        3,
        ("mateus", "dohyun"),
    ),
    Board(
        "staff",
        "안마당",
        "ko",
        "우리끼리 하는 제안과 불편. 밖에서는 보이지 않습니다.",
        "staff",
        None,
        ("gaeun",),
    ),
)
