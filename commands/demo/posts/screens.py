"""모퉁이 앱: reading it, pressing it, using it where there's no signal."""

from commands.demo.script import Moved, Post, Reached, Said

POSTS = (
    Post(
        key="bigger-letters",
        kind="idea",
        board="app",
        lang="ko",
        title="글씨 좀 크게 해 주세요",
        body="""
        눈이 침침해서 돋보기를 끼고 봐요. 휴대폰 글씨를 키워도 모퉁이만 그대로예요. 숫자는 더 커야 돼요. 0이
        세 개인지 네 개인지 안 보여요.
        """,
        author="sunja",
        days_ago=225.0,
        tags=("화면", "접근성"),
        owner="yerin",
        voters=16,
        steps=[
            Said("yongsik", 224.1, "작업장에서 멀리 세워 두고 보기 때문에 저도 큰 글씨가 필요합니다."),
            Moved(
                "reviewing",
                "yerin",
                221.5,
                """
                휴대폰의 글자 크기 설정을 저희 앱이 따르지 않고 있었어요. 어느 화면이 문제인지부터 찾습니다.
                """,
            ),
            Said(
                "yerin",
                213.3,
                """
                글자를 200%까지 키우고 화면 일흔 개를 다 눌러 봤습니다. 마흔네 개는 그대로 괜찮았고,
                스물여섯 개는 글자가 겹치거나 버튼이 화면 밖으로 나가요. 스물여섯 개를 다시 그립니다. 금액은
                세 자리마다 쉼표를 더 또렷하게 하고, 만 원 단위를 작게 같이 적어 볼게요. `1,250,000 (125만)`
                이렇게요.
                """,
                answer=True,
                replies=(Said("sunja", 212.9, "(125만) 이거 아주 좋아요."),),
            ),
            Moved(
                "planned",
                "hyejin",
                190.1,
                "스물여섯 화면을 세 번에 나눠서 고칩니다. 매출 넣는 화면이 먼저예요.",
            ),
            Moved("building", "hyejin", 85.7, "첫 번째 묶음 아홉 화면을 고치고 있어요."),
            Said(
                "yerin", 29.4, "열일곱 화면까지 왔습니다. 남은 아홉 개는 표가 있는 화면이라 시간이 더 걸려요."
            ),
            Reached("shipped", 14.6),
            Reached("confirmed", 13.0),
        ],
    ),
    Post(
        key="dark-at-six",
        kind="idea",
        board="app",
        lang="en",
        title="Dark mode, for people who open at six",
        body="Tablet at full white in a dark café. My first customer of the day squints at me.",
        author="daniel",
        days_ago=12.4,
        tags=("screen", "dark-mode"),
        voters=7,
        steps=[
            Said("gippeum", 11.9, "꽃시장은 새벽 세 시예요. 차 안에서 켜면 제 얼굴만 하얗게 떠요."),
            Said(
                "yerin",
                8.7,
                """
                Not promised yet, but I've started counting how many of our colours are written by hand.
                It's 187. I'd like to bring that down while fixing the large-text screens.
                """,
            ),
        ],
    ),
    Post(
        key="names-cut",
        kind="complaint",
        board="app",
        lang="en",
        title="Names longer than 10 characters are cut off on receipts and invoices",
        body="""
        My legal name on the residence card is 27 letters with the spaces. Motungi prints `RAHMAN AIS`. My
        supplier's accountant rejected a receipt because the name doesn't match the registration. My
        customer Mr. Abdulrahman Al-Mansouri is `ABDULRAHMA`.

        Where it happens:

        1. paper receipt (both lines)
        2. the tax invoice PDF, field 성명
        3. reservation list on the tablet
        4. SMS: "Dear ABDULRAHMA"

        A Korean name has three syllables. Mine doesn't. It isn't an edge case if it's your name.
        """,
        author="aisha",
        days_ago=129.4,
        tags=("names", "receipts", "i18n"),
        owner="mateus",
        voters=14,
        steps=[
            Said(
                "ploy",
                128.8,
                "Thai surnames would like to join this complaint. Mine is short by our standards.",
            ),
            Said(
                "kofi",
                127.2,
                """
                I went looking. The limit is in a column from the first year of the product, `varchar(10)`,
                and everything downstream inherited it. Widening the column is an afternoon. The receipt
                printer's 32-character line and the invoice PDF are the real work: they have to wrap, not
                cut.
                """,
                replies=(
                    Said(
                        "priya",
                        126.4,
                        """
                        From the terminal side: S2 can wrap the name over two lines if you send it as its
                        own field instead of inside the header text. Happy to test on our bench.
                        """,
                    ),
                ),
            ),
            Moved(
                "reviewing",
                "mateus",
                126.0,
                "Kofi found the cause. Now finding every place that inherited it.",
            ),
            Said(
                "mateus",
                117.5,
                """
                We counted: 1,316 shop owners and some 22,000 of their customers have names that we cut
                today. I had guessed a few dozen.

                Order: invoice PDF first, since that's the one with legal weight, then receipts together
                with Solgae, then screens and SMS. 80 characters everywhere.
                """,
                answer=True,
            ),
            Moved("planned", "mateus", 117.3, "Four steps as listed; the column is widened already."),
            Said(
                "aisha", 40.6, "@mateus Any news on the invoice PDF? I have to re-issue by hand every month."
            ),
            Said(
                "mateus",
                39.9,
                """
                Fair question. It waited behind the VAT corrections and I should have said so here. It
                starts when those close; I'll write the day it does.
                """,
            ),
        ],
    ),
    Post(
        key="close-button-twice",
        kind="complaint",
        board="app",
        lang="ko",
        title="태블릿 업데이트 뒤로 마감 버튼을 두 번 눌러야 돼요",
        body="""
        한 번 누르면 눌린 색만 되고 아무 일도 없어요. 두 번째에 마감이 됩니다. 가끔은 첫 번째 것도 뒤늦게
        먹혀서 마감이 두 번 찍혀요.

        태블릿 10인치, 앱 버전 6.14.0, 업데이트한 다음 날부터요.
        """,
        author="sodam",
        days_ago=4.6,
        tags=("태블릿", "마감", "버그"),
        owner="jiwoo",
        voters=6,
        steps=[
            Said(
                "jiwoo",
                4.3,
                """
                버전까지 적어 주셔서 바로 찾았어요. 6.14.0에서만 그러고, 화면을 가로로 두셨을 때 생깁니다.
                세로로 돌리시면 한 번에 눌려요. 마감이 두 번 찍힌 날이 언제였는지 알려 주시면 겹친 건은 제가
                지워 드릴게요.
                """,
                replies=(Said("sodam", 4.1, "그제하고 어제요. 세로로 하니 되네요!"),),
            ),
            Moved("reviewing", "jiwoo", 4.0, "모바일팀이 원인을 보고 있어요."),
        ],
    ),
    Post(
        key="offline",
        kind="idea",
        board="app",
        lang="ko",
        title="인터넷 안 되는 데서도 매출이랑 매입을 적고 싶어요",
        body="""
        꽃시장 지하 1층은 전화도 안 터져요. 새벽에 열다섯 군데 돌면서 산 걸 그 자리에서 적어야 안
        잊어버리는데 "네트워크를 확인해 주세요"만 나와요. 손바닥에 볼펜으로 적고 차에 와서 옮겨요.
        """,
        author="gippeum",
        days_ago=238.9,
        tags=("오프라인", "장부"),
        owner="dohyun",
        voters=13,
        steps=[
            Said("sodam", 236.4, "플리마켓 나가면 저도 그래요. 사람이 몰리면 인터넷이 먼저 죽어요."),
            Moved(
                "reviewing",
                "dohyun",
                233.0,
                "오프라인에서 적은 것과 서버의 것이 부딪칠 때가 어려워서, 어디까지 할 수 있는지 봅니다.",
            ),
            Moved(
                "declined",
                "dohyun",
                219.4,
                """
                앱 전체를 오프라인에서 쓰게 하려면 동기화를 새로 만들어야 하고, 지금 인원으로는 반년이 넘게
                걸립니다. 그동안 다른 걸 아무것도 못 해요. 지금은 못 한다고 말씀드려야겠습니다.
                """,
                kind="cost",
                alternative="""
                휴대폰 메모에 `장미 30 노랑 45000`처럼 한 줄씩 적어 두셨다가 장부 → 여러 줄 붙여넣기를
                하시면 한꺼번에 들어갑니다.
                """,
                revisit_in_days=120,
            ),
            Said("gippeum", 218.8, "붙여넣기는 좋네요. 손바닥보다 나아요. 120일 뒤에 또 올게요!"),
            Moved(
                "reviewing",
                "dohyun",
                98.9,
                """
                약속한 120일이 되어 다시 엽니다. 그사이 한 가지가 달라졌어요. 손글씨 영수증 화면을 설계하다
                보니 '적어 두고 나중에 보내는' 상자가 어차피 필요해졌습니다. 앱 전체가 아니라 **매입 적기
                하나만** 오프라인에서 되게 하는 건 해 볼 만해졌어요.
                """,
            ),
            Said("gippeum", 98.1, "진짜로 다시 열어 주실 줄 몰랐어요. 매입 적기 하나면 충분해요."),
            Said(
                "dohyun",
                73.8,
                """
                실험을 하나 했습니다. 지하 1층에서 제가 직접 열다섯 건을 적고 올라와서 보내 봤어요. 열네
                건은 그대로 들어갔고 한 건은 사진이 빠졌습니다. 사진까지 되면 계획으로 옮기고, 안 되면 사진
                없이라도 할지 여쭤볼게요.
                """,
                answer=True,
            ),
            Said(
                "gippeum",
                40.2,
                "@dohyun 님, 사진 없이 먼저는 안 될까요? 어차피 손글씨라 사진도 잘 안 보여요.",
                replies=(
                    Said(
                        "dohyun",
                        39.5,
                        """
                        그 편이 빠르긴 해요. 외상 장부 첫 화면을 내놓고 나서 정하겠습니다. 지금 답을 드리면
                        또 미뤄질 것 같아서요.
                        """,
                    ),
                ),
            ),
        ],
    ),
    Post(
        key="refund-thumb",
        kind="complaint",
        board="app",
        lang="en",
        title="The refund button sits exactly where my thumb rests",
        body="""
        Holding the phone in one hand, bowl of soup in the other. Three refunds by accident this week, all
        confirmed with the same thumb because the "yes" appears in the same place. Customers were very
        happy.
        """,
        author="ploy",
        days_ago=2.7,
        tags=("screen", "refund"),
        voters=5,
        steps=[
            Said("sera", 2.4, "저도 한 번요. 왼손잡이라 반대쪽 버튼이 문제예요."),
            Said(
                "yerin",
                1.8,
                """
                Which hand, which phone? If you can send me a photo of how you hold it (soup optional), I'll
                move the confirmation away from it.
                """,
            ),
        ],
    ),
)
