"""Signing in by e-mail: a link and a six-digit code, mailed together, each good once and for ten minutes.

The code works only in the browser that asked, and five times at most; the link works anywhere. Whoever asks
hears the same words after the same work, whether the address is known here or not: only the mail tells.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from unicodedata import normalize

from activity import deliveries
from core import limits
from core.clock import now
from core.database import in_transaction, row, rows
from core.errors import Invalid, Refused
from core.secrets import derived, digest, same
from core.secrets import token as random_token
from core.words import _, ngettext
from people.addresses import normalised
from people.intents import claim
from people.joining import admitted, join
from people.models import Person, SignIn

__all__ = ["admitted", "ask", "link_for", "mail_secrets", "waiting", "with_code", "with_token"]

GOOD_FOR = timedelta(minutes=10)
ATTEMPTS = 5

COUNT_ATTEMPT = """
    UPDATE sign_in SET attempts = attempts + 1
    WHERE email = :email AND browser_hash = :browser AND used_at IS NULL AND expires_at > :now
      AND attempts < :most
    RETURNING id, salt, code_hash, attempts
"""
USE = """
    UPDATE sign_in SET used_at = :now
    WHERE {found} AND used_at IS NULL AND expires_at > :now
    RETURNING id, email, browser_hash, locale, intent_id
"""


async def ask(email: str, *, browser: str, locale: str, intent_id: int | None = None) -> None:
    """Send a link and a code to this address. Earlier ones stay good, since mails may overtake each other.

    `browser` is the secret that the asking browser holds. Raises `Invalid` and `SlowDown`,
    for strangers and members alike.
    """
    email = normalised(email)
    await limits.spend("sign_in.mail", email)
    await _ask(email, browser, locale, intent_id)


@in_transaction
async def _ask(email: str, browser: str, locale: str, intent_id: int | None) -> None:
    signin = await _create(email, digest(browser), locale, intent_id)
    await deliveries.queue("sign_in", signin.id, email)


@in_transaction
async def link_for(email: str) -> str:
    """The token of a link that signs this address in once, within ten minutes: for `madang admin`."""
    return mail_secrets(await _create(normalised(email), "", "", None))[1]


async def _create(email: str, browser_hash: str, locale: str, intent_id: int | None) -> SignIn:
    salt = random_token()
    code, token = _secrets(salt)
    return await SignIn.create(
        email=email,
        salt=salt,
        code_hash=_code_hash(salt, code),
        token_hash=digest(token),
        browser_hash=browser_hash,
        intent_id=intent_id,
        locale=locale,
        expires_at=now() + GOOD_FOR,
    )


def mail_secrets(signin: SignIn) -> tuple[str, str]:
    """The code and the link's token, as the mail says them. They follow from the salt and the secret key."""
    return _secrets(signin.salt)


def _secrets(salt: str) -> tuple[str, str]:
    code = int.from_bytes(derived("sign-in code", salt)) % 1_000_000
    return f"{code:06}", urlsafe_b64encode(derived("sign-in link", salt)).rstrip(b"=").decode()


def _code_hash(salt: str, code: str) -> str:
    """Keyed: a copy of the database can't be searched for which of a million codes it was."""
    return derived("sign-in code hash", salt, code).hex()


async def with_code(email: str, code: str, *, browser: str) -> tuple[Person, int | None]:
    """Whom the code signs in, and what they were about to do. Each call is one of the code's five attempts.

    Raises `Invalid` for `code`; the attempt stays counted.
    """
    given = "".join(sign for sign in normalize("NFKC", code[:100]) if sign in "0123456789")
    entered, problem = await _try(normalised(email), given, digest(browser))
    if entered is None:
        raise Invalid({"code": problem})
    return entered


@in_transaction
async def _try(email: str, code: str, browser_hash: str) -> tuple[tuple[Person, int | None] | None, str]:
    """Doesn't raise for a wrong code, which would take back the count."""
    tried = await rows(COUNT_ATTEMPT, email=email, browser=browser_hash, now=now(), most=ATTEMPTS)
    fits = [one["id"] for one in tried if same(one["code_hash"], _code_hash(one["salt"], code))]
    used = await row(USE.format(found="id = :id"), id=fits[0], now=now()) if fits else None
    if used is None:
        return None, _why_not(tried)
    return await _enter(used), ""


def _why_not(tried: list[dict[str, Any]]) -> str:
    if not tried:
        return _("That code no longer works here. Please ask for a new one.")
    left = ATTEMPTS - min(one["attempts"] for one in tried)
    if left == 0:
        return _("That isn't the code, and it was the last try. Please ask for a new one.")
    return ngettext(
        "That isn't the code. You have %(num)s more try.",
        "That isn't the code. You have %(num)s more tries.",
        left,
    )


async def waiting(token: str) -> SignIn | None:
    """The sign-in that this link would carry out; None when it is used or over. Changes nothing."""
    return await SignIn.get_or_none(token_hash=digest(token), used_at=None, expires_at__gt=now())


@in_transaction
async def with_token(token: str) -> tuple[Person, int | None]:
    """Whom the link signs in, and what they were about to do."""
    used = await row(USE.format(found="token_hash = :hash"), hash=digest(token), now=now())
    if used is None:
        raise Refused(
            _("This link has been used, or it is older than ten minutes. Please ask for a new one.")
        )
    return await _enter(used)


async def _enter(used: Mapping[str, Any]) -> tuple[Person, int | None]:
    """Let them in, as a new member where they are new; what else this browser asked for is void."""
    if not await admitted(used["email"]):
        raise Refused(_("This yard is by invitation. Please ask the people who run it to invite you."))
    person = await join(used["email"], locale=used["locale"])
    await SignIn.filter(email=used["email"], browser_hash=used["browser_hash"], used_at=None).update(
        used_at=now()
    )
    intent = await claim(used["intent_id"], person)
    return person, intent.id if intent else None
