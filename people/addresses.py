"""E-mail addresses in the one form in which they are kept and compared."""

import re
import unicodedata

from core.errors import Invalid
from core.words import _

LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""What stands before the @: RFC 5322's dot-atom, in ASCII."""

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def normalised(text: str) -> str:
    """The address in lower case, its domain as DNS knows it. Raises `Invalid` with a sentence for `email`."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().lower().rpartition("@")
    known = domain_of(domain)
    if not at or not known or len(local) > 64 or not LOCAL.fullmatch(local) or len(local) + len(known) > 253:
        raise Invalid({"email": _("This isn't an e-mail address. It looks like name@example.com.")})
    return f"{local}@{known}"


def domain_of(text: str) -> str | None:
    """The domain in DNS's own form (한국.kr becomes xn--…), or None where it can't be one."""
    try:
        ascii_form = text.strip().lower().encode("idna").decode()
    except UnicodeError:
        return None
    labels = ascii_form.split(".")
    whole = all(LABEL.fullmatch(label) for label in labels) and (len(labels) > 1 or ascii_form == "localhost")
    return ascii_form if whole and not labels[-1].isdigit() else None
