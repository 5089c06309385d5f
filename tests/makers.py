"""People, boards and ideas for tests, made by the operations that make them for everybody."""

import itertools
from typing import Any

import httpx

from activity.models import Event
from ideas import comments, operations
from ideas.comments import Manner
from ideas.models import Board, Comment, Idea
from people import sessions
from people.models import Person, Role
from roadmap import items
from roadmap.models import Item

_numbers = itertools.count(1)


async def a_person(name: str = "Grace", role: str = "customer", **fields: Any) -> Person:
    """Somebody with an e-mail address and a handle of their own, who has a name and may write."""
    number = next(_numbers)
    given = {"email": f"person{number}@example.com", "handle": f"person-{number}", **fields}
    return await Person.create(name=name, role=Role(role), **given)


async def a_board(slug: str = "", audience: str = "everyone", **fields: Any) -> Board:
    number = next(_numbers)
    return await Board.create(
        slug=slug or f"board-{number}", name=f"Board {number}", audience=audience, **fields
    )


async def an_idea(
    title: str = "Dark mode for the calendar", *, by: Person | None = None, **fields: Any
) -> Idea:
    """An idea, by somebody new unless `by` says who, on the board that a fresh yard has unless `board` says which."""
    given = {"board": "ideas", "kind": "idea", "body": "My eyes hurt at night.", **fields}
    return await operations.post(title=title, by=by or await a_person("Ada"), **given)


async def a_comment(
    idea: Idea, body: str = "I need this too.", *, by: Person | None = None, **manner: Any
) -> Comment:
    return await comments.comment(
        idea.id, body=body, by=by or await a_person("Linus"), manner=Manner(**manner)
    )


async def an_item(
    title: str = "A calendar for the night", *, by: Person | None = None, **fields: Any
) -> Item:
    """Something on the roadmap, put there by a manager."""
    return await items.create(title=title, by=by or await a_person("Mina", "manager"), **fields)


async def votes_of(idea: Idea) -> int:
    """The stored number of votes."""
    return (await Idea.get(id=idea.id)).votes


async def events(about: Idea, action: str) -> int:
    """How many events of this action the idea has."""
    return await Event.filter(subject_type="idea", subject_id=about.id, action=action).count()


async def sign_in(browser: httpx.AsyncClient, person: Person) -> Person:
    """From now on this browser is signed in as this person."""
    browser.cookies.set("madang_session", await sessions.begin(person), domain="madang.test")
    return person
