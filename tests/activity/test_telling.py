"""What a notice says beyond its sentence: what else its act moved, and the question whether it worked."""

import httpx
import pytest

from activity import worker
from activity.models import Notice, OutboxMail
from activity.operations import mute
from core.database import in_transaction, rows
from frontend.stories import story_of
from ideas import operations
from ideas.finding import idea_for
from ideas.loop import Stage, Way
from ideas.models import Idea
from ideas.moves import move
from ideas.steps import carry
from people.models import Person
from roadmap.items import create, set_owner
from roadmap.links import link
from tests.makers import a_board, a_person, an_idea, sign_in

Browser = httpx.AsyncClient


async def mails() -> list[OutboxMail]:
    await worker.drain(say=lambda line: None)
    return list(await OutboxMail.all().order_by("id"))


async def moved_together(boss: Person, *ideas: Idea) -> None:
    @in_transaction
    async def act() -> None:
        for idea in ideas:
            await move(idea.id, to="planned", by=boss)

    await act()


async def test_one_notice_for_an_act_names_the_others_that_one_follows(client: Browser) -> None:
    boss, reader = await a_person("Boss", role="manager"), await a_person("Ada")
    first, other, through, source, muted, strange = [
        await an_idea(f"Idea number {number}", by=boss) for number in range(6)
    ]
    for idea in (first, other, source, muted):
        await operations.follow(idea.id, how="follow", by=reader)
    staff = await a_board(audience="staff")
    hidden = await an_idea("A secret", by=boss, board=staff.slug)
    await rows(
        "UPDATE idea SET stage = 'merged', merged_into_id = :into WHERE id = :id",
        into=through.id,
        id=source.id,
    )
    await rows(
        """INSERT INTO subscription (created_at, person_id, subject_type, subject_id, reason, muted)
           SELECT created_at, person_id, subject_type, :hidden, reason, muted FROM subscription
           WHERE person_id = :reader AND subject_id = :first""",
        hidden=hidden.id,
        reader=reader.id,
        first=first.id,
    )
    await mute(reader.id, ("idea", muted.id))

    await moved_together(boss, first, other, through, muted, strange, hidden)

    (mail,) = await mails()
    assert "and 2 more that you follow:" in mail.text
    assert [number for number in range(6) if f"Idea number {number}" in mail.text] == [0, 1, 2]
    assert f"http://madang.test/ideas/{other.id}-" in mail.html
    await sign_in(client, reader)
    page = (await client.get("/notices")).text
    assert page.count('<li id="notice-') == 1
    assert "and 2 more that you follow:" in page
    assert [number for number in range(6) if f"Idea number {number}" in page] == [0, 1, 2]
    assert "secret" not in page + mail.text


@pytest.fixture
async def shipped(client: Browser) -> Idea:
    """An idea of Ada's that Grace follows, just shipped."""
    boss, grace = await a_person("Boss", role="manager"), await a_person("Grace", email="grace@example.com")
    idea = await an_idea("Faster search", by=await a_person("Ada", email="ada@example.com"))
    await operations.follow(idea.id, how="follow", by=grace)
    await ship(idea, boss)
    return idea


@in_transaction
async def ship(idea: Idea, boss: Person) -> None:
    found = await idea_for(idea.id, boss)
    for to in (Stage.PLANNED, Stage.BUILDING, Stage.SHIPPED):
        await carry(found, to, Way.ROADMAP, by=boss)


async def test_who_may_judge_what_was_shipped_is_asked_by_links_that_only_ask(
    client: Browser, shipped: Idea
) -> None:
    asked, follower = sorted(await mails(), key=lambda mail: mail.recipient)

    assert (asked.recipient, follower.recipient) == ("ada@example.com", "grace@example.com")
    assert "Did this solve it?" not in follower.text + follower.html
    assert "Did this solve it?" in asked.text
    for answer in ("yes", "partly", "no", "cant_tell"):
        link = f"http://madang.test/ideas/{shipped.id}/verdict?answer={answer}"
        assert link in asked.text
        assert link in asked.html

    ada = await sign_in(client, await Person.get(email="ada@example.com"))
    assert f"/ideas/{shipped.id}/verdict?answer=partly" in (await client.get("/notices")).text
    await rows("UPDATE ask SET answer = 'yes' WHERE person_id = :id", id=ada.id)
    assert "verdict?answer" not in (await client.get("/notices")).text, "she has answered"


async def test_a_story_names_what_its_reader_may_see_and_speaks_of_the_rest_without_a_name(
    client: Browser,
) -> None:
    boss = await a_person("Boss", role="manager")
    staff = await a_board(audience="staff")
    open_, secret = await an_idea("A wish", by=boss), await an_idea("A secret", by=boss)
    item = await create(title="Search, faster", by=boss)
    await link(item.id, [open_.id, secret.id], by=boss)
    await Idea.filter(id=secret.id).update(board_id=staff.id)

    first, before = await story_of(("item", item.id), None, limit=2)
    rest, end = await story_of(("item", item.id), None, before=before or 0)
    public = " ".join(step["sentence"].striptags() for step in first + rest)
    whole = " ".join(step["sentence"].striptags() for step in (await story_of(("item", item.id), boss))[0])

    assert (len(first), end) == (2, None)
    assert "the idea “A wish”" in public
    assert "another idea" in public
    assert "secret" not in public
    assert "the idea “A secret”" in whole
    assert "another idea" not in whole


async def test_a_work_that_nobody_follows_can_still_be_told_of(client: Browser) -> None:
    """An item has no followers, but its new owner hears of it."""
    boss, owner = await a_person("Boss", role="manager"), await a_person("Mina", role="employee")
    item = await create(title="Search, faster", by=boss)
    await set_owner(item.id, owner_id=owner.id, by=boss)

    (mail,) = await mails()
    assert mail.subject == "Boss put this into your hands — Search, faster"
    assert f"http://madang.test/roadmap/{item.id}" in mail.text
    assert "Get no more mail of this kind" in mail.text
    await sign_in(client, owner)
    await client.post("/notices/seen", data={"up_to": str((await Notice.get()).id)})
    assert f'href="/roadmap/{item.id}"' in (await client.get("/notices")).text
