"""What mails say: in the reader's language, who did what and why, why one gets it, and how to stop."""

import re
from datetime import timedelta

import pytest

from activity import deliveries, fanout, tasks, worker
from activity.models import Delivery, OutboxMail
from activity.preferences import set_preference
from core.clock import moved_to, now
from frontend import notice_mail
from ideas import comments, operations
from ideas.boards import set_managers
from ideas.comments import Manner
from ideas.models import Board, Idea
from ideas.moves import Reasons, move
from people import sign_in
from people.invitations import invite
from people.models import Person, Role, SignIn, SignUp
from people.roles import change_role
from people.site import change
from tests.makers import a_person, an_idea

pytestmark = pytest.mark.usefixtures("client")  # the application fills the ports


async def mails() -> list[OutboxMail]:
    await worker.drain(say=lambda line: None)
    return await OutboxMail.all().order_by("id")


async def declined(idea: Idea, by: Person) -> None:
    why = Reasons(
        reason="올해 예산이 없어요.\n내년에 다시 봐요.",
        kind="cost",
        alternative="CSV로 받으세요.",
        revisit_on="2999-03-31",
    )
    await move(idea.id, to="declined", by=by, why=why)


async def test_a_decline_in_korean_and_in_english() -> None:
    author = await a_person("김하늘", locale="ko", email="haneul@example.com")
    follower = await a_person("Grace", locale="en", email="grace@example.com")
    boss = await a_person("박서준", role="manager", department="제품팀")
    idea = await an_idea("다크 모드를 지원해 주세요", by=author)
    await operations.follow(idea.id, how="follow", by=follower)
    await declined(idea, boss)

    korean, english = sorted(await mails(), key=lambda mail: mail.recipient, reverse=True)

    assert english.recipient == "grace@example.com"
    assert english.subject == "박서준 declined this: Too costly — 다크 모드를 지원해 주세요"
    for part in (
        "제품팀",
        "> 올해 예산이 없어요.",
        "Instead:",
        "> CSV로 받으세요.",
        "Mar 31, 2999",
        "because you follow it",
    ):
        assert part in english.text
    assert "http://madang.test/ideas/" in english.text
    assert 'lang="ko"' in english.html
    assert "박서준" in korean.subject
    assert "2999년 3월 31일" in korean.text
    assert '<html lang="ko">' in korean.html


async def test_the_answer_is_in_the_mail_and_hostile_words_are_harmless() -> None:
    author = await a_person("Ada")
    boss = await a_person("Boss <script>", role="employee", department="R&D")
    idea = await an_idea("A <b>bold</b> idea\u2028X-Evil: 1", by=author)
    await comments.comment(
        idea.id,
        body=f"Soon, @{author.handle}: <img src=x onerror=alert(1)>",
        by=boss,
        manner=Manner(answer=True),
    )

    (mail,) = await mails()

    assert "gave an official answer" in mail.subject
    assert "> Soon, @" in mail.text
    assert "<img" not in mail.html
    assert "<script" not in mail.html
    assert "<b>bold" not in mail.html
    assert f'href="http://madang.test/people/{author.id}"' in mail.html
    assert "You get this because you are mentioned in it." in mail.text


async def test_the_headers_thread_and_lead_out() -> None:
    author, boss = await a_person("Ada"), await a_person("Boss", role="manager")
    idea = await an_idea(by=author)
    await move(idea.id, to="planned", by=boss)
    taken = (await _fan_out())[0]
    mail = await notice_mail.notice(taken)

    assert mail is not None
    assert mail.headers["References"] == mail.headers["In-Reply-To"] == f"<idea-{idea.id}@madang.test>"
    assert mail.message_id == f"notice-{taken.reference}@madang.test"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = mail.headers["List-Unsubscribe"].strip("<>")
    assert link in mail.text
    assert link.startswith("http://madang.test/unsubscribe/")


async def _fan_out() -> list[Delivery]:
    while task := await tasks.claim():
        while not await fanout.step(task):
            pass
    return list(await deliveries.claim(10))


async def test_whoever_lost_sight_of_it_or_turned_it_off_gets_no_mail() -> None:
    hidden, muted, never, gone = [await a_person(name) for name in ("Hid", "Mute", "Never", "Gone")]
    boss = await a_person("Boss", role="manager")
    idea = await an_idea(by=boss)
    for person in (hidden, muted, never, gone):
        await operations.follow(idea.id, how="follow", by=person)
    await move(idea.id, to="planned", by=boss)
    waiting = await _fan_out()
    assert len(waiting) == 4

    await operations.follow(idea.id, how="mute", by=muted)
    await Person.filter(id=gone.id).update(deactivated_at=now())
    await set_preference(never.id, "moves", "never")
    await Board.all().update(audience="staff")

    with moved_to(now() + timedelta(minutes=5)):
        assert await mails() == []
    assert await deliveries.failed() == []


async def test_a_comment_taken_back_before_it_was_mailed_isnt_mailed() -> None:
    author, speaker = await a_person("Ada"), await a_person("Grace")
    idea = await an_idea(by=author)
    said = await comments.comment(idea.id, body="I regret this", by=speaker)
    await comments.remove_comment(said.id, by=speaker)
    assert await mails() == []


async def test_staff_words_never_reach_the_author() -> None:
    author, boss, colleague = (
        await a_person("Ada"),
        await a_person("B", "manager"),
        await a_person("C", "employee"),
    )
    idea = await an_idea(by=author)
    await operations.follow(idea.id, how="follow", by=colleague)
    await comments.comment(idea.id, body="Too dear, I fear", by=boss, manner=Manner(audience="staff"))

    assert [mail.recipient for mail in await mails()] == [colleague.email]


async def test_whoever_answers_for_a_board_is_asked() -> None:
    boss = await a_person("Boss", role="manager")
    admin = await a_person("Root", role="admin")
    board = await Board.get(slug="ideas")
    await set_managers(board.id, [boss.id], by=admin)
    await an_idea("Export to a spreadsheet", body="Every month I **copy** by hand.")

    (mail,) = await mails()
    assert mail.recipient == boss.email
    assert "> Every month I copy by hand." in mail.text
    assert "because you are asked to answer it" in mail.text


async def test_a_new_role_is_told_and_can_be_silenced_as_a_kind() -> None:
    admin, person = await a_person("Root", role="admin"), await a_person("Ada")
    await change_role(person.id, Role.EMPLOYEE, by=admin)

    (mail,) = await mails()
    assert mail.subject == "Root changed your role to “Employee”"
    assert "Get no more mail of this kind" in mail.text


async def test_signing_in_carries_a_code_and_a_link_for_ten_minutes() -> None:
    await sign_in.ask("new@example.com", browser="b", locale="ko")
    await sign_in.ask("late@example.com", browser="b", locale="en")
    await SignIn.filter(email="late@example.com").update(expires_at=now() - timedelta(seconds=1))

    (mail,) = await mails()

    assert mail.recipient == "new@example.com"
    assert mail.message_id.startswith("sign-in-")
    code = re.search(r"^ {4}(\d{6})$", mail.text, re.M)
    link = re.search(r"http://madang.test(/sign-in/link/\S+)", mail.text)
    assert code
    assert link
    assert code[1] not in mail.subject
    person = await sign_in.with_code("new@example.com", code[1], browser="b")
    assert person.email == "new@example.com"


async def test_whoever_isnt_admitted_gets_neither() -> None:
    admin = await a_person("Root", role="admin")
    await change(by=admin, sign_up=SignUp.INVITED)
    await sign_in.ask("stranger@example.com", browser="b", locale="en")

    (mail,) = await mails()
    assert "/sign-in/link/" not in mail.text + mail.html
    assert not re.search(r"\b\d{6}\b", mail.text)
    assert "ask the people who run" in mail.text


async def test_an_invitation_says_who_invites() -> None:
    admin = await a_person("Root", role="admin")
    await invite("guest@example.com", by=admin, locale="en")

    (mail,) = await mails()
    assert mail.subject == "Root invites you to Madang"
    assert "http://madang.test/sign-in" in mail.text
    assert "guest@example.com" in mail.text


async def test_a_test_mail_says_that_mail_works() -> None:
    admin = await a_person("Root", role="admin")
    await deliveries.send_test(by=admin)

    (mail,) = await mails()
    assert mail.subject == "Mail from Madang works"
    assert mail.recipient == admin.email
