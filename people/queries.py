"""What people see of people. Addresses are for staff and oneself: see `people.permissions.can_see_email`."""

from collections.abc import Sequence

from core.asking import Question
from core.clock import now
from core.database import Row, moment, row, rows
from core.errors import NotFound
from people.models import Invitation, Organisation, Person, Role
from people.permissions import can_see_profile, must_administer, must_be_staff

PAGE = 50


async def person_by_id(person_id: int) -> Person | None:
    return await Person.get_or_none(id=person_id)


async def visible_profile(person_id: int, reader: Person | None) -> Person:
    """The person with their organisation. Raises `NotFound` also where this reader may not know them."""
    person = await Person.get_or_none(id=person_id).prefetch_related("organisation")
    if person is None or not can_see_profile(reader, person):
        raise NotFound
    return person


async def staff_people() -> list[Person]:
    """Those who can answer, own and manage."""
    staff = [role for role in Role if role.is_staff]
    return await Person.filter(role__in=staff, deactivated_at=None).order_by("name", "id")


def staff_names() -> Question[list[Row]]:
    """The same as rows for a choice: id, name, role, department."""
    return Question(
        """SELECT id, name, role, department FROM person
           WHERE role IN ('employee', 'manager', 'admin') AND deactivated_at IS NULL ORDER BY name, id""",
        "id name role department",
        {},
        list,
    )


async def who_blocked(person_id: int, among: Sequence[int]) -> set[int]:
    """Of `among`, those who don't want to hear from this person."""
    found = await rows(
        "SELECT person_id FROM block WHERE blocked_id = :id AND person_id IN :among",
        id=person_id,
        among=among,
    )
    return {one["person_id"] for one in found}


async def blocked_by(person_id: int) -> list[Row]:
    """Those whom this person doesn't want to hear from, the latest first: id, name, at."""
    found = await rows(
        """SELECT p.id, p.name, b.created_at AS at FROM block b JOIN person p ON p.id = b.blocked_id
           WHERE b.person_id = :person ORDER BY b.id DESC""",
        person=person_id,
    )
    return [{**each, "at": moment(each["at"])} for each in found]


async def list_profiles(
    q: str = "", role: Role | None = None, before: int | None = None, *, reader: Person, limit: int = PAGE
) -> tuple[list[Person], int | None]:
    """Those whose page this reader may open (`can_see_profile`), with their organisations, the newest first; and before
    which there are more. Found by name and handle, by staff also by address."""
    looked = "OR p.email LIKE :q ESCAPE '!'" if reader.is_staff else ""
    seen = f"AND (p.id = :reader OR {SEEN})" if not reader.is_staff else ""
    found = await rows(
        f"""SELECT p.id FROM person p
            WHERE p.id < :before AND (:role = '' OR p.role = :role) {seen}
              AND (lower(p.name) LIKE :q ESCAPE '!' OR p.handle LIKE :q ESCAPE '!' {looked})
            ORDER BY p.id DESC LIMIT :many""",
        before=before if before is not None else 2**62,
        role=role.value if role else "",
        q=_containing(q),
        many=limit + 1,
        **({} if reader.is_staff else {"reader": reader.id}),
    )
    ids = [each["id"] for each in found[:limit]]
    people = await Person.filter(id__in=ids).order_by("-id").prefetch_related("organisation")
    return people, ids[-1] if len(found) > limit else None


SEEN = """(p.deactivated_at IS NULL AND p.name <> ''
           AND (p.visibility IN ('public', 'members') OR p.role IN ('employee', 'manager', 'admin')))"""
"""Whom every member may know of: `can_see_profile` in SQL."""


async def list_people(
    q: str = "", role: Role | None = None, after: int | None = None, *, reader: Person, limit: int = PAGE
) -> tuple[list[Person], int | None]:
    """For admins: people by name, handle or address, the newest first, and the key of the next page."""
    must_administer(reader)
    found = await rows(
        """SELECT p.* FROM person p
           WHERE p.id < :after AND (:role = '' OR p.role = :role)
             AND (lower(p.name) LIKE :q ESCAPE '!' OR p.handle LIKE :q ESCAPE '!'
                  OR p.email LIKE :q ESCAPE '!')
           ORDER BY p.id DESC LIMIT :many""",
        after=after if after is not None else 2**62,
        role=role.value if role else "",
        q=_containing(q),
        many=limit + 1,
    )
    people = [Person._init_from_db(**one) for one in found[:limit]]
    return people, people[-1].id if len(found) > limit else None


async def represented(q: str, *, reader: Person, limit: int = 8) -> list[Row]:
    """For staff: customers and partners by address or name, in whose name they may act: id, name, email, organisation.

    An address that fits whole is that person alone.
    """
    must_be_staff(reader)
    wanted = q.strip()
    if len(wanted) < 2:
        return []
    found = await rows(
        """SELECT p.id, p.name, p.email, o.name AS organisation FROM person p
           LEFT JOIN organisation o ON o.id = p.organisation_id
           WHERE p.role IN ('customer', 'partner') AND p.deactivated_at IS NULL AND p.name <> ''
             AND (lower(p.name) LIKE :q ESCAPE '!' OR p.handle LIKE :q ESCAPE '!' OR p.email LIKE :q ESCAPE '!')
           ORDER BY p.name, p.id LIMIT :limit""",
        q=_containing(wanted),
        limit=limit,
    )
    return [each for each in found if each["email"] == wanted.lower()] or found


def _containing(q: str) -> str:
    escaped = "".join(
        f"!{sign}" if sign in "!%_" else sign for sign in q.strip().removeprefix("@").lower()[:100]
    )
    return f"%{escaped}%"


async def organisations() -> list[Organisation]:
    return await Organisation.all().order_by("name", "id")


async def organisation_by_id(organisation_id: int) -> Organisation:
    organisation = await Organisation.get_or_none(id=organisation_id)
    if organisation is None:
        raise NotFound
    return organisation


async def members_by_organisation() -> dict[int, int]:
    """How many people belong to each organisation that has any."""
    found = await rows(
        """SELECT organisation_id, count(*) AS members FROM person
           WHERE organisation_id IS NOT NULL GROUP BY organisation_id"""
    )
    return {one["organisation_id"]: one["members"] for one in found}


async def invitations(
    after: int | None = None, *, reader: Person, limit: int = PAGE
) -> tuple[list[Invitation], int | None]:
    """For admins: invitations, the latest first, with who invited where, and the key of the next page."""
    must_administer(reader)
    some = Invitation.filter(id__lt=after) if after is not None else Invitation.all()
    found = await some.order_by("-id").limit(limit + 1).prefetch_related("organisation", "invited_by")
    return found[:limit], found[limit - 1].id if len(found) > limit else None


async def counts(*, reader: Person) -> Row:
    """For the admins' overview: people, staff, organisations, open invitations."""
    must_administer(reader)
    found = await row(
        """SELECT (SELECT count(*) FROM person WHERE deactivated_at IS NULL) AS people,
                  (SELECT count(*) FROM person WHERE deactivated_at IS NULL
                   AND role IN ('employee', 'manager', 'admin')) AS staff,
                  (SELECT count(*) FROM organisation) AS organisations,
                  (SELECT count(*) FROM invitation
                   WHERE accepted_at IS NULL AND revoked_at IS NULL AND created_at > :oldest) AS invitations""",
        oldest=now() - Invitation.LASTS,
    )
    return found or {}
