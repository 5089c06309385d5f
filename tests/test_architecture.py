"""What holds the house together, and what would quietly let it sink."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from activity.events import DECLARED
from activity.preferences import KINDS
from api import payloads
from composition import compose
from core.configuration import FLOORS
from core.ports import EVERY_PORT
from frontend import mail

HOUSE = Path(__file__).resolve().parents[1]
PACKAGES = tuple(dict.fromkeys(("core", *FLOORS, "moving", "frontend", "api", "commands")))
LONGEST_FILE = 240
LONGEST_MODELS = 320
"""Lines; tables are read one at a time."""
LONGEST_FUNCTION = 45

CLOCKS = {"core/clock.py": "it is the clock"}
FORBIDDEN_OPERATIONS = {
    "AlterField": "SQLite rebuilds the table: rows that refer to it, indexes and triggers go",
    "RemoveField": "the same",
    "RenameField": "the same",
    "AddConstraint": "dropped in silence; constraints are SQL in a RunPython step",
    "RemoveConstraint": "the same",
    "RunSQL": "splits at every semicolon, triggers and strings included",
}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders or PACKAGES:
        yield from sorted((HOUSE / folder).rglob("*.py"))
    if not folders:
        yield HOUSE / "composition.py"


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def written_by_hand(path: Path) -> bool:
    """Neither written by Tortoise nor a text for the demo."""
    return "migrations" not in path.parts and "demo" not in path.parts


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(), str(path))))


@cache
def imports(path: Path) -> set[str]:
    """Full names of all that a module imports, wherever in it."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def importers(module: str) -> set[str]:
    """Who imports this module or anything in it."""
    return {
        name_of(path)
        for path in sources()
        if any(each == module or each.startswith(f"{module}.") for each in imports(path))
    }


def called(path: Path) -> Iterator[tuple[str, int]]:
    """What is called as `something.name(…)` or `name(…)`, and in which line."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node.lineno


def dotted(called: ast.expr) -> str:
    """`some.name`; of whatever else stands before a dot, `….name`."""
    if isinstance(called, ast.Attribute):
        return f"{dotted(called.value)}.{called.attr}"
    return called.id if isinstance(called, ast.Name) else "…"


def test_floors_import_only_downwards() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_port_is_filled() -> None:
    for path in sources():
        if path.name == "ports.py" and path.parent.name != "core":
            importlib.import_module(".".join(path.relative_to(HOUSE).with_suffix("").parts))
    compose()
    mail.fill()
    payloads.fill()

    assert len(EVERY_PORT) >= 4
    assert [port.name for port in EVERY_PORT if not port.filled] == []


def test_there_is_one_clock() -> None:
    clock = re.compile(r"^(datetime\.)*(datetime|date)\.(now|utcnow|today)$|^time\.time(_ns)?$")
    found = {name_of(path) for path in sources() for call, _ in called(path) if clock.match(call)}

    assert found == set(CLOCKS)


@pytest.mark.parametrize(
    ("module", "homes"),
    [
        ("tortoise.transactions", {"core/database.py"}),
        ("bleach", {"core/markup.py"}),
        ("httpx", {"core/http.py"}),
        ("aiosqlite", {"core/sqlite_engine.py"}),
        ("aiosmtplib", {"core/mail.py"}),
    ],
)
def test_what_is_dangerous_has_one_home(module: str, homes: set[str]) -> None:
    assert importers(module) == homes


def test_migrations_do_nothing_that_tortoise_does_wrongly() -> None:
    assert [
        f"{name_of(path)}:{line} {call}"
        for path in sources(*FLOORS)
        for call, line in called(path)
        if call.rpartition(".")[2] in FORBIDDEN_OPERATIONS
    ] == []


def test_models_declare_no_constraint_that_would_be_dropped_in_silence() -> None:
    """A CHECK or a conditional UNIQUE is SQL in a migration; the schema's test looks whether it bites."""
    declaring = re.compile(r"""\bconstraints["']?\s*[:=]""")
    assert [name_of(path) for path in sources(*FLOORS) if declaring.search(path.read_text())] == []


@cache
def every_action() -> dict[str, str]:
    """Each floor's actions, by the name that is stored, with the enum's own name for them."""
    found: dict[str, str] = {}
    for floor in FLOORS:
        module = importlib.import_module(f"{floor}.events")
        for enum in vars(module).values():
            if isinstance(enum, type) and issubclass(enum, StrEnum) and enum.__name__.endswith("Event"):
                found |= {member.value: f"{enum.__name__}.{member.name}" for member in enum}
    return found


def declared() -> set[str]:
    every_action()
    return {
        action for action in DECLARED if not action.startswith("thing.")
    }  # tests have a floor of their own


def test_every_action_is_declared_and_named_once() -> None:
    assert declared() == set(every_action())
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", action) for action in declared())


def test_every_action_has_a_template_and_every_template_an_action() -> None:
    folder = HOUSE / "frontend/templates/activity"
    templates = {path.name.removesuffix(".html") for path in folder.glob("[!_]*.html")}

    assert templates == declared()


def test_every_kind_of_notice_can_be_chosen() -> None:
    every_action()
    assert {each.kind for each in DECLARED.values() if each.kind} <= set(KINDS)
    assert all(label.strip() for label in KINDS.values())


def test_files_fit_in_a_readers_head() -> None:
    def too_long(path: Path) -> bool:
        most = LONGEST_MODELS if path.name == "models.py" else LONGEST_FILE
        return len(path.read_text().splitlines()) > most

    assert [name_of(path) for path in sources() if written_by_hand(path) and too_long(path)] == []


def test_functions_fit_on_a_screen() -> None:
    """What stands before the body doesn't count: a command's options are its documentation."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in sources()
        if written_by_hand(path)
        for node in nodes(path)
        if isinstance(node, functions) and (node.end_lineno or 0) - node.body[0].lineno + 1 > LONGEST_FUNCTION
    ] == []


def test_no_error_is_swallowed_without_a_word() -> None:
    assert [
        f"{name_of(path)}:{node.lineno}"
        for path in [*sources(), *sources("tests", "bin")]
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or all(isinstance(each, ast.Pass | ast.Constant) for each in node.body))
    ] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    endings = {".py", ".html", ".css", ".js", ".txt", ".md", ".toml"}
    assert [
        name_of(path)
        for folder in (*PACKAGES, "tests", "docs", "bin")
        for path in sorted((HOUSE / folder).rglob("*"))
        if path.suffix in endings and later.search(path.read_text())
    ] == []
