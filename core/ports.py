"""Ports: what a lower floor asks of the floors above it, which it must not import.

A floor declares its ports in its own `ports.py`; the composition root fills them. A port that nobody filled raises
when it is asked, and a test asks every port.
"""

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

EVERY_PORT: list["Port[..., Any]"] = []


class Port(Generic[P, R]):
    """One question with one answerer for each key (a subject's type, a floor's name)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._answerers: dict[str, Callable[P, R]] = {}
        EVERY_PORT.append(self)

    def fill(self, key: str, answerer: Callable[P, R]) -> None:
        """From now on `answerer` answers for `key`. Filling again with the same function changes nothing."""
        standing = self._answerers.setdefault(key, answerer)
        if standing is not answerer:
            raise RuntimeError(f"{self.name}[{key}] is filled already")

    def of(self, key: str) -> Callable[P, R]:
        """Who answers for `key`."""
        try:
            return self._answerers[key]
        except KeyError:
            raise RuntimeError(f"Nobody fills {self.name}[{key}]: see composition.py") from None

    def knows(self, key: str) -> bool:
        """Whether somebody answers for `key`: for ports where it is natural that nobody does."""
        return key in self._answerers

    @property
    def keys(self) -> tuple[str, ...]:
        """What is answered for, in the order in which the answerers were given."""
        return tuple(self._answerers)

    def by_key(self, *asked: P.args, **more: P.kwargs) -> list[tuple[str, R]]:
        """What everybody answers to this, by their key."""
        return [(key, answerer(*asked, **more)) for key, answerer in self._answerers.items()]

    @property
    def answerers(self) -> tuple[Callable[P, R], ...]:
        """Everybody who answers, in the order in which they were given."""
        if not self._answerers:
            raise RuntimeError(f"Nobody fills {self.name}: see composition.py")
        return tuple(self._answerers.values())

    @property
    def filled(self) -> bool:
        return bool(self._answerers)
