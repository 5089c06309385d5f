"""The roadmap of 모퉁이살림, and what came out of it."""

from commands.demo.deeds import Launch, Marked, Promised, Went, Work

WORKS: tuple[Work, ...] = (
    Work(
        "written-help",
        "글로 된 설명서 서른두 편",
        "영상 서른두 편을 글과 화면 사진으로 옮깁니다. 한 편은 A4 한 장에 인쇄되고, 낱말로 찾을 수 있어요.",
        owner="jiwoo",
        by="hyejin",
        days_ago=152.5,
        posts=("written-manual",),
        stage="planned",
        steps=(
            Went("building", "hyejin", 119.3),
            Went("shipped", "hyejin", 44.4),
        ),
    ),
    Work(
        "tab-ledger",
        "외상 장부: 거래처별로 남은 돈",
        """
        물건이 나간 날 매출로 잡고, 받은 돈은 오래된 외상부터 지웁니다. 일부만 받은 돈을 어느 건에 넣을지
        손으로 고를 수도 있어요.
        """,
        owner="dohyun",
        by="dohyun",
        days_ago=160.6,
        posts=("tab-book",),
        stage="planned",
        steps=(
            Promised(120, "dohyun", 160.3),
            Went("building", "dohyun", 54.7),
            Promised(
                85,
                "dohyun",
                54.5,
                "일부 입금을 나누는 규칙을 다시 맞추느라 늦어졌습니다. 틀린 장부를 먼저 내는 것보다 낫다고 봤어요.",
            ),
        ),
    ),
    Work(
        "class-capacity",
        "클래스 정원과 남은 자리",
        "한 타임에 여러 팀을 정원까지 받고, 예약 페이지에 남은 자리를 보여 줍니다. 예약금 옮기기 다음 순서예요.",
        owner="hyejin",
        by="hyejin",
        days_ago=96.4,
        posts=("class-seats",),
        stage="planned",
        horizon="next",
        steps=(
            Promised(60, "hyejin", 96.2),
            Promised(110, "hyejin", 38.5, "예약금 옮기기가 이제야 개발에 들어가서 그만큼 밀렸습니다."),
        ),
    ),
    Work(
        "deposit-moves",
        "예약을 옮기면 예약금도 따라가기",
        "예약금을 주문이 아니라 예약에 붙입니다. 1차는 같은 금액으로 날짜와 시간만, 차액은 2차예요.",
        owner="hyejin",
        by="hyejin",
        days_ago=193.0,
        posts=("deposit-follows",),
        stage="planned",
        steps=(Went("building", "hyejin", 41.3),),
    ),
    Work(
        "english-booking",
        "Booking in English, confirmed by e-mail",
        "The booking page in English, and an e-mail code for guests without a Korean number. Each shop decides.",
        owner="yerin",
        by="hyejin",
        days_ago=130.6,
        posts=("book-in-english",),
        stage="planned",
        horizon="next",
    ),
    Work(
        "offline-purchases",
        "인터넷 없이 매입 적기",
        "앱 전체가 아니라 매입 적기 하나만. 적어 두었다가 연결되면 보냅니다. 사진을 같이 보낼지는 아직 실험 중이에요.",
        owner="dohyun",
        by="dohyun",
        days_ago=98.5,
        posts=("offline",),
        stage="exploring",
        horizon="later",
    ),
    Work(
        "consigned-goods",
        "위탁 상품과 정산표",
        "맡긴 사람별로 팔린 만큼만 정산합니다.",
        owner="dohyun",
        by="dohyun",
        days_ago=99.2,
        posts=("consignment",),
        stage="planned",
        steps=(
            Went(
                "dropped",
                "dohyun",
                44.0,
                "외상 장부와 겹쳐 만들면 둘 다 어설퍼져서, 외상 장부 뒤에 새로 시작합니다.",
            ),
        ),
    ),
    Work(
        "evening-chat",
        "평일 밤 10시까지 상담",
        "저녁 당번 두 사람이 단말기와 예약 문제를 받습니다. 한 사람은 교육 중, 한 사람은 뽑는 중이에요.",
        owner="jiwoo",
        by="hyejin",
        days_ago=109.8,
        posts=("chat-ends-at-six",),
        stage="planned",
        horizon="next",
    ),
    Work(
        "takings-by-role",
        "매출 보기 권한: 없음 · 자기 것만 · 전부",
        "새로 만드는 직원 계정은 '없음'에서 시작합니다. 이미 있는 계정은 사장님께 먼저 여쭤요.",
        owner="hyejin",
        by="hyejin",
        days_ago=44.4,
        posts=("staff-see-takings",),
        stage="planned",
        steps=(Went("building", "hyejin", 16.1),),
    ),
    Work(
        "status-outside",
        "모퉁이 바깥의 상태 페이지",
        "한국어와 영어, 피드까지. 빨강은 기계가 켜고 사람이 끕니다.",
        owner="sangmin",
        by="mateus",
        days_ago=112.2,
        posts=("status-page",),
        stage="planned",
        steps=(Went("building", "mateus", 4.2),),
    ),
    Work(
        "same-symptom",
        "상담 창에 '같은 증상 n명'",
        "최근 30분 안에 같은 오류가 난 가게 수를 상담 창에 보여 줍니다.",
        owner="sangmin",
        by="hyejin",
        days_ago=2.9,
        posts=("same-symptom-count",),
        stage="building",
        audience="staff",
    ),
    Work(
        "readable-screens",
        "휴대폰 글자 크기를 따르는 화면 스물여섯 개",
        "글자를 두 배로 키워도 겹치지 않게 다시 그립니다. 금액 옆에는 만 원 단위를 같이 적어요.",
        owner="yerin",
        by="hyejin",
        days_ago=189.9,
        posts=("bigger-letters",),
        stage="planned",
        steps=(Went("building", "hyejin", 85.5),),
    ),
    Work(
        "reservation-webhooks",
        "Webhooks for changed and cancelled reservations",
        "`reservation.changed` and `reservation.cancelled`, with old and new values and a sequence number.",
        owner="kofi",
        by="mateus",
        days_ago=157.7,
        posts=("webhook-changes",),
        stage="planned",
        steps=(Went("building", "mateus", 35.2),),
    ),
    Work(
        "vat-by-date",
        "신고 자료를 작성일 기준으로 다시 계산",
        "매입 세금계산서를 홈택스와 같은 기준으로 넣고, 지난 8개 분기를 대조합니다.",
        owner="dohyun",
        by="dohyun",
        days_ago=90.9,
        posts=("vat-mismatch",),
        stage="building",
    ),
    Work(
        "vat-on-paper",
        "종이 계산서도 신고 자료에 넣기",
        "종이로 받은 계산서를 찍으면 신고 자료의 합계에 들어갑니다. 홈택스에 없는 것은 없다고 따로 적어요.",
        owner="dohyun",
        by="dohyun",
        days_ago=25.4,
        posts=("vat-mismatch",),
        stage="building",
        steps=(Went("shipped", "dohyun", 9.9),),
    ),
    Work(
        "leaving-in-three",
        "세 번 눌러 끝나는 지점 줄이기와 해지",
        "설정 첫 화면에 둡니다. 장부는 해지 바로 앞에서 내려받고, 1년 동안 남아요.",
        owner="hyejin",
        by="hyejin",
        days_ago=75.3,
        posts=("cannot-find-cancel",),
        stage="planned",
        steps=(Went("building", "hyejin", 19.6), Went("shipped", "hyejin", 12.0)),
    ),
    Work(
        "quiet-hours",
        "가게가 정하는 조용한 시간",
        "조용한 시간에 저장하면 '지금'과 '아침 8시' 가운데 고릅니다. 당일 예약은 늘 바로 가요.",
        owner="sangmin",
        by="hyejin",
        days_ago=12.2,
        posts=("sms-at-two",),
        stage="building",
        steps=(Went("shipped", "hyejin", 5.8),),
    ),
    Work(
        "one-referral-query",
        "One query for the referral report and the payment",
        "Report and payment read the same rows, so they can't differ.",
        owner="namgil",
        by="mateus",
        days_ago=50.4,
        posts=("referral-report",),
        stage="building",
        audience="partners",
        steps=(Went("shipped", "mateus", 32.6),),
    ),
)

LAUNCHES: tuple[Launch, ...] = (
    Launch(
        "4.18",
        "신고 자료, 홈택스와 같은 기준으로",
        """
        부가세 신고 자료의 매입 합계를 **작성일** 기준으로 다시 계산합니다.

        - 분기가 바뀌는 달에 늦게 발급된 계산서도 홈택스와 같은 분기에 들어갑니다
        - 지난 8개 분기를 다시 뽑을 수 있어요
        - 그래도 다르면 자료 맨 위에 어느 계산서 때문인지 적습니다
        """,
        works=("vat-by-date",),
        by="dohyun",
        days_ago=28.9,
    ),
    Launch(
        "API 2.9",
        "Reservations tell you when they change",
        """
        Two new webhooks, in production for everybody:

        - `reservation.changed`, with the old and the new values and the whole reservation
        - `reservation.cancelled`, with who did it

        Each reservation counts its events in `sequence`. If you poll today, you can stop.
        """,
        works=("reservation-webhooks",),
        by="mateus",
        days_ago=21.0,
    ),
    Launch(
        "4.20",
        "글씨를 키우면 모퉁이도 커집니다",
        """
        휴대폰의 글자 크기를 이제 모든 화면이 따릅니다. 두 배까지 키워도 버튼이 화면 밖으로 나가지 않아요.

        금액 옆에는 만 원 단위를 같이 적었습니다. `1,250,000 (125만)`
        """,
        works=("readable-screens",),
        by="hyejin",
        days_ago=14.5,
    ),
)

MARKS: tuple[Marked, ...] = (
    Marked("delivery-net", "dohyun", 60.1, 5, 4),
    Marked("delivery-net", "namgil", 59.8, 4, 5),
    Marked("delivery-net", "jiwoo", 58.0, 5, 3),
    Marked("cash-receipt-auto", "dohyun", 60.0, 3, 2),
    Marked("cash-receipt-auto", "eunsook", 57.2, 4, 2),
    Marked("ask-before-visit", "hyejin", 41.0, 3, 1),
    Marked("ask-before-visit", "yerin", 40.8, 2, 1),
    Marked("designer-share", "hyejin", 40.5, 3, 4),
    Marked("offline", "dohyun", 39.9, 4, 5),
    Marked("offline", "sangmin", 39.0, 3, 5),
    Marked("book-in-english", "yerin", 38.0, 4, 2),
    Marked("book-in-english", "hyejin", 37.8, 5, 3),
    Marked("chat-ends-at-six", "jiwoo", 33.0, 5, 3),
    Marked("names-cut", "mateus", 30.0, 4, 1),
    Marked("names-cut", "kofi", 29.5, 4, 2),
    Marked("call-me-back", "jiwoo", 9.0, 2, 2),
)
"""What the staff think of impact and effort."""
