"""The host, its two partners and two of its customers. None of them exists."""

from commands.demo.script import Organisation

ORGANISATIONS = (
    Organisation(
        "motungi",
        "모퉁이살림",
        "host",
        "https://motungi.example.com",
        """
        작은 가게의 예약, 매출, 장부를 한곳에서 보는 앱 '모퉁이'를 만듭니다. 서울 성수동에서 서른한 명이
        일해요.
        """,
    ),
    Organisation(
        "mulpure",
        "물푸레세무회계",
        "partner",
        "https://mulpure.example.org",
        "소상공인 기장을 주로 하는 세무사 사무실입니다. 맡은 가게 절반쯤이 모퉁이를 씁니다.",
    ),
    Organisation(
        "solgae",
        "Solgae POS (솔개포스)",
        "partner",
        "https://solgae.example.org",
        """
        Card terminals and tills for small shops, from Busan. 모퉁이와 연동되는 S2 단말기를 만들고
        설치합니다.
        """,
    ),
    Organisation(
        "halfmoon",
        "Halfmoon Roasters",
        "customer",
        "https://halfmoon.example.net",
        "Three cafés in Seoul and a small roastery in Seongbuk-dong.",
    ),
    Organisation(
        "heukson",
        "흙손 도예공방",
        "customer",
        "https://heukson.example.net",
        "이천에 있는 도자기 공방. 주말 원데이 클래스와 정규반을 엽니다.",
    ),
)
