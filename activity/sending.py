"""Sending: at least once, under one Message-ID, with no transaction open while the mail server is waited for.

What fails is tried again after longer and longer waits, each a little different so that many failures don't
come back together; what can't succeed, or has failed too often, ends before an admin's eyes.
"""

import logging
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from activity import deliveries
from activity.models import Delivery, OutboxMail
from activity.ports import render_mail
from core import mail as postman
from core.clock import now
from core.database import in_transaction
from core.mail import Mail, NotSent
from core.settings import settings
from core.words import N_

log = logging.getLogger("madang.mail")

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
JITTER = 0.3
SHOWN_WHOLE = ("sign_in", "invitation")
"""What is printed whole where there is no mail server: somebody sits there and waits for it."""

Say = Callable[[str], None]


def aloud(line: str) -> None:
    """Print, also where the terminal has gone. Where programs read the log (MADANG_LOGS=json) there is no terminal, and
    nobody's address is told."""
    if settings().logs == "json":
        log.info("A mail was kept in the outbox, since MAIL_URL is unset")
        return
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def message_id(kind: str, reference: int) -> str:
    """The Message-ID of a delivery, without brackets: the same at every attempt."""
    return f"{kind.replace('_', '-')}-{reference}@{settings().host}"


async def send(delivery: Delivery, say: Say = aloud) -> None:
    """Bring one leased message a step further: sent, put off, or failed."""
    try:
        if delivery.attempts > len(WAITS) + 1:
            raise NotSent(
                N_("Sending this mail was begun again and again and never finished."), "", lasting=True
            )
        mail = await render_mail.of(delivery.kind)(delivery)
        await (_hand_over(delivery, mail, say) if mail else _drop(delivery))
    except NotSent as error:
        await _failed(delivery, error)
    except Exception as error:
        log.exception("Delivery %s (%s) could not be made", delivery.id, delivery.kind)
        sentence = N_("Madang itself failed while making this mail. The log says more.")
        await _failed(delivery, NotSent(sentence, type(error).__name__))


async def _hand_over(delivery: Delivery, mail: Mail, say: Say) -> None:
    if not settings().mail_url:
        await _keep(delivery, mail)
        say(_printed(delivery, mail))
        return
    await postman.send(mail, url=settings().mail_url, sender=settings().sender)
    await deliveries.finish(delivery)


async def _drop(delivery: Delivery) -> None:
    """Nobody wants it any more. Where sending had failed before, an admin still learns that it never went."""
    if delivery.last_error:
        await deliveries.fail(delivery, delivery.last_error)
    else:
        await deliveries.finish(delivery)


@in_transaction
async def _keep(delivery: Delivery, mail: Mail) -> None:
    if await deliveries.finish(delivery):
        await OutboxMail.create(
            delivery_id=delivery.id,
            message_id=mail.message_id,
            recipient=mail.to,
            subject=mail.subject[:500],
            text=mail.text,
            html=mail.html,
            private=mail.private,
        )


def _printed(delivery: Delivery, mail: Mail) -> str:
    line = f"Mail to {mail.to}: {'(private)' if mail.private else mail.subject}"
    return f"{line}\n\n{mail.text}\n" if delivery.kind in SHOWN_WHOLE else line


async def _failed(delivery: Delivery, error: NotSent) -> None:
    said = f"{error.sentence}\n{error.said}"[:2000]
    if error.lasting or delivery.attempts > len(WAITS):
        await deliveries.fail(delivery, said)
        log.warning("Mail %s to one person failed for good: %s", delivery.id, error.sentence)
        return
    wait = WAITS[delivery.attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    await deliveries.put_off(delivery, now() + wait, said)
    log.info("Mail %s was put off: %s", delivery.id, error.sentence)
