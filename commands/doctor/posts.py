"""Do notices and mail reach people?"""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from activity import deliveries as messages
from activity.models import Task
from activity.tasks import STUCK_AFTER
from commands.doctor.findings import Finding, note, well, wrong
from core.clock import now
from core.settings import settings
from core.words import _, ngettext

PATIENCE = timedelta(minutes=10)
"""Work that has been due for longer has nobody who does it."""


async def mail() -> Iterable[Finding]:
    given = settings()
    if not given.mail_url:
        return [note(_("MAIL_URL is unset: mail isn't sent, but kept in the site's outbox for admins."))]
    parts = urlsplit(given.mail_url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        return [wrong(_("MAIL_URL must look like smtp://user:password@host:587 or smtps://…"))]
    return [
        well(_("Mail goes out through %(host)s, from %(sender)s.", host=parts.hostname, sender=given.sender))
    ]


async def deliveries() -> Iterable[Finding]:
    failed = (await messages.counts())["failed"]
    if not failed:
        return [well(_("No mail has failed for good."))]
    sentence = ngettext(
        "%(num)s mail has failed for good: the site's page of deliveries says why, and sends it again.",
        "%(num)s mails have failed for good: the site's page of deliveries says why, and sends them again.",
        failed,
    )
    return [wrong(sentence)]


async def tasks() -> Iterable[Finding]:
    stuck = await Task.filter(done_at=None, attempts__gte=STUCK_AFTER).exclude(last_error="").count()
    if stuck:
        sentence = ngettext(
            "%(num)s task keeps failing: the site's page of deliveries says why.",
            "%(num)s tasks keep failing: the site's page of deliveries says why.",
            stuck,
        )
        return [wrong(sentence)]
    late = await Task.filter(done_at=None, due_at__lt=now() - PATIENCE).count()
    if not late:
        return [well(_("The worker keeps up."))]
    sentence = ngettext(
        "%(num)s task has been waiting for more than ten minutes: is `madang worker` running?",
        "%(num)s tasks have been waiting for more than ten minutes: is `madang worker` running?",
        late,
    )
    return [note(sentence)]
