"""Reports, trust and the record of who hid what."""

import pytest

from activity import worker
from activity.models import Event, Notice
from activity.queries import visible
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas.comments import hide_comment
from ideas.models import Board, BoardManager, Comment, Idea
from ideas.operations import edit
from ideas.stewardship import hide, release
from people.models import Person
from tests.makers import a_board, a_comment, a_person, an_idea, events
from triage import audit, reports
from triage.models import Attention, Report


async def heard(person: Person) -> list[str]:
    """What this person was told and may still read, oldest first."""
    await worker.drain(lambda line: None)
    notices = await Notice.filter(person_id=person.id).order_by("id").select_related("event")
    seen = await visible(person.id, [each.event for each in notices])
    return [each.event.action for each in notices if each.event_id in seen]


async def reported(idea: Idea) -> bool:
    return await Attention.exists(idea_id=idea.id, why="reported", cleared_at=None)


async def test_what_is_upheld_is_hidden_and_everybody_who_said_so_hears(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    grace, linus = await a_person("Grace"), await a_person("Linus")
    idea = await an_idea("Buy our pills", by=ada, body="Very cheap.")

    first = await reports.report(idea.id, reason="spam", by=grace)
    second = await reports.report(idea.id, reason="other", words="They write this everywhere.", by=linus)
    await edit(idea.id, title="Buy our pills", body="Sorry.", by=ada)
    waiting, more = await reports.open_reports(reader=mina)

    assert await reported(idea)
    assert await heard(mina) == ["report.made", "report.made"]
    assert ([each["id"] for each in waiting], more) == ([first.id, second.id], None)
    assert waiting[0]["snapshot"] == "Buy our pills\n\nVery cheap."
    assert (waiting[0]["changed"], waiting[1]["reporter_name"]) == (True, "Linus")

    await reports.uphold(first.id, reason="Advertising isn't for here.", by=mina)

    assert (await Idea.get(id=idea.id)).hidden_at
    assert await events(idea, "idea.hidden") == 1
    assert not await reported(idea)
    assert await heard(grace) == await heard(linus) == ["report.upheld"]
    assert await heard(ada) == ["idea.hidden"]
    assert {str(each.state) for each in await Report.all()} == {"upheld"}
    with pytest.raises(Refused):
        await reports.dismiss(second.id, reason="Late.", by=mina)


async def test_what_is_dismissed_stands_and_its_reporter_reads_why(database: str) -> None:
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace")
    idea = await an_idea()
    said = await a_comment(idea, "This is stupid.")

    about_idea = await reports.report(idea.id, reason="abuse", by=grace)
    about_comment = await reports.report(idea.id, said.id, reason="abuse", by=grace)
    await reports.dismiss(about_comment.id, reason="Harsh, but it stays.", by=mina)

    assert await reported(idea)
    await reports.dismiss(about_idea.id, reason="It stays.", by=mina)
    assert not await reported(idea)
    assert await heard(grace) == ["report.dismissed", "report.dismissed"]
    assert (await Comment.get(id=said.id)).hidden_at is None
    again = await reports.report(idea.id, said.id, reason="private", by=grace)
    await hide_comment(said.id, reason="A telephone number.", by=mina)
    await reports.uphold(again.id, reason="A telephone number.", by=mina)
    assert await events(idea, "comment.hidden") == 1


async def test_who_may_report_what_and_who_judges(database: str) -> None:
    ada, grace = await a_person("Ada"), await a_person("Grace")
    owen = await a_person("Owen", "employee")
    idea, secret = await an_idea(by=ada), await a_board("secret", "staff")
    inside = await an_idea("Only for us", by=owen, board=secret.slug)
    said = await a_comment(idea, by=ada)

    for subject in (None, said.id):
        with pytest.raises(NotAllowed):
            await reports.report(idea.id, subject, reason="spam", by=ada)
    for elsewhere, comment in ((inside.id, None), (inside.id, said.id), (idea.id, 999)):
        with pytest.raises(NotFound):
            await reports.report(elsewhere, comment, reason="spam", by=grace)
    with pytest.raises(Invalid) as wrong:
        await reports.report(idea.id, reason="other", by=grace)
    assert set(wrong.value.fields) == {"words"}
    made = await reports.report(idea.id, reason="spam", by=grace)
    with pytest.raises(Refused):
        await reports.report(idea.id, reason="abuse", by=grace)
    for refused in (reports.uphold, reports.dismiss):
        with pytest.raises(NotAllowed):
            await refused(made.id, reason="No.", by=owen)
    with pytest.raises(NotAllowed):
        await reports.open_reports(reader=owen)
    assert await Report.all().count() == 1


async def test_whoever_was_accepted_often_enough_is_trusted(database: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    await a_board("careful", hold_for_review=True, trusted_after=2)
    await a_board("strict", hold_for_review=True, trusted_after=0)
    await an_idea("Posted where nobody looks first", by=ada)

    first = await an_idea("The first of them", by=ada, board="careful")
    second = await an_idea("달력 알림이 두 번 와요", by=ada, board="strict")
    assert first.held
    assert second.held
    await release(first.id, by=mina)
    await release(second.id, by=mina)

    assert not (await an_idea("Export invoices", by=ada, board="careful")).held
    assert (await an_idea("Bigger letters", by=ada, board="strict")).held
    await hide(second.id, reason="Not nice.", by=mina)
    assert (await an_idea("Sign in by letter", by=ada, board="careful")).held
    assert not (await an_idea("Of a colleague", by=mina, board="strict")).held
    assert (await Board.get(slug="ideas")).trusted_after == 3


async def test_the_record_names_every_act_of_moderation(database: str) -> None:
    mina, grace = await a_person("Mina", "manager"), await a_person("Grace")
    board = await a_board("careful", hold_for_review=True)
    idea = await an_idea("A careful one", board=board.slug)
    await release(idea.id, by=mina)
    said = await a_comment(idea, "Rude words.")
    made = await reports.report(idea.id, said.id, reason="abuse", words="Look!", by=grace)
    await reports.uphold(made.id, reason="We stay friendly.", by=mina)

    page, before = await audit.entries(reader=mina, limit=3)
    rest, end = await audit.entries(before, reader=mina)

    assert [each.entry.event.action for each in [*page, *rest]] == [
        "report.upheld", "comment.hidden", "report.made", "idea.released", "idea.held",
    ]  # fmt: skip
    assert end is None
    upheld, hidden, asked = page
    assert upheld.reporter
    assert (upheld.reporter.id, upheld.entry.actor.id) == (grace.id, mina.id)
    assert hidden.entry.words["reason"][0] == "We stay friendly."
    assert (asked.comment_id, asked.entry.words["reason"][0]) == (said.id, "Look!")
    assert {each.idea["id"] for each in [*page, *rest] if each.idea} == {idea.id}
    assert await Event.filter(action="report.made", audience="staff").count() == 1
    with pytest.raises(NotAllowed):
        await audit.entries(reader=await a_person("Owen", "employee"))


async def test_nobody_judges_their_own_words_or_reads_who_reported_them(database: str) -> None:
    mina, owen = await a_person("Mina", "manager"), await a_person("Owen", "manager")
    grace, idea = await a_person("Grace"), await an_idea()
    await BoardManager.create(board_id=idea.board_id, person=mina)
    said = await a_comment(idea, "No.", by=mina)

    made = await reports.report(idea.id, said.id, reason="abuse", by=grace)

    assert (await heard(mina), await heard(owen)) == ([], ["report.made"])
    assert [len((await reports.open_reports(reader=each))[0]) for each in (mina, owen)] == [0, 1]
    for judge in (reports.uphold, reports.dismiss):
        with pytest.raises(NotAllowed):
            await judge(made.id, reason="It was right.", by=mina)
    await reports.dismiss(made.id, reason="It is short, no more.", by=owen)
    assert [len((await audit.entries(reader=each))[0]) for each in (mina, owen)] == [0, 2]
