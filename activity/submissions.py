"""One form, one result: what is sent twice, by an impatient finger or a lost answer, is made once."""

from activity.models import Submission
from core.clock import now
from core.database import rows
from core.secrets import digest


async def once(person_id: int, making: str, key: str) -> Submission:
    """Inside a transaction: the submission of this form. While its `subject_id` is 0, the caller makes the subject
    and saves its type and id here.

    `making` says what the form makes ("idea", "comment on 7"): the same key sent to another form is another
    submission, so that no form ever answers with another's subject.

    Whoever comes second waits until the first has committed (PostgreSQL waits at the unique key, SQLite has one
    writer), and then finds the subject that was made. When the first is undone, the second is the first.
    """
    kept = _digest(making, key)
    await rows(
        """INSERT INTO submission (created_at, person_id, key, subject_type, subject_id)
           VALUES (:now, :person, :key, '', 0) ON CONFLICT (person_id, key) DO NOTHING""",
        now=now(),
        person=person_id,
        key=kept,
    )
    return await Submission.get(person_id=person_id, key=kept)


async def already_made(person_id: int, making: str, key: str) -> bool:
    """Whether this form was sent before and has made its subject."""
    return await Submission.exists(person_id=person_id, key=_digest(making, key), subject_id__gt=0)


def _digest(making: str, key: str) -> str:
    return digest(f"{making}\x1f{key}")
