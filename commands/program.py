"""The commands, as `madang --help` shows them. Each calls what does the work."""

import asyncio
from typing import Annotated

import typer

from commands import console, serving
from commands.addresses import print_addresses
from commands.admins import admin
from commands.backing.command import backup, restore
from commands.benching import bench
from commands.erasing import erase
from commands.exporting.command import export_all, import_madang
from commands.importing.command import import_ideas
from commands.importing.moving import import_fider, import_github, import_uservoice
from commands.tokens import token
from commands.yard import entered, is_empty
from core.errors import Misconfigured
from core.migrations import migrate as apply_migrations
from core.settings import settings
from core.words import _, ngettext
from ideas.search.rebuilding import rebuild

program = typer.Typer(
    name="madang",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_("The yard where a company, its customers and its partners build the product together."),
    epilog=_(
        "A new yard: `madang migrate`, `madang serve`, then `madang admin you@example.com` for a way in."
    ),
)
importing = typer.Typer(no_args_is_help=True, help=_("Bring in what people wrote elsewhere."))
program.add_typer(importing, name="import")
importing.command(
    "ideas",
    help=_(
        "Import ideas and complaints from a CSV or JSON Lines file. What is here already isn't taken twice."
    ),
    epilog=_(
        "Try it first: madang import ideas ideas.csv --dry-run\n\n"
        "Name columns: madang import ideas old.jsonl --source oldforum --map source_id=no --map body=content\n\n"
        "The fields are described in docs/import.md."
    ),
)(import_ideas)
importing.command(
    "madang",
    help=_("Make a yard of what `madang export` has written, in an empty, migrated database."),
    epilog=_("On the new machine: madang migrate, then madang import madang yard.zip\n\nSee docs/export.md."),
)(import_madang)
program.command(
    "export",
    help=_(
        "Write everything to a ZIP: a file for each table, tables for spreadsheets. The site goes on meanwhile."
    ),
    epilog=_("madang export yard.zip\n\nThe form is described in docs/export.md."),
)(export_all)


for _name, _command, _what in (
    ("fider", import_fider, _("Fider's backup (ZIP), or its list of posts (CSV).")),
    ("uservoice", import_uservoice, _("UserVoice's list of suggestions and supporters (CSV).")),
    ("github", import_github, _("GitHub's issues or discussions, with their reactions (JSON).")),
):
    importing.command(
        _name,
        help=_what,
        epilog=_(
            "Try it first: madang import %(name)s FILE --dry-run\n\nWhat is taken stands in docs/import.md.",
            name=_name,
        ),
    )(_command)


@program.command(
    help=_("Serve the site until it is told to stop (Ctrl-C, SIGTERM)."),
    epilog=_(
        "At home: madang serve --port 9000\n\nBehind nginx on the same machine: madang serve --proxy 127.0.0.1"
    ),
)
def serve(
    host: Annotated[
        str | None,
        typer.Option(
            help=_("The address to listen on: 127.0.0.1, or every address where PORT is in the environment.")
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help=_("Instead of PORT, or of 8000."))
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESSES",
            help=_(
                "Believe the X-Forwarded-For and -Proto of proxies at these addresses and networks, or of whoever"
                " connects (*). Instead of MADANG_PROXY."
            ),
        ),
    ] = None,
) -> None:
    serving.serve(host, port, proxy)


@program.command(
    help=_("Bring the database up to date. Done already, it changes nothing."),
    epilog=_("On PostgreSQL: DATABASE_URL=postgres://user@host/madang madang migrate"),
)
def migrate() -> None:
    applied = asyncio.run(apply_migrations(settings().database, lambda name: console.say(f"✓ {name}")))
    if not applied:
        console.say(_("The database is up to date."))


@program.command(
    help=_("Tell people what happened: notices and mail. Ends what is in hand when it is told to stop."),
    epilog=_("Needed where MADANG_WORKER is external, as it is on PostgreSQL; any number may run."),
)
def worker() -> None:
    serving.work()


@program.command(
    help=_("Fill an empty yard with a company, its customers and partners, and months of what they said."),
    epilog=_("A yard to play in: DATABASE_URL=sqlite://var/demo.sqlite3 madang demo"),
)
def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help=_("Do nothing where there is something already."))
    ] = False,
) -> None:
    asyncio.run(_demo(if_empty))


async def _demo(if_empty: bool) -> None:
    from commands.demo.player import play  # the same

    async with entered():
        if if_empty and not await is_empty():
            return
        with console.steps(_("Nine months of talk")) as progress:
            await play(progress)
        console.say(_("The yard is full of invented people and ideas."))


program.command(
    help=_(
        "Make somebody an admin, new or known, and print a link that signs them in once, within ten minutes."
    ),
    epilog=_("The first way into a new yard: madang admin you@example.com"),
)(admin)

program.command(
    "token",
    help=_("Make a token by which a program acts for somebody, new or known, and print it: once, and alone."),
    epilog=_(
        "A program that only looks: madang token bot@example.com --scope read --name Dashboard\n\n"
        "What the person may not do, their token may not either: madang admin makes an admin."
    ),
)(token)

program.command(
    help=_(
        "Erase somebody who asked for it: what says who they were goes for good, what they did stays, nameless."
    ),
    epilog=_(
        "Look first: madang erase them@example.com --dry-run\n\ndocs/operating.md says what goes and what stays."
    ),
)(erase)


@program.command(
    help=_("Make the index of words for search anew from the texts. Search goes on meanwhile."),
    epilog=_("`madang doctor` says when it is needed."),
)
def reindex() -> None:
    asyncio.run(_reindex())


async def _reindex() -> None:
    async with entered():
        with console.steps(_("Reading")) as progress:
            done = await rebuild(progress)
        console.say(ngettext("%(num)s text was read.", "%(num)s texts were read.", done))


@program.command(
    help=_("Print where ideas stood before they moved in, and where they stand now."),
    epilog=_("For a reverse proxy: madang addresses > old.tsv (docs/import.md says how)."),
)
def addresses() -> None:
    asyncio.run(print_addresses())


@program.command(
    "doctor", help=_("Look whether this yard is well: settings, database, what must always hold, mail.")
)
def examine(
    mail: Annotated[
        bool, typer.Option("--mail", help=_("Also call the mail server, and sign in there. Nothing is sent."))
    ] = False,
) -> None:
    from commands import doctor  # what every start would otherwise wait for

    wrong = asyncio.run(doctor.examine(mail=mail))
    if wrong:
        raise Misconfigured(ngettext("%(num)s thing is wrong.", "%(num)s things are wrong.", wrong))
    console.say(_("All is well."))


program.command(
    help=_(
        "Write everything into one file, also while the site is used, and look whether the copy is whole."
    ),
    epilog=_("Each night: madang backup /var/backups/madang.zip\n\ndocs/operating.md describes the file."),
)(backup)

program.command(
    help=_("Bring back what `madang backup` wrote, in one step, once it is found whole."),
    epilog=_("Stop `madang serve` and `madang worker` first: madang restore /var/backups/madang.zip"),
)(restore)

program.command(
    "bench",
    help=_(
        "Build yards of a thousand to a million ideas in databases of their own, and measure how fast they are."
    ),
    epilog=_(
        "Short: madang bench --ideas 1000\n\n"
        "On PostgreSQL, beside what else is there: madang bench --database postgres://user@host/"
    ),
)(bench)
