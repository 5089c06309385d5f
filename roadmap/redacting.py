"""Taking out of sight what somebody wrote with their answer. The answer itself stands and counts."""

from activity.models import Audience, Event, Statement
from core.clock import now
from core.database import in_transaction
from core.errors import NotAllowed, NotFound, Refused
from core.text import language
from core.words import _
from ideas.events import IdeaEvent
from ideas.finding import idea_for
from ideas.models import Idea
from ideas.notes import note
from ideas.words import checked_reason
from people.models import Person
from roadmap.events import VerdictEvent
from roadmap.models import Ask, Verdict
from roadmap.permissions import can_hide_words

SAID_IN = (VerdictEvent.BY_AUTHOR.value, VerdictEvent.BY_VOTER.value, IdeaEvent.MOVED.value)
"""The events that carry an answer's words: the answer, and the move that it brought about."""


@in_transaction
async def hide_words(verdict_id: int, *, reason: str, by: Person) -> Idea:
    """Take what this person wrote in this round, now and before they answered otherwise, out of sight for good.

    Raises `Invalid` for `reason`, `Refused` where nothing was written.
    """
    verdict = await Verdict.get_or_none(id=verdict_id).select_related("ask")
    if verdict is None:
        raise NotFound
    idea = await idea_for(verdict.ask.idea_id, by)
    if not can_hide_words(by):
        raise NotAllowed(_("Only managers hide what somebody wrote."))
    why = checked_reason(reason, needed=_("Say why; it stands in the record."))
    written = Verdict.filter(ask_id=verdict.ask_id).exclude(body="")
    bodies = sorted({each.body for each in await written})
    if not bodies:
        raise Refused(_("There are no words to hide any more."))
    await _redact(verdict.ask, bodies)
    await written.update(body="", lang="")
    words = {"reason": (why, language(why))}
    await note(VerdictEvent.HIDDEN, idea, by=by, audience=Audience.STAFF, words=words, verdict=verdict.id)
    return idea


async def _redact(ask: Ask, bodies: list[str]) -> None:
    told = Event.filter(
        subject_type="idea", subject_id=ask.idea_id, actor_id=ask.person_id, action__in=SAID_IN
    )
    said = Statement.filter(event_id__in=[event.id for event in await told], body__in=bodies)
    await said.update(redacted_at=now(), body="")
