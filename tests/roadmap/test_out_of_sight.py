"""What shouldn't be read any more, or not by everybody: titles, words, names and counts."""

import httpx
import pytest

from activity.models import Statement
from activity.queries import Entry
from core.errors import Invalid, NotAllowed, NotFound, Refused
from core.paging import decode, encode
from ideas.models import Board, Idea
from ideas.moves import Reasons, move
from ideas.stewardship import change_board, hide, retag
from people.models import Person
from roadmap import improvements, links, queries, redacting, verdicts
from roadmap.board import board
from roadmap.judged import said_in
from roadmap.models import Item, Verdict
from tests.makers import a_board, a_person, an_idea, an_item, sign_in
from tests.roadmap.world import a_shipped_idea, say, ship
from triage import audit
from triage.merging import merge


async def acts(reader: Person) -> list[Entry]:
    return [each.entry for each in (await audit.entries(reader=reader))[0]]


async def test_an_item_is_out_of_sight_with_all_that_it_answers(database: str) -> None:
    mina, ada, grace = await a_person("Mina", "manager"), await a_person("Ada"), await a_person("Grace")
    idea, other = await an_idea("Mail ada@example.com", by=ada), await an_idea("Other")
    await an_item(by=mina)
    await links.ship_now(idea.id, by=mina)
    item = await Item.get(title=idea.title)

    async def seen(reader: Person | None) -> bool:
        cards = [card["id"] for column in await board(reader) for card in column.cards]
        try:
            return (await queries.item(item.id, reader)).id in cards
        except NotFound:
            assert item.id not in cards
            return False

    assert await seen(None)
    await hide(idea.id, reason="An address in its title", by=mina)
    assert [await seen(reader) for reader in (None, grace, ada, mina)] == [False, False, False, True]
    assert sum(len(column.cards) for column in await board(None)) == 1
    await links.link(item.id, [other.id], by=mina)
    assert await seen(None)
    with pytest.raises(Refused, match="out of sight"):
        await links.link((await an_item(by=mina)).id, [idea.id], by=mina)


async def test_a_complaint_out_of_sight_isnt_answered(database: str) -> None:
    mina, complaint = await a_person("Mina", "manager"), await an_idea("Too slow", kind="complaint")
    made = await improvements.draft(
        title="Fast now",
        complaints=[complaint.id],
        what_was_wrong="Slow",
        what_changed="Fast",
        unmeasured_because="Felt",
        by=mina,
    )
    await hide(complaint.id, reason="Spam", by=mina)

    with pytest.raises(Invalid) as refused:
        await improvements.publish(made.id, by=mina)
    assert "out of sight" in refused.value.fields["complaints"]


async def test_a_board_that_hides_its_counts_hides_them_in_every_order(database: str) -> None:
    mina = await a_person("Mina", "manager")
    item = await an_item(by=mina)
    ideas = [await an_idea(f"Idea {votes}") for votes in (7, 3)]
    for idea, votes in zip(ideas, (7, 3), strict=True):
        await Idea.filter(id=idea.id).update(votes=votes)
    await links.link(item.id, [idea.id for idea in ideas], by=mina)

    async def order(reader: Person | None) -> list[int]:
        first, after = await queries.links_of(item.id, reader, limit=1)
        assert after
        key = decode(after)
        assert key
        assert reader or not hidden or key[0] == 0
        return [each["id"] for each in first + (await queries.links_of(item.id, reader, after=after))[0]]

    hidden = False
    assert await order(None) == await order(mina) == [idea.id for idea in ideas]
    hidden = bool(await Board.filter(slug="ideas").update(hide_counts=True))
    assert await order(None) == [idea.id for idea in reversed(ideas)]
    assert await order(mina) == [idea.id for idea in ideas]
    for odd in ((2**62, 1), (-(2**31), 1), (0.5, 1), ("x", 1)):
        assert len((await queries.links_of(item.id, None, after=encode(odd)))[0]) == 2


@pytest.mark.parametrize("said", ["reason", "verdict"])
async def test_what_was_said_among_few_goes_to_no_wider_board(database: str, said: str) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    await a_board("members", audience="members")
    idea = await an_idea(by=ada, board="members")
    await retag(idea.id, tags="dark", by=mina)
    if said == "reason":
        await move(idea.id, to="declined", by=mina, why=Reasons("No.", "cost"))
    else:
        await ship(idea, by=mina)
        await say(idea, "yes", ada)

    with pytest.raises(Refused, match="More people read that board"):
        await change_board(idea.id, board="ideas", by=mina)
    untold = await an_idea("Untold", board="members")
    await retag(untold.id, tags="dark", by=mina)
    await change_board(untold.id, board="ideas", by=mina)


async def test_a_manager_hides_what_was_written_and_the_answer_stands(client: httpx.AsyncClient) -> None:
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    idea = await a_shipped_idea(by=mina, author=ada)
    await verdicts.answer(idea.id, answer="partly", comment="Call 555-0101", by=ada)
    await verdicts.answer(idea.id, answer="no", comment="Call 555-0102", by=ada)
    page, hiding = f"/ideas/{idea.id}", f"/verdicts/{(await Verdict.all().order_by('-id'))[0].id}/hiding"
    shown = (await client.get(page, follow_redirects=True)).text
    assert "555-0102" in shown
    assert hiding not in shown
    await sign_in(client, mina)
    assert hiding in (await client.get(page, follow_redirects=True)).text

    refused = await client.post(hiding, data={"reason": " "})
    assert refused.status_code == 422
    assert "it stands in the record" in refused.text
    assert (await client.post("/verdicts/999/hiding", data={"reason": "x"})).status_code == 404
    assert (await client.post(hiding, data={"reason": "A telephone number"})).status_code == 303

    client.cookies.clear()
    for address in (page, f"{page}/feed.atom"):
        assert "555-010" not in (await client.get(address, follow_redirects=True)).text
    assert [(each["answer"], each["body"]) for each in (await said_in(idea.id, 1, None))[0]] == [("no", "")]
    assert not await Statement.filter(body__contains="555").exists()
    told = (await acts(mina))[0]
    assert (told.event.action, told.words["reason"][0]) == ("verdict.hidden", "A telephone number")
    with pytest.raises(NotAllowed):
        await redacting.hide_words((await Verdict.all())[0].id, reason="Mine", by=ada)
    with pytest.raises(Refused):
        await redacting.hide_words((await Verdict.all())[0].id, reason="Again", by=mina)


async def test_an_authors_name_doesnt_tell_what_they_wrote_among_few(database: str) -> None:
    mina, paula = await a_person("Mina", "manager"), await a_person("Paula", "partner", name_shown=False)
    await a_board("partners", audience="partners")
    idea, source = await an_idea(), await an_idea("Ours", by=paula, board="partners")
    await merge([source.id], into=idea.id, by=mina)
    await ship(idea, by=mina)
    await say(idea, "yes", paula)

    names = [(await said_in(idea.id, 1, reader))[0][0]["name"] for reader in (None, paula, mina)]
    assert names == ["", "Paula", "Paula"]
