"""Boards as a file names them: by slug or by name."""

import re

from activity.operations import record
from core.database import in_transaction
from core.text import language
from core.words import _
from ideas.boards import SLUG
from ideas.events import BoardEvent
from ideas.imports.rows import LeftOut
from ideas.models import Board

LONGEST_NAME = 80


class Places:
    """The boards that stand, and, with `create`, those that rows name first."""

    def __init__(self, boards: list[Board], *, create: bool) -> None:
        self._ids = {board.name.casefold(): board.id for board in reversed(boards)}
        self._ids |= {board.slug.casefold(): board.id for board in boards}
        self._create = create
        self.first = boards[0].slug if boards else ""
        self.slugs = [board.slug for board in boards]

    @classmethod
    async def known(cls, *, create: bool) -> "Places":
        """The boards as they stand now, archived ones left out; the first one is what `first` names."""
        return cls(await Board.filter(archived_at=None).order_by("position", "id"), create=create)

    def demand(self, name: str) -> None:
        """Raises `LeftOut` where rows can't go to a board of this name."""
        if not name:
            raise LeftOut(_("The row names no board, and there is none here."))
        if self.knows(name):
            return
        if not self._create:
            raise LeftOut(_("There is no board “%(board)s” here.", board=name[:LONGEST_NAME]))
        if len(name) > LONGEST_NAME:
            raise LeftOut(_("A board's name has at most %(most)s characters.", most=LONGEST_NAME))

    def knows(self, name: str) -> bool:
        return name.casefold() in self._ids

    def id_of(self, name: str) -> int:
        return int(self._ids[name.casefold()])

    async def make(self, name: str) -> None:
        """The board of this name, made anew unless there is one."""
        if not self.knows(name):
            self._ids[name.casefold()] = await _made(name)


@in_transaction
async def _made(name: str) -> int:
    position = await Board.all().count()
    board = await Board.create(slug=await _free_slug(name), name=name, lang=language(name), position=position)
    await record(BoardEvent.CREATED, by=None, about=("board", board.id))
    return int(board.id)


async def _free_slug(name: str) -> str:
    """From the name's Latin letters; a name that has none gives `board-2`, `board-3`, …"""
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50].rstrip("-")
    stem = stem if SLUG.fullmatch(stem) else "board"
    slug, number = stem, 1
    while slug == "board" or await Board.exists(slug=slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug
