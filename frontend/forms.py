"""What was typed into a form, and what is wrong with it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from core.errors import Invalid, Problem
from core.secrets import token
from core.words import _

LARGEST = 256 * 1024
"""Bytes of a form at most: the longest text in Korean, encoded for an URL, with room to spare."""


class Form:
    """The values of a form by name, always strings, and a sentence for each field that is wrong.

    `errors[""]` is about the form as a whole.
    """

    def __init__(
        self, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
    ) -> None:
        self.values = dict(values or {})
        self.errors = dict(errors or {})
        self.status = 422 if self.errors else 200

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def refused(self, error: Problem) -> "Form":
        """The same form with what is wrong about it; everything typed is still there."""
        self.errors = error.fields if isinstance(error, Invalid) else {"": error.sentence}
        self.status = error.status
        return self


async def read(request: Request) -> Form:
    """The form that this request carries. Raises `Invalid` where it is too large to read."""
    if request.headers.get("content-length") == "0":
        return Form()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Invalid({"": _("That is too long to be sent.")})
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return Form()
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        raise Invalid({"": _("That has too many fields to be read.")}) from None
    return Form({name: value.replace("\x00", "") for name, value in pairs if "\x00" not in name})


def own_key(request: Request) -> str:
    """A form's own key: what is sent with it twice is done once. The page that holds it is nobody else's."""
    request.state.has_own_key = True
    return token()


def query(request: Request, name: str) -> str:
    """A parameter of the address, bounded and free of what a database can't hold."""
    return request.query_params.get(name, "").replace("\x00", "").encode("utf-8", "ignore").decode()[:200]
