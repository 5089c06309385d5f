"""What the company calls its yard, and the rules that everybody agrees to before they write."""

from commands.demo.script import prose

NAME = "모퉁이 마당"

TERMS = prose(
    """
    모퉁이살림이 여는 마당입니다. 가게를 하시는 분, 함께 만드는 회사, 그리고 저희가 한자리에서 이야기해요.
    길게 읽을 것 없도록 지켜야 할 것만 적습니다.

    # 여기서 하는 일

    - 바라는 것은 제안으로, 아픈 것은 불편으로 올려 주세요. 불편이라고 뒤로 미루지 않습니다.
    - 답은 모퉁이살림 사람이 자기 이름으로 합니다. 게시판마다 며칠 안에 답하겠다는 약속이 적혀 있어요.
    - 하지 않기로 한 것은 이유를 함께 적습니다. 지우지 않습니다.

    # 서로 지킬 것

    - 손님이나 직원의 이름, 전화번호, 영수증 사진은 올리지 말아 주세요.
    - 사람을 깎아내리는 글과 광고는 운영자가 가릴 수 있고, 가린 이유는 글쓴이에게 남습니다.
    - 한 사람이 한 표입니다.

    # 올린 글은 누구 것인가요

    글은 쓴 사람 것이고, 여기서 나온 생각으로 모퉁이를 고치는 데에 저희가 쓸 수 있어요. 쓴 사람의 이름은
    제품에 반영된 뒤에도 글과 함께 남습니다.

    # 바뀔 때

    뜻이 달라지는 개정은 새 판으로 올리고 다시 동의를 받습니다. 물어보실 것은 윤가은에게 주세요.

    ---

    **In short, in English.** Write what you wish for or what hurts; named people answer, and say why when
    the answer is no. Leave out other people's names, numbers and receipts. Your words stay yours; we may
    build what they ask for. One person, one vote.
    """
)

PRIVACY = prose(
    """
    # 무엇을 가지고 있나요

    - 전자우편 주소: 들어오실 때와 소식을 보낼 때만 씁니다. 모퉁이살림 직원만 볼 수 있어요.
    - 이름과 소개: 적어 주신 만큼만 보입니다. 프로필을 누가 볼지는 직접 고르세요.
    - 올린 글, 댓글, 투표: 게시판을 볼 수 있는 사람에게 보입니다. 투표한 사람 이름은 감출 수 있어요.
    - 들어와 있는 브라우저 목록: 설정에서 하나씩 내보낼 수 있습니다.

    # 하지 않는 일

    광고에 쓰지 않고, 팔지 않고, 다른 회사의 분석 도구를 붙이지 않습니다. 쿠키는 들어와 있다는 것과 고르신
    언어, 화면 밝기를 기억하는 데에만 씁니다.

    # 얼마나 오래

    계정이 있는 동안 보관합니다. 그만두실 때 말씀해 주시면 주소와 소개를 지우고, 글은 이름 없이 남길지 함께
    지울지 여쭤봅니다. 맡은 사람은 윤가은, 운영팀입니다.

    ---

    **In short, in English.** We keep your address to sign you in and to write to you, and what you post here.
    No advertising, no selling, no trackers. Leave whenever you like, and tell us what should happen to your
    posts.
    """
)
