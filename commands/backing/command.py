"""`madang backup` and `madang restore` as they are typed, and what they say."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from commands import console
from core.words import _, ngettext

To = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help=_("Where to write it. A backup that is there is replaced once the new is whole.")
    ),
]
From = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, readable=True, help=_("What `madang backup` wrote.")
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help=_("Also where somebody is in the database: all of it is replaced."))
]


def backup(file: To) -> None:
    from commands.backing import backup as backing  # what every start would otherwise wait for

    made = asyncio.run(backing.backup(file, console.complain))
    rows = sum(made.counts.values())
    console.say(
        ngettext(
            "%(file)s holds %(rows)s row in %(tables)s tables, read back and compared.",
            "%(file)s holds %(rows)s rows in %(tables)s tables, read back and compared.",
            rows,
            file=file,
            rows=f"{rows:,}",
            tables=len(made.counts),
        )
    )
    if made.secret == "here":
        console.say(_("The secret key is in it too: keep the file where nobody else can read it."))
    else:
        console.say(
            _(
                "SECRET_KEY isn't in it: keep that elsewhere. Without it the links in mail that was sent and the"
                " addresses of rooms' feeds end."
            )
        )


def restore(file: From, force: Force = False) -> None:
    from commands.backing import restore as backing  # the same

    done = asyncio.run(backing.restore(file, force=force))
    for sentence in done.wrong:
        console.complain(sentence)
    moment = done.manifest.made_at.strftime("%Y-%m-%d %H:%M UTC")
    console.say(_("The yard is as it was on %(moment)s.", moment=moment))
    if done.other_key:
        console.say(
            _(
                "SECRET_KEY here isn't the one of that yard: the links in mail that was sent and the addresses of"
                " rooms' feeds end. Set the old one to keep them."
            )
        )
    if done.older:
        console.say(_("It was made by an older Madang: run `madang migrate`, and then `madang doctor`."))
    else:
        console.say(_("What must always hold was looked through."))
