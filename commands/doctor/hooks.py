"""Do the programs that are told of what happens hear of it? Named are webhooks' names, never their addresses: in those
others keep their secrets."""

from collections.abc import Iterable

from activity import webhook_log
from activity.models import OffBecause, WebhookAttempt
from activity.webhook_log import Troubled
from commands.doctor.findings import Finding, minute, note, well, wrong
from commands.doctor.posts import PATIENCE
from core.clock import now
from core.words import _, ngettext


async def receivers() -> Iterable[Finding]:
    """Those that have gone off by themselves are wrong until an admin decides; those that fail may still mend."""
    found = await webhook_log.troubled()
    if not found:
        many = (await webhook_log.counts())["webhooks"]
        return [well(_("No webhook fails.") if many else _("There are no webhooks."))]
    return [_failing(each) if each.webhook.is_on else _stopped(each) for each in found]


def _stopped(found: Troubled) -> Finding:
    hook = found.webhook
    assert hook.off_at is not None
    said = {"name": hook.name, "number": hook.id, "moment": minute(hook.off_at)}
    if hook.off_because is OffBecause.GONE:
        sentence = _(
            "The webhook “%(name)s” (%(number)s) has been off since %(moment)s: its receiver says that it is gone.",
            **said,
        )
    else:
        sentence = _(
            "The webhook “%(name)s” (%(number)s) has been off since %(moment)s: nothing had arrived for days.",
            **said,
        )
    remedy = _("Turn it on again or remove it on the site's page of webhooks.")
    return wrong(" ".join([sentence, *_last(found.last), remedy]))


def _failing(found: Troubled) -> Finding:
    hook = found.webhook
    assert hook.failing_since is not None
    sentence = _(
        "Nothing has arrived at the webhook “%(name)s” (%(number)s) since %(moment)s.",
        name=hook.name,
        number=hook.id,
        moment=minute(hook.failing_since),
    )
    return note(" ".join([sentence, *_last(found.last)]))


def _last(attempt: WebhookAttempt | None) -> list[str]:
    """What came of the last attempt, in our words: the network's and the receiver's own may say too much."""
    if attempt is None or not attempt.error:
        return []
    said = _(attempt.error.split("\n")[0])
    answer = f"{said} (HTTP {attempt.status})" if attempt.status else said
    return [
        _("The last attempt was on %(moment)s: %(answer)s", moment=minute(attempt.created_at), answer=answer)
    ]


async def waiting() -> Iterable[Finding]:
    """Messages that are due, and that nobody sends."""
    late, oldest = await webhook_log.late(now() - PATIENCE)
    if oldest is None:
        return [well(_("No webhook's message waits for too long."))]
    sentence = ngettext(
        "%(num)s message to webhooks has been waiting for more than ten minutes: is `madang worker` running?",
        "%(num)s messages to webhooks have been waiting for more than ten minutes: is `madang worker` running?",
        late,
    )
    since = _("The oldest has been due since %(moment)s.", moment=minute(oldest))
    return [note(f"{sentence} {since}")]
