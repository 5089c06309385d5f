"""When something was created, as other programs write it down."""

import re
from datetime import UTC, datetime, tzinfo

DAY_FIRST_PART = re.compile(r"(\d{4})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{1,2})\.?")
"""`2017.08.25`, `2017. 8. 25.`, `2017/8/25`: the year always stands first, so nothing has to be guessed."""

HALVES = re.compile(r"(오전|오후|AM|PM)\s*(\d{1,2}):", re.IGNORECASE)


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment in UTC, or None where this is no date. Without a zone of its own it is read in `zone`.

    Takes ISO 8601, and days with dots or slashes followed by a time or none (`2017. 8. 25. 오후 3:30`). A day alone
    is its first second.
    """
    try:
        read = datetime.fromisoformat(_as_iso(text))
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _as_iso(text: str) -> str:
    day = DAY_FIRST_PART.match(text)
    if not day:
        return text
    year, month, date = (int(part) for part in day.groups())
    rest = HALVES.sub(_hour, text[day.end() :].strip().removeprefix("T"))
    hour = re.match(r"\d:", rest)
    return f"{year:04}-{month:02}-{date:02}" + (f"T{'0' if hour else ''}{rest}" if rest else "")


def _hour(found: re.Match[str]) -> str:
    if not 1 <= int(found[2]) <= 12:
        raise ValueError(found[0])
    afternoon = found[1].lower() in ("오후", "pm")
    return f"{int(found[2]) % 12 + 12 * afternoon:02}:"
