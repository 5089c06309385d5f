"""Questions with a yes or no."""

from typing import Any, Protocol


class Ranked(Protocol):
    """A person, as far as this floor knows one."""

    @property
    def id(self) -> Any: ...
    @property
    def email(self) -> Any: ...
    @property
    def is_admin(self) -> bool: ...


def can_run_mail(person: Ranked | None) -> bool:
    """May this person read the outbox, see what failed, put it back and send a test?"""
    return person is not None and person.is_admin


def can_run_webhooks(person: Ranked | None) -> bool:
    """May this person say which programs are told of what happens, and read what was sent to them?"""
    return person is not None and person.is_admin
