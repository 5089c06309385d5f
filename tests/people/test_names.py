"""A name is what it looks like."""

import unicodedata

import pytest

from core.errors import Invalid
from people import profiles
from people.names import checked_name, plain_line
from people.operations import change_profile
from people.profiles import zones
from tests.makers import a_person

UNSEEN = ["\u200e", "\u200f", "\u061c", "\u034f", "\u00ad", "\U000e0041", "\U000e007f", "\u202e"]


@pytest.mark.parametrize("sign", UNSEEN)
async def test_a_name_has_no_signs_that_nobody_sees(database: str, sign: str) -> None:
    assert checked_name(f"{sign}Gra{sign}ce {sign} Hopper") == "Grace Hopper"
    with pytest.raises(Invalid):
        checked_name(sign * 3)
    staff = await a_person("Grace", "employee")
    await change_profile(by=staff, headline=f"C{sign}TO", department=f"R{sign}&D")
    assert (staff.headline, staff.department) == ("CTO", "R&D")


def test_marks_do_not_tower() -> None:
    kept = checked_name("Z" + "\u0301" * 40 + "oe")
    assert sum(unicodedata.category(sign).startswith("M") for sign in unicodedata.normalize("NFD", kept)) <= 5
    with pytest.raises(Invalid):
        checked_name("\u0301" * 3)


@pytest.mark.parametrize(
    "name", ["김서연", "Nguyễn Thị Ánh", "Zoë", "กุ้ง", "मैत्रेयी", "می‌خواهم", "👩‍💻 Ada", "שָׁלוֹם"]
)
def test_names_of_the_world_stay_as_they_are(name: str) -> None:
    assert plain_line(name) == unicodedata.normalize("NFC", name)


async def test_time_zones_are_those_that_exist_and_are_read_once(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zones()
    monkeypatch.setattr(profiles, "available_timezones", lambda: pytest.fail("read again"))
    grace = await a_person()
    await change_profile(by=grace, timezone="Asia/Seoul")
    for wrong in ("Mars/Olympus", "../../etc/passwd", "asia/seoul"):
        with pytest.raises(Invalid):
            await change_profile(by=grace, timezone=wrong)
    assert grace.timezone == "Asia/Seoul"
