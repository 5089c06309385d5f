"""모퉁이 앱: what the tax office wants to know."""

from commands.demo.script import Edited, Moved, Post, Reached, Said

POSTS = (
    Post(
        key="vat-mismatch",
        kind="complaint",
        board="app",
        lang="ko",
        title="부가세 신고 자료의 매입 합계가 홈택스와 다릅니다",
        body="""
        월말에 부가세 신고 자료를 뽑아 홈택스와 대조하면 매번 매입 세금계산서 합계가 다릅니다. 이번에는
        **공급가액 기준 4,180,000원** 차이가 났고, 원인을 찾는 데 토요일 하루를 썼습니다.

        대조해 본 결과는 다음과 같습니다.

        1. 부품상 세 곳이 말일 날짜로 작성한 계산서를 다음 달 8~10일에 발급함
        2. 홈택스는 이것을 **작성일** 기준으로 지난 분기에 넣음
        3. 모퉁이는 **발급일** 기준으로 이번 분기에 넣음

        저는 31년 장사를 해서 찾았지만, 모르는 분은 그대로 신고하고 나중에 가산세를 물 것입니다. 신고
        자료라는 이름을 붙이셨으면 신고에 쓸 수 있어야 합니다.
        """,
        author="yongsik",
        days_ago=98.3,
        tags=("부가세", "세금계산서", "신고"),
        owner="dohyun",
        voters=20,
        steps=[
            Said(
                "soyoung",
                97.9,
                """
                용식 사장님 말씀이 정확합니다. 저희는 그래서 모퉁이 자료를 안 쓰고 홈택스에서 다시
                내려받아요. 사장님들은 '다 들어 있다던데요?' 하시고요.
                """,
            ),
            Moved(
                "reviewing",
                "eunsook",
                97.6,
                "말씀하신 그대로 재현됐습니다. 화면 설명이 아니라 계산이 틀린 것이라 바로 올립니다.",
            ),
            Said(
                "eunsook",
                97.4,
                """
                세무지원팀 탁은숙입니다. 사장님이 저희 대신 토요일을 쓰셨네요. 죄송합니다.

                분기가 바뀌는 달에 발급된 계산서가 있는 가게를 뽑아 보니 1,904곳이고, 그중 이 자료로 이미
                신고하셨을 가능성이 있는 곳이 233곳입니다. **233곳에는 오늘 오후부터 제가 전화를 드립니다.**
                수정신고가 필요한지 함께 확인하겠습니다.
                """,
                answer=True,
                replies=(
                    Said(
                        "yongsik",
                        97.0,
                        "전화까지 하신다니 그 점은 인정합니다. 다음 신고 전에는 고쳐져 있기를 바랍니다.",
                    ),
                ),
            ),
            Said(
                "eunsook",
                92.8,
                """
                233곳 중 188곳 통화했습니다. 실제로 잘못 신고한 곳은 41곳이고 대부분 세액 20만 원
                안쪽입니다. 가산세를 저희가 부담하는 건으로 대표님 결재 올렸습니다.
                """,
                audience="staff",
                replies=(
                    Said(
                        "gaeun",
                        92.5,
                        """
                        결재 났어요. 안내 문안에 '보상'이 아니라 '저희 계산이 틀려서 생긴 금액'이라고
                        적었습니다.
                        """,
                        audience="staff",
                    ),
                ),
            ),
            Moved("building", "dohyun", 91.2, "작성일 기준으로 다시 계산합니다. 계획 단계는 건너뛰었습니다."),
            Said(
                "eunsook",
                80.6,
                "233곳 모두 연락이 닿았습니다. 신고에 영향이 있던 41곳의 가산세는 저희가 부담했습니다.",
            ),
            Said(
                "dohyun",
                30.3,
                """
                중간 보고입니다. 작성일 기준 계산은 끝났고, 지금은 과거 8개 분기를 홈택스 자료와 대조하고
                있어요. 차이가 남는 가게가 27곳인데 스무 곳은 종이 계산서, 일곱 곳은 아직 원인을 모릅니다.
                일곱 곳까지 설명이 되면 열겠습니다.
                """,
            ),
            Reached("shipped", 28.9),
            Reached("reviewing", 26.8),
            Reached("building", 25.4),
            Reached("shipped", 10.0),
            Reached("confirmed", 8.6),
        ],
    ),
    Post(
        key="vat-again",
        kind="complaint",
        board="app",
        lang="ko",
        title="홈택스 매입이랑 모퉁이 매입이 안 맞아요",
        body="""
        미용 재료상 두 곳 계산서가 홈택스에는 지난 분기, 모퉁이에는 이번 분기로 들어가 있어요. 금액으로는
        638,000원이에요. 세무사님이 어느 쪽이 맞냐고 물으시는데 제가 어떻게 알아요.
        """,
        author="sera",
        days_ago=60.4,
        tags=("부가세", "홈택스"),
        voters=("mina", "ploy", "dalbit", "sunja"),
        steps=[
            Said(
                "dohyun",
                59.6,
                """
                세라 님, 용식 사장님께서 먼저 올려 주신 것과 원인이 같습니다. 거기서 고치고 있어서 두 글을
                합치겠습니다.
                """,
                answer=True,
            ),
            Reached("merged", 59.3),
        ],
    ),
    Post(
        key="amended-invoice",
        kind="idea",
        board="app",
        lang="ko",
        title="수정세금계산서를 모퉁이 안에서 발급하게 해 주세요",
        body="""
        세금계산서는 모퉁이에서 발급하는데 수정분은 홈택스에서 하라고 안내가 나옵니다. 원본이 여기에 있는데
        왜 다른 데서 합니까.

        수정 사유 여섯 가지 중에 정비소에서 실제로 쓰는 것은 세 가지입니다.

        - 기재사항 착오 (사업자번호, 금액을 잘못 쓴 경우)
        - 공급가액 변동 (견적보다 깎아 준 경우)
        - 계약의 해제 (수리 취소)

        이 세 가지만이라도 되면 한 달에 두 시간은 줄겠습니다.
        """,
        author="yongsik",
        days_ago=159.8,
        tags=("세금계산서", "부가세"),
        owner="dohyun",
        voters=13,
        steps=[
            Said(
                "wonjae",
                158.4,
                """
                세 가지로 시작하는 것에 동의합니다. 다만 사유마다 **작성일자를 쓰는 법이 다릅니다**. 착오
                정정은 당초 작성일, 공급가액 변동은 변동된 날, 계약 해제는 해제일입니다. 이걸 사용자가
                고르게 하면 반드시 틀리니 사유에 따라 자동으로 채워 주십시오.
                """,
            ),
            Moved("reviewing", "dohyun", 155.1, "원재 세무사님 말씀대로 사유별 날짜 규칙부터 정리합니다."),
            Said(
                "dohyun",
                127.0,
                """
                여섯 가지 사유를 모두 정리했는데, 발급 건수로 보면 용식 사장님의 세 가지가 94%입니다. 세
                가지로 먼저 냅니다. 나머지 사유를 고르시면 홈택스 화면으로 안내하되 원본 번호를 복사해
                드릴게요.
                """,
                answer=True,
            ),
            Moved(
                "planned",
                "dohyun",
                126.8,
                "세 가지 사유로 시작하고, 작성일자는 사유에 따라 자동으로 들어갑니다.",
            ),
            Said(
                "dohyun",
                90.6,
                """
                순서가 바뀌어 알려 드립니다. 부가세 신고 자료 오류를 먼저 고치고, 이 건은 그다음에
                시작합니다.
                """,
            ),
            Said("yongsik", 90.1, "신고 자료 고치는 것이 먼저라는 데 동의합니다."),
        ],
    ),
    Post(
        key="cash-receipt-auto",
        kind="idea",
        board="app",
        lang="ko",
        title="현금 10만 원 넘으면 현금영수증 자동으로 끊어 주기",
        body="""
        저희처럼 의무발행 업종은 손님이 말씀 안 하셔도 10만 원 이상 현금이면 끊어야 하잖아요. 계좌이체로
        받은 날은 꼭 까먹어요. 번호를 모르면 010-000-1234로 자진발급하면 되는 것도 작년에야 알았어요 ㅠㅠ

        현금이나 이체로 10만 원 넘게 넣으면 "끊을까요?" 하고 물어봐 주세요. 아니면 그냥 알아서!
        """,
        author="mina",
        days_ago=114.2,
        tags=("현금영수증", "세금"),
        owner="dohyun",
        voters=13,
        steps=[
            Said("sera", 113.5, "이건 진짜 과태료 문제예요. 알아서는 무섭고 물어보는 쪽에 한 표."),
            Said(
                "eunsook",
                111.6,
                """
                업종마다 의무 여부가 달라서, 먼저 사업자등록증의 업종코드를 보고 해당되는 가게에만 여쭙는 게
                맞겠습니다. 그런데 업종코드를 안 넣으신 가게가 꽤 많아요. 미나 님도 비어 있습니다. 설정 →
                가게 정보에서 넣어 두시면 이 기능이 나왔을 때 바로 켜져요.
                """,
                replies=(Said("mina", 111.2, "헉 지금 넣었어요!"),),
            ),
            Moved(
                "reviewing",
                "dohyun",
                109.0,
                "자동 발급이 아니라 물어보는 방식으로 검토합니다. 잘못 끊으면 취소가 더 번거로워서요.",
            ),
        ],
    ),
    Post(
        key="simplified-taxpayer",
        kind="idea",
        board="app",
        lang="ko",
        title="간이과세자는 안 쓰는 메뉴 좀 숨겨 주세요",
        body="""
        저는 간이라 세금계산서 끊을 일이 없어요. 그런데 첫 화면에 세금계산서, 수정발행, 합계표, 예정신고가
        다 있어요. 잘못 누를까 봐 겁나요. 내가 쓰는 건 매출 넣기랑 영수증 찍기 둘이에요.
        """,
        author="sunja",
        days_ago=21.4,
        tags=("간이과세", "화면"),
        owner="yerin",
        voters=7,
        steps=[
            Said(
                "eunsook",
                20.6,
                """
                사장님, 탁은숙이에요. 하나만 짚어 드릴게요. 간이과세자여도 한 해 매출이 기준을 넘으면
                세금계산서를 끊어야 하는 경우가 있어요. 사장님은 지금 해당이 없으신 게 맞습니다. 그래서 아예
                없애기보다 '더 보기' 안에 넣어 두는 게 안전하다는 의견을 디자인팀에 냈습니다.
                """,
            ),
            Said(
                "yerin",
                19.8,
                "다음 주 수요일에 장갑 화면 보러 갈 때 이것도 같이 여쭤볼게요, 사장님. 떡은 안 주셔도 돼요!",
                replies=(Said("sunja", 19.5, "떡 말고 전 부쳐 놓을게요."),),
            ),
            Moved(
                "reviewing",
                "yerin",
                12.9,
                """
                가게에 다녀왔어요. 메뉴 열네 개 중 실제로 쓰시는 건 세 개였습니다. 메뉴를 가게가 고르는
                방식을 그려 보고 있어요.
                """,
            ),
        ],
    ),
    Post(
        key="vat-in-english",
        kind="idea",
        board="app",
        lang="en",
        title="An English summary of the VAT package I'm about to sign",
        body="""
        Twice a year my accountant sends a 14-page PDF and asks me to confirm by tomorrow. I can read a menu
        in Korean. I can't read 매입세액불공제.

        I'm not asking for a translation of the official forms. One page:

        - what I sold, what I bought, what I owe
        - anything unusual compared to last time
        - the five or six words that matter, in both languages side by side

        I have signed things I did not understand for three years. I'd like to stop.
        """,
        author="aisha",
        days_ago=142.6,
        tags=("vat", "english", "부가세"),
        owner="eunsook",
        voters=14,
        steps=[
            Said(
                "ploy",
                141.9,
                """
                I use a translation app on each page and then ask my daughter if the app is lying. Please
                make this.
                """,
            ),
            Said(
                "wonjae",
                139.0,
                """
                As a tax accountant I support this strongly, and I'd say it to our own office too:
                confirming without understanding isn't confirming. I can review the wording. One warning:
                매입세액불공제 is not simply "non-deductible"; it's *input tax you paid but may not deduct*,
                for example on a passenger car or client dinners.
                """,
            ),
            Moved("reviewing", "eunsook", 136.2, "Collecting the terms with Mr. Ha's help."),
            Said(
                "eunsook",
                108.5,
                """
                I am Eunsook from tax support. My English is checked by Mateus, the numbers by me.

                The one-page summary exists on paper now. 23 terms, Korean beside English, each with one
                sentence. Aisha and Ploy tried it with last period's real numbers and found two places where
                I explained with a word that needed explaining itself. Fixed.
                """,
                answer=True,
                replies=(
                    Said("aisha", 108.1, "First time I understood why the van mattered. Thank you Eunsook."),
                ),
            ),
            Moved(
                "planned",
                "dohyun",
                107.9,
                "As a page in the VAT package for anyone whose language is set to English.",
            ),
            Moved(
                "building",
                "dohyun",
                37.0,
                """
                It follows the corrected totals (see the complaint about the purchase sums), so both open
                together.
                """,
            ),
            Edited(36.2, title="A one-page English summary of the VAT package I'm about to sign"),
        ],
    ),
)
