"""What is wrong with a value, in words for a person: pydantic's errors by their types."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.ground.problems import Malformed, Wrong, pointer
from core.errors import Problem
from core.words import _, ngettext

Context = dict[str, Any]


def problem_of(error: ValidationError) -> Problem:
    """What to answer: `Malformed` for what isn't JSON at all, else `Wrong` with every field."""
    found = error.errors(include_url=False, include_input=False)
    if any(each["type"] == "json_invalid" for each in found):
        return Malformed(_("This isn't JSON that can be read."))
    return Wrong((pointer(*each["loc"]), sentence(each)) for each in found)


def sentence(wrong: ErrorDetails) -> str:
    """One error as a sentence in the caller's language."""
    context: Context = dict(wrong.get("ctx", {}))
    if "error" in context:  # a check of our own, which speaks the caller's language itself
        return str(context["error"])
    say = SENTENCES.get(wrong["type"])
    return say(context) if say else _("This can't be taken as it is.")


SENTENCES: dict[str, Callable[[Context], str]] = {
    "missing": lambda _context: _("This is needed."),
    "extra_forbidden": lambda _context: _("Nothing is known by this name here."),
    "int_type": lambda _context: _("This must be a whole number."),
    "int_parsing": lambda _context: _("This must be a whole number."),
    "int_parsing_size": lambda _context: _("This must be a whole number."),
    "int_from_float": lambda _context: _("This must be a whole number."),
    "float_type": lambda _context: _("This must be a number."),
    "float_parsing": lambda _context: _("This must be a number."),
    "finite_number": lambda _context: _("This must be a number."),
    "bool_type": lambda _context: _("This must be true or false."),
    "bool_parsing": lambda _context: _("This must be true or false."),
    "string_type": lambda _context: _("This must be text."),
    "string_unicode": lambda _context: _("This must be text."),
    "string_pattern_mismatch": lambda _context: _("This isn't written in the way it must be."),
    "list_type": lambda _context: _("This must be a list."),
    "model_type": lambda _context: _("This must be an object."),
    "model_attributes_type": lambda _context: _("This must be an object."),
    "dict_type": lambda _context: _("This must be an object."),
    "date_type": lambda _context: _("Write the date like 2027-03-31."),
    "date_parsing": lambda _context: _("Write the date like 2027-03-31."),
    "date_from_datetime_parsing": lambda _context: _("Write the date like 2027-03-31."),
    "date_from_datetime_inexact": lambda _context: _("Write the date like 2027-03-31."),
    "datetime_type": lambda _context: _("Write the time like 2027-03-31T09:00:00Z."),
    "datetime_parsing": lambda _context: _("Write the time like 2027-03-31T09:00:00Z."),
    "datetime_from_date_parsing": lambda _context: _("Write the time like 2027-03-31T09:00:00Z."),
    "timezone_aware": lambda _context: _("Write the time like 2027-03-31T09:00:00Z."),
    "url_parsing": lambda _context: _("This must be a whole address, such as https://example.com."),
    "url_type": lambda _context: _("This must be a whole address, such as https://example.com."),
    "url_scheme": lambda _context: _("This must be a whole address, such as https://example.com."),
    "enum": lambda context: _choices(context["expected"]),
    "literal_error": lambda context: _choices(context["expected"]),
    "greater_than_equal": lambda context: _("%(least)s or more, please.", least=context["ge"]),
    "less_than_equal": lambda context: _("%(most)s or less, please.", most=context["le"]),
    "string_too_short": lambda context: ngettext(
        "Write at least %(num)s character.", "Write at least %(num)s characters.", context["min_length"]
    ),
    "string_too_long": lambda context: ngettext(
        "Write at most %(num)s character.", "Write at most %(num)s characters.", context["max_length"]
    ),
    "too_short": lambda context: ngettext(
        "Name at least %(num)s.", "Name at least %(num)s.", context["min_length"]
    ),
    "too_long": lambda context: ngettext(
        "Name at most %(num)s.", "Name at most %(num)s.", context["max_length"]
    ),
}
"""By pydantic's types of errors."""


def _choices(expected: object) -> str:
    """pydantic lists them in English: 'idea' or 'complaint'."""
    names = ", ".join(part for part in str(expected).split("'")[1::2])
    return _("Choose one of these: %(names)s.", names=names)
