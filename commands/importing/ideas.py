"""`madang import ideas`: from a file to the yard."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from commands import console
from commands.importing import columns
from commands.importing.reports import Report
from core.database import in_transaction
from core.errors import Refused
from core.words import _
from ideas.imports.places import Places
from ideas.imports.rows import LONGEST_SOURCE, LeftOut, Unsaid, Wanted, checked
from ideas.imports.taking import BATCH, Outcome, take
from moving.arriving.files import File, Raw
from moving.arriving.seen import Seen


@dataclass(frozen=True)
class Order:
    """What is to be imported, and how."""

    path: Path
    source: str
    unsaid: Unsaid
    columns: dict[str, str] = field(default_factory=dict)
    create_boards: bool = False
    dry_run: bool = False
    strict: bool = False


@dataclass
class _Batch:
    rows: list[tuple[int, Wanted]] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    raw: dict[int, Raw] = field(default_factory=dict)
    read: int = 0


class Import:
    """One run. `strict`: every row is checked first, and then all are written in one transaction or none is."""

    def __init__(self, order: Order, report: Report) -> None:
        if not order.source or len(order.source) > LONGEST_SOURCE:
            raise Refused(_("A source's name has 1 to %(most)s characters.", most=LONGEST_SOURCE))
        self.order = order
        self.report = report
        self.file = File(order.path)
        self._unsaid = order.unsaid
        self._columns = columns.found(order.columns, self.file.columns)

    async def run(self) -> Outcome:
        """Import the file; `left_out` of the outcome stays empty, for the report has heard of each row."""
        await self._choose_board()
        if not self.order.strict:
            verb = _("Checking") if self.order.dry_run else _("Importing")
            return await self._pass(verb, dry_run=self.order.dry_run)
        outcome = await self._pass(_("Checking"), dry_run=True)
        if self.report.count or self.order.dry_run:
            return outcome
        return await self._all_or_nothing()

    @in_transaction
    async def _all_or_nothing(self) -> Outcome:
        outcome = await self._pass(_("Importing"), dry_run=False)
        if self.report.count:
            raise Refused(_("The yard changed meanwhile, so nothing was imported. Please try again."))
        return outcome

    async def _choose_board(self) -> None:
        """Rows that name no board go to the one that was asked for, or to the first one here."""
        places = await Places.known(create=self.order.create_boards)
        name = self.order.unsaid.board
        if name and not self.order.create_boards and not places.knows(name):
            known = ", ".join(places.slugs)
            raise Refused(
                _("There is no board “%(board)s” here. There are: %(known)s.", board=name, known=known)
            )
        self._unsaid = replace(self.order.unsaid, board=name or places.first)

    async def _pass(self, verb: str, *, dry_run: bool) -> Outcome:
        places = await Places.known(create=self.order.create_boards)
        total = Outcome()
        with console.meter(verb, self.file.size) as meter, Seen() as seen:
            for batch in self._batches(places, seen):
                taken = await take(batch.rows, source=self.order.source, places=places, dry_run=dry_run)
                total.taken += taken.taken
                total.unchanged += taken.unchanged
                total.updated += taken.updated
                self._leave_out(batch, taken)
                meter(batch.read, len(batch.rows) + len(batch.left_out))
        return total

    def _leave_out(self, batch: _Batch, taken: Outcome) -> None:
        for line, reason in sorted(batch.left_out + taken.left_out):
            values = batch.raw[line].values
            said = [values.get(self._columns[name]) for name in ("source_id", "title")]
            self.report.add(line, reason, *said)

    def _batches(self, places: Places, seen: Seen) -> Iterator[_Batch]:
        batch = _Batch()
        for raw in self.file.rows():
            batch.raw[raw.line], batch.read = raw, raw.read
            try:
                batch.rows.append((raw.line, self._wanted(raw, places, seen)))
            except LeftOut as reason:
                batch.left_out.append((raw.line, str(reason)))
            if len(batch.raw) == BATCH:
                yield batch
                batch = _Batch()
        if batch.raw:
            yield batch

    def _wanted(self, raw: Raw, places: Places, seen: Seen) -> Wanted:
        if raw.problem:
            raise LeftOut(raw.problem)
        values = {name: raw.values.get(column) for name, column in self._columns.items()}
        wanted = checked(values, self._unsaid)
        places.demand(wanted.board)
        first = seen.first_line(wanted.source_id, raw.line)
        if first != raw.line:
            raise LeftOut(_("The source_id stands on line %(line)s already.", line=first))
        return wanted
