"""모퉁이 앱: regular customers, and the people who work in the shop."""

from commands.demo.script import Edited, Moved, Post, Said

POSTS = (
    Post(
        key="passes",
        kind="idea",
        board="app",
        lang="ko",
        title="회원권 횟수를 예약이 끝나면 자동으로 빼 주세요",
        body="""
        - 회원권: 10회, 20회, 30회
        - 예약 완료 누르면 1회 차감되어야 함
        - 당일 취소도 1회 차감 (계약서에 있음)
        - 지금은 예약 따로, 횟수는 고객 메모에 "14/20"이라고 적음

        트레이너 셋이 적다 보면 14가 두 번 나옵니다. 회원과 싸우게 되는 건 항상 이 숫자입니다. 회원도 자기
        남은 횟수를 볼 수 있어야 합니다.
        """,
        author="taejin",
        days_ago=147.1,
        tags=("단골", "회원권", "예약"),
        owner="hyejin",
        voters=14,
        steps=[
            Said("mina", 146.2, "네일도 10회권 팔아요. 저는 종이 쿠폰에 도장 찍어요 아직도..."),
            Moved(
                "reviewing",
                "hyejin",
                144.0,
                "환불과 유효기간까지 얽혀 있어서 태진 님과 먼저 통화하기로 했어요.",
            ),
            Said(
                "hyejin",
                120.9,
                """
                태진 님, 미나 님과 통화하고 나서 이렇게 정리했어요.

                | | 횟수가 줄어드는 때 |
                |---|---|
                | 예약 완료 | 1회 |
                | 당일 취소, 노쇼 | 가게가 정함 (0 또는 1) |
                | 가게가 취소 | 안 줄어듦 |

                남은 횟수와 쓴 날짜는 회원이 문자 링크로 볼 수 있게 하고, 손으로 고치면 **누가 왜 고쳤는지**
                남깁니다. 환불 금액 계산은 이번에 안 합니다. 업종마다 규정이 달라서 저희가 숫자를 내면 안 될
                것 같아요.
                """,
                answer=True,
                replies=(
                    Said("taejin", 120.5, "환불은 제가 계산하겠습니다. '누가 왜'가 제일 마음에 듭니다."),
                ),
            ),
            Moved("planned", "hyejin", 120.2, "표대로 만듭니다."),
        ],
    ),
    Post(
        key="designer-share",
        kind="idea",
        board="app",
        lang="ko",
        title="디자이너 인센티브 정산표를 뽑을 수 있으면",
        body="""
        매달 1일 아침에 제가 만드는 표입니다.

        | 디자이너 | 시술 매출 | 제품 매출 | 재료비 | 비율 | 지급액 |
        |---|---|---|---|---|---|
        | 수진 | 9,840,000 | 420,000 | 610,000 | 40% | 3,734,000 |
        | 하늘 | 7,150,000 | 180,000 | 480,000 | 35% | 2,352,500 |

        지급액 = (시술 매출 - 재료비) × 비율 + 제품 매출 × 10%

        매출은 모퉁이에서, 재료비는 공책에서, 비율은 제 머리에서 나와요. 비율이 매출 구간마다 바뀌는
        디자이너도 한 명 있어서 제가 아프면 아무도 월급을 못 받습니다.
        """,
        author="sera",
        days_ago=168.4,
        tags=("직원", "정산", "인센티브"),
        owner="dohyun",
        voters=10,
        steps=[
            Said("taejin", 167.6, "트레이너 정산도 같은 모양입니다. 재료비만 없습니다."),
            Moved("reviewing", "dohyun", 165.2, "급여 계산 요청에서 이 부분만 떼어 내서 봅니다."),
            Said(
                "dohyun",
                133.7,
                """
                공식이 가게마다 다르다는 게 문제예요. 열여섯 곳을 봤는데 공식이 열한 가지였습니다. 저희가
                공식을 정해 드리는 대신, 매출과 재료비를 직원별로 정확히 모아 주고 비율과 구간을 표에 적으면
                곱해 드리는 데까지가 맞는 것 같아요. 이 정도면 도움이 될까요?
                """,
                answer=True,
                replies=(
                    Said(
                        "sera",
                        133.0,
                        "네, 곱셈보다 재료비 모으는 게 열 배 힘들어요. 재료비를 직원별로 적는 칸부터 주세요.",
                    ),
                ),
            ),
            Edited(
                132.8,
                replaces=(
                    "제가 아프면 아무도 월급을 못 받습니다.",
                    "제가 아프면 월급이 밀립니다. 작년에 한 번 그랬어요.",
                ),
            ),
        ],
    ),
    Post(
        key="birthday-coupon",
        kind="idea",
        board="app",
        lang="ko",
        title="단골 생일에 쿠폰 문자 자동으로 보내기",
        body="""
        생일 손님께 10% 쿠폰 보내면 재방문이 진짜 좋아요. 지금은 매주 월요일에 생일인 분 찾아서 손으로
        보내요!! 생일 3일 전에 자동으로 나가면 좋겠어요 🎂
        """,
        author="mina",
        days_ago=13.2,
        tags=("단골", "문자", "쿠폰"),
        owner="hyejin",
        voters=8,
        steps=[
            Said(
                "dalbit",
                12.6,
                """
                책방 손님 중에 생일을 적어 주신 적이 없는데 문자가 오면 놀라실 분이 많을 것 같아요. 적어
                주신 분께만 가는 거죠?
                """,
                replies=(Said("mina", 12.5, "그럼요, 저는 회원 카드 쓰실 때 여쭤봐요!"),),
            ),
            Moved(
                "reviewing",
                "hyejin",
                10.8,
                """
                쿠폰 문자는 광고 문자라 수신 동의와 보내는 시간 제한이 있어요. 그 조건 안에서 가능한 방법을
                보고 있습니다.
                """,
            ),
            Said(
                "gaeun",
                10.1,
                """
                동의받은 날짜가 비어 있는 고객이 전체의 68%예요. 이 기능을 켜기 전에 동의 화면부터 있어야
                합니다. 순서 바꾸면 안 돼요.
                """,
                audience="staff",
            ),
        ],
    ),
    Post(
        key="staff-see-takings",
        kind="complaint",
        board="app",
        lang="ko",
        title="알바한테 하루 매출이 다 보입니다",
        body="""
        예약만 보라고 알바 계정을 만들어 줬더니 첫 화면에 오늘 매출, 이번 달 매출, 작년 대비가 다 뜹니다.
        스무 살짜리가 "사장님 이번 달 잘되시네요" 합니다.

        시급 올려 달라는 소리 나옵니다. 매출 안 보이게 해 주세요.
        """,
        author="manbok",
        days_ago=48.5,
        tags=("직원", "권한", "매출"),
        owner="hyejin",
        voters=18,
        steps=[
            Said(
                "ploy",
                47.9,
                """
                My part-timer asked me why I'm always tired if we sell so much. I laughed but I also need
                this.
                """,
            ),
            Said("sera", 47.2, "디자이너끼리 서로 매출이 보이는 것도 문제예요. 자기 것만 보여야 합니다."),
            Moved(
                "reviewing",
                "jiwoo",
                46.9,
                "권한에 '매출 보기'가 따로 없는 걸 확인했어요. 제품팀에 급하게 올립니다.",
            ),
            Said(
                "hyejin",
                45.0,
                """
                만복 사장님 가게의 알바 계정으로 저도 들어가 봤습니다. 로그인하자마자 매출이 제일 크게
                보이더라고요.

                '매출 보기'를 **없음 / 자기 것만 / 전부** 셋으로 나누겠습니다. 새로 만드는 직원 계정은
                '없음'이 기본이 되고, 이미 있는 계정은 사장님께 먼저 여쭤본 다음에 바꿔요. 갑자기 안 보이면
                점장님들이 놀라시니까요.
                """,
                answer=True,
                replies=(Said("manbok", 44.8, "점장은 봐야 됩니다. 셋이면 됐습니다."),),
            ),
            Moved("planned", "hyejin", 44.6, "세 단계 권한으로 만듭니다."),
            Moved(
                "building",
                "hyejin",
                16.3,
                """
                개발 중이고, 급하신 가게는 백지우 님께 채팅 주시면 알바 계정의 첫 화면을 예약표로 바꿔
                드려요. 매출 메뉴는 남지만 바로 보이지는 않습니다.
                """,
            ),
        ],
    ),
    Post(
        key="seasonal-access",
        kind="idea",
        board="app",
        lang="en",
        title="Give seasonal staff access that ends by itself",
        body="""
        We hire six to eight people for the summer. In autumn I go through the list and remove them, three
        branches, two tablets each. Last year I found an account from two summers ago that had been logging
        in. Turned out to be harmless (he was checking his old shifts) but I didn't sleep well.

        An end date on the account is enough.
        """,
        author="grace",
        days_ago=38.3,
        tags=("staff", "permissions"),
        voters=6,
        steps=[
            Said(
                "jiwoo",
                37.5,
                """
                Until there is one: *Settings → Staff → Last seen* sorts everybody by their latest sign-in.
                It won't remove them for you, but old accounts come to the top. I've passed this on to
                Hyejin's team.
                """,
            ),
        ],
    ),
    Post(
        key="find-by-plate",
        kind="idea",
        board="app",
        lang="ko",
        title="차량번호 뒤 네 자리로 손님 찾기",
        body="정비소는 손님 성함보다 차량번호로 기억합니다. 고객 메모에 적어 두어도 검색에 걸리지 않습니다.",
        author="yongsik",
        days_ago=33.3,
        tags=("단골", "검색"),
        voters=3,
    ),
)
