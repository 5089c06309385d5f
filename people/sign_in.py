"""Signing in by e-mail: a link and a six-digit code, mailed together, each good once and for ten minutes.

The code works only in the browser that asked, five times at most, and only that of its latest mail; the link works
anywhere. Whoever asks hears the same words after the same work, whether the address is known here or not: only the
mail tells.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from unicodedata import normalize

from activity import deliveries
from core import limits
from core.clock import now
from core.database import in_transaction, row
from core.errors import Invalid, Refused
from core.secrets import derived, digest, same
from core.secrets import token as random_token
from core.words import _, ngettext
from people.addresses import normalised
from people.joining import admitted, arrive
from people.models import Person, SignIn

__all__ = ["admitted", "ask", "link_for", "mail_secrets", "waiting", "with_code", "with_token"]

GOOD_FOR = timedelta(minutes=10)
ATTEMPTS = 5

COUNT_ATTEMPT = """
    UPDATE sign_in SET attempts = attempts + 1
    WHERE id = (SELECT max(id) FROM sign_in WHERE email = :email AND browser_hash = :browser)
      AND used_at IS NULL AND expires_at > :now AND attempts < :most
    RETURNING id, salt, code_hash, attempts
"""
USE = """
    UPDATE sign_in SET used_at = :now
    WHERE {found} AND used_at IS NULL AND expires_at > :now
    RETURNING id, email, browser_hash, locale
"""


async def ask(email: str, *, browser: str, locale: str, address: str = "") -> None:
    """Send a link and a code to this address. Earlier links stay good, since mails may overtake each other; of the
    codes, only the latest works in this browser, so that asking again gives nobody more guesses.

    `browser` is the secret that the asking browser holds, `address` its network address: who asks again and again
    for somebody else spends their own allowance. Raises `Invalid` and `SlowDown`, for strangers and members alike.
    """
    email = normalised(email)
    await limits.spend("sign_in.mail", f"{email} {address}")
    await limits.spend("sign_in.mailbox", email)
    await _ask(email, browser, locale)


@in_transaction
async def _ask(email: str, browser: str, locale: str) -> None:
    signin = await _create(email, digest(browser), locale)
    await deliveries.queue("sign_in", signin.id, email)


@in_transaction
async def link_for(email: str) -> str:
    """The token of a link that signs this address in once, within ten minutes: for `madang admin`."""
    return mail_secrets(await _create(normalised(email), "", ""))[1]


async def _create(email: str, browser_hash: str, locale: str) -> SignIn:
    salt = random_token()
    code, token = _secrets(salt)
    return await SignIn.create(
        email=email,
        salt=salt,
        code_hash=_code_hash(salt, code),
        token_hash=digest(token),
        browser_hash=browser_hash,
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


async def with_code(email: str, code: str, *, browser: str) -> Person:
    """Whom the code signs in. Each call is one of the code's five attempts.

    Raises `Invalid` for `code`; the attempt stays counted.
    """
    given = "".join(sign for sign in normalize("NFKC", code[:100]) if sign in "0123456789")
    entered, problem = await _try(normalised(email), given, digest(browser))
    if entered is None:
        raise Invalid({"code": problem})
    return entered


@in_transaction
async def _try(email: str, code: str, browser_hash: str) -> tuple[Person | None, str]:
    """Doesn't raise for a wrong code, which would take back the count."""
    tried = await row(COUNT_ATTEMPT, email=email, browser=browser_hash, now=now(), most=ATTEMPTS)
    fits = tried is not None and same(tried["code_hash"], _code_hash(tried["salt"], code))
    used = await row(USE.format(found="id = :id"), id=tried["id"], now=now()) if tried and fits else None
    if used is None:
        return None, _why_not(tried)
    return await _enter(used), ""


def _why_not(tried: Mapping[str, Any] | None) -> str:
    if tried is None:
        return _("That code no longer works here. Please ask for a new one.")
    left = ATTEMPTS - int(tried["attempts"])
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
async def with_token(token: str) -> Person:
    """Whom the link signs in."""
    used = await row(USE.format(found="token_hash = :hash"), hash=digest(token), now=now())
    if used is None:
        raise Refused(
            _("This link has been used, or it is older than ten minutes. Please ask for a new one.")
        )
    return await _enter(used)


async def _enter(used: Mapping[str, Any]) -> Person:
    """Let them in, as a new member where they are new; what else this browser asked for is void."""
    if not await admitted(used["email"]):
        raise Refused(_("This yard is by invitation. Please ask the people who run it to invite you."))
    person = await arrive(used["email"], locale=used["locale"])
    await SignIn.filter(email=used["email"], browser_hash=used["browser_hash"], used_at=None).update(
        used_at=now()
    )
    return person
