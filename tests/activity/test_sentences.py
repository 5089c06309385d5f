"""Each action in the house has its sentence, in every language, with and without an actor."""

from importlib import import_module
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest

from activity.events import DECLARED
from activity.models import Audience, Event
from activity.preferences import KINDS
from activity.queries import Entry
from core.configuration import FLOORS
from core.words import LOCALES
from frontend.stories import sentence
from frontend.translations import speaking_locale
from people.models import Person, Role

for floor in FLOORS:
    import_module(f"{floor}.events")

FOLDER = Path("frontend/templates/activity")
ACTIONS = sorted(name for name in DECLARED if not name.startswith("thing."))
DETAILS = {
    "from": "received",
    "to": "declined",
    "kind": "cost",
    "revisit_on": "2027-03-31",
    "owner": 3,
    "source": 3,
    "into": 3,
    "for": 3,
    "comment": 5,
    "version": 2,
    "role": "manager",
    "was": "customer",
}

DETAILS_OF: dict[str, dict[str, object]] = {
    "item.moved": {"from": "planned", "to": "shipped", "release": 3},
    "item.promised": {"from": "2027-03-31", "to": "2027-05-31"},
    "item.linked": {"idea": 3},
    "item.unlinked": {"idea": 3, "because": "reopened"},
    "item.changed": {"fields": ["horizon", "title"]},
    "link.promised": {"from": "2027-03-31", "to": None, "item": 3},
    "release.changed": {"fields": ["items", "notes"]},
    "triage.silent": {"to": "staff", "days": 8},
    "triage.assessed": {"impact": 4, "effort": 2},
    "report.made": {"reason": "spam"},
}
"""Where an action's details are of another kind."""


def an_entry(action: str, *, actor: bool = True, **details: object) -> Entry:
    person = Person(id=7, name="김민지", handle="minji", role=Role.EMPLOYEE, department="제품팀")
    event = Event(
        id=1,
        action=action,
        subject_type="idea",
        subject_id=1,
        details={**DETAILS, **DETAILS_OF.get(action, {}), **details},
    )
    return Entry(event, person if actor else None, WORDS)


WORDS = {
    "reason": ("예산이 <b>없어요</b>", "ko"),
    "added": ("다크모드, 달력", "ko"),
    "removed": ("csv", "en"),
}


NAMES = {"people": {3: SimpleNamespace(id=3, name="Grace", url="/people/3")}, "board_names": {1: "Ideas"}}


OF_ITSELF = {"membership.succeeded", "proposal.published"}
"""What follows by a rule, whoever set it off."""


@pytest.mark.parametrize("locale", LOCALES)
def test_every_action_has_its_sentence(app: object, locale: str) -> None:
    with speaking_locale(locale):
        for action, actor in product(ACTIONS, (True, False)):
            whole = sentence(an_entry(action, actor=actor), **NAMES)
            plain = sentence(an_entry(action, actor=actor), bare=True, **NAMES)
            assert whole.striptags(), action
            assert "<a" not in plain, action
            assert "예산이" not in plain, action
            assert "\n" not in plain, action
            assert "<b>" not in whole, action
            assert not actor or action in OF_ITSELF or "김민지" in whole, action


def test_no_template_is_left_over() -> None:
    there = {path.stem for path in FOLDER.glob("*.html") if not path.name.startswith("_")}
    assert there == set(ACTIONS)


def test_every_kind_of_notice_can_be_chosen() -> None:
    assert {DECLARED[action].kind for action in ACTIONS} - {""} <= set(KINDS)


def test_a_decline_says_what_kind_and_in_whose_words(app: object) -> None:
    with speaking_locale("en"):
        said = sentence(an_entry("idea.moved"))
    assert "declined this: Too costly." in said.striptags()
    assert '<q lang="ko">예산이 &lt;b&gt;없어요&lt;/b&gt;</q>' in said
    assert "Mar 31, 2027" in said


@pytest.mark.parametrize(
    ("audience", "words"),
    [("public", "commented."), ("author", "answered the author alone."), ("staff", "left a note for staff.")],
)
def test_a_private_comment_doesnt_look_public(app: object, audience: str, words: str) -> None:
    entry = an_entry("comment.posted")
    entry.event.audience = Audience(audience)
    with speaking_locale("en"):
        assert sentence(entry, bare=True) == f"김민지 {words}"


def test_a_move_names_both_stages(app: object) -> None:
    with speaking_locale("en"):
        said = sentence(an_entry("idea.moved", to="planned"), bare=True)
    assert said == "김민지 moved this from “Received” to “Planned”."


def test_tags_are_named_one_by_one(app: object) -> None:
    with speaking_locale("en"):
        said = sentence(an_entry("idea.retagged"), bare=True)
    assert said == "김민지 added the tags #다크모드 #달력 and took away #csv."


def test_a_board_that_the_reader_doesnt_see_has_no_name(app: object) -> None:
    with speaking_locale("en"):
        said = sentence(an_entry("idea.board_changed", **{"from": 1, "to": 2}), **NAMES)
    assert "from the board “Ideas” to another board" in said.striptags()


def test_whoever_is_put_in_charge_is_spoken_to(app: object) -> None:
    with speaking_locale("en"):
        entry = an_entry("idea.owner_changed")
        assert "into your hands" in sentence(entry, **NAMES, reader_id=3)
        assert "into the hands of Grace" in sentence(entry, **NAMES, reader_id=4).striptags()
        assert "looks after this" in sentence(an_entry("idea.owner_changed", owner=7), **NAMES).striptags()
        assert "nobody looks after it" in sentence(an_entry("idea.owner_changed", owner=None), **NAMES)
