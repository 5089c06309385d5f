"""Forgetting somebody: what they followed, what they were told and how they wished to be told; and mail to them."""

from collections.abc import Sequence

from core.clock import now
from core.database import in_transaction, rows

THEIRS = ("digest", "notice", "addressee", "subscription", "preference", "submission")
"""The tables whose rows are for one person and nobody else."""


@in_transaction
async def forget(person_id: int, *, email: str, names: Sequence[str], words: bool) -> None:
    """Nothing here tells any more who this person was; their events stay. `words`: what they said with them goes, too.
    `names` are what kept copies of mail, to anybody, know them by: such copies go."""
    for table in THEIRS:
        await rows(f"DELETE FROM {table} WHERE person_id = :person", person=person_id)
    if words:
        await rows(
            """UPDATE statement SET body = '', redacted_at = :now
               WHERE body <> '' AND event_id IN (SELECT id FROM event WHERE actor_id = :person)""",
            now=now(),
            person=person_id,
        )
    if email:
        await _forget_address(email)
    for name in filter(None, (email, *names)):
        await _forget_copies(name)


async def _forget_address(email: str) -> None:
    """Mail on its way stops. What was sent was sent; where to, nobody knows any more."""
    await rows(
        "DELETE FROM outbox_mail WHERE delivery_id IN (SELECT id FROM delivery WHERE target = :email)",
        email=email,
    )
    await rows(
        """UPDATE delivery SET target = '', last_error = '', leased_until = NULL, failed_at = NULL,
                  done_at = coalesce(done_at, :now) WHERE target = :email""",
        email=email,
        now=now(),
    )


async def _forget_copies(name: str) -> None:
    """By the name as it is written, and in small letters: the databases know those of ASCII alone."""
    written, small = _anywhere(name), _anywhere(name.lower())

    def stands(*columns: str) -> str:
        return " OR ".join(
            f"{each} LIKE :written ESCAPE '!' OR lower({each}) LIKE :small ESCAPE '!'" for each in columns
        )

    where = {"written": written, "small": small}
    await rows(f"DELETE FROM outbox_mail WHERE {stands('recipient', 'subject', 'text', 'html')}", **where)
    await rows(
        f"UPDATE webhook_attempt SET body = '', answer = '', error = '' WHERE {stands('body', 'answer')}",
        **where,
    )
    for table in ("delivery", "task"):
        await rows(f"UPDATE {table} SET last_error = '' WHERE {stands('last_error')}", **where)


def _anywhere(name: str) -> str:
    """What LIKE finds it by, wherever it stands."""
    return f"%{''.join(f'!{sign}' if sign in '!%_' else sign for sign in name)}%"
