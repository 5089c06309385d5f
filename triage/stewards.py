"""Who is called when something waits: those who answer for a board, and then everybody who works here."""

from collections.abc import Iterable

from activity.models import Calling
from ideas.boards import managers_of
from people.models import Person, Role

MANAGERS = [role for role in Role if role.rank >= Role.MANAGER.rank]
STAFF = [role for role in Role if role.is_staff]


async def stewards_of(board_id: int, *, but: int | None = None) -> list[int]:
    """The managers of a board; where nobody answers for it, all managers. Without one whom it isn't for."""
    here = await _here(MANAGERS, await managers_of(board_id))
    return [each for each in here if each != but] or await managers_here(but=but)


async def managers_here(*, but: int | None = None) -> list[int]:
    """All managers, without one whom it isn't for."""
    return [each for each in await _here(MANAGERS) if each != but]


async def everybody_here() -> list[int]:
    """All staff."""
    return await _here(STAFF)


def asked(person_ids: Iterable[int], *, but: int | None = None) -> dict[int, Calling]:
    """Each of them addressed, except whoever it would tell nothing new."""
    return {person: Calling.ASKED for person in person_ids if person != but}


async def _here(roles: list[Role], among: list[int] | None = None) -> list[int]:
    people = Person.filter(role__in=roles, deactivated_at=None)
    if among is not None:
        people = people.filter(id__in=among)
    return [person.id for person in await people.order_by("id").only("id")]
