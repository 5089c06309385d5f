"""Words in the reader's language.

English is the language of the message ids. A face activates a reader's translations for the length of a request or
a mail; whatever raises or renders a sentence meanwhile says it in that language. Nothing here knows where the
catalogs are kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

LOCALES = ("ko", "en")
"""The languages that are complete, the first being the one offered first."""

_active: ContextVar[tuple[str, NullTranslations]] = ContextVar("words", default=("en", NullTranslations()))


def _(message: str, **values: object) -> str:
    """The message in the reader's language, `%(name)s` filled from `values`."""
    said = _active.get()[1].gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The form that fits `num`, which also fills `%(num)s` unless given otherwise."""
    return plural(one, many, num) % {"num": num, **values}


def plural(one: str, many: str, num: int) -> str:
    """The form that fits `num`, its places not yet filled."""
    return _active.get()[1].ngettext(one, many, num)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for a message that is translated later)
    """Marks a message for the catalogs; it is translated where it is shown."""
    return message


def locale() -> str:
    """The reader's language, one of `LOCALES`."""
    return _active.get()[0]


def active() -> NullTranslations:
    """The reader's translations."""
    return _active.get()[1]


@contextmanager
def speaking(code: str, translations: NullTranslations) -> Iterator[None]:
    """Inside, words are in the language `code`."""
    token = _active.set((code, translations))
    try:
        yield
    finally:
        _active.reset(token)
