"""Saying no to a program: RFC 9457 problem details, in the caller's language, with a JSON pointer for each field."""

from collections.abc import Iterable, Mapping

from starlette.responses import Response

from api.ground.calls import OutOfScope
from api.ground.shapes import Answer, example
from core.errors import Invalid, Problem, SlowDown
from core.settings import settings
from core.words import N_, _, locale

KINDS = {
    400: ("malformed", N_("The request can't be read")),
    401: ("no-token", N_("A token is needed")),
    403: ("not-allowed", N_("Not allowed")),
    404: ("not-found", N_("Not found")),
    405: ("no-such-method", N_("Nothing is done in this way here")),
    409: ("refused", N_("A rule says no")),
    413: ("too-large", N_("Too large")),
    415: ("not-json", N_("Only JSON is read here")),
    422: ("invalid", N_("Something isn't right")),
    429: ("slow-down", N_("Too many requests")),
    500: ("broken", N_("Something of ours broke")),
}
"""By status: the name at which the page `/api` says more, and a title, a message id."""

PLAIN = {
    401: N_("Send a token that is still good: “Authorization: Bearer …”. You make one on your own page."),
    404: N_("It doesn't exist, or you may not see it."),
    405: N_("There is something at this address, but it can't be asked for in this way."),
    500: N_("This is our mistake; it was written down. Please try again later."),
}
"""What is said where the error brings no sentence of its own."""


class FieldError(Answer):
    """What is wrong with one field."""

    model_config = example(pointer="/title", message="A title has at least 3 characters.")
    pointer: str
    message: str


class ProblemDocument(Answer):
    """RFC 9457."""

    model_config = example(
        type="https://yard.example.com/api#invalid",
        title="Something isn't right",
        status=422,
        detail="A title has at least 3 characters.",
        errors=[{"pointer": "/title", "message": "A title has at least 3 characters."}],
    )
    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError]


class Malformed(Problem):
    """What was sent isn't what it claims to be."""

    status = 400


class TooLarge(Problem):
    status = 413


class NotJson(Problem):
    status = 415


class NoToken(Problem):
    """`given`: there was a token, but it opens nothing."""

    status = 401

    def __init__(self, *, given: bool) -> None:
        super().__init__()
        self.given = given


class NoSuchMethod(Problem):
    status = 405


class Wrong(Problem):
    """What was sent doesn't fit: pairs of a JSON pointer and a sentence."""

    status = 422

    def __init__(self, errors: Iterable[tuple[str, str]]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(dict.fromkeys(sentence for _pointer, sentence in self.errors)))


def pointer(*parts: object) -> str:
    """RFC 6901: `/tags/0`; "" is the whole."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def wrong_at(**sentences: str) -> Wrong:
    """What is wrong with these fields."""
    return Wrong((pointer(name), sentence) for name, sentence in sentences.items())


def errors_of(problem: Problem, called: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields that are wrong; `called`: what an operation's fields are called here where they differ."""
    if isinstance(problem, Wrong):
        return problem.errors
    if isinstance(problem, Invalid):
        names = ((called.get(name, name), sentence) for name, sentence in problem.fields.items())
        return [(pointer(name) if name else "", sentence) for name, sentence in names]
    return []


def answer(problem: Problem, called: Mapping[str, str] | None = None) -> Response:
    """The problem as it is answered, in the language that is spoken now."""
    name, title = KINDS[problem.status]
    found = errors_of(problem, called or {})
    said = ProblemDocument(
        type=f"{settings().address}/api#{name}",
        title=_(title),
        status=problem.status,
        detail=_whole(problem.sentence or _(PLAIN.get(problem.status, title))),
        errors=[FieldError(pointer=_whole(where), message=_whole(sentence)) for where, sentence in found],
    )
    headers = {"content-language": locale(), **_headers(problem)}
    body = said.model_dump_json()
    return Response(body, problem.status, headers=headers, media_type="application/problem+json")


def _whole(text: str) -> str:
    """Text that can be written as UTF-8, whatever it quotes."""
    return text.encode("utf-8", "replace").decode()


def _headers(problem: Problem) -> dict[str, str]:
    if isinstance(problem, SlowDown):
        return {"retry-after": str(problem.retry_after)}
    if isinstance(problem, OutOfScope):
        needed = problem.needed.value
        return {"www-authenticate": f'Bearer realm="madang", error="insufficient_scope", scope="{needed}"'}
    if isinstance(problem, NoToken):
        more = ', error="invalid_token"' if problem.given else ""
        return {"www-authenticate": f'Bearer realm="madang"{more}'}
    return {}
