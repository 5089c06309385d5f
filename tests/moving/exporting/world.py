"""A yard in which everything happened once, and then whatever comes: for exports."""

import json
import zipfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from activity import worker
from activity.operations import follow, mute
from activity.preferences import set_preference
from core.errors import Problem
from core.secrets import token
from frontend import mail
from ideas.boards import set_managers
from ideas.models import Idea
from ideas.stewardship import hide
from moving.exporting.manifest import Manifest
from moving.exporting.writing import export
from partners import feeding, posts
from people.blocks import block
from people.models import Invitation, Organisation, OrganisationKind, Person
from people.sessions import begin
from roadmap import improvements, links, releases, verdicts
from roadmap.evidence import Given
from tests.makers import a_board, a_comment, a_person, an_idea, an_item
from tests.partners.world import a_joint_document, a_member, a_need, a_room, a_suggestion, a_talk
from triage.assessments import assess
from triage.merging import merge, undo
from triage.reports import report
from triage.views import save
from voting.operations import cast_vote, withdraw_vote
from voting.weights import set_weight


@dataclass
class Yard:
    """Who acts, and what there is to act on."""

    people: list[Person]
    staff: dict[str, Person]
    ideas: list[Idea] = field(default_factory=list)
    merges: list[int] = field(default_factory=list)

    def idea(self, number: int) -> Idea:
        return self.ideas[number % len(self.ideas)]

    def person(self, number: int) -> Person:
        return self.people[number % len(self.people)]


async def a_yard() -> Yard:
    house = await Organisation.create(name="도구 가게", kind=OrganisationKind.PARTNER)
    mail.fill()
    given: dict[str, Any] = {
        "organisation": house,
        "email": None,
    }  # so that nobody gets mail, which takes its time
    people = [await a_person(name, "partner", **given) for name in ("아라", "Bob", "세라 킴")]
    staff = {
        role: await a_person(f"The {role}", role, email=None) for role in ("employee", "manager", "admin")
    }
    yard = Yard(people, staff)
    for number in range(3):
        await post(yard, number, "다크 모드가 필요해요")
    return yard


async def post(yard: Yard, number: int, text: str) -> None:
    kind = "complaint" if number % 2 else "idea"
    title = f"Idea {len(yard.ideas)} {text}"[:110]
    yard.ideas.append(await an_idea(title, by=yard.person(number), kind=kind, body=text, tags="달력, odd"))


async def vote(yard: Yard, number: int, text: str) -> None:
    for voter in yard.people:
        await cast_vote(yard.idea(number).id, by=voter)
    await set_weight(yard.idea(number).id, 3, by=yard.person(number))


async def take_back(yard: Yard, number: int, text: str) -> None:
    await withdraw_vote(yard.idea(number).id, by=yard.person(number))


async def speak(yard: Yard, number: int, text: str) -> None:
    audience = ("everyone", "author", "staff")[number % 3]
    await a_comment(yard.idea(number), text, by=yard.staff["employee"], audience=audience)


async def merge_two(yard: Yard, number: int, text: str) -> None:
    made = await merge([yard.idea(number).id], into=yard.idea(number + 1).id, by=yard.staff["manager"])
    yard.merges += [each.id for each in made]


async def undo_one(yard: Yard, number: int, text: str) -> None:
    if yard.merges:
        await undo(yard.merges.pop(number % len(yard.merges)), by=yard.staff["manager"])


async def improve(yard: Yard, number: int, text: str) -> None:
    manager = yard.staff["manager"]
    complaint = await an_idea(f"Slow {number} {text}"[:110], by=yard.person(number), kind="complaint")
    yard.ideas.append(complaint)
    sourced = {"unit": "분", "source": "재어 봤어요", "measured_at": "2026-01-31"}
    measured = [Given("before", value="12.5", **sourced), Given("after", text=text)]
    made = await improvements.draft(
        title=f"Faster {number}",
        complaints=[complaint.id],
        quotes={complaint.id: complaint.title},
        evidence=measured,
        what_changed=text,
        by=manager,
    )
    await improvements.publish(made.id, by=manager)
    await links.ship_now(complaint.id, by=manager)
    await worker.drain()
    await verdicts.answer(complaint.id, answer="no", comment=text, by=yard.person(number))


async def plan(yard: Yard, number: int, text: str) -> None:
    manager = yard.staff["manager"]
    item = await an_item(f"Item {number}", by=manager, summary=text, stage="building")
    await links.link(item.id, [yard.idea(number).id], by=manager)
    await releases.draft(version=f"1.{number}", title="나온 것", items=[item.id], by=manager)


async def meet(yard: Yard, number: int, text: str) -> None:
    """A room with all that may be in one, and a conversation."""
    founder, guest = yard.person(number), yard.person(number + 1)
    room = await a_room(("open", "closed", "secret")[number % 3], by=founder, purpose=text)
    await a_member(room, guest)
    await feeding.renew(room.id, by=guest)
    said = await posts.write(room.id, body=text, by=guest)
    await posts.comment(said.id, body=text, by=founder)
    document = await a_joint_document(guest, by=founder, room=room)
    await a_suggestion(document, f"Another text.\n\n{text}", by=guest)
    await a_need(f"찾아요: {text}"[:900], by=guest)
    await a_talk(founder, guest)


async def judge(yard: Yard, number: int, text: str) -> None:
    manager, idea = yard.staff["manager"], yard.idea(number)
    await assess(idea.id, impact=1 + number % 5, effort=2, by=yard.staff["employee"])
    await report(idea.id, reason="other", words=text, by=yard.person(number + 1))
    await save(f"view {number}", "kind=idea", by=manager)
    await hide(idea.id, reason=text, by=manager)


async def choose(yard: Yard, number: int, text: str) -> None:
    person, about = yard.person(number), ("idea", yard.idea(number).id)
    await (mute if number % 2 else follow)(person.id, about)
    await set_preference(person.id, "moves", "digest")
    await block(yard.person(number + 1).id, by=person)
    await begin(person)
    await Invitation.create(email=f"{token()[:12].lower()}@example.com")
    board = await a_board(about=text, audience="members")
    await set_managers(board.id, [yard.staff["manager"].id], by=yard.staff["admin"])


Act = Callable[[Yard, int, str], Awaitable[None]]

ACTS: tuple[Act, ...] = (
    post,
    vote,
    take_back,
    speak,
    improve,
    plan,
    meet,
    merge_two,
    undo_one,
    choose,
    judge,
)


async def live(yard: Yard, acts: list[tuple[int, int, str]]) -> None:
    """Each of these: which act, on what, with which words. What a rule refuses doesn't happen."""
    for which, number, text in acts:
        with suppress(Problem):
            await ACTS[which % len(ACTS)](yard, number, text)
    await worker.drain()


async def packed(url: str, path: Path, *, private: bool = True) -> dict[str, bytes]:
    """An export of the open database, file by file; of its manifest what isn't of the moment or the database."""
    await export(url, path, private=private)
    with zipfile.ZipFile(path) as file:
        found = {name: file.read(name) for name in file.namelist()}
    manifest: dict[str, Any] = Manifest.model_validate_json(found.pop("manifest.json")).model_dump()
    for name in ("made_at", "database"):
        del manifest[name]
    return {**found, "manifest": json.dumps(manifest).encode()}
