"""Does search find what is there?"""

from collections.abc import Iterable

from commands.doctor.findings import Finding, well, wrong
from core.words import _, ngettext
from ideas.search.rebuilding import state


async def index() -> Iterable[Finding]:
    found = await state()
    if not found.current:
        return [wrong(_("Search goes by another version's index of words: run `madang reindex`."))]
    if found.lacking:
        sentence = ngettext(
            "%(num)s text can't be found, for the index of words lacks it: run `madang reindex`.",
            "%(num)s texts can't be found, for the index of words lacks them: run `madang reindex`.",
            found.lacking,
        )
        return [wrong(sentence)]
    if found.left_over:
        sentence = ngettext(
            "The index of words still holds %(num)s text that is gone: run `madang reindex`.",
            "The index of words still holds %(num)s texts that are gone: run `madang reindex`.",
            found.left_over,
        )
        return [wrong(sentence)]
    return [well(_("Search finds every text that stands."))]
