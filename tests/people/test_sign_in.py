"""Signing in by mail: once, within ten minutes, five attempts, in the browser that asked."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

import pytest

from activity.models import Delivery
from core.clock import moved_to, now
from core.errors import Invalid, Problem, Refused, SlowDown
from people import intents, sign_in
from people.models import Intent, Person, SignIn, SignUp, Site
from people.operations import deactivate
from tests.makers import a_person

pytestmark = pytest.mark.usefixtures("database")

GRACE = "grace@example.com"


async def asked(email: str = GRACE, browser: str = "laptop", **more: Any) -> tuple[str, str]:
    """Ask to sign in; the code and the link's token that the mail would carry."""
    await sign_in.ask(email, browser=browser, locale="en", **more)
    latest = await SignIn.all().order_by("-id").first()
    assert latest is not None
    return sign_in.mail_secrets(latest)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def outcome(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return await work
    except Problem as problem:
        return problem


async def test_a_code_makes_a_member_of_whom_nobody_knew() -> None:
    code, _ = await asked(" Grace@Example.com")
    person = await sign_in.with_code(GRACE, code, browser="laptop")
    assert (person.email, person.locale) == (GRACE, "en")


async def test_a_code_may_be_typed_with_spaces_and_wide_digits() -> None:
    code, _ = await asked()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code[:3])
    person = await sign_in.with_code(GRACE, f" {wide} {code[3:]} ", browser="laptop")
    assert person.email == GRACE


async def test_a_code_works_only_in_the_browser_that_asked() -> None:
    code, _ = await asked()
    with pytest.raises(Invalid):
        await sign_in.with_code(GRACE, code, browser="thief")
    assert (await sign_in.with_code(GRACE, code, browser="laptop")).email == GRACE


async def test_a_link_works_in_any_browser_and_looking_uses_nothing_up() -> None:
    _, token = await asked()
    for _look in range(3):
        waiting = await sign_in.waiting(token)
        assert waiting is not None
        assert waiting.email == GRACE
    assert (await sign_in.with_token(token)).email == GRACE
    assert await sign_in.waiting(token) is None


async def test_five_attempts_and_no_more_also_at_once() -> None:
    code, _ = await asked()
    tries = [outcome(sign_in.with_code(GRACE, another(code), browser="laptop")) for _ in range(12)]
    assert all(isinstance(found, Invalid) for found in await asyncio.gather(*tries))
    assert (await SignIn.get()).attempts == 5
    with pytest.raises(Invalid, match="no longer works"):
        await sign_in.with_code(GRACE, code, browser="laptop")


async def test_a_wrong_code_says_how_many_tries_are_left() -> None:
    code, _ = await asked()
    said = [str(await outcome(sign_in.with_code(GRACE, another(code), browser="laptop"))) for _ in range(5)]
    assert ["4 more tries" in said[0], "1 more try" in said[3], "last try" in said[4]] == [True] * 3


async def test_a_sign_in_is_good_once_also_at_once() -> None:
    code, token = await asked()
    tries = [sign_in.with_code(GRACE, code, browser="laptop") for _ in range(4)]
    links = [sign_in.with_token(token) for _ in range(4)]
    found = await asyncio.gather(*(outcome(work) for work in [*tries, *links]))
    assert sum(isinstance(one, Person) for one in found) == 1
    assert await Person.filter(email=GRACE).count() == 1


async def test_first_sign_ins_at_once_make_one_person() -> None:
    tokens = [(await asked(browser=f"browser {number}"))[1] for number in range(4)]
    found = await asyncio.gather(*(sign_in.with_token(token) for token in tokens))
    assert len({person.id for person in found}) == 1


async def test_ten_minutes_and_no_longer() -> None:
    code, token = await asked()
    with moved_to(now() + timedelta(minutes=10, seconds=1)):
        assert await sign_in.waiting(token) is None
        with pytest.raises(Refused):
            await sign_in.with_token(token)
        with pytest.raises(Invalid):
            await sign_in.with_code(GRACE, code, browser="laptop")


async def test_a_second_mail_voids_the_first_code_but_not_its_link() -> None:
    first, link = await asked()
    second, _ = await asked()
    while second == first:
        second, _ = await asked()
    with pytest.raises(Invalid):
        await sign_in.with_code(GRACE, first, browser="laptop")
    assert (await sign_in.with_token(link)).email == GRACE
    with pytest.raises(Invalid, match="no longer works"):
        await sign_in.with_code(GRACE, second, browser="laptop")


async def test_asking_again_at_once_gives_no_more_guesses() -> None:
    await asyncio.gather(*(sign_in.ask(GRACE, browser="laptop", locale="en") for _ in range(4)))
    codes = [sign_in.mail_secrets(one)[0] for one in await SignIn.all().order_by("id")]
    wrong = next(code for code in map("{:06}".format, range(10)) if code not in codes)
    for _ in range(5):
        await outcome(sign_in.with_code(GRACE, wrong, browser="laptop"))
    assert sum(one.attempts for one in await SignIn.all()) == 5
    for code in codes:
        assert isinstance(await outcome(sign_in.with_code(GRACE, code, browser="laptop")), Invalid)


async def test_signing_in_on_the_phone_leaves_the_laptop_its_code() -> None:
    laptop, _ = await asked(browser="laptop")
    phone, _ = await asked(browser="phone")
    await sign_in.with_code(GRACE, phone, browser="phone")
    assert (await sign_in.with_code(GRACE, laptop, browser="laptop")).email == GRACE


async def test_nothing_at_rest_opens_a_door() -> None:
    code, token = await asked()
    kept = str(await SignIn.all().values()) + str(await Delivery.all().values())
    assert code not in kept
    assert token not in kept
    assert "laptop" not in kept


async def test_known_and_unknown_addresses_leave_the_same_traces() -> None:
    await a_person(email="known@example.com")
    await Site.filter(id=1).update(sign_up=SignUp.INVITED)
    await asked("known@example.com")
    await asked("stranger@example.com")
    kinds = await Delivery.all().order_by("id").values_list("kind", "target")
    assert [tuple(kind) for kind in kinds] == [
        ("sign_in", "known@example.com"),
        ("sign_in", "stranger@example.com"),
    ]


async def test_a_stranger_spends_their_own_mails_and_not_the_owners() -> None:
    for _ in range(5):
        await asked(browser="thief", address="198.51.100.66")
    with pytest.raises(SlowDown) as refused:
        await asked(browser="another", address="198.51.100.66")
    assert refused.value.retry_after > 0
    assert (await sign_in.with_token((await asked(address="192.0.2.1"))[1])).email == GRACE


async def test_an_address_gets_thirty_mails_an_hour_whoever_asks() -> None:
    for number in range(30):
        await asked(address=f"198.51.100.{number}")
    with pytest.raises(SlowDown):
        await asked(address="192.0.2.1")
    await asked("somebody.else@example.com", address="192.0.2.1")


async def test_who_is_not_admitted_stays_outside_also_with_a_link() -> None:
    _, token = await asked()
    await Site.filter(id=1).update(sign_up=SignUp.INVITED)
    assert not await sign_in.admitted(GRACE)
    with pytest.raises(Refused, match="by invitation"):
        await sign_in.with_token(token)
    assert not await Person.exists(email=GRACE)


async def test_a_deactivated_person_stays_outside() -> None:
    admin, grace = await a_person("Root", "admin"), await a_person("Grace", email=GRACE)
    _, token = await asked()
    await deactivate(grace.id, by=admin)
    with pytest.raises(Refused):
        await sign_in.with_token(token)


async def test_what_they_were_about_to_do_is_theirs_alone() -> None:
    kept, key = await intents.keep("create_idea", "/ideas/new", {"title": "어두운 화면"})
    assert (found := await intents.by_key(key)) is not None
    assert found.id == kept
    grace, thief = await a_person("Grace"), await a_person("Mallory")
    assert await intents.claim("", grace) is None
    assert await intents.claim("not the key", grace) is None
    assert (await intents.claim(key, grace)) is not None
    drafted = await intents.draft(kept, grace)
    assert drafted is not None
    assert drafted.data == {"title": "어두운 화면"}
    assert await intents.draft(kept, thief) is None
    assert await intents.claim(key, thief) is None


async def test_the_longest_idea_is_kept_and_more_is_refused() -> None:
    kept, _ = await intents.keep("create_idea", "/ideas/new", {"title": "가" * 200, "body": "가" * 20_000})
    assert (await Intent.get(id=kept)).data["body"] == "가" * 20_000
    with pytest.raises(Invalid):
        await intents.keep("create_idea", "/ideas/new", {"body": "가" * 30_001})


async def test_an_intent_lasts_a_day() -> None:
    _, key = await intents.keep("vote", "/", {}, subject_id=1)
    with moved_to(now() + timedelta(days=1, seconds=1)):
        assert await intents.by_key(key) is None
        assert await intents.claim(key, await a_person()) is None


async def test_the_admins_link_needs_no_mail() -> None:
    token = await sign_in.link_for("root@example.com")
    assert await Delivery.all().count() == 0
    assert (await sign_in.with_token(token)).email == "root@example.com"
