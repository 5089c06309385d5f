"""Merging, undoing it, and what is read through the root meanwhile."""

import asyncio
from typing import Any

import pytest

from activity.models import Event
from core.database import rows
from core.errors import Invalid, NotAllowed, NotFound, Refused
from ideas import comments
from ideas.finding import all_authors_of, sources_of, who_may_see
from ideas.merged import following
from ideas.models import Idea
from ideas.moves import Reasons, move
from ideas.operations import follow, withdraw
from ideas.queries import comments_of, sources, visible_idea
from ideas.stewardship import change_board, hide
from people.models import Person
from tests.makers import a_board, a_comment, a_person, an_idea, votes_of
from triage.attention import needed
from triage.merging import merge, undo
from triage.models import Attention, Merge, Why
from voting.models import Vote
from voting.operations import cast_vote, withdraw_vote
from voting.proxies import cast_for, withdraw_for
from voting.queries import others_voted, voted_among, voted_by, voters_of
from voting.weights import set_weight


async def a_manager() -> Person:
    return await a_person("Mina", "manager")


async def stands(idea: Idea) -> tuple[str, int | None]:
    found = await Idea.get(id=idea.id)
    return found.stage.value, found.merged_into_id


async def counted_on(idea: Idea) -> set[int]:
    return set(await Vote.filter(counted_on_id=idea.id).values_list("person_id", flat=True))


async def open_whys(idea: Idea) -> set[str]:
    return {each.why.value for each in await Attention.filter(idea_id=idea.id, cleared_at=None)}


async def test_a_merge_counts_a_person_once_and_its_undo_counts_as_if_it_had_never_been(
    database: str,
) -> None:
    source, target, mina = await an_idea("Dark mode"), await an_idea("Night colours"), await a_manager()
    only_source, both, later = await a_person("Ada"), await a_person("Bob"), await a_person("Cleo")
    for voter, idea in ((only_source, source), (both, source), (both, target)):
        await cast_vote(idea.id, by=voter)

    (made,) = await merge([source.id], into=target.id, by=mina)

    assert await stands(source) == ("merged", target.id)
    assert (await votes_of(source), await votes_of(target)) == (0, 2)
    assert await counted_on(target) == {only_source.id, both.id}
    with pytest.raises(Refused, match="votes count there"):
        await cast_vote(source.id, by=later)
    for voter in (later, only_source):
        await cast_vote(target.id, by=voter)
    assert await votes_of(target) == 3
    await undo(made.id, by=mina)

    assert await stands(source) == ("received", None)
    assert await counted_on(source) == {only_source.id, both.id}
    assert await counted_on(target) == {both.id, later.id, only_source.id}
    assert (await votes_of(source), await votes_of(target)) == (2, 3)


async def test_a_vote_is_taken_back_where_its_idea_went(database: str) -> None:
    source, target, mina = await an_idea(), await an_idea(), await a_manager()
    ada = await a_person("Ada", name_shown=True)
    for idea in (source, target):
        await cast_vote(idea.id, by=ada)
    (made,) = await merge([source.id], into=target.id, by=mina)

    assert await voted_among(ada, [source.id, target.id]) == {source.id, target.id}
    assert [each["id"] for each in await voters_of(target.id, None)] == [ada.id]
    assert await others_voted(target.id, mina.id)
    narrowed = voted_by(ada)
    mine = await rows(f"SELECT i.id FROM idea i WHERE {narrowed.sql} ORDER BY i.id", **narrowed.values)
    assert [each["id"] for each in mine] == [source.id, target.id]
    assert (await withdraw_vote(target.id, by=ada)).votes == 0

    assert await voted_among(ada, [source.id, target.id]) == set()
    await undo(made.id, by=mina)
    assert (await votes_of(source), await votes_of(target)) == (0, 0)


async def test_only_managers_merge_and_only_what_they_can_name(database: str) -> None:
    source, target, mina = await an_idea(), await an_idea(), await a_manager()

    for person in (await a_person("Emil", "employee"), await a_person("Ada")):
        with pytest.raises(NotAllowed):
            await merge([source.id], into=target.id, by=person)
    with pytest.raises(NotFound):
        await merge([10**12], into=target.id, by=mina)
    with pytest.raises(NotFound):
        await merge([], into=target.id, by=mina)
    with pytest.raises(Invalid, match="no idea with this number"):
        await merge([source.id], into=10**12, by=mina)
    with pytest.raises(Refused, match="into itself"):
        await merge([source.id], into=source.id, by=mina)
    (made,) = await merge([source.id], into=target.id, by=mina)
    with pytest.raises(NotAllowed):
        await undo(made.id, by=await a_person("Emil", "employee"))
    with pytest.raises(NotFound):
        await undo(10**12, by=mina)
    await undo(made.id, by=mina)
    with pytest.raises(Refused, match="undone already"):
        await undo(made.id, by=mina)


async def test_circles_and_second_merges_are_refused_and_all_goes_or_nothing(database: str) -> None:
    source, target, other, mina = (
        *[await an_idea(title) for title in ("One", "Two", "Three")],
        await a_manager(),
    )
    await merge([source.id], into=target.id, by=mina)

    with pytest.raises(Refused, match="Merge into “Two”"):
        await merge([other.id], into=source.id, by=mina)
    with pytest.raises(Refused, match="merged already"):
        await merge([other.id, source.id], into=target.id, by=mina)
    assert await stands(other) == ("received", None)
    with pytest.raises(Refused, match="Merge into “Two”"):
        await merge([target.id], into=source.id, by=mina)


async def test_what_is_done_withdrawn_or_out_of_sight_is_not_merged_away(database: str) -> None:
    source, target, mina = await an_idea("One"), await an_idea("Two"), await a_manager()
    await Idea.filter(id=source.id).update(stage="shipped")

    with pytest.raises(Refused, match="Merge the other way"):
        await merge([source.id], into=target.id, by=mina)
    await merge([target.id], into=source.id, by=mina)
    gone, hidden = await an_idea(by=(author := await a_person())), await an_idea("Hidden")
    await withdraw(gone.id, by=author)
    await hide(hidden.id, reason="Rude.", by=mina)
    with pytest.raises(Refused, match="withdrawn"):
        await merge([(await an_idea()).id], into=gone.id, by=mina)
    for pair in ((hidden, source), (await an_idea(), hidden)):
        with pytest.raises(Refused, match="out of sight"):
            await merge([pair[0].id], into=pair[1].id, by=mina)


async def test_nothing_goes_where_fewer_can_read_it_and_wider_keeps_its_readers(database: str) -> None:
    await a_board("partners", audience="partners")
    pia, mina, ada = await a_person("Pia", "partner"), await a_manager(), await a_person("Ada")
    open_idea, closed_idea = await an_idea("Open"), await an_idea("Closed", by=pia, board="partners")
    await a_comment(closed_idea, "among partners", by=pia)

    with pytest.raises(Refused, match="Fewer people"):
        await merge([open_idea.id], into=closed_idea.id, by=mina)
    await merge([closed_idea.id], into=open_idea.id, by=mina)

    assert (await comments_of(open_idea.id, ada))[0] == []
    assert [each["origin"] for each in (await comments_of(open_idea.id, pia))[0]] == [closed_idea.id]
    assert await sources(open_idea.id, ada) == []
    assert [each["title"] for each in await sources(open_idea.id, pia)] == ["Closed"]
    found = await Idea.get(id=open_idea.id)
    assert (found.comments, found.staff_comments) == (0, 1)
    await a_board("staff", audience="staff")
    with pytest.raises(Refused, match="Undo those merges"):
        await change_board(open_idea.id, board="staff", by=mina)
    with pytest.raises(Refused, match="Undo the merge first"):
        await change_board(closed_idea.id, board="ideas", by=mina)


async def test_everybody_on_the_source_is_told_where_it_went_and_both_stories_say_it(database: str) -> None:
    source, target, mina = await an_idea("One"), await an_idea("Two"), await a_manager()
    (made,) = await merge([source.id], into=target.id, by=mina)
    await undo(made.id, by=mina)

    told = await Event.filter(action__startswith="merge.").order_by("id")
    assert [(each.action, each.subject_id) for each in told] == [
        ("merge.made", source.id),
        ("merge.received", target.id),
        ("merge.undone", source.id),
        ("merge.parted", target.id),
    ]
    made_event, received, undone, parted = [each.details for each in told]
    moved = {"from": "received", "to": "merged", "way": "merge", "into": target.id, "merge": made.id}
    assert moved.items() <= made_event.items()
    assert {"from": "merged", "to": "received", "into": target.id, "merge": made.id}.items() <= undone.items()
    for details in (received, parted):
        assert (details["source"], details["merge"]) == (source.id, made.id)
    assert told[1].root_id == told[0].id


async def test_several_go_at_once_as_one_act(database: str) -> None:
    ideas = [await an_idea(f"Idea {number}") for number in range(4)]
    ada, mina = await a_person("Ada"), await a_manager()
    for idea in ideas:
        await cast_vote(idea.id, by=ada)

    await merge([each.id for each in ideas[1:]], into=ideas[0].id, by=mina)

    assert await votes_of(ideas[0]) == 1
    assert await sources_of(ideas[0].id) == [each.id for each in ideas[1:]]
    acts = {each.root_id or each.id for each in await Event.filter(action__startswith="merge.")}
    assert len(acts) == 1


async def test_chains_are_flat_and_come_apart_in_any_order(database: str) -> None:
    leaf, middle, root, mina = (
        *[await an_idea(title) for title in ("Leaf", "Middle", "Root")],
        await a_manager(),
    )
    for idea, name in ((leaf, "Ada"), (middle, "Bob"), (root, "Cleo")):
        await cast_vote(idea.id, by=await a_person(name))

    async def whole() -> tuple[int, int]:
        (inner,) = await merge([leaf.id], into=middle.id, by=mina)
        (outer,) = await merge([middle.id], into=root.id, by=mina)
        assert (await stands(leaf), await stands(middle)) == (("merged", root.id), ("merged", root.id))
        assert await votes_of(root) == 3
        return inner.id, outer.id

    inner, outer = await whole()
    await undo(outer, by=mina)
    assert await stands(leaf) == ("merged", middle.id)
    assert [await votes_of(each) for each in (leaf, middle, root)] == [0, 2, 1]
    await undo(inner, by=mina)
    inner, outer = await whole()
    await undo(inner, by=mina)
    assert await stands(leaf) == ("received", None)
    assert [await votes_of(each) for each in (leaf, middle, root)] == [1, 0, 2]
    await undo(outer, by=mina)
    assert [await votes_of(each) for each in (leaf, middle, root)] == [1, 1, 1]


async def test_which_of_a_persons_votes_counts_depends_on_nothing_but_the_votes(database: str) -> None:
    source, target, further, mina = (
        *[await an_idea(title) for title in ("One", "Two", "Three")],
        await a_manager(),
    )
    ada = await a_person("Ada")
    await cast_vote(source.id, by=ada)
    await merge([source.id], into=target.id, by=mina)
    await cast_vote(target.id, by=ada)
    before = await Vote.all().order_by("id").values("idea_id", "counted_on_id")
    assert [each["counted_on_id"] for each in before] == [target.id, None]

    (made,) = await merge([target.id], into=further.id, by=mina)
    await undo(made.id, by=mina)

    assert await Vote.all().order_by("id").values("idea_id", "counted_on_id") == before


async def test_an_undo_gives_back_stage_moment_and_what_waited(database: str) -> None:
    source, target, mina = await an_idea("One"), await an_idea("Two"), await a_manager()
    await move(source.id, to="declined", by=mina, why=Reasons("Not now.", "cost"))
    before = await Idea.get(id=source.id)
    await needed([source.id], Why.REVISIT)
    await needed([source.id], Why.REPORTED)
    await needed([target.id], Why.DUPLICATE, other=source.id)

    (made,) = await merge([source.id], into=target.id, by=mina)
    assert await open_whys(source) == {"reported"}
    assert "duplicate" not in await open_whys(target)
    await undo(made.id, by=mina)

    after = await Idea.get(id=source.id)
    assert (after.stage, after.stage_changed_at) == (before.stage, before.stage_changed_at)
    assert await open_whys(source) == {"reported", "revisit"}
    assert await open_whys(target) == {"new", "duplicate"}


async def test_the_conversation_goes_on_at_the_target_and_parts_with_its_source(database: str) -> None:
    ada, emil, mina = await a_person("Ada"), await a_person("Emil", "employee"), await a_manager()
    source, target = await an_idea("One", by=ada), await an_idea("Two")
    asked = await a_comment(source, "Since when?", by=ada)
    whisper = await a_comment(source, "Only you", by=emil, audience="author")
    await a_comment(target, "Me too")
    (made,) = await merge([source.id], into=target.id, by=mina)

    reply = await a_comment(target, "Since May.", by=emil, parent=asked.id)
    private = await a_comment(target, "Thanks", by=ada, parent=whisper.id)

    assert (reply.idea_id, private.idea_id, private.audience) == (source.id, source.id, "author")
    events = {each.details["comment"]: each for each in await Event.filter(action="comment.posted")}
    assert (events[reply.id].subject_id, events[private.id].subject_id) == (target.id, source.id)
    assert await who_may_see(events[reply.id], [ada.id]) == {ada.id}
    found, _more = await comments_of(target.id, ada)
    assert [(each["body"], each["origin"]) for each in found] == [
        ("Since when?", source.id),
        ("Only you", source.id),
        ("Me too", None),
    ]
    assert found[0]["origin_title"] == "One"
    counts = await Idea.get(id=target.id)
    assert (counts.comments, counts.staff_comments) == (3, 2)
    assert counts.answered_at is not None
    with pytest.raises(Refused, match="goes on there"):
        await a_comment(source, "And here?")
    with pytest.raises(Refused, match="outside what was merged in"):
        await a_comment(target, "Official", by=emil, parent=asked.id, answer=True)
    await comments.remove_comment(reply.id, by=emil)
    assert (await Idea.get(id=target.id)).comments == 2
    await undo(made.id, by=mina)

    assert [(await Idea.get(id=each.id)).comments for each in (source, target)] == [1, 1]
    assert [each["body"] for each in (await comments_of(target.id, ada))[0]] == ["Me too"]


async def test_words_for_an_author_stay_between_them_and_credit_is_everybodys(database: str) -> None:
    ada, bob, mina = await a_person("Ada"), await a_person("Bob"), await a_manager()
    source, target = await an_idea("One", by=ada), await an_idea("Two", by=bob)
    await a_comment(target, "Just Bob", by=mina, audience="author")
    await merge([source.id], into=target.id, by=mina)

    assert (await comments_of(target.id, ada))[0] == []
    assert await all_authors_of(target.id) == {ada.id, bob.id}
    assert (await visible_idea(source.id, ada)).merged_into["title"] == "Two"
    with pytest.raises(Refused, match="were merged into this"):
        await withdraw(target.id, by=bob)


async def test_following_looks_through_and_any_mute_wins(database: str) -> None:
    ada, mina = await a_person("Ada"), await a_manager()
    source, target = await an_idea("One", by=ada), await an_idea("Two")
    await merge([source.id], into=target.id, by=mina)

    assert await following(ada.id, target.id) == "following"
    await follow(source.id, how="mute", by=ada)
    assert await following(ada.id, target.id) == "muted"
    await follow(target.id, how="follow", by=ada)
    assert await following(ada.id, target.id) == "following"
    await follow(target.id, how="none", by=ada)
    assert await following(ada.id, target.id) is None


async def test_the_heaviest_of_a_persons_votes_counts_and_weighs(database: str) -> None:
    source, target, mina, ada = (
        await an_idea("One"),
        await an_idea("Two"),
        await a_manager(),
        await a_person("Ada"),
    )
    with pytest.raises(Refused, match="Vote first"):
        await set_weight(source.id, 3, by=ada)
    for idea in (source, target):
        await cast_vote(idea.id, by=ada)
    await set_weight(target.id, 3, by=ada)
    with pytest.raises(Invalid):
        await set_weight(target.id, 4, by=ada)
    (made,) = await merge([source.id], into=target.id, by=mina)

    assert (await Vote.get(counted_on_id=target.id)).weight == 3
    await set_weight(target.id, 2, by=ada)
    assert (await Vote.get(counted_on_id=target.id)).weight == 2
    await undo(made.id, by=mina)
    assert [each.weight for each in await Vote.all()] == [2, 2]
    assert await Event.filter(action="vote.weighed", in_story=False).count() == 2


async def test_staff_vote_for_somebody_who_is_told_and_takes_it_back(database: str) -> None:
    await a_board("partners", audience="partners")
    emil, ada = await a_person("Emil", "employee"), await a_person("Ada")
    idea = await an_idea()
    closed = await an_idea(by=await a_person("Pia", "partner"), board="partners")

    outcome = await cast_for(idea.id, person_id=ada.id, by=emil)

    assert (outcome.changed, await votes_of(idea)) == (True, 1)
    assert (await Vote.get(person_id=ada.id)).cast_by_id == emil.id
    event = await Event.get(action="vote.cast_for")
    assert (event.actor_id, event.details["for"]) == (emil.id, ada.id)
    assert await who_may_see(event, [ada.id]) == {ada.id}
    assert not await Event.exists(action="vote.cast")
    assert not (await cast_for(idea.id, person_id=ada.id, by=emil)).changed
    await withdraw_vote(idea.id, by=ada)
    assert await votes_of(idea) == 0
    await cast_for(idea.id, person_id=ada.id, by=emil)
    await withdraw_for(idea.id, person_id=ada.id, by=emil)
    assert await votes_of(idea) == 0
    await cast_vote(idea.id, by=ada)
    with pytest.raises(Refused):
        await withdraw_for(idea.id, person_id=ada.id, by=emil)
    with pytest.raises(Refused, match="can't see"):
        await cast_for(closed.id, person_id=ada.id, by=emil)
    for person, by in ((emil, emil), (ada, ada)):
        with pytest.raises(NotAllowed):
            await cast_for(idea.id, person_id=person.id, by=by)
    with pytest.raises(Invalid):
        await cast_for(idea.id, person_id=10**12, by=emil)


async def test_voting_merging_and_undoing_at_once_keeps_every_count(database: str) -> None:
    ideas = [await an_idea(f"Idea {number}") for number in range(3)]
    crowd = [await a_person(f"Voter {number}") for number in range(8)]
    mina = await a_manager()

    async def tolerant(change: Any) -> None:
        try:
            await change
        except Refused:
            return

    async def vote(number: int, person: Person) -> None:
        for place in range(6):
            change = cast_vote if place % 3 else withdraw_vote
            await tolerant(change(ideas[(number + place) % 3].id, by=person))

    async def shuffle(one: Idea, other: Idea) -> None:
        for _ in range(4):
            await tolerant(merge([one.id], into=other.id, by=mina))
            for live in await Merge.filter(source_id=one.id, undone_at=None):
                await tolerant(undo(live.id, by=mina))

    voting = [vote(number, person) for number, person in enumerate(crowd)]
    await asyncio.gather(*voting, shuffle(ideas[0], ideas[1]), shuffle(ideas[1], ideas[2]))

    assert await wrongly_counted() == []
    for idea in ideas:
        assert await votes_of(idea) == len(await counted_on(idea))


async def wrongly_counted() -> list[Any]:
    """Persons whose votes within one tree don't count exactly once, on its root."""
    return await rows(
        """SELECT t.root, t.person_id FROM (
             SELECT coalesce(i.merged_into_id, i.id) AS root, v.person_id, v.counted_on_id
             FROM vote v JOIN idea i ON i.id = v.idea_id) t
           GROUP BY t.root, t.person_id
           HAVING count(t.counted_on_id) <> 1 OR min(t.counted_on_id) <> t.root"""
    )
