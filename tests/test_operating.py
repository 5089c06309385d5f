"""What the operator's pages and files name exists: commands, options, settings, figures, routes."""

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from commands.program import program
from core import measures
from core.settings import Settings
from frontend.routes import named

HOUSE = Path(__file__).resolve().parents[1]
PAGES = [
    HOUSE / "docs/operating.md",
    HOUSE / "docs/growing.md",
    HOUSE / "Procfile",
    *sorted((HOUSE / "deploy").iterdir()),
]
SETTINGS = {str(field.validation_alias) for field in Settings.model_fields.values()}
OURS = re.compile(r"\b(?:MADANG_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL|BASE_URL|SECRET_KEY|MAIL_URL|MAIL_FROM)\b")


def text(path: Path) -> str:
    return path.read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_an_operator_is_told_to_type_exists(page: Path) -> None:
    commands = get_command(program).commands  # type: ignore[attr-defined]
    for line in re.findall(r"(?:madang|/bin/madang) ((?:[a-z]+)(?: --[a-z]+)*)", code(page)):
        name, *options = line.split()
        assert name in commands, f"{page.name}: madang {name}"
        known = {each for parameter in commands[name].params for each in parameter.opts}
        assert set(options) <= known, f"{page.name}: madang {line}"


def code(page: Path) -> str:
    """What is meant literally: in prose only what stands between backquotes or in a block."""
    said = text(page)
    if page.suffix != ".md":
        return "\n".join(re.findall(r"(?:^\w+: |ExecStart\w*=|podman run .*?… ).*", said, re.MULTILINE))
    return "\n".join(re.findall(r"```.*?```|`[^`]+`", said, re.DOTALL))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_named_exists(page: Path) -> None:
    assert set(OURS.findall(text(page))) <= SETTINGS | {"MADANG_TEST_POSTGRES"}


def test_every_setting_is_explained() -> None:
    explained = text(HOUSE / "README.md") + text(HOUSE / "docs/operating.md")
    assert [name for name in sorted(SETTINGS) if f"`{name}`" not in explained] == []


async def test_every_figure_is_explained_and_every_explained_one_is_told(database: str) -> None:
    from activity import pulse
    from activity.figures import figures

    await pulse.beat("one")
    measures.answered("x", "GET", 200, 0.1)
    told = measures.exposed(await figures()).decode()
    names = {
        name for name in re.findall(r"^# TYPE (\S+)", told, re.MULTILINE) if not name.endswith("_created")
    }
    explained = set(re.findall(r"\b((?:madang|process)_[a-z_]+)\b", text(HOUSE / "docs/operating.md")))

    assert {name for name in names if name.startswith("madang_")} <= explained
    assert explained - {"madang_worker"} <= names


def test_what_machines_ask_exists_and_files_that_are_named_stand_there() -> None:
    paths = {route.path for route in named()}
    operating = text(HOUSE / "docs/operating.md")
    assert {"/health", "/ready", "/metrics"} <= paths
    named_so = set(re.findall(r"`((?:\.\./)?[\w-]+(?:\.(?:service|timer|env|conf|html)|file))`", operating))
    assert len(named_so) >= 8
    assert [name for name in sorted(named_so) if not (HOUSE / "deploy" / name).exists()] == []
    for line in text(HOUSE / "Procfile").splitlines():
        assert re.fullmatch(r"(release|web|worker): madang [a-z]+( --proxy \"\*\")?", line)


def test_proxies_neither_compress_nor_log_what_holds_secrets_and_keep_the_figures_inside() -> None:
    nginx, caddy = ((HOUSE / "deploy" / name).read_text() for name in ("nginx.conf", "Caddyfile"))
    said = [re.sub(r"#.*", "", each) for each in (nginx, caddy)]

    assert said[0].count("gzip off;") == 1
    assert said[0].count("access_log off;") == said[0].count("server {") == 2
    assert not re.search(r"^\s*(encode|log)\b", said[1], re.MULTILINE)
    assert "location = /metrics {\n        return 404;" in said[0]
    assert "respond /metrics 404" in said[1]
    assert all("/opt/madang/deploy" in each and "/away.html" in each for each in said)


def test_the_page_describes_the_backup_as_it_is_written() -> None:
    from commands.backing import archives

    operating = text(HOUSE / "docs/operating.md")
    for name in (
        archives.MANIFEST,
        archives.SQLITE,
        archives.POSTGRES,
        archives.SECRET,
        *archives.Manifest.model_fields,
    ):
        assert f"`{name}`" in operating, name
    assert isinstance(program, typer.Typer)
