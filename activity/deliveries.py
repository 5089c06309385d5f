"""Messages on their way: queueing, taking and ending them, and what an admin sees of the mail among them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from activity import leases
from activity.models import Channel, Delivery, OutboxMail
from activity.permissions import Ranked, can_run_mail
from core.clock import now
from core.database import after_commit, in_transaction, row, rows
from core.errors import NotAllowed, NotFound, Refused
from core.wake import wake
from core.words import _

LEASE = timedelta(minutes=1)
FIRST = timedelta(days=1)
"""What somebody waits for, a sign-in above all, goes before a day's backlog of notices."""

TEST = "test"
PAGE = 50


async def queue(kind: str, reference: int, target: str) -> None:
    """Inside a transaction: leave a message to send, once for each kind and reference."""
    await rows(
        """INSERT INTO delivery (created_at, channel, kind, reference, target, attempts, next_at, last_error)
           VALUES (:now, 'mail', :kind, :reference, :target, 0, :next, '')
           ON CONFLICT (channel, kind, reference) DO NOTHING""",
        now=now(),
        kind=kind,
        reference=reference,
        target=target,
        next=now() - FIRST,
    )
    after_commit(wake)


async def claim(limit: int, among: tuple[str, str, str] = leases.MAIL) -> Sequence[Delivery]:
    """Up to `limit` due messages of a queue, leased for this worker."""
    taken = await leases.claim(among, limit=limit, length=LEASE)
    return await Delivery.filter(id__in=taken).order_by("next_at", "id") if taken else []


@in_transaction
async def finish(delivery: Delivery) -> bool:
    """It was sent, or isn't wanted any more. False when another worker has taken it over."""
    return await _ended(delivery, "done_at = :now, last_error = ''")


@in_transaction
async def fail(delivery: Delivery, error: str) -> bool:
    """It won't be tried again by itself; an admin sees it."""
    return await _ended(delivery, "failed_at = :now, last_error = :error", error=error)


@in_transaction
async def put_off(delivery: Delivery, until: datetime, error: str, attempts: int | None = None) -> bool:
    """It is tried again at `until`; then so many of its attempts count as made, where that is said."""
    made = delivery.attempts if attempts is None else attempts
    change = "next_at = :until, last_error = :error, attempts = :made"
    return await _ended(delivery, change, until=until, error=error, made=made)


async def _ended(delivery: Delivery, change: str, **values: object) -> bool:
    ended = await rows(
        f"""UPDATE delivery SET leased_until = NULL, {change}
            WHERE id = :id AND attempts = :attempts AND done_at IS NULL AND failed_at IS NULL RETURNING id""",
        id=delivery.id,
        attempts=delivery.attempts,
        **({"now": now()} if ":now" in change else {}),
        **values,
    )
    return bool(ended)


@in_transaction
async def retry(delivery_id: int, *, by: Ranked) -> None:
    """Put one failed message back, as if it had never been tried."""
    _only_admins(by)
    if not await rows(f"{_PUT_BACK} AND id = :id RETURNING id", now=now(), id=delivery_id):
        raise NotFound
    after_commit(wake)


@in_transaction
async def retry_all(*, by: Ranked) -> int:
    """Put back every failed message; how many there were."""
    _only_admins(by)
    after_commit(wake)
    return len(await rows(f"{_PUT_BACK} RETURNING id", now=now()))


_PUT_BACK = """UPDATE delivery SET failed_at = NULL, attempts = 0, leased_until = NULL, next_at = :now
               WHERE channel = 'mail' AND failed_at IS NOT NULL"""


@in_transaction
async def send_test(*, by: Ranked) -> None:
    """A mail to oneself, to see whether mail goes out."""
    _only_admins(by)
    if not by.email:
        raise Refused(_("Your account has no e-mail address to send a test to."))
    await queue(TEST, int(now().timestamp() * 1000), by.email)


def _only_admins(person: Ranked) -> None:
    if not can_run_mail(person):
        raise NotAllowed(_("Only admins look after the mail."))


async def failed(before: int | None = None) -> Sequence[Delivery]:
    """What was given up, newest first, a page at a time."""
    older = {"id__lt": before} if before else {}
    mails = Delivery.filter(channel=Channel.MAIL, failed_at__not_isnull=True, **older)
    return await mails.order_by("-id").limit(PAGE)


async def troubled() -> Sequence[Delivery]:
    """What failed and will be tried again by itself, the newest few."""
    waiting = Delivery.filter(channel=Channel.MAIL, done_at=None, failed_at=None).exclude(last_error="")
    return await waiting.order_by("-id").limit(PAGE)


async def counts() -> dict[str, int]:
    """How many mails are waiting (a digest isn't before its morning has come) and how many have failed."""
    found = await row(
        """SELECT (SELECT COUNT(*) FROM delivery WHERE channel = 'mail' AND done_at IS NULL AND failed_at IS NULL
                   AND (attempts > 0 OR next_at <= :now)) AS waiting,
                  (SELECT COUNT(*) FROM delivery WHERE channel = 'mail' AND failed_at IS NOT NULL) AS failed""",
        now=now(),
    )
    assert found is not None
    return {name: int(number) for name, number in found.items()}


async def last_test(target: str) -> Delivery | None:
    """The latest test mail to this address."""
    return await Delivery.filter(kind=TEST, target=target).order_by("-id").first()


async def outbox(before: int | None = None) -> Sequence[OutboxMail]:
    """Mail that went no further than here, as no mail server is configured: newest first, by pages."""
    older = {"id__lt": before} if before else {}
    return await OutboxMail.filter(**older).order_by("-id").limit(PAGE)


async def outbox_mail(mail_id: int) -> OutboxMail:
    """One of them that isn't for its reader alone. Raises `NotFound`."""
    found = await OutboxMail.get_or_none(id=mail_id, private=False)
    if found is None:
        raise NotFound
    return found
