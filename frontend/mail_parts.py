"""What every mail shares: the reader's language and zone, whole addresses, a text and a page with the same
words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from activity.models import Delivery
from activity.sending import message_id
from core.mail import Mail
from core.settings import settings
from core.words import LOCALES, locale
from frontend import formats
from frontend.rendering import render, url_for
from frontend.translations import speaking_locale
from people.models import Site


def absolute(name: str, **params: object) -> str:
    """A page's whole address, as mail needs it."""
    return settings().address + url_for(name, **params)


def way_out(token: str) -> dict[str, str]:
    """The headers by which one click in the mail program leads out (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{absolute('unsubscribe', token=token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@contextmanager
def speaking_to(site: Site, *wished: str, zone: str = "") -> Iterator[None]:
    """Inside, words are in the first of these languages that we speak, else in the site's, and times in
    this zone."""
    chosen = next((each for each in (*wished, site.locale) if each in LOCALES), "en")
    with speaking_locale(chosen):
        formats.reading_in(zone)
        yield


def composed(
    delivery: Delivery,
    template: str,
    site: Site,
    *,
    to: str,
    subject: str,
    headers: dict[str, str] | None = None,
    private: bool = False,
    **context: Any,
) -> Mail:
    """The mail that `mail/<template>.txt` and `.html` make of this context."""
    said = {**context, "site": site, "locale": locale(), "subject": subject, "home": settings().address}
    return Mail(
        to=to,
        subject=subject,
        text=render(f"mail/{template}.txt", said).strip() + "\n",
        html=render(f"mail/{template}.html", said),
        message_id=message_id(delivery.kind, delivery.reference),
        sender_name=site.name,
        headers=headers or {},
        private=private,
    )
