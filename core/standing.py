"""Whether this process is to be asked for anything more: it isn't once it was told to end."""

_leaving = False


def leave() -> None:
    """From now on `/ready` says no, so that nobody is sent here any more."""
    global _leaving  # noqa: PLW0603
    _leaving = True


def stay() -> None:
    """A start: it takes requests (again)."""
    global _leaving  # noqa: PLW0603
    _leaving = False


def is_leaving() -> bool:
    return _leaving
