"""The catalogs: `locale/<code>/LC_MESSAGES/messages.po`, compiled when Madang is set up.

Where the compiled one is missing or older than its source, it is compiled in memory, so that words are never stale.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core import words
from core.words import LOCALES

FOLDER = Path(__file__).parent / "locale"


@cache
def catalog(code: str) -> NullTranslations:
    """The translations into one of `LOCALES`."""
    source = FOLDER / code / "LC_MESSAGES" / "messages.po"
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        with compiled.open("rb") as file:
            return GNUTranslations(file)
    with source.open("rb") as file:
        messages = read_po(file, locale=code)
    made = BytesIO()
    write_mo(made, messages)
    made.seek(0)
    return GNUTranslations(made)


@contextmanager
def speaking_locale(code: str) -> Iterator[None]:
    """Inside, words are in this language; an unknown one falls back to English."""
    chosen = code if code in LOCALES else "en"
    with words.speaking(chosen, catalog(chosen)):
        yield


def negotiate(*wished: str) -> str:
    """The first of these wishes that we speak. An `Accept-Language` header may be one of them."""
    return next(filter(None, map(spoken, wished)), "en")


@lru_cache(maxsize=1000)
def spoken(wish: str) -> str:
    """What we speak of this wish, "" where we speak none of it."""
    return next((code for code in _in_order(wish) if code in LOCALES), "")


def _in_order(header: str) -> list[str]:
    weighed = []
    for place, part in enumerate(header.split(",")):
        name, _, parameters = part.strip().partition(";")
        weighed.append((-_weight(parameters), place, name.strip().split("-")[0].split("_")[0].lower()))
    return [code for weight, _, code in sorted(weighed) if weight < 0]


def _weight(parameters: str) -> float:
    key, _, value = parameters.strip().partition("=")
    try:
        return float(value) if key.strip() == "q" else 1.0
    except ValueError:
        return 0.0
