"""What an admin lets people do here, and who takes part at all."""

from typing import Any

from activity.models import Audience
from activity.operations import record
from core.clock import now
from core.database import in_transaction, rows
from core.errors import Invalid, NotFound
from core.words import _
from partners.events import RulesEvent
from partners.models import PartnerRules
from people.models import Person, Role
from people.permissions import must_administer

MOST = 1000
"""No limit is higher."""
NUMBERS = ("requests_a_day", "requests_of_newcomers", "newcomer_days", "invitations_a_day", "rooms_a_week")


async def rules() -> PartnerRules:
    """The rules as they stand; those of a fresh yard where nobody has changed them."""
    return await PartnerRules.first() or PartnerRules()


async def takes_part(person: Person | None) -> bool:
    """May this person meet others and open rooms? The same in SQL: `partners.visibility.takes_part`."""
    if person is None or person.deactivated_at:
        return False
    return person.role is not Role.CUSTOMER or (await rules()).customers_take_part


async def must_take_part(person: Person | None) -> None:
    """Raises `NotFound` for whoever doesn't take part: for them none of it exists."""
    if not await takes_part(person):
        raise NotFound


@in_transaction
async def change_rules(*, by: Person, customers_take_part: bool, **numbers: object) -> PartnerRules:
    """Change who takes part, and the limits (`NUMBERS`, whole numbers from 0 to `MOST`)."""
    must_administer(by)
    wrong: dict[str, str] = {}
    kept: dict[str, Any] = {"customers_take_part": customers_take_part}
    for name in NUMBERS:
        text = str(numbers.get(name, "")).strip()
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= MOST):
            wrong[name] = _("A whole number from 0 to %(number)s.", number=MOST)
        else:
            kept[name] = int(text)
    if wrong:
        raise Invalid(wrong)
    standing = await _held()
    changed = [name for name, value in kept.items() if getattr(standing, name) != value]
    if changed:
        standing.update_from_dict(kept)
        await standing.save()
        await record(RulesEvent.CHANGED, by=by, about=("site", 1), audience=Audience.STAFF, fields=changed)
    return standing


async def _held() -> PartnerRules:
    """The one row of the rules, made where it is missing, held until the transaction ends."""
    fresh = PartnerRules()
    await rows(
        f"""INSERT INTO partner_rules (id, created_at, customers_take_part, {", ".join(NUMBERS)})
            VALUES (1, :now, FALSE, {", ".join(f":{name}" for name in NUMBERS)}) ON CONFLICT (id) DO NOTHING""",
        now=now(),
        **{name: getattr(fresh, name) for name in NUMBERS},
    )
    return await PartnerRules.select_for_update().get(id=1)
