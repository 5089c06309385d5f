"""Who wrote an idea with others: named only by their own yes, and an author wherever authors count."""

import asyncio

import httpx
import pytest

from activity import worker
from activity.models import Event, Notice, Subscription
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas import coauthors, operations
from ideas.boards import board_for
from ideas.coauthors import Credit
from ideas.comments import comment
from ideas.models import Coauthor, Idea, Kind
from ideas.queries import by_person, visible_idea
from ideas.stewardship import hide
from ideas.words import written
from people.models import Person
from roadmap.models import Ask
from tests.makers import a_board, a_comment, a_person, an_idea, sign_in
from tests.roadmap.world import ship
from triage.merging import merge
from triage.reports import open_reports, report, uphold
from voting.operations import cast_vote


async def a_joint_idea(
    *others: Credit, by: Person, title: str = "Exports for two", credit_name: str = "", board: str = "ideas"
) -> Idea:
    """An idea that `by` posted and that others wrote too."""
    place = await board_for(board, by)
    assert place is not None
    return await operations.post_written(
        place,
        Kind.IDEA,
        title,
        await written("We both need them."),
        by=by,
        others=others,
        credit_name=credit_name,
    )


async def standing(idea: Idea, person: Person) -> str:
    return (await Coauthor.get(idea_id=idea.id, person_id=person.id)).state.value


async def test_nobody_is_credited_without_their_own_yes(database: str) -> None:
    ada, bora = await a_person("Ada"), await a_person("Bora")
    idea = await a_joint_idea(Credit(bora.id), by=ada)

    unasked = await visible_idea(idea.id, None)
    assert (unasked.credited, unasked.unnamed) == ([], 1)
    await coauthors.accept(idea.id, name="Bora of the Mill", by=bora)

    named = await visible_idea(idea.id, None)
    assert ([each["name"] for each in named.credited], named.unnamed) == (["Bora of the Mill"], 0)
    following = await Subscription.get(person_id=bora.id, subject_type="idea", subject_id=idea.id)
    assert following.reason == "author"
    assert await Event.filter(action="coauthor.accepted", subject_id=idea.id).count() == 1


async def test_only_whoever_wrote_it_says_anything(database: str) -> None:
    ada, bora, eve = await a_person("Ada"), await a_person("Bora"), await a_person("Eve")
    idea = await a_joint_idea(Credit(bora.id), by=ada)

    for deed in (coauthors.accept, coauthors.decline, coauthors.leave):
        for stranger in (eve, ada):
            with pytest.raises(NotAllowed):
                await deed(idea.id, by=stranger)
    with pytest.raises(Invalid):
        await coauthors.accept(idea.id, name="x" * 81, by=bora)
    assert await standing(idea, bora) == "invited"


async def test_who_stays_unnamed_is_named_nowhere(database: str) -> None:
    ada, bora, mina = await a_person("Ada"), await a_person("Bora"), await a_person("Mina", "manager")
    idea = await a_joint_idea(Credit(bora.id), by=ada)

    await coauthors.decline(idea.id, by=bora)

    seen = await visible_idea(idea.id, mina)
    assert (seen.credited, seen.unnamed) == ([], 0)
    assert not await Event.exists(subject_type="idea", subject_id=idea.id, action="coauthor.declined")
    assert await by_person(bora.id, mina) == []
    await coauthors.accept(idea.id, by=bora)
    assert await standing(idea, bora) == "accepted"


async def test_whoever_leaves_is_an_author_no_longer(database: str) -> None:
    ada, bora = await a_person("Ada"), await a_person("Bora")
    idea = await a_joint_idea(Credit(bora.id, "Bora"), by=ada)
    assert [each["id"] for each in await by_person(bora.id, None)] == [idea.id]

    await coauthors.leave(idea.id, by=bora)

    assert (await visible_idea(idea.id, None)).credited == []
    assert await by_person(bora.id, None) == []
    assert not await Subscription.exists(person_id=bora.id, subject_type="idea")
    with pytest.raises(NotAllowed):
        await operations.edit(idea.id, title="Mine alone", body="", by=bora)


async def test_saying_it_twice_at_once_says_it_once(database: str) -> None:
    ada, bora = await a_person("Ada"), await a_person("Bora")
    idea = await a_joint_idea(Credit(bora.id), by=ada)

    await asyncio.gather(*(coauthors.accept(idea.id, by=bora) for _ in range(6)))

    assert await Event.filter(action="coauthor.accepted").count() == 1


async def test_authors_edit_and_none_takes_it_back_alone(database: str) -> None:
    ada, bora = await a_person("Ada"), await a_person("Bora")
    idea = await a_joint_idea(Credit(bora.id, "Bora"), by=ada)

    await operations.edit(idea.id, title="Exports for all", body="Us too.", by=bora)
    assert (await Idea.get(id=idea.id)).title == "Exports for all"

    with pytest.raises(Refused, match="Others wrote this"):
        await operations.withdraw(idea.id, by=ada)
    with pytest.raises(NotAllowed):
        await operations.withdraw(idea.id, by=bora)
    await coauthors.leave(idea.id, by=bora)
    await operations.withdraw(idea.id, by=ada)


async def test_its_history_says_which_of_its_authors_changed_it(client: httpx.AsyncClient) -> None:
    ada, bora = await a_person("Ada"), await a_person("Bora")
    idea = await a_joint_idea(Credit(bora.id, "Bora Kim"), by=ada)
    await operations.edit(idea.id, title="Exports for all", body="Us too.", by=bora)
    await operations.edit(idea.id, title="Exports for everybody", body="Us too.", by=ada)

    page = (await client.get(f"/ideas/{idea.id}/history")).text
    latest, middle, first = page.split('class="byline"')[1:]
    assert (">Ada<" in latest, ">Bora Kim<" in middle, ">Ada<" in first) == (True, True, True)
    await coauthors.leave(idea.id, by=bora)
    assert "Bora" not in (await client.get(f"/ideas/{idea.id}/history")).text


async def test_staff_never_answer_what_they_wrote_with_others(database: str) -> None:
    ada, sam = await a_person("Ada"), await a_person("Sam", "employee")
    idea = await a_joint_idea(Credit(sam.id, "Sam"), by=ada)

    with pytest.raises(NotAllowed):
        await a_comment(idea, "We will.", by=sam, answer=True)
    await comment(idea.id, body="I meant the weekly ones.", by=sam)

    assert (await Idea.get(id=idea.id)).answered_at is None
    await a_comment(idea, "We will.", by=await a_person("Mina", "manager"))
    assert (await Idea.get(id=idea.id)).answered_at is not None


async def test_what_is_held_or_hidden_is_seen_by_all_its_authors(database: str) -> None:
    ada, bora, chul = await a_person("Ada"), await a_person("Bora"), await a_person("Chul")
    await a_board("careful", hold_for_review=True)
    held = await a_joint_idea(Credit(bora.id, "Bora"), Credit(chul.id), by=ada, board="careful")
    hidden = await a_joint_idea(Credit(bora.id, "Bora"), Credit(chul.id), by=ada)
    await hide(hidden.id, reason="Looked into.", by=await a_person("Mina", "manager"))
    await worker.drain()

    for idea in (held, hidden):
        assert (await visible_idea(idea.id, bora)).authored
        with pytest.raises(NotFound):
            await visible_idea(idea.id, chul)
        with pytest.raises(Refused, match="closed"):
            await cast_vote(idea.id, by=bora)
        with pytest.raises(NotFound):
            await cast_vote(idea.id, by=chul)
    assert await Notice.filter(person_id=bora.id, event__action="idea.hidden").count() == 1


async def test_nobody_judges_reports_about_their_own_words(database: str) -> None:
    ada, boss, other = (
        await a_person("Ada"),
        await a_person("Boss", "manager"),
        await a_person("Mo", "manager"),
    )
    idea = await a_joint_idea(Credit(boss.id, "Boss"), by=ada)
    with pytest.raises(NotAllowed):
        await report(idea.id, reason="spam", by=boss)
    made = await report(idea.id, reason="spam", by=await a_person("Eve"))

    assert (await open_reports(reader=boss))[0] == []
    assert len((await open_reports(reader=other))[0]) == 1
    with pytest.raises(NotAllowed):
        await uphold(made.id, reason="It isn't.", by=boss)
    await uphold(made.id, reason="It is.", by=other)


async def test_all_authors_are_asked_whether_it_worked_once_they_are_named(database: str) -> None:
    ada, bora, chul = await a_person("Ada"), await a_person("Bora"), await a_person("Chul")
    idea = await a_joint_idea(Credit(bora.id, "Bora"), Credit(chul.id), by=ada)
    await ship(idea, by=await a_person("Mina", "manager"))

    asked = {ask.person_id: ask.role.value for ask in await Ask.filter(idea_id=idea.id)}
    assert asked == {ada.id: "author", bora.id: "author"}
    await coauthors.accept(idea.id, by=chul)

    assert (await Ask.get(idea_id=idea.id, person_id=chul.id)).role == "author"


async def test_a_source_keeps_all_its_authors(client: httpx.AsyncClient) -> None:
    ada, bora, mina = await a_person("Ada"), await a_person("Bora"), await a_person("Mina", "manager")
    source = await a_joint_idea(Credit(bora.id, "Bora Kim"), by=ada)
    root = await an_idea("Exports")
    await merge([source.id], into=root.id, by=mina)

    page = (await client.get(f"/ideas/{root.id}", follow_redirects=True)).text

    merged = page.partition('class="merged-in"')[2].partition("</section>")[0]
    assert merged.index(">Ada<") < merged.index(">Bora Kim<")
    askers = page.partition("Asked for by")[2].partition("</section>")[0]
    assert ">Bora Kim<" in askers


async def test_pages_lists_and_feeds_name_authors_alike(client: httpx.AsyncClient) -> None:
    ada, bora, chul = await a_person("Ada Lovelace"), await a_person("Bora"), await a_person("Chul")
    idea = await a_joint_idea(Credit(bora.id, "Bora Kim"), Credit(chul.id), by=ada, credit_name="Ada L.")

    page = (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text
    byline = page.partition('class="byline"')[2].partition("byline-more")[0]
    assert byline.index(">Ada L.<") < byline.index(">Bora Kim<") < byline.index("1 more who contributed")
    assert "Chul" not in page
    assert "Ada Lovelace</a> and 1 other posted this together." in page
    assert ">Ada L.</span> and 1 other" in (await client.get("/")).text
    assert ">Ada L.</span> and 1 other" in (await client.get("/?q=exports")).text
    assert "<name>Ada L. and 1 other</name>" in (await client.get("/feed.atom")).text


async def test_what_one_wrote_with_others_is_ones_own(client: httpx.AsyncClient) -> None:
    ada, bora, chul = await a_person("Ada"), await a_person("Bora"), await a_person("Chul")
    idea = await a_joint_idea(Credit(bora.id, "Bora"), Credit(chul.id), by=ada)
    await an_idea("Somebody's own")
    await sign_in(client, bora)

    for path in ("/?mine=1", "/?mine=1&q=exports", "/?q=author:Bora", "/?q=author:Bora+exports"):
        found = (await client.get(path)).text
        assert f'id="idea-{idea.id}"' in found, path
        assert "own</a></h2>" not in found, path
    assert f'id="idea-{idea.id}"' not in (await client.get("/?q=author:Chul")).text


async def test_saying_yes_no_and_good_bye_on_its_page(client: httpx.AsyncClient) -> None:
    ada, bora = await a_person("Ada"), await a_person("Bora")
    idea = await a_joint_idea(Credit(bora.id), by=ada)
    path = f"/ideas/{idea.id}/coauthorship"
    assert (await client.post(path)).headers["location"].startswith("/sign-in")
    await sign_in(client, bora)
    page = (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text
    assert f'action="{path}"' in page
    assert 'value="Bora"' in page

    wrong = await client.post(path, data={"name": "x" * 90})
    assert wrong.status_code == 422
    assert "x" * 90 in wrong.text
    assert "at most 80" in wrong.text
    assert (await client.post(f"{path}/refusal")).status_code == 303
    assert "and aren't named" in (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text
    assert (await client.post(path, data={"name": "Bora Kim"})).status_code == 303
    named = (await client.get(f"/ideas/{idea.id}", follow_redirects=True)).text
    assert ">Bora Kim<" in named
    assert f'action="{path}/withdrawal"' in named
    assert (await client.post(f"{path}/withdrawal")).status_code == 303
    assert await standing(idea, bora) == "left"
    await sign_in(client, ada)
    assert (await client.post(f"{path}/withdrawal")).status_code == 403
