"""What waits for somebody: the rows of attention and the tasks that watch over silence, as triage leaves them."""

from commands.bench.content.ledger import Ledger
from commands.bench.content.outlines import Outline
from commands.bench.content.scale import DAY, PROMISE_DAYS, Scale

PROMISE = PROMISE_DAYS * DAY


def wait(ledger: Ledger, made: Outline, scale: Scale) -> None:
    """Held, new, or unanswered; the alarm rings for managers after the promise, and once more for all staff."""
    if made.held:
        _attention(ledger, made, "held")
        return
    if not made.is_open or made.hidden or made.answered:
        return
    age = scale.at - made.posted
    if age < PROMISE:
        if made.stage == "received":
            _attention(ledger, made, "new")
        task(ledger, "silence", made.id, made.posted, made.posted + PROMISE)
        return
    _attention(ledger, made, "unanswered")
    _alarm(ledger, made, made.posted + PROMISE, "managers")
    if age < 2 * PROMISE:
        task(ledger, "silence", made.id, made.posted, made.posted + 2 * PROMISE, "staff")
    else:
        _alarm(ledger, made, made.posted + 2 * PROMISE, "staff")


def task(ledger: Ledger, kind: str, reference: int, left: int, due: int, cursor: str = "") -> None:
    """Work for the worker, due at a moment."""
    moment = ledger.moment
    ledger.put("task", moment(left), kind, f"{kind}:{reference}", reference, moment(due), cursor, 0, "")


def _attention(ledger: Ledger, made: Outline, why: str) -> None:
    since = ledger.moment(made.posted)
    ledger.put("attention", since, made.id, why, since, "")


def _alarm(ledger: Ledger, made: Outline, at: int, to: str) -> None:
    days = (at - made.posted) // DAY
    about = ("idea", made.id)
    ledger.event(at, "triage.silent", None, about, audience="staff", days=days, to=to)
