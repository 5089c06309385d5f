"""Words and marks that stand on a page a hundred times: each is made once and remembered."""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from gettext import NullTranslations

from markupsafe import Markup

from core import words

KOREAN = re.compile("[가-힣]")


def said(message: str, **values: object) -> Markup:
    """The message in the reader's language, as safe HTML; values are escaped. What `_` is in templates."""
    if values:
        return Markup(words.active().gettext(message)) % values  # noqa: S704 (our own words)
    return _said(message, words.active())


@lru_cache(maxsize=4096)
def _said(message: str, translations: NullTranslations) -> Markup:
    return Markup(translations.gettext(message)) % {}  # noqa: S704


def counted(one: str, many: str, num: int, **values: object) -> Markup:
    """The form that fits `num`. What `ngettext` is in templates."""
    return Markup(words.plural(one, many, num)) % {"num": num, **values}  # noqa: S704


def drawn(macro: Callable[..., str]) -> Callable[..., str]:
    """A macro whose outcome depends on nothing but what it is given, all of it plain, and the reader's language."""

    @lru_cache(maxsize=1024)
    def remembered(translations: NullTranslations, *given: object, **named: object) -> str:
        return macro(*given, **named)

    @wraps(macro, assigned=())
    def once(*given: object, **named: object) -> str:
        return remembered(words.active(), *given, **named)

    return once


@lru_cache(maxsize=8192)
def lang_of(text: object) -> str:
    """The language of what somebody wrote, by its script."""
    return "ko" if KOREAN.search(str(text or "")) else "en"
