"""Who and what is there before the first idea: people, organisations, boards, tags, a roadmap under way."""

from commands.bench.content.ledger import Ledger
from commands.bench.content.scale import AUDIENCES, BOARD_SLUGS, LIVE_ITEMS, PROMISE_DAYS, Scale
from commands.bench.content.vocabulary import TAGS

LOCALES = ("ko", "ko", "en")
HORIZONS = {"exploring": "later", "planned": "next", "building": "now"}


def people(ledger: Ledger, scale: Scale) -> None:
    """Each joined before the first idea. The host's people come first."""
    joined = ledger.moment(scale.begun)
    ledger.put("organisation", joined, "Host", "host", "", "", 1)
    for number in range(1, 41):
        ledger.put("organisation", joined, f"Organisation {number}", "customer", "", "", 1)
    for person in range(1, scale.people + 1):
        staff = person <= scale.staff
        ledger.put(
            "person",
            joined,
            f"person{person}@example.com",
            f"person-{person}",
            f"회원 {person}" if person % 3 else f"Member {person}",
            scale.role(person),
            "Support" if staff else "",
            "",
            "",
            LOCALES[person % len(LOCALES)],
            "Asia/Seoul",
            True,
            "public",
            "members",
            0,
            1 if staff else 2 + person % 40 if person % 4 == 0 else None,
        )
        ledger.event(scale.begun, "person.joined", person, ("person", person))


def boards(ledger: Ledger, scale: Scale) -> None:
    """The others beside the one that every yard begins with."""
    ledger.ids["board"] = 1
    for place in range(1, len(AUDIENCES)):
        slug = BOARD_SLUGS[place]
        made = (slug, slug.capitalize(), "en", "", AUDIENCES[place], PROMISE_DAYS, False, False, place)
        number = ledger.put("board", ledger.moment(scale.begun), *made)
        ledger.event(scale.begun, "board.created", 1, ("board", number))


def tags(ledger: Ledger, scale: Scale) -> dict[str, int]:
    """The tags' ids by their names."""
    made = sorted(set(TAGS))
    return {name: ledger.put("tag", ledger.moment(scale.begun), name) for name in made}


def roadmap(ledger: Ledger, scale: Scale) -> dict[str, list[int]]:
    """The items under way, by stage: what is planned and being built will be linked to them."""
    made: dict[str, list[int]] = {stage: [] for stage in LIVE_ITEMS}
    at = scale.begun
    for stage, number in LIVE_ITEMS.items():
        for place in range(min(number, max(2, scale.ideas // 100))):
            title, horizon = f"{stage.capitalize()} {place + 1}", HORIZONS[stage]
            columns = (title, "", "", "en", stage, horizon, "everyone", place, ledger.moment(at), None)
            item = ledger.put("item", ledger.moment(at), *columns)
            ledger.event(at, "item.created", 2, ("item", item), stage=stage, horizon=horizon)
            made[stage].append(item)
    return made
