"""Developer API: webhooks, the sandbox and the documentation."""

from commands.demo.script import Moved, Post, Reached, Said

POSTS = (
    Post(
        key="webhook-changes",
        kind="idea",
        board="developers",
        lang="en",
        title="Webhooks for changed and cancelled reservations, not only new ones",
        body="""
        We receive `reservation.created`. When a guest moves from Friday to Saturday there is nothing, so
        the shop's own site shows Friday as taken and Saturday as free. I poll every two minutes to repair
        it, 720 times a day per shop, and 719 times nothing has happened.

        Wanted:

        - `reservation.changed` with the old and the new values
        - `reservation.cancelled` with who did it (guest or shop)
        - a sequence number per reservation, because they arrive out of order
        """,
        author="yuki",
        days_ago=212.1,
        tags=("webhooks", "reservations"),
        owner="kofi",
        voters=12,
        steps=[
            Said(
                "priya",
                210.4,
                "The sequence number matters more than the events. We've seen a cancel overtake its create.",
            ),
            Moved("reviewing", "kofi", 208.3, "Reading through how the internal events are ordered."),
            Said("tomas", 173.1, "+1. I poll too. Sorry about your servers."),
            Moved("planned", "mateus", 157.9, "Three events, a sequence number each, old and new values."),
            Said(
                "kofi",
                140.7,
                """
                Draft of the payload, please tear it apart:

                ```json
                {
                  "type": "reservation.changed",
                  "sequence": 3,
                  "by": "guest",
                  "before": {"starts_at": "2025-03-07T18:30:00+09:00"},
                  "after": {"starts_at": "2025-03-08T18:30:00+09:00"}
                }
                ```

                Only the fields that changed appear in `before` and `after`. Each delivery carries the same
                `webhook-id` on every retry.
                """,
                answer=True,
                replies=(
                    Said(
                        "yuki",
                        140.1,
                        """
                        Please add the full reservation as well. With only the difference I must have seen
                        all earlier events, and the shop may have connected me yesterday.
                        """,
                    ),
                    Said("kofi", 139.8, "Good point, added as `reservation`. Costs us nothing."),
                ),
            ),
            Moved(
                "building",
                "mateus",
                35.4,
                "In the sandbox for Yuki and Solgae; everyone else when two weeks pass without a lost event.",
            ),
            Reached("shipped", 21.1),
            Reached("confirmed", 18.3),
        ],
    ),
    Post(
        key="sandbox-shop",
        kind="idea",
        board="developers",
        lang="en",
        title="A sandbox shop with believable data that resets every night",
        body="""
        The sandbox is an empty shop. To test a sync I first write 300 fake customers, all called Test Test.
        Real bugs live in real data: a customer with no phone, a reservation over midnight, a refund of half
        a sale, a name with a space at the end.

        A shop of that kind, reset at 04:00, would save each integrator the same boring day.
        """,
        author="yuki",
        days_ago=83.0,
        tags=("sandbox", "docs"),
        owner="kofi",
        voters=8,
        steps=[
            Said("aisha", 81.7, "Not a developer, but please put a 27-letter name in there. For science."),
            Said("kofi", 80.9, "@aisha It'll be the first row."),
            Moved("reviewing", "kofi", 80.8, "Collecting nasty cases. Post yours below and it goes in."),
            Said(
                "tomas",
                76.5,
                """
                A shop whose closing time is 02:00. A menu item that costs 0. A staff member deleted between
                two pages.
                """,
            ),
            Said(
                "jungho",
                74.3,
                """
                부분 환불을 두 번 해서 합계가 딱 원래 금액이 되는 경우도 넣어 주세요. 현장에서 제일 많이
                틀립니다.
                """,
            ),
        ],
    ),
    Post(
        key="signature-example",
        kind="complaint",
        board="developers",
        lang="en",
        title="The signature example in the docs verifies re-encoded JSON",
        body="""
        The webhook page shows:

        ```python
        body = request.json()
        expected = hmac.new(secret, json.dumps(body).encode(), "sha256").hexdigest()
        if expected == request.headers["motungi-signature"]:
            ...
        ```

        1. `json.dumps` doesn't give back the bytes you signed. It passes with ASCII names and fails with
        Korean ones, so people "fix" it by not checking
        2. `==` instead of `hmac.compare_digest`
        3. no timestamp in the signed text, so an old delivery can be replayed

        Point 3 isn't a docs problem.
        """,
        author="priya",
        days_ago=10.5,
        tags=("webhooks", "security", "docs"),
        owner="kofi",
        voters=6,
        steps=[
            Said(
                "kofi",
                10.2,
                """
                1 and 2 are corrected on the page now, with the raw body and `compare_digest`, and tests
                that run the examples.

                For 3 you're right as well. I need to think about how to add a timestamp without breaking
                every receiver on the same day.
                """,
                answer=True,
            ),
            Said(
                "kofi",
                9.8,
                """
                Only for you, Priya: from our logs I can tell which receivers answer 200 to a delivery with
                a broken signature (we send one on purpose every Monday, as a check). Eleven of Solgae's
                shop servers do. I'm writing to the other integrators one by one, and I'd rather not say in
                public how to find them.
                """,
                audience="author",
            ),
            Moved("reviewing", "kofi", 9.6, "Examples are fixed. A signed timestamp is being designed."),
        ],
    ),
    Post(
        key="docs-in-korean",
        kind="idea",
        board="developers",
        lang="ko",
        title="API 문서 한국어판이 있으면 합니다",
        body="""
        설치 기사들이 현장에서 오류 코드를 찾아볼 때가 많습니다. `terminal_not_paired`는 그나마 짐작이
        가는데 `stale_merchant_binding`은 저도 모르겠습니다. 전체 번역까지는 아니어도 **오류 코드
        표만이라도** 우리말로 있으면 전화 한 통이 줄어듭니다.
        """,
        author="jungho",
        days_ago=101.0,
        tags=("문서", "오류코드"),
        owner="mateus",
        voters=7,
        steps=[
            Said(
                "soyoung",
                99.8,
                "개발은 모르지만 사장님들이 화면을 찍어 보내시는 게 그 영어 코드예요. 저도 필요해요.",
            ),
            Moved(
                "reviewing",
                "mateus",
                97.2,
                """
                오류 코드 140개를 뽑았어요. 한국어는 상민 님이, 현장 말투는 정호 팀장님이 봐 주시기로
                했습니다.
                """,
            ),
            Said(
                "mateus",
                71.6,
                """
                오류 코드 표부터 합니다. 코드마다 세 가지를 적어요: 무슨 뜻인지, 누가 고칠 수 있는지(손님,
                기사, 모퉁이), 첫 번째로 해 볼 일. `stale_merchant_binding`은 "단말기를 바꿨는데 모퉁이가 옛
                가맹점 번호를 들고 있음"입니다. 이름을 지은 사람도 미안해하고 있어요.
                """,
                answer=True,
            ),
            Moved("planned", "mateus", 71.4, "오류 코드 표 먼저, 본문 번역은 그다음에 따로 정합니다."),
        ],
    ),
    Post(
        key="sales-as-link",
        kind="idea",
        board="developers",
        lang="ko",
        title="개발자가 아니어도 쓸 수 있는 매출 CSV 주소",
        body="""
        엑셀의 '웹에서 가져오기'에 주소 하나만 넣으면 이번 달 매출이 채워지면 좋겠습니다. 저희 사무실에는
        개발자가 없고, 매달 230곳의 파일을 내려받는 일만 이틀이 걸립니다.

        주소가 새어 나가면 안 되니 사장님이 언제든 끊을 수 있고, 누가 언제 가져갔는지 남아야 합니다.
        """,
        author="wonjae",
        days_ago=28.7,
        tags=("csv", "세무사", "엑셀"),
        voters=6,
        steps=[
            Said(
                "kofi",
                27.9,
                """
                It's technically small: a signed link per shop that answers CSV. The part I don't like is
                that such links end up in e-mails. I'd want them to expire with the tax period. Would that
                work for your office?
                """,
                replies=(
                    Said("wonjae", 27.5, "신고 기간마다 새로 받는 것은 괜찮습니다. 오히려 그게 안전합니다."),
                ),
            ),
        ],
    ),
    Post(
        key="openapi-stale",
        kind="complaint",
        board="developers",
        lang="en",
        title="openapi.json is two releases behind",
        body="""
        `/v2/days` isn't in it. `Customer.phone` is still required. My generated client refuses a third of
        the customers.
        """,
        author="tomas",
        days_ago=1.3,
        tags=("docs", "openapi"),
        voters=2,
        steps=[
            Said(
                "kofi",
                0.9,
                """
                It's written by hand, which is the actual bug. Correct file goes up today, and I'd like the
                build to fail when they differ.
                """,
            ),
        ],
    ),
    Post(
        key="test-keys-expire",
        kind="complaint",
        board="developers",
        lang="en",
        title="Test keys expire after 30 days without a word",
        body="""
        My nightly tests went red, I looked for my own bug for two hours. A `401` that says `expired`
        instead of `invalid` would have been enough. A mail two days before would be friendly.
        """,
        author="yuki",
        days_ago=23.6,
        tags=("keys", "sandbox"),
        voters=4,
        steps=[
            Said(
                "kofi",
                23.0,
                """
                Two hours for two different words, sorry. I'll look at what the key check knows at that
                point; I believe it does know the difference and throws it away.
                """,
            ),
        ],
    ),
)
