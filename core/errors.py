"""How Madang says no. Each error carries a sentence for a person and, for the faces, an HTTP status."""

from collections.abc import Mapping


class Problem(Exception):
    """Something a person should read. `str(problem)` is that sentence, in the language of whoever asked."""

    status = 400

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Problem):
    """A rule says no. The sentence names the rule and, where there is one, the right way."""

    status = 409


class Invalid(Problem):
    """What was typed can't be taken as it is. `fields` maps a field's name to its sentence."""

    status = 422

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class NotAllowed(Problem):
    """This person may not do this, though they may see what it is about."""

    status = 403


class NotFound(Problem):
    """It doesn't exist, or this person may not know that it does: the two are never told apart."""

    status = 404


class SlowDown(Problem):
    """Too many, too fast. `retry_after` is in seconds."""

    status = 429

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Misconfigured(Exception):
    """The operator has to change something; the sentence says what."""
