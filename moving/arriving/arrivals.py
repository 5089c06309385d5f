"""Under which ids of a source people, ideas and comments stand here."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from core.database import on_sqlite, rows
from core.errors import Invalid
from core.secrets import digest
from moving.arriving.forms import Who
from moving.models import Arrival, Thing
from people.addresses import normalised

LONGEST_KEY = 160
"""Characters of a key that are kept as they are."""


@dataclass(frozen=True)
class Settled:
    """An idea of the source that stands here. `root`: where its votes count."""

    id: int
    root: int


def address(email: str) -> str:
    """The address as it is kept here, or "" where it is none."""
    with suppress(Invalid):
        return normalised(email) if email else ""
    return ""


async def subjects(source: str, thing: Thing, keys: Collection[str]) -> dict[str, int]:
    """What arrived under these keys, by its id here."""
    asked = {kept(key): key for key in keys}
    found = await rows(
        """SELECT source_id, subject_id FROM arrival
           WHERE source = :source AND thing = :thing AND source_id IN :keys""",
        source=source,
        thing=thing.value,
        keys=sorted(asked),
    )
    return {asked[each["source_id"]]: int(each["subject_id"]) for each in found}


async def remember(
    source: str, thing: Thing, arrived: Mapping[str, int], words: Mapping[str, str] | None = None
) -> None:
    """Inside the transaction in which they arrive; `words`: the digests of what they say."""
    said = words or {}
    await Arrival.bulk_create(
        [
            Arrival(
                source=source, thing=thing, source_id=kept(key), subject_id=subject, words=said.get(key, "")
            )
            for key, subject in arrived.items()
        ]
    )


def kept(key: str) -> str:
    """A key as it is kept: one that is longer than there is room for, by its digest."""
    return key if len(key) <= LONGEST_KEY else f"sha256:{digest(key)}"


async def persons(source: str, whose: Iterable[Who]) -> dict[Who, int]:
    """Who of these is here: known by the key of an earlier row, else by the e-mail address."""
    asked = {who for who in whose if who}
    by_key = await subjects(source, Thing.PERSON, {who.key for who in asked if who.key})
    by_email = await known_by({address(who.email) for who in asked if who.email} - {""})
    found: dict[Who, int] = {}
    for who in asked:
        here = by_key.get(who.key) if who.key else None
        here = here or by_email.get(address(who.email))
        if here:
            found[who] = here
    return found


async def known_by(emails: Collection[str]) -> dict[str, int]:
    found = await rows("SELECT id, email FROM person WHERE email IN :emails", emails=sorted(emails))
    return {each["email"]: int(each["id"]) for each in found}


async def addresses_of(people: Collection[int]) -> dict[int, str]:
    """The e-mail addresses of those who have one."""
    found = await rows(
        "SELECT id, email FROM person WHERE id IN :ids AND email IS NOT NULL", ids=sorted(people)
    )
    return {int(each["id"]): each["email"] for each in found}


async def settled(source: str, keys: Collection[str]) -> dict[str, Settled]:
    """The ideas of these keys that stand here."""
    found = await rows(
        "SELECT id, source_id, merged_into_id FROM idea WHERE source = :source AND source_id IN :keys",
        source=source,
        keys=sorted(keys),
    )
    return {
        each["source_id"]: Settled(int(each["id"]), int(each["merged_into_id"] or each["id"]))
        for each in found
    }


async def one_at_a_time(source: str) -> None:
    """Inside a transaction: one import of a source at a time. On SQLite there is one writer anyway."""
    if not on_sqlite():
        await rows(
            "SELECT pg_advisory_xact_lock(hashtext('import'), hashtext(CAST(:source AS TEXT)))", source=source
        )


async def free_ids(table: str, many: int) -> Sequence[int]:
    """Inside a transaction: so many ids for new rows of this table (a name of our own), taken for good."""
    if on_sqlite():
        found = await rows(
            f"""SELECT max(coalesce((SELECT max(id) FROM {table}), 0),
                           coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0)) AS last"""
        )
        last = int(found[0]["last"])
        return range(last + 1, last + many + 1)
    found = await rows(
        f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) AS id FROM generate_series(1, CAST(:many AS INT))",
        many=many,
    )
    return [int(each["id"]) for each in found]
