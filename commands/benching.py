"""`madang bench` as it is typed: its options. What does the work is imported only when it is wanted."""

from pathlib import Path
from typing import Annotated

import typer

from core.errors import Misconfigured
from core.words import _, ngettext

Ideas = Annotated[
    list[int] | None,
    typer.Option(
        min=1, help=_("How many ideas; again for more yards. 1000, 100000 and 1000000 unless said.")
    ),
]
Database = Annotated[
    str,
    typer.Option(
        metavar="SERVER",
        help=_("A PostgreSQL server, where databases madang_bench_… are made; SQLite unless given."),
    ),
]
Directory = Annotated[
    Path | None, typer.Option(help=_("Where SQLite's files are kept: var/bench unless said."))
]
Rebuild = Annotated[bool, typer.Option("--rebuild", help=_("Build anew what stands already."))]
Keep = Annotated[bool, typer.Option(help=_("Keep the databases for the next time."))]
Measure = Annotated[bool, typer.Option(help=_("Measure, or build alone."))]
Requests = Annotated[int, typer.Option(min=2, help=_("Requests to each page, one after the other."))]
Seconds = Annotated[
    float, typer.Option(min=0, help=_("Seconds for which each page is asked for from 16 connections."))
]
Markdown = Annotated[
    Path | None, typer.Option(metavar="FILE", help=_("Write the tables as Markdown as well."))
]
Strict = Annotated[bool, typer.Option("--strict", help=_("End with status 1 where an aim is missed."))]


def bench(
    ideas: Ideas = None,
    database: Database = "",
    directory: Directory = None,
    rebuild: Rebuild = False,
    keep: Keep = True,
    measure: Measure = True,
    requests: Requests = 200,
    seconds: Seconds = 1.0,
    markdown: Markdown = None,
    strict: Strict = False,
) -> None:
    from commands.bench import command  # what every start would otherwise wait for

    wanted = command.Wanted(
        sizes=ideas or command.SIZES,
        database=database,
        directory=directory or command.default_directory(),
        rebuild=rebuild,
        keep=keep,
        measure=measure,
        requests=requests,
        seconds=seconds,
        markdown=markdown,
    )
    missed = command.bench(wanted)
    if missed and strict:
        raise Misconfigured(ngettext("%(num)s aim is missed.", "%(num)s aims are missed.", missed))
