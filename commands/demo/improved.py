"""You said, we did: what 모퉁이살림 did against complaints, and what the people who complained say of it."""

from commands.demo.deeds import Deed, Joined, Judged, Measured

DEEDS: tuple[Deed, ...] = (
    Deed(
        "Referral report and payment come from the same numbers",
        {"referral-report": "The amount is small; the hour that our finance team and yours spend on it"},
        wrong="The report counted shops that changed owner as new, the payment didn't. For three months they differed.",
        changed="Both are read from one query now. A change of owner is marked in the report as what it is.",
        lesson="Two teams that count the same thing apart will differ one day. (따로 세면 언젠가 달라집니다.)",
        by="namgil",
        days_ago=32.8,
        measured=(Measured("5", "0", unit="shops", source="Report and payment, third month each"),),
    ),
    Deed(
        "부가세 신고 자료가 홈택스와 같은 분기에 들어갑니다",
        {"vat-mismatch": "원인을 찾는 데 토요일 하루를 썼습니다"},
        wrong="""
        늦게 발급된 매입 계산서를 발급일 기준으로 넣어서, 분기가 바뀌는 달이면 홈택스와 합계가 달랐습니다.
        1,904곳이 그런 자료를 받았고 41곳은 그대로 신고하셨습니다.
        """,
        changed="""
        작성일 기준으로 다시 계산합니다. 지난 8개 분기를 홈택스와 대조했고, 41곳의 가산세는 저희가 냈습니다.
        """,
        lesson="신고에 쓰는 숫자는 저희 기준이 아니라 홈택스 기준으로 시험해야 한다는 것을 배웠습니다.",
        by="eunsook",
        days_ago=28.7,
        measured=(
            Measured(
                "1904",
                "27",
                unit="곳",
                source="매입 합계가 홈택스와 다른 가게, 분기 마감 대조",
                after_text="남은 27곳 가운데 스무 곳은 종이 계산서 때문입니다.",
            ),
        ),
    ),
    Deed(
        "해지까지 세 번만 누르면 됩니다",
        {"cannot-find-cancel": "'지점 추가'는 파란색으로 크게 있고 줄이는 건 없어요"},
        wrong="지점을 줄이거나 해지하려면 전화를 걸어 이유부터 말해야 했습니다. 가입은 2분, 해지는 14분이었어요.",
        changed="""
        설정 첫 화면에 **지점 줄이기와 해지**를 두었습니다. 이유는 맨 끝에 묻고, 건너뛰기 버튼이 같은
        크기예요. 장부는 해지 바로 앞 화면에서 내려받습니다.
        """,
        lesson="들어오는 길만 여러 번 걸어 보고 나가는 길은 한 번도 걸어 보지 않았습니다.",
        by="hyejin",
        days_ago=12.3,
        measured=(
            Measured(
                "14",
                "1.5",
                unit="분",
                source="전에는 서혜진이 직접 해 본 시간, 지금은 첫 주 해지 38건의 가운데 값",
            ),
        ),
    ),
    Deed(
        "종이 계산서까지 더해도 홈택스와 같습니다",
        {"vat-mismatch": "신고 자료라는 이름을 붙이셨으면 신고에 쓸 수 있어야 합니다"},
        wrong="처음 고쳤을 때 종이로 받은 계산서를 빠뜨렸습니다. 27곳에서 합계가 계속 달랐습니다.",
        changed="""
        종이 계산서를 찍으면 합계에 들어가고, 홈택스에 없는 것은 따로 모아 적습니다. 27곳 모두 사장님과
        전화로 한 장씩 맞춰 보았습니다.
        """,
        lesson="'거의 다 맞는다'는 신고 자료에서는 틀렸다는 뜻입니다. 다시 열어 주신 덕분에 알았습니다.",
        by="eunsook",
        days_ago=10.2,
        measured=(
            Measured("27", "0", unit="곳", source="매입 합계가 홈택스와 다른 가게, 한 곳씩 전화로 대조"),
        ),
    ),
    Deed(
        "새벽에는 문자가 나가지 않습니다",
        {"sms-at-two": "새벽에 나가는 문자는 아무도 원하지 않잖아요"},
        wrong="발송에 실패한 문자를 다시 보낼 때 지금이 몇 시인지 보지 않았습니다.",
        changed="""
        가게마다 조용한 시간을 정합니다. 그 시간에 예약을 바꾸면 '지금'과 '아침 8시' 가운데 고르고, 당일
        예약은 늘 바로 갑니다.
        """,
        lesson="기계가 다시 하는 일에도 사람이 할 때와 같은 예의가 필요합니다.",
        by="sangmin",
        days_ago=6.0,
        measured=(Measured("1312", "0", unit="통", source="밤 9시~아침 8시에 나간 예약 문자, 하루 평균"),),
    ),
)

JUDGED: tuple[Judged, ...] = (
    Judged("written-manual", "grace", 41.0, "yes", "I print them. The English ones too."),
    Judged("written-manual", "sodam", 39.5, "yes"),
    Judged("referral-report", "priya", 31.2, "yes", "Two months in a row to the won. Thank you, Namgil."),
    Judged("vat-mismatch", "manbok", 28.0, "yes"),
    Judged("vat-mismatch", "sera", 27.4, "partly", "분기는 맞는데 종이로 받은 재료상 계산서가 안 들어와요."),
    Judged("vat-mismatch", "mina", 27.2, "cant_tell"),
    Judged(
        "vat-mismatch",
        "yongsik",
        26.8,
        "no",
        "지난 분기를 다시 뽑으니 아직 312,000원이 다릅니다. 종이 계산서 두 장이 빠졌습니다.",
    ),
    Judged("webhook-changes", "tomas", 20.0, "yes", "My two-minute poll is gone."),
    Judged(
        "webhook-changes",
        "yuki",
        18.3,
        "yes",
        "Ran it beside my polling for two days: 214 changes, none lost, none out of order.",
    ),
    Judged("bigger-letters", "yongsik", 13.9, "yes"),
    Judged("bigger-letters", "sunja", 13.0, "yes", "인제 돋보기 안 껴요. (125만) 이거 참 좋아요."),
    Judged("cannot-find-cancel", "dalbit", 11.6, "yes"),
    Judged(
        "cannot-find-cancel",
        "gippeum",
        10.8,
        "yes",
        "작업실 하나 더 줄였는데 정말 세 번이었어요. 안 물어봐 줘서 고마워요.",
    ),
    Judged(
        "vat-mismatch",
        "yongsik",
        8.6,
        "yes",
        "세 분기를 다시 뽑아 대조했습니다. 1원도 다르지 않습니다. 이번 토요일은 쉬었습니다.",
    ),
    Judged("vat-mismatch", "sera", 8.0, "yes", "종이 계산서도 다 들어왔어요!"),
    Judged("vat-mismatch", "manbok", 7.7, "yes"),
    Judged("vat-mismatch", "taejin", 7.1, "yes"),
    Judged("sms-at-two", "mina", 5.1, "yes", "고르라고 나오니까 안심돼요~"),
    Judged(
        "sms-at-two",
        "sodam",
        4.6,
        "partly",
        "밤 문자는 사라졌어요. 그런데 취소 문자에는 아직 '아침에 보내기'가 없어요.",
    ),
)

JOINED: tuple[Joined, ...] = (Joined("vat-again", "vat-mismatch", "dohyun", 59.2),)
"""Posts that said the same as another."""
