"""Who calls, as the endpoints see it."""

from dataclasses import dataclass

from core.errors import NotAllowed
from core.words import _
from people.models import Person, Site
from people.tokens import Scope


class OutOfScope(NotAllowed):
    """The token doesn't reach this far, whatever its owner may do."""

    def __init__(self, needed: Scope) -> None:
        super().__init__(
            _("This token's scopes don't reach this far: it takes “%(scope)s”.", scope=needed.value)
        )
        self.needed = needed


@dataclass(frozen=True)
class Call:
    """The person in whose name a program calls, what its token lets it do, and where it calls from."""

    person: Person
    token_id: int
    scopes: frozenset[Scope]
    address: str
    site: Site

    def demand(self, scope: Scope) -> None:
        """Raises `OutOfScope` where the token doesn't reach this far."""
        if scope not in self.scopes:
            raise OutOfScope(scope)
