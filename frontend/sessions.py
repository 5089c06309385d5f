"""How somebody comes in and goes in this browser, and what becomes of what they were about to do."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import Response

from core.errors import Problem
from core.secrets import sign, token, unsign
from frontend.rendering import page, redirect, url_for
from frontend.security import SAFE, drop_cookie, get_cookie, local_path, set_cookie
from people import intents, sessions
from people.models import Intent, Person
from people.permissions import is_settled
from voting.operations import cast_vote

SESSION = "session"
INTENT = "intent"
SIGN_IN = "sign_in"
SESSION_AGE = int(sessions.ABSOLUTE.total_seconds())
ASKING_AGE = 30 * 60
"""Seconds for which a browser remembers that it asked: longer than a code is good, to say that it is over."""

VOTES = ("vote", "vote_instead")
"""The intents that are a vote; the second comes from the composer and brings what was typed there."""

BACK = "back"
BACK_AGE = 24 * 3600
LONGEST_BACK = 2_000
"""Characters of an address that a cookie has room for."""


def asking_browser(request: Request) -> tuple[str, str]:
    """The secret of the browser that asked to sign in, and the address it asked for; or "" twice."""
    kept = unsign("asking-browser", get_cookie(request, SIGN_IN))
    return (str(kept[0]), str(kept[1])) if isinstance(kept, list) and len(kept) == 2 else ("", "")


def new_browser() -> str:
    """A secret for a browser that asks for the first time."""
    return token()


def remember_asking(response: Response, browser: str, email: str) -> None:
    """Tie the code that is on its way to this browser."""
    set_cookie(response, SIGN_IN, sign("asking-browser", [browser, email]), max_age=ASKING_AGE)


async def intent_here(request: Request) -> Intent | None:
    """What this browser's visitor was about to do: the cookie holds its id and its key."""
    return await intents.by_key(_intent_key(request))


def _intent_key(request: Request) -> str:
    return get_cookie(request, INTENT).rpartition(".")[2]


def remember_page(response: Response, path: str) -> None:
    """The page that this browser's visitor wants to see once they are signed in."""
    kept = path if len(path) <= LONGEST_BACK else "/"
    set_cookie(response, BACK, sign("back", kept), max_age=BACK_AGE)


def _page_wanted(request: Request) -> str:
    kept = unsign("back", get_cookie(request, BACK))
    return local_path(kept) if isinstance(kept, str) else "/"


async def come_in(request: Request, person: Person) -> Response:
    """Sign this person in in this browser, in a new session, and go on with what was begun in this very browser.

    What somebody began elsewhere and then asked for a link, they didn't begin in this person's name.
    """
    held = get_cookie(request, SESSION)
    begun = await sessions.begin(person, request.headers.get("user-agent", ""), instead_of=held)
    request.state.person = person
    intent = await intents.claim(_intent_key(request), person)
    response = await go_on(request, person, intent.id if intent else None, _page_wanted(request))
    set_cookie(response, SESSION, begun, max_age=SESSION_AGE)
    for name in (SIGN_IN, INTENT, BACK):
        drop_cookie(response, name)
    return response


async def go_on(request: Request, person: Person, intent_id: int | None, otherwise: str = "/") -> Response:
    """Carry out what they were about to do or lead back to it; by the welcome where something is missing.

    A GET carries nothing out: it only leads back.
    """
    if not is_settled(person, request.state.site):
        asked = {"intent": intent_id, "next": otherwise if otherwise != "/" else None}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        return redirect(url_for("welcome") + (f"?{query}" if query else ""))
    intent = await intents.draft(intent_id, person) if intent_id is not None else None
    if intent is None:
        return redirect(local_path(otherwise))
    back = local_path(intent.path)
    if intent.kind != "vote":
        back = _with_draft(back, intent.id)
    if intent.kind in VOTES and request.method not in SAFE:
        return await _vote(request, intent, person, back)
    return redirect(back)


async def _vote(request: Request, intent: Intent, person: Person, back: str) -> Response:
    """Vote at once. A refusal isn't a failed sign-in: they are told why, and the way back."""
    if intent.kind == "vote":  # of the other kind, what was typed beside it is kept
        await intents.forget(intent)
    try:
        await cast_vote(intent.subject_id or 0, by=person)
    except Problem as refused:
        return await page(request, "sign_in/not_voted.html", sentence=refused.sentence, back=back)
    return redirect(back)


def _with_draft(path: str, intent_id: int) -> str:
    parts = urlsplit(path)
    query = f"{parts.query}&draft={intent_id}" if parts.query else f"draft={intent_id}"
    return urlunsplit(("", "", parts.path, query, parts.fragment))
