"""Publishing together: everybody whose text it is says yes with a name, or no. Nobody is named who said neither."""

import asyncio
from datetime import timedelta

import pytest

from activity import worker
from activity.models import Addressee, Event, Notice, Subscription, Task
from core.clock import moved_to, now
from core.errors import Invalid, NotAllowed, NotFound, Problem, Refused
from ideas import coauthors, operations
from ideas.models import Board, Coauthor, Idea
from ideas.queries import visible_idea
from partners import documents, proposals
from partners.finding import room_for
from partners.gathering import proposal_of, proposals_of
from partners.leaving import leave
from partners.models import Document, Proposal, ProposalAuthor
from people.blocks import block
from people.models import Person
from people.roles import deactivate
from roadmap.models import Ask
from tests.makers import a_board, a_person
from tests.partners.world import a_joint_document, a_member, a_partner
from tests.roadmap.world import later, ship


async def opened(document: Document, by: Person, **fields: object) -> Proposal:
    given = {"version": document.current, "board": "ideas", "kind": "idea", "by": by, **fields}
    return await proposals.open_proposal(document.id, **given)  # type: ignore[arg-type]


async def three() -> tuple[Person, Person, Person]:
    return await a_partner("Ada"), await a_partner("Bora"), await a_partner("Chul")


async def a_proposal() -> tuple[Proposal, Person, Person, Person]:
    """Ada proposes what Bora and Chul wrote with her."""
    ada, bora, chul = await three()
    return await opened(await a_joint_document(bora, chul, by=ada), ada), ada, bora, chul


async def said(proposal: Proposal) -> dict[str, str]:
    """Its authors' answers, by their names."""
    found = await ProposalAuthor.filter(proposal_id=proposal.id).order_by("id").select_related("person")
    return {each.person.name: each.consent.value for each in found}


async def state(proposal: Proposal) -> str:
    return (await Proposal.get(id=proposal.id)).state.value


async def told(proposal: Proposal, action: str) -> set[int]:
    """Who is addressed by the latest event of this action."""
    event = await Event.filter(subject_type="proposal", subject_id=proposal.id, action=action).latest("id")
    return set(await Addressee.filter(event_id=event.id).values_list("person_id", flat=True))  # type: ignore[arg-type]


async def published(proposal: Proposal) -> Idea:
    return await Idea.get(id=(await Proposal.get(id=proposal.id)).idea_id)


async def credits_of(idea: Idea) -> dict[str, tuple[str, str]]:
    found = await Coauthor.filter(idea_id=idea.id).order_by("id").select_related("person")
    return {each.person.name: (each.state.value, each.credit_name) for each in found}


async def test_opening_asks_everybody_whose_text_it_is(database: str) -> None:
    proposal, _ada, bora, chul = await a_proposal()

    assert await said(proposal) == {"Ada": "confirmed", "Bora": "asked", "Chul": "asked"}
    assert await told(proposal, "proposal.opened") == {bora.id, chul.id}
    assert await Idea.all().count() == 0
    await worker.drain()
    assert await Notice.filter(person_id=bora.id, event__action="proposal.opened").count() == 1


async def test_the_last_yes_publishes_with_every_name(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()

    await proposals.confirm(proposal.id, name="Bora Kim", by=bora)
    assert (await state(proposal), await Idea.all().count()) == ("gathering", 0)
    await proposals.confirm(proposal.id, by=chul)

    idea = await published(proposal)
    assert (idea.author_id, idea.title, await state(proposal)) == (ada.id, "Exports for two", "published")
    assert "Chul adds reason number 2" in idea.body
    assert await credits_of(idea) == {"Bora": ("accepted", "Bora Kim"), "Chul": ("accepted", "Chul")}
    following = await Subscription.filter(subject_type="idea", subject_id=idea.id).order_by("person_id")
    assert [(each.person_id, each.reason.value) for each in following] == [
        (person.id, "author") for person in (ada, bora, chul)
    ]
    assert await told(proposal, "proposal.published") == {ada.id, bora.id}
    assert await Event.filter(subject_type="idea", subject_id=idea.id, action="idea.posted").count() == 1


async def test_who_opens_it_may_be_credited_by_another_name(database: str) -> None:
    ada, bora, _chul = await three()
    proposal = await opened(await a_joint_document(bora, by=ada), ada, name="Ada of the Mill")

    await proposals.confirm(proposal.id, by=bora)

    assert (await visible_idea((await published(proposal)).id, None)).author_person == "Ada of the Mill"


async def test_who_wrote_all_of_it_publishes_at_once(database: str) -> None:
    ada = await a_partner("Ada")

    proposal = await opened(await a_joint_document(by=ada), ada)

    assert (await published(proposal)).author_id == ada.id


async def test_after_a_week_it_is_published_with_whoever_said_yes(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()
    await proposals.confirm(proposal.id, by=bora)
    with moved_to(now() + timedelta(days=6, hours=23)):
        await worker.drain()
    assert await state(proposal) == "gathering"

    with later(7):
        await worker.drain()

    idea = await published(proposal)
    assert await credits_of(idea) == {"Bora": ("accepted", "Bora"), "Chul": ("invited", "")}
    seen = await visible_idea(idea.id, None)
    assert ([each["name"] for each in seen.credited], seen.unnamed) == (["Bora"], 1)
    assert not await Subscription.exists(person_id=chul.id, subject_type="idea")
    assert await told(proposal, "proposal.published") == {ada.id, bora.id, chul.id}


async def test_all_named_authors_are_asked_whether_it_worked(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()
    await proposals.confirm(proposal.id, by=bora)
    with later(7):
        await worker.drain()
    idea = await published(proposal)
    await ship(idea, by=await a_person("Mina", "manager"))

    asked = {ask.person_id: ask.role.value for ask in await Ask.filter(idea_id=idea.id)}
    assert asked == {ada.id: "author", bora.id: "author"}
    await coauthors.accept(idea.id, by=chul)
    assert (await Ask.get(idea_id=idea.id, person_id=chul.id)).role == "author"


async def test_one_objection_holds_it_however_long(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()
    await proposals.object_to(proposal.id, words="My numbers are confidential.", by=bora)
    await proposals.confirm(proposal.id, by=chul)
    assert await told(proposal, "proposal.objected") == {ada.id, chul.id}

    with later(30):
        await worker.drain()
        assert await state(proposal) == "gathering"
        await proposals.relent(proposal.id, by=bora)

    assert await credits_of(await published(proposal)) == {
        "Bora": ("invited", ""),
        "Chul": ("accepted", "Chul"),
    }


async def test_an_objector_may_say_yes_after_all(database: str) -> None:
    proposal, _ada, bora, chul = await a_proposal()
    await proposals.object_to(proposal.id, words="Not yet.", by=bora)
    await proposals.confirm(proposal.id, by=chul)

    await proposals.confirm(proposal.id, by=bora)

    assert await state(proposal) == "published"
    assert (await ProposalAuthor.get(proposal_id=proposal.id, person_id=bora.id)).words == ""


async def test_withdrawing_an_objection_asks_again(database: str) -> None:
    proposal, _ada, bora, _chul = await a_proposal()
    await proposals.object_to(proposal.id, words="Not yet.", by=bora)

    await proposals.relent(proposal.id, by=bora)

    assert (await said(proposal))["Bora"] == "asked"
    assert await state(proposal) == "gathering"


async def test_another_version_without_the_objectors_text_asks_anew(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()
    await proposals.confirm(proposal.id, by=chul)
    await proposals.object_to(proposal.id, words="Take my line out.", by=bora)
    document = await Document.get(id=proposal.document_id)
    for number in (1, 2):  # of Bora's first line, and of nobody's but Ada's: her text stands in 2, not in 1
        assert (bora.id in (await version(document, number)).authors) is (number == 2)

    with pytest.raises(Invalid, match="Bora objected"):
        await proposals.revise(proposal.id, version=2, by=ada)
    without = await without_bora(document, ada)
    with later(5):
        await proposals.revise(proposal.id, version=without, by=ada)

    assert await said(proposal) == {"Ada": "confirmed", "Chul": "asked"}
    assert await told(proposal, "proposal.revised") == {chul.id}
    with later(8):
        await worker.drain()
        assert await state(proposal) == "gathering"
        with pytest.raises(NotAllowed):
            await proposals.object_to(proposal.id, words="Still no.", by=bora)
        await proposals.confirm(proposal.id, version=without, by=chul)
    assert "Bora" not in (await published(proposal)).body


async def version(document: Document, n: int) -> documents.DocumentVersion:
    return await documents.DocumentVersion.get(document_id=document.id, n=n)


async def without_bora(document: Document, ada: Person) -> int:
    """The number of a version without Bora's line."""
    lines = (await version(document, document.current)).body.split("\n\n")
    body = "\n\n".join(line for line in lines if not line.startswith("Bora"))
    made = await documents.save(document.id, base=document.current, title=document.title, body=body, by=ada)
    return made.n


async def test_an_answer_is_to_the_version_that_was_read(database: str) -> None:
    proposal, ada, bora, _chul = await a_proposal()
    read = proposal.version
    await proposals.revise(proposal.id, version=2, by=ada)

    with pytest.raises(Refused, match="Another version"):
        await proposals.confirm(proposal.id, version=read, by=bora)
    with pytest.raises(Refused, match="Another version"):
        await proposals.object_to(proposal.id, words="No.", version=read, by=bora)
    assert await said(proposal) == {"Ada": "confirmed", "Bora": "asked"}


async def test_only_an_author_in_the_room_opens_and_revises(database: str) -> None:
    ada, bora, chul = await three()
    document = await a_joint_document(bora, by=ada)
    room = await room_for(document.room_id, ada)
    await a_member(room, chul)

    with pytest.raises(NotAllowed):
        await opened(document, chul)
    for stranger in (await a_partner("Eve"), await a_person("Sam", "admin")):
        with pytest.raises(NotFound):
            await opened(document, stranger)
    with pytest.raises(NotAllowed):
        await opened(document, bora, version=1)
    proposal = await opened(document, ada)
    with pytest.raises(NotAllowed):
        await proposals.revise(proposal.id, version=2, by=bora)
    with pytest.raises(Refused, match="on its way already"):
        await opened(document, bora)
    with pytest.raises(Refused, match="opened this yourself"):
        await proposals.object_to(proposal.id, words="No.", by=ada)


async def test_nothing_is_opened_that_could_not_be_posted(database: str) -> None:
    ada = await a_partner("Ada")
    document = await a_joint_document(by=ada)
    await a_board("partners-only", audience="partners")
    await a_board("closed", archived_at=now())

    for board in ("partners-only", "closed", "nowhere", ""):
        with pytest.raises(Invalid) as wrong:
            await opened(document, ada, board=board)
        assert set(wrong.value.fields) == {"board"}
    for fields in ({"kind": "wish"}, {"name": "x" * 81}, {"terms": False}):
        with pytest.raises(Invalid) as wrong:
            await opened(document, ada, **fields)
        assert set(wrong.value.fields) == set(fields)
    with pytest.raises(NotFound):
        await opened(document, ada, version=9)
    assert await Proposal.all().count() == 0


async def test_strangers_neither_see_nor_answer(database: str) -> None:
    proposal, _ada, _bora, _chul = await a_proposal()

    for stranger in (await a_partner("Eve"), await a_person("Sam", "admin")):
        for deed in (proposals.confirm, proposals.relent, proposals.withdraw):
            with pytest.raises(NotFound):
                await deed(proposal.id, by=stranger)
        with pytest.raises(NotFound):
            await proposals.object_to(proposal.id, words="No.", by=stranger)
        with pytest.raises(NotFound):
            await proposals.revise(proposal.id, version=1, by=stranger)
        with pytest.raises(NotFound):
            await proposal_of(proposal.id, stranger)
        assert await proposals_of(proposal.document_id, stranger) == []
    with pytest.raises(NotFound):
        await proposal_of(proposal.id, None)


async def test_a_member_who_wrote_nothing_reads_and_does_not_answer(database: str) -> None:
    proposal, ada, _bora, _chul = await a_proposal()
    document = await Document.get(id=proposal.document_id)
    reader = await a_member(await room_for(document.room_id, ada))

    assert (await proposal_of(proposal.id, reader)).mine is None
    for deed in (proposals.confirm, proposals.relent, proposals.withdraw):
        with pytest.raises(NotAllowed):
            await deed(proposal.id, by=reader)


async def test_who_left_the_room_still_answers_and_sees_nothing_else(database: str) -> None:
    proposal, _ada, bora, chul = await a_proposal()
    document = await Document.get(id=proposal.document_id)
    await leave(document.room_id, by=bora)

    seen = await proposal_of(proposal.id, bora)
    assert (seen.document, seen.writes) == (None, False)
    with pytest.raises(NotFound):
        await room_for(document.room_id, bora)
    await proposals.confirm(proposal.id, by=bora)
    await proposals.confirm(proposal.id, by=chul)
    await worker.drain()

    assert (await credits_of(await published(proposal)))["Bora"] == ("accepted", "Bora")


async def test_who_blocked_the_opener_is_asked_all_the_same(database: str) -> None:
    ada, bora, _chul = await three()
    document = await a_joint_document(bora, by=ada)
    await block(ada.id, by=bora)

    await opened(document, ada)
    await worker.drain()

    assert await Notice.filter(person_id=bora.id, event__action="proposal.opened").count() == 1


async def test_any_author_withdraws_it_and_another_can_be_opened(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()

    await proposals.withdraw(proposal.id, by=bora)

    assert await told(proposal, "proposal.withdrawn") == {ada.id, chul.id}
    with pytest.raises(Refused, match="withdrawn"):
        await proposals.confirm(proposal.id, by=chul)
    with later(8):
        await worker.drain()
    assert await state(proposal) == "withdrawn"
    assert await state(await opened(await Document.get(id=proposal.document_id), ada)) == "gathering"


async def test_a_board_that_holds_for_review_holds_it(database: str) -> None:
    await a_board("careful", hold_for_review=True)
    ada, bora, _chul = await three()
    proposal = await opened(await a_joint_document(bora, by=ada), ada, board="careful")

    await proposals.confirm(proposal.id, by=bora)

    idea = await published(proposal)
    assert idea.held
    assert (await visible_idea(idea.id, bora)).held
    with pytest.raises(NotFound):
        await visible_idea(idea.id, await a_partner("Eve"))


async def test_a_board_that_closed_meanwhile_takes_nothing(database: str) -> None:
    proposal, ada, bora, chul = await a_proposal()
    await Board.filter(slug="ideas").update(archived_at=now())
    await proposals.confirm(proposal.id, by=bora)

    with pytest.raises(Refused, match="another board"):
        await proposals.confirm(proposal.id, by=chul)
    assert (await said(proposal))["Chul"] == "asked"
    await a_board("other")
    await proposals.revise(proposal.id, version=proposal.version, board="other", by=ada)
    assert await said(proposal) == {"Ada": "confirmed", "Bora": "asked", "Chul": "asked"}


async def test_what_cannot_be_published_any_more_ends_and_says_so(database: str) -> None:
    proposal, ada, bora, _chul = await a_proposal()
    await deactivate(ada.id, by=await a_person("Root", "admin"))

    with later(7):
        await worker.drain()

    assert await state(proposal) == "withdrawn"
    assert bora.id in await told(proposal, "proposal.withdrawn")
    assert await Task.filter(kind="publishing", done_at=None).count() == 0
    assert await Idea.all().count() == 0


async def test_a_form_sent_twice_opens_one(database: str) -> None:
    ada, bora, _chul = await three()
    document = await a_joint_document(bora, by=ada)

    made = await asyncio.gather(*(opened(document, ada, key="one") for _ in range(5)))

    assert len({each.id for each in made}) == 1


async def test_of_two_opened_at_once_one_is(database: str) -> None:
    ada, bora, _chul = await three()
    document = await a_joint_document(bora, by=ada)

    came = await asyncio.gather(opened(document, ada), opened(document, bora), return_exceptions=True)

    assert sorted(type(each).__name__ for each in came) == ["Proposal", "Refused"]
    assert await Proposal.all().count() == 1


async def test_all_saying_yes_at_once_publish_once(database: str) -> None:
    proposal, _ada, bora, chul = await a_proposal()

    await asyncio.gather(*(proposals.confirm(proposal.id, by=each) for each in (bora, chul) * 4))

    assert await Idea.all().count() == 1
    assert await Coauthor.filter(state="accepted").count() == 2
    assert await Event.filter(action="proposal.published").count() == 1


async def test_yes_and_no_at_once_agree_on_what_happened(database: str) -> None:
    ada, bora, _chul = await three()
    proposal = await opened(await a_joint_document(bora, by=ada), ada)

    came = await asyncio.gather(
        proposals.confirm(proposal.id, by=bora),
        proposals.object_to(proposal.id, words="No.", by=bora),
        return_exceptions=True,
    )

    objected = not isinstance(came[1], Problem)
    assert await state(proposal) == "published"
    assert await Event.filter(action="proposal.objected").count() == int(objected)
    assert await Idea.all().count() == 1


async def test_an_answer_while_the_time_runs_out_publishes_once(database: str) -> None:
    proposal, _ada, bora, _chul = await a_proposal()

    with later(7):
        came = await asyncio.gather(
            worker.drain(), proposals.confirm(proposal.id, by=bora), return_exceptions=True
        )

    assert not [each for each in came if isinstance(each, Exception) and not isinstance(each, Refused)]
    idea = await published(proposal)
    assert await Idea.all().count() == 1
    assert await Coauthor.filter(idea_id=idea.id).count() == 2


async def test_authors_edit_what_they_published_and_the_room_stays_closed(database: str) -> None:
    proposal, _ada, bora, chul = await a_proposal()
    for person in (bora, chul):
        await proposals.confirm(proposal.id, by=person)
    idea = await published(proposal)

    await operations.edit(idea.id, title="Exports for all of us", body="Better so.", by=chul)

    assert (await Idea.get(id=idea.id)).title == "Exports for all of us"
    with pytest.raises(NotFound):
        await proposal_of(proposal.id, await a_person("Sam", "admin"))
