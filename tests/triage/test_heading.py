"""The head of every page counts what its reader would find behind it."""

from activity import worker
from activity.queries import notices_of
from ideas.boards import change_board
from ideas.comments import hide_comment, remove_comment
from ideas.stewardship import hide
from people.models import Person
from roadmap.links import link
from tests.asked import asked_of_the_database
from tests.makers import a_board, a_comment, a_person, an_idea, an_item
from triage.heading import heading
from triage.inbox import Choices, counts
from voting.operations import cast_vote


async def shown_to(people: list[Person]) -> list[tuple[int, int]]:
    """Notices and what waits, counted for the head of a page in one query; compared with the pages themselves."""
    found = []
    for person in people:
        with asked_of_the_database() as asked:
            counted = await heading(person)
        assert len(asked) == 1
        told, _ = await notices_of(person.id)
        assert counted.unread == len(told), person.name
        if person.is_staff:
            assert counted.waiting == (await counts(person, Choices()))[""]
        found.append((counted.unread, counted.waiting))
    return found


async def test_what_is_counted_is_what_is_shown(database: str) -> None:
    ada, vera = await a_person("Ada"), await a_person("Vera")
    ellen, mina = await a_person("Ellen", "employee"), await a_person("Mina", "manager")
    board = await a_board("members", audience="members")
    idea = await an_idea(by=ada, board="members")
    await an_idea("Nobody looked at this yet", by=ada, board="members")
    for person in (vera, ellen, mina):
        await cast_vote(idea.id, by=person)
    said = await a_comment(idea, by=await a_person("Linus"))
    withdrawn = await a_comment(idea, "I take this back.", by=await a_person("Barbara"))
    for audience in ("everyone", "author", "staff"):
        await a_comment(idea, f"For {audience}.", by=await a_person("Edsger", "employee"), audience=audience)
    await link((await an_item(by=mina)).id, [idea.id], by=mina)
    await worker.drain()
    people = [ada, vera, ellen, mina]
    before = await shown_to(people)
    assert before[0][0] > before[1][0] > 0
    assert before[3][1] > 0

    await hide_comment(said.id, reason="Somebody's address stood in it.", by=mina)
    await remove_comment(withdrawn.id, by=await Person.get(id=withdrawn.author_id))
    fewer = await shown_to(people)
    assert fewer[0][0] == before[0][0] - 2

    await hide(idea.id, reason="Somebody's address stood in it.", by=mina)
    assert (await shown_to(people))[1] == (0, 0)
    await change_board(board.id, audience="staff", by=await a_person("Adele", "admin"))
    assert [unread for unread, _ in (await shown_to(people))[:2]] == [0, 0]
