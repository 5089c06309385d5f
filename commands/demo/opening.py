"""The yard opens: its house rules, its organisations, its boards, and people coming in one by one."""

from functools import partial

from activity.models import Choice
from activity.notices import mark_seen
from activity.preferences import KINDS, set_preference
from commands.demo.boards import BOARDS
from commands.demo.house import NAME, PRIVACY, TERMS
from commands.demo.organisations import ORGANISATIONS
from commands.demo.posts import POSTS
from commands.demo.script import Board, Someone
from commands.demo.timeline import PEOPLE, Happening
from core.clock import now
from core.settings import settings
from ideas.boards import boards_for_admin, change_board, create_board, set_managers
from people import site
from people.models import Person, Role
from people.operations import agree, assign_organisation, change_profile, create_organisation, join

SOON = 0.05
READ_UP_TO = 10.0
"""Whatever people were told before that many days ago they have read."""
MAILS_FROM = 1.0


class Opening:
    """Who is here so far. `people` by their handles."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self._organisations: dict[str, int] = {}
        self._host = next(one for one in PEOPLE.values() if one.role == "admin")

    def happenings(self) -> list[Happening]:
        """Everything apart from posts."""
        opened = self._host.days_ago - SOON
        managed = min(PEOPLE[handle].days_ago for board in BOARDS for handle in board.managers) - SOON
        return [
            *(Happening(one.days_ago, partial(self._arrive, one)) for one in PEOPLE.values()),
            Happening(opened, self._settle),
            Happening(opened - SOON, self._make_boards),
            Happening(managed, self._name_managers),
            *(Happening(last_read(one), partial(self._read, one)) for one in PEOPLE.values()),
            Happening(MAILS_FROM, self._turn_mail_on),
        ]

    async def _arrive(self, one: Someone) -> None:
        """Somebody becomes a member, says who they are, and agrees to the terms. No mail reaches them."""
        person = await join(
            one.email,
            name=one.name,
            handle=one.handle,
            role=Role(one.role),
            organisation_id=self._organisations.get(one.organisation or ""),
            locale=one.locale,
            by=self.people.get(self._host.handle) if one.role != "customer" else None,
        )
        said = {"department": one.department, "headline": one.headline, "bio": one.bio}
        self.people[one.handle] = await change_profile(by=person, timezone=one.timezone, **said)
        await agree(person, (await site.current()).terms_version)
        await _set_mail(person, Choice.NEVER)

    async def _settle(self) -> None:
        """House rules and organisations."""
        host = self.people[self._host.handle]
        rules = await site.change(by=host, name=NAME, terms=TERMS, privacy=PRIVACY)
        await agree(host, rules.terms_version)
        for one in ORGANISATIONS:
            made = await create_organisation(
                by=host, name=one.name, kind=one.kind, website=one.website, about=one.about
            )
            self._organisations[one.key] = made.id
        await assign_organisation(host.id, self._organisations[self._host.organisation or ""], by=host)

    async def _make_boards(self) -> None:
        """The script's boards; the one that a fresh yard begins with is put away."""
        host = self.people[self._host.handle]
        for fresh in await boards_for_admin():
            await change_board(fresh.id, by=host, archived_at=now())
        for position, board in enumerate(BOARDS, start=1):
            await create_board(by=host, slug=board.slug, position=position, **_told(board))

    async def _name_managers(self) -> None:
        managers = {board.slug: [self.people[handle].id for handle in board.managers] for board in BOARDS}
        for board in await boards_for_admin():
            if board.slug in managers:
                await set_managers(board.id, managers[board.slug], by=self.people[self._host.handle])

    async def _read(self, one: Someone) -> None:
        await mark_seen(self.people[one.handle].id)

    async def _turn_mail_on(self) -> None:
        """Where mail goes no further than the outbox, the last day's is there to read. With a mail server nothing
        is ever sent to these people: nobody has their addresses."""
        if not settings().mail_url:
            for person in self.people.values():
                await _set_mail(person, Choice.AT_ONCE)


def last_read(one: Someone) -> float:
    """When somebody last read what they were told: before they last said something, and not too long ago."""
    acts = [act.step.days_ago for post in POSTS for act in post.acts if act.by == one.handle]
    return min([READ_UP_TO, *acts])


def _told(board: Board) -> dict[str, object]:
    promise = {"promise_days": board.promise_days} if board.promise_days else {}
    return {
        "name": board.name,
        "about": board.about,
        "audience": board.audience,
        "hold_for_review": board.hold_for_review,
        "hide_counts": board.hide_counts,
        **promise,
    }


async def _set_mail(person: Person, choice: Choice) -> None:
    for kind in KINDS:
        await set_preference(person.id, kind, choice)
