"""A yard in which something of everything happened, small enough to be kept."""

from datetime import timedelta

from activity import worker
from core.clock import now
from frontend import mail
from frontend.rendering import know
from frontend.routes import named
from ideas import operations
from ideas.moves import Reasons, move
from partners import proposals
from people.models import Person
from roadmap import improvements, items, links, promises, releases, verdicts
from roadmap.evidence import Given
from tests.makers import a_board, a_comment, a_person, an_idea
from tests.partners.world import a_joint_document, a_member, a_room
from tests.people.leaving import somebody, traces_of
from triage.assessments import assess
from triage.merging import merge
from voting.operations import cast_vote


async def live() -> None:
    """Everything by the operations that everybody uses; the worker has told everybody at the end."""
    mail.fill()
    know(named())
    await traces_of(await somebody())
    mina, ada = await a_person("Mina", "manager"), await a_person("Ada")
    await a_board("inner", audience="partners", about="For partners.")
    await _loop(mina, ada)
    await _together(await a_person("Sora", "partner"), await a_person("Joon", "partner"))
    await worker.drain()


async def _loop(mina: Person, ada: Person) -> None:
    wish, same = await an_idea("Exports", by=ada, tags="csv"), await an_idea("Exporting")
    await cast_vote(same.id, by=mina)
    await merge([same.id], into=wish.id, by=mina)
    await assess(wish.id, impact=4, effort=2, by=mina)
    await operations.edit(wish.id, title="Exports as files", body="CSV **and** 한국어", by=ada)
    item = await items.create(title="Exports", summary="In two steps", stage="planned", by=mina)
    await links.link(item.id, [wish.id], by=mina)
    await promises.promise(item.id, day=(now() + timedelta(days=30)).date(), by=mina)
    pain = await an_idea("It is slow", by=ada, kind="complaint")
    fix = await improvements.draft(
        title="Faster",
        complaints=[pain.id],
        evidence=[Given("before", text="A minute"), Given("after", text="At once")],
        what_was_wrong="Too many queries",
        what_changed="One query",
        quotes={pain.id: "It is slow"},
        by=mina,
    )
    await improvements.publish(fix.id, by=mina)
    await links.ship_now(pain.id, by=mina)
    await verdicts.answer(pain.id, answer="yes", by=ada)
    out = await releases.draft(version="1.0", title="First", notes="All of it", items=[item.id], by=mina)
    await releases.publish(out.id, by=mina)
    declined = await an_idea("A pony", by=ada)
    await move(declined.id, to="declined", why=Reasons("No stable.", "out_of_scope"), by=mina)
    await a_comment(wish, "하나 더 있어요.", by=mina, audience="staff")


async def _together(sora: Person, joon: Person) -> None:
    room = await a_room(by=sora, terms="Be kind.")
    await a_member(room, joon)
    document = await a_joint_document(joon, by=sora, room=room)
    await proposals.open_proposal(document.id, version=document.current, board="ideas", kind="idea", by=sora)
