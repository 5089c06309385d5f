"""Fitting what stood elsewhere into what Madang holds: a long title, a long text and many tags are taken as far as they
go, and the report says so."""

from dataclasses import dataclass, field

from core.markup import LONGEST
from core.text import clean, one_line
from core.words import _
from ideas.tags import LONGEST as LONGEST_TAG
from ideas.tags import MOST as MOST_TAGS
from ideas.tags import normalised
from ideas.words import LONGEST_COMMENT, LONGEST_TITLE
from moving.arriving.forms import Left, Place


@dataclass
class Shaper:
    """Shapes the parts of one row; `changed` says what it had to change."""

    place: Place
    changed: list[Left] = field(default_factory=list)

    def title(self, title: str, body: str) -> tuple[str, str]:
        """The title, and the body that begins with the whole of it where it had to be shortened."""
        line = one_line(title)
        if len(line) <= LONGEST_TITLE:
            return line, body
        self._note(
            _(
                "The title has more than %(most)s characters: it was shortened, and stands whole above the text.",
                most=LONGEST_TITLE,
            )
        )
        return line[: LONGEST_TITLE - 1].rstrip() + "…", f"**{line}**\n\n{body}"

    def body(self, body: str) -> str:
        return self._cut(body, LONGEST)

    def comment(self, body: str) -> str:
        return self._cut(body, LONGEST_COMMENT)

    def _cut(self, text: str, most: int) -> str:
        whole = clean(text)
        if len(whole) <= most:
            return whole
        self._note(_("The text has more than %(most)s characters: the rest was left out.", most=f"{most:,}"))
        return whole[: most - 1].rstrip() + "…"

    def tags(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The first so many, each on its own line of what is read again: without commas and semicolons."""
        plain = (normalised(tag.replace(",", " ").replace(";", " "))[:LONGEST_TAG].strip() for tag in tags)
        kept = list(dict.fromkeys(tag for tag in plain if tag))
        if len(kept) > MOST_TAGS:
            gone = ", ".join(kept[MOST_TAGS:])
            self._note(_("An idea has at most %(most)s tags: left out: %(tags)s.", most=MOST_TAGS, tags=gone))
        return tuple(kept[:MOST_TAGS])

    def _note(self, reason: str) -> None:
        self.changed.append(Left(self.place, reason, by_design=True))
