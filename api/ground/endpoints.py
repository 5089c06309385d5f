"""Declaring an endpoint: one decorator, from which the route, the checks and the document follow.

The function's signature is the declaration. A parameter that the path names is taken from it (`int` or `str`), `{id}`
as `number`; `by` is the person in whose name the program calls, `call` all that is known of the call; `query` (a
`Query`) and `body` (a `Body`, or `Body | None` where it may be left out) are read and checked. What is returned is
answered as JSON, None as 204.

A POST makes something: it returns the number of what it made, and `shows(number, by)` says what is answered, also to
whoever sends the same `Idempotency-Key` again.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from api.ground.shapes import Answer, Body, Query
from people.tokens import Scope

PREFIX = "/api/v1"
Handler = Callable[..., Awaitable[Any]]
H = TypeVar("H", bound=Handler)

REGISTERED: dict[tuple[str, str], "Endpoint"] = {}
"""Every endpoint by method and path, in the order in which they were declared."""


@dataclass(frozen=True)
class Endpoint:
    """One method at one path. `says`: what it does, a message id. `spends`: the limit that it counts for. `called`:
    what the operation's fields are called here. `problems`: the statuses it has besides those of its kind."""

    method: str
    path: str
    scope: Scope
    says: str
    function: Handler
    given: Mapping[str, type]
    query: type[Query]
    body: type[Body] | None
    body_needed: bool
    answer: type[Answer] | None
    status: int
    shows: Handler | None
    location: str
    spends: str
    problems: Sequence[int]
    called: Mapping[str, str]

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def name(self) -> str:
        """A name of its own: the operation's id in the document."""
        return f"{self.function.__module__.rpartition('.')[2]}_{self.function.__name__}"

    @property
    def noun(self) -> str:
        return self.function.__module__.rpartition(".")[2]

    @property
    def route(self) -> str:
        """The path as the router reads it."""
        return PREFIX + re.sub(
            r"{(\w+)}", lambda found: f"{{{found[1]}:{self.given[found[1]].__name__}}}", self.path
        )


@dataclass(frozen=True)
class Webhook:
    """An event that is told to other sites: its name, what it says (a message id), and what is sent."""

    name: str
    says: str
    payload: type[Answer]


REGISTERED_WEBHOOKS: dict[str, Webhook] = {}


def webhook(name: str, *, says: str, payload: type[Answer]) -> None:
    """Puts a webhook's payload into the document."""
    REGISTERED_WEBHOOKS[name] = Webhook(name, says, payload)


def get(path: str, *, says: str, **more: Any) -> Callable[[H], H]:
    """Reads. Scope `read` unless another is named."""
    return _endpoint("GET", path, says, **{"scope": Scope.READ, "spends": "", **more})


def post(path: str, *, says: str, shows: Handler, **more: Any) -> Callable[[H], H]:
    """Makes something, once for each `Idempotency-Key`. `location`: the path of what was made, with `{made}`."""
    return _endpoint("POST", path, says, **{"shows": shows, "status": 201, **more})


def put(path: str, *, says: str, **more: Any) -> Callable[[H], H]:
    return _endpoint("PUT", path, says, **more)


def patch(path: str, *, says: str, **more: Any) -> Callable[[H], H]:
    return _endpoint("PATCH", path, says, **more)


def delete(path: str, *, says: str, **more: Any) -> Callable[[H], H]:
    return _endpoint("DELETE", path, says, **more)


def _endpoint(
    method: str,
    path: str,
    says: str,
    *,
    scope: Scope = Scope.WRITE,
    spends: str = "write",
    status: int = 200,
    shows: Handler | None = None,
    location: str = "",
    problems: Sequence[int] = (),
    called: Mapping[str, str] | None = None,
) -> Callable[[H], H]:
    def register(function: H) -> H:
        hints = get_type_hints(function)
        body, needed = _body(hints)
        answer = _answer(get_type_hints(shows) if shows else hints)
        made = Endpoint(
            method,
            path,
            scope,
            says,
            function,
            {name: hints["number" if name == "id" else name] for name in re.findall(r"{(\w+)}", path)},
            next((each for each in hints.values() if _is(each, Query)), Query),
            body,
            needed,
            answer,
            status if answer else 204,
            shows,
            location,
            spends,
            tuple(problems),
            called or {},
        )
        _demand_whole(made)
        REGISTERED[method, path] = made
        return function

    return register


def _body(hints: Mapping[str, Any]) -> tuple[type[Body] | None, bool]:
    for name, hint in hints.items():
        if name == "return":
            continue
        kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        if found := [each for each in kinds if _is(each, Body)]:
            return found[0], NoneType not in kinds
    return None, False


def _answer(hints: Mapping[str, Any]) -> type[Answer] | None:
    said = hints["return"]
    if not (said is NoneType or _is(said, Answer)):
        raise TypeError(f"An endpoint answers with an Answer or None, not with {said}.")
    return None if said is NoneType else said


def _is(hint: object, kind: type) -> bool:
    return inspect.isclass(hint) and issubclass(hint, kind)


def _demand_whole(made: Endpoint) -> None:
    """Mistakes of whoever declares are found when the module is read, not when somebody calls."""
    known = {*made.given, "number", "by", "call", "query", "body"}
    if unknown := set(inspect.signature(made.function).parameters) - known:
        raise TypeError(f"{made.name}: nothing gives it {', '.join(sorted(unknown))}.")
    if (made.method, made.path) in REGISTERED:
        raise TypeError(f"{made.method} {made.path} is declared twice.")
