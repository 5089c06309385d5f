"""The bases of all models: what is sent in a body, what stands in an address, what is answered.

Each is built when it is first needed: a web process that starts needs none of them.
"""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from core.paging import LARGEST

WHOLE = re.compile(r"-?[0-9]{1,19}")
FLAGS = {"true": True, "1": True, "false": False, "0": False}


def example(**values: Any) -> ConfigDict:
    """A model's `model_config` with its example, which the document and its page show. A test demands one of each."""
    return ConfigDict(json_schema_extra={"examples": [values]})


def _whole(given: object) -> object:
    """A number in an address, written in digits and in no other way."""
    if isinstance(given, str) and not WHOLE.fullmatch(given):
        raise PydanticCustomError("int_parsing", "digits")
    return given


def _flag(given: object) -> object:
    if isinstance(given, str) and given not in FLAGS:
        raise PydanticCustomError("bool_parsing", "true or false")
    return FLAGS[given] if isinstance(given, str) else given


def without_nul(given: Any) -> Any:
    """Texts without U+0000, which no database holds."""
    if isinstance(given, str):
        return given.replace("\x00", "") if type(given) is str else given
    return [without_nul(each) for each in given] if isinstance(given, list) else given


Id = Annotated[int, Field(ge=1, le=LARGEST)]
"""The number of something."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false` in an address."""
DIGITS = BeforeValidator(_whole)
"""Behind a number in an address and its bounds: `Annotated[int, Field(ge=1, le=100), DIGITS]`."""


class Body(BaseModel):
    """What is sent. Nothing is converted (`"1"` is no number), and nothing is ignored."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    @field_validator("*")
    @classmethod
    def _holdable(cls, given: Any) -> Any:
        return without_nul(given)


class Query(BaseModel):
    """What stands behind the `?` of an address. Nothing is ignored."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    @field_validator("*")
    @classmethod
    def _holdable(cls, given: Any) -> Any:
        return without_nul(given)


class Paged(Query):
    """A page of a list: where it begins, and how long it is."""

    after: str = Field("", max_length=400, examples=["WzMuNSw0Ml0"])
    limit: Annotated[int, Field(ge=1, le=100), DIGITS] = 20


class Answer(BaseModel):
    """What is answered. A list is a subclass with `items` and `next`, the `after` of the next page or null."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
