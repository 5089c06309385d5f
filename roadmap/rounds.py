"""Asking whether it worked: the authors and the voters, once for each cycle, in steps that the worker takes.

A round is opened by entering shipped. Whoever is still silent is reminded once after 14 days; after 30 the round is
closed; answers are taken for 180. Staff are never asked.
"""

from datetime import timedelta
from typing import Any

from activity import tasks
from activity.models import Task
from activity.operations import leave_task
from core.clock import now
from core.database import in_transaction, row, rows
from core.errors import NotAllowed, Problem, Refused
from core.words import _
from ideas.finding import all_authors_of
from ideas.loop import DONE, Stage
from ideas.models import Idea
from ideas.visibility import belongs
from people.models import Person, Role
from roadmap.models import Ask, AskRole, Round

REMINDED_AFTER = timedelta(days=14)
CLOSED_AFTER = timedelta(days=30)
LATE_UNTIL = timedelta(days=180)
CHUNK = 500

ASKING, REMINDING, CLOSING = "asking", "reminding", "closing"
"""The kinds of task that a round leaves; each refers to the round."""


async def begin(idea: Idea) -> Round:
    """Inside a transaction: the idea has been shipped, and the people who wanted it will be asked."""
    moment = now()
    begun = await Round.create(
        idea=idea, cycle=idea.cycle, created_at=moment, closes_at=moment + CLOSED_AFTER
    )
    await leave_task(ASKING, begun.id)
    await leave_task(REMINDING, begun.id, due_at=moment + REMINDED_AFTER)
    await leave_task(CLOSING, begun.id, due_at=moment + CLOSED_AFTER)
    return begun


async def end(idea_id: int, cycle: int) -> None:
    """Inside a transaction: the idea left this cycle; whoever hasn't answered is asked no longer."""
    await Round.filter(idea_id=idea_id, cycle=cycle, ended_at=None).update(ended_at=now())


async def current(idea: Idea) -> Round | None:
    """The round in which answers are taken now: of this cycle, and not older than 180 days."""
    found = await Round.get_or_none(idea_id=idea.id, cycle=idea.cycle, ended_at=None)
    return found if found and takes_answers(found, idea.stage) else None


def takes_answers(begun: Any, stage: Stage) -> bool:
    """Whether answers are taken now in a round of an idea's present cycle."""
    return begun.ended_at is None and now() < begun.created_at + LATE_UNTIL and stage in DONE


async def role_of(idea: Idea, person: Person) -> AskRole | None:
    """As what this person is asked about the idea; None: not at all."""
    if person.is_staff:
        return None
    if person.id in await all_authors_of(idea.id):
        return AskRole.AUTHOR
    voted = await row(
        "SELECT id FROM vote WHERE counted_on_id = :idea AND person_id = :person",
        idea=idea.id,
        person=person.id,
    )
    return AskRole.VOTER if voted else None


async def round_for(idea: Idea, person: Person) -> Round:
    """The round in which this person, who sees the idea, says whether it worked. Raises `NotAllowed` for staff and for
    whoever isn't asked, and `Refused` where nothing is asked now."""
    if person.is_staff:
        raise NotAllowed(_("Staff are never asked: only the people who wanted it say whether it worked."))
    begun = await current(idea)
    if begun is None:
        raise Refused(_("There is nothing to judge right now: it hasn't been shipped, or not lately."))
    if await _ask_of(begun, person) is None and await role_of(idea, person) is None:
        raise NotAllowed(_("Its authors and the people who voted for it are asked."))
    return begun


async def may_answer(idea_id: int, person: Person | None) -> bool:
    """Whether this person, who sees the idea, may say now whether it worked."""
    idea = await Idea.get_or_none(id=idea_id) if person else None
    if idea is None or person is None:
        return False
    try:
        await round_for(idea, person)
    except Problem:
        return False
    return True


async def ask_of(begun: Round, idea: Idea, person: Person) -> Ask:
    """Inside a transaction, with the idea locked: the ask of somebody whom `round_for` found; made now where the worker
    hasn't come to them yet. It is in the part that they have now: a voter may have become a co-author, and an author
    may have left."""
    role = await role_of(idea, person) or AskRole.VOTER
    await _ask(begun, [person.id], role)
    found = await Ask.get(idea_id=begun.idea_id, cycle=begun.cycle, person_id=person.id)
    if found.role is not role:
        found.role = role
        await found.save(update_fields=["role"])
    return found


async def welcome(idea: Idea, person: Person) -> None:
    """Inside a transaction, with the idea locked: somebody is one of its authors from now on, and asked like them."""
    begun = await current(idea)
    if begun and not person.is_staff:
        await ask_of(begun, idea, person)


async def _ask_of(begun: Round, person: Person) -> Ask | None:
    return await Ask.get_or_none(idea_id=begun.idea_id, cycle=begun.cycle, person_id=person.id)


async def asks_of_authors(begun: Round) -> list[Ask]:
    """The asks of those who are its authors now, with their persons."""
    authors = await all_authors_of(begun.idea_id)
    found = Ask.filter(idea_id=begun.idea_id, cycle=begun.cycle, person_id__in=authors)
    return await found.order_by("id").select_related("person")


@in_transaction
async def ask_step(task: Task) -> bool:
    """Ask the next people: the authors first, then the voters, by the ids of their votes."""
    cursor = await tasks.hold(task)
    if cursor is None:
        return True
    begun = await held(task)
    if begun.ended_at:
        await tasks.finish(task)
        return True
    if not cursor:
        await _ask(begun, sorted(await all_authors_of(begun.idea_id)), AskRole.AUTHOR)
        await tasks.move_to(task, "0")
        return False
    found = await rows(
        """SELECT id, person_id FROM vote WHERE counted_on_id = :idea AND id > :after
           ORDER BY id LIMIT :chunk""",
        idea=begun.idea_id,
        after=int(cursor),
        chunk=CHUNK,
    )
    await _ask(begun, [each["person_id"] for each in found], AskRole.VOTER)
    if len(found) == CHUNK:
        await tasks.move_to(task, str(found[-1]["id"]))
        return False
    await tasks.finish(task)
    return True


async def held(task: Task) -> Round:
    """The round that a task is about, as it stands once nobody else moves its idea or answers."""
    begun = await Round.get(id=task.reference)
    begun.idea = await Idea.select_for_update().get(id=begun.idea_id)
    await begun.refresh_from_db(fields=["ended_at", "closed_at", "disputed_at"])
    return begun


async def _ask(begun: Round, person_ids: list[int], role: AskRole) -> None:
    """Ask those of them who are here, aren't staff and see the board."""
    if not person_ids:
        return
    board = await row(
        "SELECT b.audience FROM idea i JOIN board b ON b.id = i.board_id WHERE i.id = :idea",
        idea=begun.idea_id,
    )
    assert board is not None
    made = await rows(
        """INSERT INTO ask (created_at, idea_id, cycle, person_id, role)
           SELECT :now, :idea, :cycle, p.id, :role FROM person p
           WHERE p.id IN :people AND p.role IN :roles AND p.deactivated_at IS NULL ORDER BY p.id
           ON CONFLICT (idea_id, cycle, person_id) DO NOTHING RETURNING id""",
        now=now(),
        idea=begun.idea_id,
        cycle=begun.cycle,
        role=role.value,
        people=person_ids,
        roles=[each.value for each in Role if not each.is_staff and belongs(each, board["audience"])],
    )
    await rows("UPDATE round SET asked = asked + :made WHERE id = :id", made=len(made), id=begun.id)
