"""Those who work at 모퉁이살림 and answer here under their own names."""

from commands.demo.script import Someone

STAFF = (
    Someone(
        "gaeun",
        "윤가은",
        "gaeun@example.com",
        "admin",
        286,
        organisation="motungi",
        department="운영",
        headline="이 마당을 돌보는 사람",
        bio="""
        약관, 요금, 개인정보, 그리고 이 마당의 규칙을 맡고 있어요. 글이 안 보이거나 계정에 문제가 있으면
        저를 불러 주세요.
        """,
    ),
    Someone(
        "hyejin",
        "서혜진",
        "hyejin@example.com",
        "manager",
        285.6,
        organisation="motungi",
        department="제품",
        headline="예약과 단골 기능을 맡은 PM",
        bio="미용실 집 딸로 자랐습니다. 예약 장부를 연필로 쓰던 시절을 기억해요.",
    ),
    Someone(
        "dohyun",
        "문도현",
        "dohyun@example.com",
        "manager",
        285.5,
        organisation="motungi",
        department="제품",
        headline="장부와 세금 기능을 맡은 PM",
        bio="신고 기간에는 답이 하루쯤 늦습니다. 미리 죄송합니다.",
    ),
    Someone(
        "mateus",
        "Mateus Carvalho",
        "mateus@example.com",
        "manager",
        285.2,
        organisation="motungi",
        department="Product",
        headline="Product manager, API and partners",
        bio="""
        From Porto, in Seoul since the winter the Han froze. I read Korean slowly, so write in either
        language.
        """,
        locale="en",
    ),
    Someone(
        "jiwoo",
        "백지우",
        "jiwoo@example.com",
        "employee",
        285,
        organisation="motungi",
        department="고객지원",
        headline="상담 창 너머의 그 지우",
        bio="채팅 상담 4년째. 화면 사진 한 장이 설명 열 줄보다 빨라요.",
    ),
    Someone(
        "sangmin",
        "노상민",
        "sangmin@example.com",
        "employee",
        284.3,
        organisation="motungi",
        department="서버 개발",
        headline="예약·알림 서버 개발자",
    ),
    Someone(
        "yerin",
        "추예린",
        "yerin@example.com",
        "employee",
        284.1,
        organisation="motungi",
        department="디자인",
        headline="화면을 그립니다. 가게에 자주 놀러 가요",
        bio="쓰시는 모습을 옆에서 보는 걸 제일 좋아합니다. 불러만 주세요, 시장이든 공방이든 갑니다.",
    ),
    Someone(
        "eunsook",
        "탁은숙",
        "eunsook@example.com",
        "employee",
        283.8,
        organisation="motungi",
        department="세무지원",
        headline="기장 사무실 18년, 모퉁이 3년",
        bio="""
        세무 상담은 못 해 드리지만(세무사가 아니에요) 화면의 숫자가 어디서 왔는지는 끝까지 찾아 드립니다.
        """,
    ),
    Someone(
        "namgil",
        "편남길",
        "namgil@example.com",
        "employee",
        283.8,
        organisation="motungi",
        department="정산운영",
        headline="카드사와 통화하는 시간이 제일 깁니다",
    ),
    Someone(
        "kofi",
        "Kofi Asante",
        "kofi@example.com",
        "employee",
        283.1,
        organisation="motungi",
        department="API engineering",
        headline="Backend engineer, public API and webhooks",
        bio="""
        If an error message of ours made you guess, send me the request id and I'll fix the message too.
        """,
        locale="en",
    ),
)
