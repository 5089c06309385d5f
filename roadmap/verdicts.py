"""What the people who wanted it say of it: did this solve it?

An author's no reopens at once, an author's yes confirms at once unless another author says no. Where no author can be
asked, the voters decide at the closing. Silence is never counted as success, and staff never confirm.
"""

from collections.abc import Sequence

from activity import tasks
from activity.models import Calling, Task
from core.clock import now
from core.database import in_transaction, rows
from core.errors import Invalid
from core.text import language
from core.words import _
from ideas.boards import managers_of
from ideas.finding import idea_for
from ideas.loop import DONE, Stage, Way
from ideas.models import Idea
from ideas.notes import note
from ideas.steps import carry
from ideas.words import checked_reason
from people.models import Person, Role
from roadmap import rounds
from roadmap.events import VerdictEvent
from roadmap.models import Answer, Ask, AskRole, Round, Verdict
from roadmap.outcomes import AFTERWARDS, AT_CLOSING, WANT_WORDS, Tally, of_author
from triage.attention import needed
from triage.models import Why


async def answer(idea_id: int, *, answer: str, comment: str = "", by: Person) -> Verdict:
    """Say whether what was shipped solved it; saying something else later replaces it in the count.

    Raises `Invalid` for `answer` and, where partly and no lack words, `comment`; `NotAllowed` for staff and for whoever
    isn't asked; `Refused` where nothing is asked now.
    """
    if answer not in list(Answer):
        raise Invalid({"answer": _("Choose one of the four answers.")})
    given = Answer(answer)
    sentence = _("Say in a few words what is still wrong, so that it can be put right.")
    needed = sentence if given in WANT_WORDS else ""
    return await _answer(idea_id, given, checked_reason(comment, field="comment", needed=needed), by)


@in_transaction
async def _answer(idea_id: int, given: Answer, words: str, by: Person) -> Verdict:
    idea = await idea_for(idea_id, by)
    begun = await rounds.round_for(idea, by)
    ask = await rounds.ask_of(begun, idea, by)
    latest = await Verdict.filter(ask_id=ask.id).order_by("-id").first()
    if latest and (latest.answer, latest.body) == (given, words):
        return latest
    verdict = await Verdict.create(ask=ask, answer=given, body=words, lang=language(words), created_at=now())
    await _count(begun, ask, given)
    await _record(idea, ask, verdict, by)
    await _follow(idea, begun, ask, verdict, by)
    return verdict


async def _count(begun: Round, ask: Ask, given: Answer) -> None:
    """Take the person's earlier answer out of the round's numbers and put the new one in."""
    before, ask.answer = ask.answer, given
    if before is given:
        return
    await ask.save(update_fields=["answer"])
    changes = ([f"{before.value} = {before.value} - 1"] if before else []) + [
        f"{given.value} = {given.value} + 1"
    ]
    await rows(f"UPDATE round SET {', '.join(changes)} WHERE id = :id", id=begun.id)
    gained = (given is Answer.YES) - (before is Answer.YES)
    if gained:
        await rows(
            """UPDATE improvement SET confirmations = confirmations + :gained WHERE state = 'posted' AND id IN
               (SELECT improvement_id FROM answered WHERE complaint_id = :idea AND cycle = :cycle)""",
            gained=gained,
            idea=begun.idea_id,
            cycle=begun.cycle,
        )


async def _record(idea: Idea, ask: Ask, verdict: Verdict, by: Person) -> None:
    is_author = ask.role is AskRole.AUTHOR
    to_hear = await _responsible(idea) if is_author and verdict.answer in WANT_WORDS else []
    await note(
        VerdictEvent.BY_AUTHOR if is_author else VerdictEvent.BY_VOTER,
        idea,
        by=by,
        words={"comment": (verdict.body, verdict.lang)} if verdict.body else None,
        calling=dict.fromkeys(to_hear, Calling.ASSIGNED),
        answer=verdict.answer.value,
        cycle=ask.cycle,
    )


async def _responsible(idea: Idea) -> list[int]:
    """Who hears that it didn't work: its owner, or the managers."""
    return [idea.owner_id] if idea.owner_id else await _managers(idea)


async def _managers(idea: Idea) -> list[int]:
    """Those who answer for its board, or else all."""
    answerable = await managers_of(idea.board_id)
    every = Person.filter(role__in=[Role.MANAGER, Role.ADMIN], deactivated_at=None).order_by("id")
    return answerable or [person.id for person in await every]


async def _follow(idea: Idea, begun: Round, ask: Ask, verdict: Verdict, by: Person) -> None:
    """What an answer brings about."""
    if verdict.answer is Answer.PARTLY:
        await needed([idea.id], Why.PARTLY)
    authors = await rounds.asks_of_authors(begun)
    if ask.role is AskRole.VOTER:
        await _heed_voters(idea, begun, authors)
        return
    another_says_no = any(each.answer is Answer.NO and each.id != ask.id for each in _here(authors))
    to = of_author(idea.stage, verdict.answer, another_says_no=another_says_no)
    if to:
        words = {"reason": (verdict.body, verdict.lang)} if verdict.body else None
        await carry(idea, to, Way.VERDICT, by=by, words=words, answer=verdict.answer.value)


def _here(authors: Sequence[Ask]) -> list[Ask]:
    """Those of them who can be asked: neither staff nor gone."""
    return [each for each in authors if not each.person.is_staff and not each.person.deactivated_at]


async def _heed_voters(idea: Idea, begun: Round, authors: Sequence[Ask]) -> None:
    said = await _voters(begun, authors)
    if said.disputes and not begun.disputed_at:
        await Round.filter(id=begun.id).update(disputed_at=now())
        await needed([idea.id], Why.DISPUTED)
        calling = dict.fromkeys(await _managers(idea), Calling.ASSIGNED)
        await note(
            VerdictEvent.DISPUTED,
            idea,
            by=None,
            calling=calling,
            no=said.no,
            answered=said.answered,
            cycle=begun.cycle,
        )
    to = AFTERWARDS.get((idea.stage, said.confirms)) if begun.closed_at and not _here(authors) else None
    if to:
        await _move(idea, to, begun)


async def _voters(begun: Round, authors: Sequence[Ask]) -> Tally:
    """The voters' answers: the round's, as counted by now, less those of its few authors."""
    counted = await Round.get(id=begun.id)
    answered = counted.yes + counted.no + counted.partly + counted.cant_tell
    given = [each.answer for each in authors if each.answer]
    return Tally(
        yes=counted.yes - given.count(Answer.YES),
        no=counted.no - given.count(Answer.NO),
        answered=answered - len(given),
    )


@in_transaction
async def close_step(task: Task) -> bool:
    """Thirty days are over: what nobody confirmed is unconfirmed, or what the voters say where they decide."""
    if await tasks.hold(task) is None:
        return True
    begun = await rounds.held(task)
    idea = begun.idea
    if not begun.ended_at and not begun.closed_at and idea.cycle == begun.cycle and idea.stage in DONE:
        await Round.filter(id=begun.id).update(closed_at=now())
        authors = await rounds.asks_of_authors(begun)
        confirmed = not _here(authors) and (await _voters(begun, authors)).confirms
        to = AT_CLOSING.get((idea.stage, confirmed))
        if to:
            await _move(idea, to, begun)
    await tasks.finish(task)
    return True


async def _move(idea: Idea, to: Stage, begun: Round) -> None:
    """The loop's own move, with the numbers that decided it."""
    counted = await Round.get(id=begun.id)
    numbers = {name: getattr(counted, name) for name in ("asked", "yes", "partly", "no", "cant_tell")}
    await carry(idea, to, Way.VERDICT, by=None, **numbers)
