"""The inside of `bin/setup`: standard library only, safe to run twice and at the same time.

What was installed is remembered in `.venv/madang-setup.json` by a digest of what it was made from, so that a
second run has nothing to do.
"""

import argparse
import compileall
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "madang-setup.json"
LOCKS = {"run": HOUSE / "requirements.lock", "dev": HOUSE / "requirements-dev.lock"}
CATALOGS = HOUSE / "frontend" / "locale"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/setup", description="Make this checkout ready to run.")
    parser.add_argument("--dev", action="store_true", help="also install what the tests need")
    kind = "dev" if parser.parse_args().dev else "run"
    with Path(__file__).open() as house_key:
        fcntl.flock(house_key, fcntl.LOCK_EX)  # a second setup waits here, then finds the work done
        try:
            make_venv()
            install(kind)
            compile_catalogs()
            compile_modules()
            if kind == "dev":
                rewrite_tests()
        except subprocess.CalledProcessError as error:
            step = " ".join(str(part) for part in error.cmd[1:4])
            print(f"bin/setup stopped: `{step} …` failed; its words stand above.", file=sys.stderr)
            return 1
    return 0


def make_venv() -> None:
    """A virtual environment that starts and has pip; a broken one (its Python moved away) is made anew."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Making .venv with Python {version} …", flush=True)
    venv.create(VENV, clear=True, with_pip=True, symlinks=True)


def install(kind: str) -> None:
    """The locked packages, each checked against its hash, then Madang itself, editable."""
    done: dict[str, str] = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    lock = digest(LOCKS[kind].read_bytes())
    project = digest(project_tables())
    if done.get(kind) != lock:
        count = sum(line[:1].isalnum() for line in LOCKS[kind].read_text().splitlines())
        print(f"Installing {count} packages into .venv, once; this takes about a minute …", flush=True)
        pip("install", "--no-deps", "--require-hashes", "-r", LOCKS[kind])
        done[kind] = lock
        if kind == "dev":  # the development lock holds the other one whole
            done["run"] = digest(LOCKS["run"].read_bytes())
    if done.get("project") != project:
        pip("install", "--no-deps", "--no-build-isolation", "--editable", HOUSE)
        done["project"] = project
    if not STAMP.exists() or json.loads(STAMP.read_text()) != done:
        STAMP.write_text(json.dumps(done, indent=1))


def digest(content: bytes) -> str:
    return hashlib.sha256(sys.version.encode() + content).hexdigest()


def project_tables() -> bytes:
    """What an editable install is made from: the tables of pyproject.toml that say what Madang is."""
    tables = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    said = [str(HOUSE), tables["build-system"], tables["project"], tables["tool"]["setuptools"]]
    return json.dumps(said, sort_keys=True).encode()


def pip(*arguments: str | Path) -> None:
    quiet = {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    command = [PYTHON, "-m", "pip", "--quiet", *arguments]
    subprocess.run(command, env={**os.environ, **quiet}, stdin=subprocess.DEVNULL, check=True)


def compile_catalogs() -> None:
    """The words of each language, in the form that gettext reads, where they are newer than that form."""
    for words in sorted(CATALOGS.glob("*/LC_MESSAGES/*.po")):
        compiled = words.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= words.stat().st_mtime_ns:
            continue
        half = compiled.with_suffix(".half")
        command = [PYTHON, "-m", "babel.messages.frontend", "--quiet", "compile", "-i", words, "-o", half]
        subprocess.run([*command, "-l", words.parts[-3]], check=True)
        half.replace(compiled)  # a yard that is being served never reads half a catalog


def compile_modules() -> None:
    """Our modules as pip leaves those it installs, also where Python is told to write no bytecode: to read them from
    the source at each start takes as long as all the rest of it."""
    included = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]
    for name in [*(each.rstrip("*") for each in included["include"]), "tests"]:
        compileall.compile_dir(HOUSE / name, quiet=2)


def rewrite_tests() -> None:
    """The tests in the form that pytest gives them, once for a fresh checkout: each of the processes that share them
    would do all of it again. What is changed later is rewritten where it is run, and an error is told there."""
    if any((HOUSE / "tests").rglob("*-pytest-*.pyc")):
        return
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [PYTHON, "-m", "pytest", "--collect-only", "--quiet"]
    with tempfile.TemporaryDirectory(prefix="madang-setup-") as scratch:
        environment = {**kept, "TMPDIR": scratch}
        subprocess.run(
            command,
            cwd=HOUSE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


if __name__ == "__main__":
    sys.exit(main())
