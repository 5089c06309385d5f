"""docs/loop.md says what the code does: its tables are made from it."""

import os
from pathlib import Path

from tests.roadmap.loop_page import BLOCK, TABLES, made

PAGE = Path("docs/loop.md")


def test_the_page_says_what_the_code_does() -> None:
    """`MADANG_WRITE_DOCS=1` writes the tables anew."""
    if os.environ.get("MADANG_WRITE_DOCS"):
        PAGE.write_text(made(PAGE.read_text("utf-8")), "utf-8")
    there = PAGE.read_text("utf-8")

    assert there == made(there), "Run MADANG_WRITE_DOCS=1 .venv/bin/pytest tests/roadmap/test_loop_page.py"
    assert {found[2] for found in BLOCK.finditer(there)} == set(TABLES)
