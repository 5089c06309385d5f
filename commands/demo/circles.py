"""What the two partners do with each other: what they look for and offer, what they write, and the rooms they work in.

Times are days before the demo is made. The road of the closed room: a need, a message, the room, a document, a
suggestion, and an idea that both have signed.
"""

from dataclasses import dataclass

from commands.demo.script import prose


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody looks for something (`looking`) or offers it (`offering`)."""

    key: str
    by: str
    days_ago: float
    kind: str
    text: str
    tags: str


NEEDS = (
    Sought(
        "totals",
        "soyoung",
        41,
        "looking",
        prose("""
        카드 단말기의 하루 마감 합계를 모퉁이 장부와 자동으로 맞춰 볼 방법을 찾아요. 지금은 매일 아침 사진으로 받아
        손으로 옮기고 있어요. 가게 열 곳쯤에서 함께 시험해 볼 수 있습니다.
        """),
        "마감, 단말기, 장부",
    ),
    Sought(
        "feed",
        "priya",
        40,
        "offering",
        prose("""
        We can send each day's closing totals from our S2 terminals to a server of yours: JSON, signed, ten minutes
        after closing. Looking for somebody who knows what bookkeepers really need in it.
        """),
        "단말기, 마감, api",
    ),
    Sought(
        "visits",
        "jungho",
        24,
        "offering",
        prose("""
        부산·경남 가게라면 단말기 설치하러 갈 때 모퉁이 연동까지 한 번에 맞춰 드려요. 사장님 옆에서 첫 마감까지 같이
        봅니다.
        """),
        "설치, 단말기",
    ),
    Sought(
        "vat",
        "wonjae",
        17,
        "looking",
        prose("""
        부가세 신고철에 매출 자료를 한 번에 넘겨받을 수 있는 단말기 회사를 찾습니다. 신고 일정에 맞춰 자료 모양을 함께
        정하고 싶어요.
        """),
        "부가세, 매출, 단말기",
    ),
)

FIRST_LETTER = prose("""
안녕하세요, 프리야 님. 물푸레에서 기장을 맡은 민소영이에요. 올려 주신 마감 합계 이야기, 저희가 찾던 바로 그거예요.
가게 세 곳의 실제 마감 자료로 무엇이 맞고 무엇이 어긋나는지 같이 보면 어떨까요?
""")

LETTERS = (
    (
        "priya",
        39.2,
        "Yes, please! Three shops with real closings are worth more than any specification. Shall we open a room?",
    ),
    ("soyoung", 39.0, "좋아요. 닫힌 방으로 열고 원재 세무사님도 부를게요. 가게 이름은 가리고 올릴게요."),
)

ROOM = {
    "name": "카드 마감과 장부 맞추기",
    "purpose": prose("""
    S2 단말기의 하루 마감과 모퉁이 장부가 어긋나는 까닭을 찾고, 모퉁이에 바라는 것을 함께 적습니다. 다 쓰면 모두의
    이름으로 올려요.
    """),
    "terms": "가게 이름과 매출은 방 밖으로 옮기지 않아요. 글은 쓴 사람의 것이고, 함께 올릴 때는 한 사람씩 묻습니다.",
}

OPEN_ROOM = {
    "name": "Integrations, out loud",
    "purpose": "Everything between terminals, tax offices and Motungi. Ask, show, warn each other. 한국어도 좋아요.",
    "terms": "",
}

SAID = (
    (
        "soyoung",
        36.5,
        prose("""
        지난주 세 곳 마감을 올려요. 두 곳은 **할인**을 단말기는 빼고 장부는 넣어서 어긋났고, 한 곳은 자정이 넘어
        마감해서 날짜가 밀렸어요.
        """),
    ),
    (
        "priya",
        36.2,
        "The midnight one is us: the terminal stamps the closing, not the sales. We can send both times.",
    ),
    ("wonjae", 35.4, "신고할 때는 판 날이 기준이에요. 판 시각이 있으면 날짜는 저희가 맞출 수 있습니다."),
)

REMARK = "고마워요. 두 시각이 다 오면 장부 쪽은 저희가 정리할게요. 가게 세 곳으로 먼저 해 봐요."

OPEN_SAID = (
    (
        "priya",
        31.0,
        "Firmware 4.2 retries a webhook for two hours now. If you saw duplicates in spring: that was us, sorry.",
    ),
    (
        "jungho",
        29.5,
        "현장에서 제일 많이 듣는 말: '어제 건 왜 아직 안 보여요?' 밀린 전송을 화면에 보여 주면 전화가 줄 것 같아요.",
    ),
)

TITLE = "카드 마감과 장부를 매일 저절로 맞춰 주세요"

FIRST_DRAFT = prose("""
매일 아침 카드 단말기의 마감 합계를 장부에 손으로 옮기고 있어요. 한 곳에 10분, 열 곳이면 오전이 다 갑니다.

모퉁이가 단말기의 하루 마감을 받아 장부의 그날 매출과 나란히 보여 주면 좋겠어요.

- 맞으면 초록, 어긋나면 얼마가 어긋났는지
- 할인을 어느 쪽에서 뺐는지
""")

SUGGESTED = prose("""
매일 아침 카드 단말기의 마감 합계를 장부에 손으로 옮기고 있어요. 한 곳에 10분, 열 곳이면 오전이 다 갑니다.

모퉁이가 단말기의 하루 마감을 받아 장부의 그날 매출과 나란히 보여 주면 좋겠어요.

- 맞으면 초록, 어긋나면 얼마가 어긋났는지
- 할인을 어느 쪽에서 뺐는지
- 자정을 넘겨 마감한 날은 마감한 시각이 아니라 판 시각으로

단말기 쪽은 준비돼 있어요. Solgae S2 sends a signed JSON with both times ten minutes after each closing.
""")

LATER = SUGGESTED + "\n\n부가세 신고 기간에는 분기 합계도 한 장으로 내려받을 수 있으면 좋겠습니다."
