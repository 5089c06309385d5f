"""People and their notices, as programs read them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.ground.shapes import Answer, Body, Id, Paged, example
from api.models.ideas import SOMEBODY, Somebody
from core.words import N_
from people.models import Contact, Role, Scope, Visibility


class PeopleAsked(Paged):
    """Whom the list shows: by words of a name or a handle, for staff also of an address."""

    q: Annotated[str, Field(max_length=100, examples=["grace"])] = ""
    role: Annotated[Role | None, Field(examples=["partner"])] = None


class Company(Answer):
    """An organisation that people belong to."""

    model_config = example(id=2, name="Somebody Ltd")
    id: int
    name: str


PERSON = {
    **{name: SOMEBODY[name] for name in ("id", "name", "url")},
    "handle": "grace",
    "role": "customer",
    "organisation": {"id": 2, "name": "Somebody Ltd"},
    "department": "",
    "headline": "Keeps the books",
    "bio": "",
    "email": None,
    "created_at": "2027-01-05T09:30:00Z",
    "deactivated_at": None,
}


class PersonInList(Answer):
    """A person whose page you may open."""

    model_config = example(**PERSON)
    id: int
    url: str
    name: str
    handle: str
    role: Role
    organisation: Company | None
    department: str
    headline: str
    bio: Annotated[str, Field(description=N_("Markdown."))]
    email: Annotated[str | None, Field(description=N_("For staff and for the person alone."))]
    created_at: datetime
    deactivated_at: datetime | None


class Profile(PersonInList):
    """A person, with what they brought and answered, the latest first, as far as you may see it."""

    model_config = example(**PERSON, ideas=[7], answered=[9])
    ideas: Annotated[list[int], Field(description=N_("Ideas and complaints by number, 20 at most."))]
    answered: Annotated[list[int], Field(description=N_("Ideas and complaints by number, 20 at most."))]


class People(Answer):
    """A page of people, the latest who came first."""

    model_config = example(items=[PERSON], next=None)
    items: list[PersonInList]
    next: str | None


Count = Annotated[
    int, Field(description=N_("Notices that weren't seen yet; nobody counts further than 100."))
]
ME = {**PERSON, "email": "grace@example.com"}


class Me(PersonInList):
    """In whose name the program calls, and what its token lets it do."""

    model_config = example(
        **ME,
        locale="en",
        timezone="Asia/Seoul",
        name_shown=True,
        visibility="public",
        contact="shared_room",
        unread=3,
        scopes=["read", "write"],
    )
    locale: str
    timezone: str
    name_shown: Annotated[bool, Field(description=N_("Whether the name stands among those who voted."))]
    visibility: Visibility
    contact: Contact
    unread: Count
    scopes: list[Scope]


class Thing(Answer):
    """What a notice is about."""

    model_config = example(
        type="idea", id=7, title="Dark mode", url="https://yard.example.com/ideas/7-dark-mode"
    )
    type: str
    id: int
    title: str
    url: str


NOTICE = {
    "id": 31,
    "at": "2027-03-09T14:00:00Z",
    "seen": False,
    "reason": "author",
    "action": "idea.moved",
    "sentence": "Grace moved this to “Planned”.",
    "actor": SOMEBODY,
    "about": {
        "type": "idea",
        "id": 7,
        "title": "Dark mode",
        "url": "https://yard.example.com/ideas/7-dark-mode",
    },
}


class Notice(Answer):
    """Something that you were told."""

    model_config = example(**NOTICE)
    id: int
    at: datetime
    seen: bool
    reason: Annotated[str, Field(description=N_("Why you were told."))]
    action: Annotated[str, Field(description=N_("The name of what happened."))]
    sentence: Annotated[str, Field(description=N_("The same in words, in your language."))]
    actor: Annotated[Somebody | None, Field(description=N_("Who did it; null where it was the system."))]
    about: Thing | None


class Notices(Answer):
    """A page of what you were told, the latest first. Reading it marks nothing as seen."""

    model_config = example(items=[NOTICE], next=None)
    items: list[Notice]
    next: str | None


class Looked(Body):
    """How far you have looked; all that you were told, where it isn't said."""

    model_config = example(up_to=31)
    up_to: Annotated[
        Id | None,
        Field(description=N_("The latest notice that you have seen: what came since stays unseen.")),
    ] = None


class Unread(Answer):
    """How much isn't seen yet."""

    model_config = example(unread=0)
    unread: Count
