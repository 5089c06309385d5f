"""One form, one result: what is sent twice, by an impatient finger or a lost answer, is made once."""

from activity.models import Submission
from core.clock import now
from core.database import rows
from core.secrets import digest

LONGEST = 80


async def once(person_id: int, key: str) -> Submission:
    """Inside a transaction: the submission with this key. While its `subject_id` is 0, the caller makes the
    subject and saves its type and id here.

    Whoever comes second waits until the first has committed (PostgreSQL waits at the unique key, SQLite has
    one writer), and then finds the subject that was made. When the first is undone, the second is the
    first.
    """
    kept = key if len(key) <= LONGEST else digest(key)
    await rows(
        """INSERT INTO submission (created_at, person_id, key, subject_type, subject_id)
           VALUES (:now, :person, :key, '', 0) ON CONFLICT (person_id, key) DO NOTHING""",
        now=now(),
        person=person_id,
        key=kept,
    )
    return await Submission.get(person_id=person_id, key=kept)
