"""상담과 요금: when it breaks down, and what is said while it does."""

from commands.demo.script import Moved, Post, Said

POSTS = (
    Post(
        key="lunch-outage",
        kind="complaint",
        board="support",
        lang="ko",
        title="어제 점심에 40분 멈췄습니다. 아무 말도 없이",
        body="""
        12시 18분부터 결제 화면이 돌기만 했습니다. 줄이 문밖까지 섰습니다. 스물몇 명은 그냥 갔어요.

        멈춘 건 기계니까 그럴 수 있다고 칩시다. 40분 동안 문자 한 통 없었던 건 사람이 안 한 겁니다. 우리
        가게 인터넷이 나간 줄 알고 공유기만 세 번 껐다 켰습니다.
        """,
        author="manbok",
        days_ago=6.4,
        tags=("장애", "결제", "공지"),
        owner="sangmin",
        voters=19,
        steps=[
            Said("ploy", 6.3, "Same time here. I wrote orders on my arm."),
            Said("sera", 6.2, "저희는 12시 20분부터 1시까지요. 손님 세 분께 계좌번호를 불러 드렸어요."),
            Said(
                "sangmin",
                5.9,
                """
                서버 개발팀 노상민입니다. 어제 있었던 일을 시간순으로 적습니다.

                | 시각 | 일 |
                |---|---|
                | 12:00 | 새벽 3시에 돌 통계 작업이 정오에 실행됨 |
                | 12:18 | 데이터베이스 연결이 바닥나 결제 화면이 멈춤 |
                | 12:24 | 경보가 울렸으나 당번 휴대폰이 방해 금지 상태 |
                | 12:47 | 상담 전화로 알게 됨 |
                | 12:58 | 통계 작업을 끄고 복구 |

                통계 작업을 점심에 돌린 것은 제 설정 실수입니다. 서버 시간대를 바꾸면서 새벽 3시 작업이 아홉
                시간 밀렸습니다. **알림을 못 드린 것은 보낼 사람과 문구가 정해져 있지 않았기 때문**입니다.
                두 번째가 더 큰 잘못이라고 생각합니다.

                - 당번은 두 명, 5분 안에 답이 없으면 다음 사람에게 갑니다 (오늘부터)
                - 결제가 3분 이상 막히면 가게로 문자가 나갑니다. 이번 주 안에 만듭니다
                - 그날 영향을 받은 가게는 2,310곳입니다. 보상은 @gaeun 님이 내일 답합니다
                """,
                answer=True,
                replies=(
                    Said("manbok", 5.7, "방해 금지는 나도 켜고 잡니다. 그래도 점심 장사입니다."),
                    Said(
                        "gaeun",
                        4.8,
                        """
                        윤가은입니다. 2,310곳 모두 이번 달 이용료를 받지 않기로 했습니다. 따로 신청하지
                        않으셔도 됩니다. 그날 손님을 돌려보내신 값에는 못 미친다는 걸 압니다.
                        """,
                    ),
                    Said("sera", 4.3, "9,900원이면 그날 커트 한 분 값도 안 돼요. 돈보다 연락을 먼저 주세요."),
                ),
            ),
            Moved("reviewing", "sangmin", 5.6, "재발을 막는 일 세 가지를 진행합니다."),
            Moved(
                "building",
                "hyejin",
                3.9,
                """
                가게로 나가는 장애 문자를 만들고 있습니다. 문구는 '모퉁이가 멈췄습니다. 가게 인터넷 문제가
                아닙니다'로 시작해요.
                """,
            ),
            Said("manbok", 3.6, "그 문구면 됩니다."),
        ],
    ),
    Post(
        key="status-page",
        kind="idea",
        board="support",
        lang="ko",
        title="지금 모퉁이가 되는지 안 되는지 볼 수 있는 페이지",
        body="""
        결제가 안 되면 확인할 곳이 없습니다. 앱 안의 공지는 앱이 멈추면 못 봅니다. 앱 바깥에 주소 하나만
        있으면 됩니다.

        - 초록/빨강
        - 언제부터
        - 지금 누가 뭘 하고 있는지 한 줄
        """,
        author="taejin",
        days_ago=156.0,
        tags=("장애", "상태페이지"),
        owner="sangmin",
        voters=15,
        steps=[
            Said(
                "tomas",
                154.7,
                """
                With an RSS feed or a webhook, please. My widgets could show 'call the shop' instead of an
                error.
                """,
            ),
            Moved(
                "reviewing",
                "sangmin",
                153.2,
                "모퉁이와 같은 서버에 두면 같이 죽으므로 따로 둘 곳을 찾고 있습니다.",
            ),
            Moved("planned", "mateus", 112.4, "On a separate host, Korean and English, with a feed."),
            Said(
                "sangmin",
                20.8,
                """
                서버는 준비됐고, 빨강을 누가 켜는지가 남았습니다. 자동으로만 켜면 거짓 빨강이 나오고 사람만
                켜면 늦습니다.
                """,
                replies=(Said("taejin", 20.4, "거짓 빨강이 늦은 빨강보다 낫습니다."),),
            ),
            Moved(
                "building",
                "mateus",
                4.4,
                """
                After the lunch outage this can't wait. Red is switched on by the machine and off by a
                person.
                """,
            ),
        ],
    ),
    Post(
        key="terminal-swap",
        kind="complaint",
        board="support",
        lang="ko",
        title="단말기 교체하고 2주째 연동이 안 됩니다. 서로 저쪽이라고만 해요",
        body="""
        솔개 S2로 바꾸고 나서 카드 매출이 모퉁이에 안 들어와요. 솔개에 물으면 모퉁이에 말하라 하고, 모퉁이에
        물으면 솔개에 말하라 하고, 2주가 지났어요.

        클래스 매출 47건을 손으로 넣었습니다. 어느 쪽 잘못인지는 안 궁금해요. 한 분이 끝까지 맡아 주세요.
        """,
        author="sodam",
        days_ago=31.5,
        tags=("단말기", "연동", "솔개"),
        owner="namgil",
        voters=8,
        steps=[
            Said(
                "jungho",
                31.1,
                """
                솔개포스 석정호입니다. 저희 쪽에서 '모퉁이에 말하라'고 한 것부터 사과드립니다. 오늘 오후에
                이천으로 기사를 보내고 저도 전화로 붙어 있겠습니다.
                """,
            ),
            Said(
                "namgil",
                30.8,
                """
                편남길입니다. 제가 끝까지 맡겠습니다. 소담 님은 이제 저에게만 말씀하시면 됩니다. 정호
                팀장님과 셋이 같이 통화하시죠.
                """,
                replies=(Said("sodam", 30.5, "네, 3시 이후면 통화돼요. 이번에는 꼭 부탁드려요."),),
            ),
            Moved(
                "reviewing",
                "namgil",
                29.9,
                """
                단말기를 바꿀 때 가맹점 번호가 새로 나왔는데 저희 쪽에 옛 번호가 남아 있었습니다. 소담 님
                건은 해결됐고, 같은 상태인 가게가 더 있는지 찾습니다.
                """,
            ),
            Said(
                "namgil",
                23.1,
                """
                같은 상태인 가게가 **36곳** 있었습니다. 모두 연결했고, 빠진 매출은 카드사 자료로 채웠습니다.
                소담 님이 손으로 넣으신 47건과 겹치지 않는지 한 건씩 확인했습니다.

                번호가 바뀌면 솔개에서 저희에게 바로 알려 주는 방법은 파트너 쪽에서 함께 정하고 있습니다.
                """,
                answer=True,
            ),
            Moved(
                "planned",
                "mateus",
                17.5,
                """
                Terminal swaps will tell us the new merchant number by themselves. Agreed with Solgae;
                details on the partner board.
                """,
            ),
        ],
    ),
)
