"""Every word that people read stands in both catalogs, whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from core.words import LOCALES
from frontend.translations import FOLDER

HOUSE = Path(__file__).resolve().parents[1]
SOURCES = (
    "core",
    "activity",
    "people",
    "ideas",
    "voting",
    "triage",
    "roadmap",
    "partners",
    "moving",
    "frontend",
    "api",
    "commands",
    "composition.py",
)
PLACES = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What code and templates say, as `bin/words` finds it."""
    path = tmp_path_factory.mktemp("words") / "messages.pot"
    command = [sys.executable, "-W", "ignore", "-m", "babel.messages.frontend", "--quiet", "extract"]
    options = ["--mapping-file", "pyproject.toml", "--keywords", "N_", "--output-file", str(path)]
    subprocess.run([*command, *options, *SOURCES], cwd=HOUSE, check=True)
    with path.open("rb") as file:
        return read_po(file)


def catalog(code: str) -> Catalog:
    with (FOLDER / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=code)


def texts(of: object) -> list[str]:
    return [of] if isinstance(of, str) else [str(each) for each in of]  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", LOCALES)
def test_every_word_is_translated_and_nothing_else_stands_there(found: Catalog, code: str) -> None:
    said, known = {message.id for message in found if message.id}, catalog(code)

    assert len(said) > 500
    assert {message.id for message in known if message.id} == said, "run bin/words"
    unfinished = [
        message.id for message in known if message.id and (message.fuzzy or not all(texts(message.string)))
    ]
    assert not unfinished


@pytest.mark.parametrize("code", LOCALES)
def test_translations_fill_the_same_places(code: str) -> None:
    for message in catalog(code):
        if message.id:
            assert _places(message, message.string) <= _places(message, message.id), message.id
            needed = _places(message, message.id) - ({"%(num)s"} if message.pluralizable else set())
            assert needed <= _places(message, message.string), message.id


def _places(message: Message, of: object) -> set[str]:
    return {place for text in texts(of) for place in PLACES.findall(text)}


def test_korean_has_no_particle_that_fits_only_some_names() -> None:
    """After a bare name a particle would be right for half of all names. `who` brings its own: "님" ends it alike."""
    amiss = [
        text
        for message in catalog("ko")
        if message.id
        for text in texts(message.string)
        if re.search(r"%\((name|person|owner|actor)\)s(은|는|이|가|을|를|과|와)(?![가-힣])", text)
    ]
    assert not amiss
