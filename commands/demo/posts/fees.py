"""상담과 요금: what it costs, and being told so."""

from commands.demo.script import Moved, Post, Reached, Said

POSTS = (
    Post(
        key="price-one-mail",
        kind="complaint",
        board="support",
        lang="ko",
        title="요금 인상을 메일 한 통으로 알리신 것에 대하여",
        body="""
        7,900원이 9,900원이 되었습니다. 2천 원이 아까운 것이 아닙니다. 책 한 권 팔면 남는 돈이지만, 오를 수
        있다고 생각해요.

        다만 인상 메일은 '더 나은 모퉁이를 위한 약속'이라는 제목으로 왔고, 저는 그것을 새 기능 소식인 줄
        알고 열어 보지 않았습니다. 결제 문자를 받고서야 알았어요. 열어 보니 넷째 문단에 금액이 있더군요.

        > 이에 따라 일부 요금제의 이용료가 조정될 수 있습니다

        '될 수 있습니다'가 아니라 되었고, '조정'이 아니라 인상입니다. 저는 말을 파는 사람이라 이런 문장이 더
        서운합니다.
        """,
        author="dalbit",
        days_ago=135.6,
        tags=("요금", "공지"),
        owner="gaeun",
        voters=17,
        steps=[
            Said("mina", 135.0, "저도 문자 보고 알았어요. 넷째 문단 찾으러 메일함 갔다 왔네요."),
            Said("yongsik", 134.2, "두 달 전에 서면으로 고지하는 것이 상도의입니다."),
            Said(
                "gaeun",
                133.1,
                """
                운영을 맡은 윤가은입니다. 그 메일의 제목과 문장은 제가 승인했습니다. 돌려 말한 것이 맞고,
                죄송합니다.

                - 인상된 첫 달 요금의 차액 2,000원은 모든 분께 돌려드립니다. 다음 결제에서 자동으로 빠져요
                - 앞으로 금액이 바뀌면 **최소 60일 전에**, 제목과 첫 문장에 옛 금액과 새 금액을 적습니다
                - 결제 7일 전에 문자로 한 번 더 알립니다

                세 가지를 약관에 넣을 수 있는지 검토하고 있습니다. 약속만 하면 다음 사람이 또 잊을 테니까요.
                """,
                answer=True,
                replies=(
                    Said("dalbit", 132.5, "정확하게 답해 주셔서 고맙습니다. 약관에 들어가면 알려 주세요."),
                ),
            ),
            Moved("reviewing", "gaeun", 132.9, "60일 전 고지를 약관에 넣는 일을 검토합니다."),
            Moved(
                "planned",
                "gaeun",
                79.4,
                """
                약관 개정안에 '요금 변경은 60일 전 고지, 제목에 금액 표기'가 들어갔습니다. 다음 개정 때 함께
                시행합니다.
                """,
            ),
        ],
    ),
    Post(
        key="cannot-find-cancel",
        kind="complaint",
        board="support",
        lang="ko",
        title="해지 버튼을 못 찾겠어요",
        body="""
        작업실 하나를 정리해서 지점을 하나 줄이려고 해요. 설정을 다 뒤졌는데 '지점 추가'는 파란색으로 크게
        있고 줄이는 건 없어요. 전화했더니 "서비스가 마음에 안 드셨어요?"부터 물으시는데 저는 그냥 작업실을
        접는 거거든요. 안 그래도 속상한데요.
        """,
        author="gippeum",
        days_ago=93.4,
        tags=("요금", "해지"),
        owner="hyejin",
        voters=15,
        steps=[
            Said(
                "jiwoo",
                92.9,
                """
                기쁨 님, 방금 줄여 드렸어요. 이번 달에 남은 열하루 치도 돌려드렸고요. 작업실 정리하시는 중에
                그런 질문을 드려서 마음이 안 좋네요. 죄송해요.
                """,
            ),
            Moved(
                "reviewing",
                "hyejin",
                91.6,
                "쉽게 들어온 만큼 쉽게 나갈 수 있어야 한다는 데 이견이 없습니다. 화면을 그려 보고 있어요.",
            ),
            Said(
                "yerin",
                84.0,
                """
                해지 화면 시안이에요. 이유 묻기는 맨 뒤에, 건너뛰기 버튼을 같은 크기로 뒀습니다. '정말
                떠나시겠어요?' 같은 문장은 다 뺐어요.
                """,
                audience="staff",
                replies=(
                    Said(
                        "gaeun",
                        83.7,
                        """
                        좋아요. 데이터 내려받기를 해지 바로 앞 단계에 넣어 주세요. 나가는 분이 제일 걱정하는
                        게 장부예요.
                        """,
                        audience="staff",
                    ),
                ),
            ),
            Moved(
                "planned",
                "hyejin",
                75.8,
                """
                설정 첫 화면에 '지점 줄이기와 해지'를 둡니다. 세 번 누르면 끝나고, 장부는 1년 동안 내려받을
                수 있습니다.
                """,
            ),
            Said(
                "hyejin",
                75.5,
                """
                글을 보고 저도 해지를 해 봤어요. 전화까지 걸어서 14분이 걸렸습니다. 가입은 2분인데요.

                상담에서 이유를 먼저 묻는 절차는 오늘 없앴습니다. 화면이 나올 때까지는 채팅에 '지점 줄여
                주세요' 한 줄이면 바로 처리해 드려요.
                """,
                answer=True,
            ),
            Moved("building", "hyejin", 19.8, "만들고 있습니다."),
            Reached("shipped", 12.1),
            Reached("confirmed", 10.8),
        ],
    ),
    Post(
        key="thirty-receipts",
        kind="complaint",
        board="support",
        lang="en",
        title="The free plan's limit of 30 receipts is mentioned after the 30th",
        body="""
        I photographed a month of receipts one evening. At number 31 a window appeared: *upgrade to
        continue*. The pricing page says "receipt capture: included".

        I'd have paid 9,900 won without a word if I'd known on day one. Finding out with 46 receipts still
        on the table at 11 pm felt like a trap.
        """,
        author="aisha",
        days_ago=121.8,
        tags=("pricing", "free-plan"),
        owner="gaeun",
        voters=9,
        steps=[
            Said(
                "gaeun",
                120.6,
                """
                I'm Gaeun, I run operations. You're right that you couldn't have known. The pricing page
                says "30 a month" since this morning.

                In the app we want a small counter (`12 of 30`) from the first receipt on, and the evening
                you hit the limit should end with all your receipts stored, read or not. I've opened your
                remaining 46 by hand.
                """,
                answer=True,
                replies=(
                    Said(
                        "aisha", 120.2, "Thank you. The counter is all it takes. I upgraded, for the record."
                    ),
                ),
            ),
            Moved(
                "reviewing",
                "gaeun",
                120.0,
                "Pricing page corrected. The counter and the soft limit are with Dohyun's team.",
            ),
        ],
    ),
    Post(
        key="pay-yearly",
        kind="idea",
        board="support",
        lang="ko",
        title="1년 치 한 번에 내면 두 달 깎아 주십시오",
        body="다른 데는 다 그렇게 합니다.",
        author="yongsik",
        days_ago=144.9,
        tags=("요금",),
        owner="gaeun",
        voters=8,
        steps=[
            Said("dalbit", 143.8, "저는 달마다 내는 게 좋아요. 작은 가게는 1년 뒤를 약속하기가 어려워서요."),
            Moved("reviewing", "gaeun", 141.2, "재무팀과 숫자를 맞춰 보고 있습니다."),
            Moved(
                "declined",
                "gaeun",
                128.4,
                """
                계산해 보니 두 달을 깎아 드리려면 달마다 내시는 분들 요금을 올려야 합니다. 어려운 달에
                쉬었다 오실 수 있는 쪽이 저희 가게들에 맞다고 판단했어요. 폐업하실 때 남은 기간을 환불하며
                다투는 일도 만들고 싶지 않습니다.
                """,
                kind="cost",
                alternative="""
                결제일을 매출이 들어오는 날 다음 날로 바꾸실 수 있습니다. 세금계산서를 1년 치로 한 번에 받는
                것도 됩니다.
                """,
                revisit_in_days=180,
            ),
            Said("yongsik", 127.7, "설명은 들었습니다. 계산서 한 번에 받는 것은 신청하겠습니다."),
        ],
    ),
    Post(
        key="our-invoice-english",
        kind="complaint",
        board="support",
        lang="en",
        title="Your own invoice to us has no English and no VAT number our auditor accepts",
        body="""
        Our shareholder's auditor in Rotterdam wants Motungi's subscription invoices in English with your
        business registration number on them. Yours has the number as an image in the stamp. They sent it
        back for the second quarter running.
        """,
        author="grace",
        days_ago=0.7,
        tags=("invoice", "english"),
        voters=1,
    ),
    Post(
        key="onboarding-call",
        kind="idea",
        board="support",
        lang="en",
        title="A setup call for shops with more than one branch",
        body="""
        It took me four evenings to find out that staff belong to a branch but items belong to the company.
        A 40-minute call at the start would have saved us a month of wrong stock. I'd have paid for it.
        """,
        author="grace",
        days_ago=174.1,
        tags=("onboarding", "branches"),
        owner="jiwoo",
        voters=3,
        steps=[
            Said(
                "jiwoo",
                173.2,
                """
                Grace, there is one, and I'm sorry that nobody told you. Every shop that opens a second
                branch can book 50 minutes with us, free. The invitation goes to the address of the person
                who *pays*, which for Halfmoon is Daniel.
                """,
                answer=True,
                replies=(
                    Said("daniel", 172.7, "Found it. Unread, between two coffee newsletters. My fault."),
                ),
            ),
            Moved(
                "declined",
                "hyejin",
                170.3,
                """
                It exists already, so there is nothing to build. It does reach the wrong person, and that
                part we've changed: it now goes to everyone with the branch manager permission.
                """,
                kind="exists_already",
                alternative="""
                Settings → Branches → *Book a setup call*. You can still use yours; bring the stock problem.
                """,
            ),
        ],
    ),
)
