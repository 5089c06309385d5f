"""Where `madang` begins: in the operator's language, and with every expected failure said in words."""

import gc
import os
import sys

from commands import console
from commands.failures import explained
from core.words import _
from frontend.translations import negotiate, speaking_locale

INTERRUPTED = 130
"""The exit status of what Ctrl-C ended, as shells have it."""


def main() -> None:
    """Run the command line. Ends with status 0, 1 (what was asked wasn't done), 2 (asked wrongly) or 130."""
    with speaking_locale(_language()):
        gc.disable()  # hardly anything that is loaded is garbage, and looking for it takes time
        from commands.program import (
            program,  # help is worded when the program is read: after the language is known
        )

        gc.freeze()
        gc.enable()
        try:
            program()
        except KeyboardInterrupt:
            console.complain(_("Stopped."))
            sys.exit(INTERRUPTED)
        except Exception as error:
            sentence = explained(error)
            if sentence is None:
                raise
            console.complain(sentence)
            sys.exit(1)


def _language() -> str:
    """As POSIX has it: LC_ALL before LC_MESSAGES before LANG (`ko_KR.UTF-8`)."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return negotiate(next((locale for locale in named if locale), ""))
