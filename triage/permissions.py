"""Questions with a yes or no about triage. Operations enforce them; pages ask them before they show a button."""

from ideas.loop import OPEN, Stage, Way, ends
from ideas.permissions import CommentLike, IdeaLike, movers
from people.models import Person


def can_triage(person: Person | None) -> bool:
    """Staff read the inbox, whatever their department."""
    return person is not None and person.is_staff


def can_set_aside(person: Person | None) -> bool:
    """Managers say that something needs no attention after all."""
    return person is not None and person.is_manager


def can_merge(person: Person | None, idea: IdeaLike) -> bool:
    """Managers merge an idea away, from wherever the loop knows the move."""
    return Stage.MERGED in ends(Stage(idea.stage), Way.MERGE, movers(person, idea))


def can_undo_merges(person: Person | None) -> bool:
    """Managers undo what managers did."""
    return person is not None and person.is_manager


def can_assess(person: Person | None, idea: IdeaLike) -> bool:
    """Staff say what an idea on the way would bring and cost."""
    return person is not None and person.is_staff and Stage(idea.stage) in OPEN


def can_report(person: Person | None, subject: IdeaLike | CommentLike) -> bool:
    """Every member, about whatever they see and didn't write themselves."""
    return person is not None and not wrote(person, subject) and subject.hidden_at is None


def wrote(person: Person, subject: IdeaLike | CommentLike) -> bool:
    """Whether these are words of theirs: a comment's author, an idea's authors."""
    return subject.author_id == person.id or person.id in getattr(subject, "coauthors", ())


def can_judge_reports(person: Person | None) -> bool:
    """Managers read what was reported, by whom, and decide."""
    return person is not None and person.is_manager


def can_audit(person: Person | None) -> bool:
    """Managers read who hid, released and restored what, and why."""
    return person is not None and person.is_manager
