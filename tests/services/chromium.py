"""The Chromium that the browser tests drive, and Korean letters for it to draw.

`CHROMIUM` names one; else one on the path; else Playwright's own download. Only `bin/test` installs what is
missing: Debian's packages where we are root there, else by Playwright.

    python -m tests.services.chromium [--install]     prints its path
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.services import Unavailable

VARIABLE = "CHROMIUM"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "No Chromium could be had: install your system's chromium, or set CHROMIUM to a browser's path."
MINUTES_TO_INSTALL = 10


def launch_arguments() -> list[str]:
    """No request that the page didn't make. Root has no sandbox to offer."""
    return [*(["--no-sandbox"] if os.geteuid() == 0 else []), *QUIET]


@cache
def chromium() -> str:
    """The path of a Chromium that starts, or `Unavailable`."""
    given = os.environ.get(VARIABLE)
    if given:
        if _starts(given):
            return given
        raise Unavailable(f"CHROMIUM={given} names no browser that starts.")
    for name in NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    downloaded = _downloaded()
    if downloaded and _starts(downloaded):
        return downloaded
    raise Unavailable(MISSING)


def installed_chromium() -> str:
    """The path of a Chromium, installed first where there is none."""
    _install_korean_font()
    try:
        return chromium()
    except Unavailable:
        if os.environ.get(VARIABLE):
            raise
    if _may_apt():
        print(
            "Installing Chromium and Korean fonts from Debian's packages for the browser tests …", flush=True
        )
        _apt("chromium", "fonts-noto-cjk")
    else:
        _tell("Downloading Playwright's Chromium for the browser tests …")
        _quietly([sys.executable, "-m", "playwright", "install", "chromium"])
    return chromium()


def _starts(path: str) -> bool:
    """Some systems keep a command by this name that only says where to get the browser."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0


def _downloaded() -> str:
    """Playwright's own, if it is there. Asked in another process: an event loop may be running here."""
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    said = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True)
    path = said.stdout.strip()
    return path if path and Path(path).exists() else ""


def _install_korean_font() -> None:
    if not _may_apt() or (shutil.which("fc-list") and _said(["fc-list", ":lang=ko"])):
        return
    _tell("Installing Korean fonts from Debian's packages for the browser tests …")
    if not _apt("fontconfig", "fonts-noto-cjk"):
        _tell("Korean fonts could not be installed; screenshots will show boxes.")


def _may_apt() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists() and bool(shutil.which("apt-get"))


def _apt(*packages: str) -> bool:
    options = ["-qq", "-y", "-o", "DPkg::Lock::Timeout=300"]
    _quietly(["apt-get", "-qq", "update"])
    return _quietly(["apt-get", *options, "install", "--no-install-recommends", *packages])


def _quietly(command: list[str]) -> bool:
    """Runs the command; shows what it said only if it failed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=MINUTES_TO_INSTALL * 60,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _tell(str(error))
        return False
    if done.returncode:
        _tell(done.stdout)
    return done.returncode == 0


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def main(arguments: list[str]) -> int:
    try:
        print(installed_chromium() if "--install" in arguments else chromium())
    except Unavailable as missing:
        _tell(str(missing))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
