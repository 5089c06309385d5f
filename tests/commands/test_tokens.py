"""`madang token`: one token on stdout, for somebody who can act by it at once."""

import re

from people import sessions, tokens
from people import site as sites
from people.joining import join
from people.models import ApiToken, Person, Role
from people.permissions import is_settled
from people.tokens import Holder, Scope
from tests.commands.terminal import Terminal


def test_a_token_is_printed_alone_and_good_at_once(terminal: Terminal) -> None:
    async def held(shown: str) -> tuple[Holder, bool]:
        found = await tokens.holder(shown)
        assert found
        return found, is_settled(found.person, await sites.current())

    terminal.ask(lambda: sites.change(by=None, terms="Be kind."))
    terminal.type("admin", "Boss@example.com")

    said = terminal.type("token", "CI-bot+7@example.com")
    boss = terminal.type(
        "token", "boss@example.com", "--scope", "manage", "--scope", "read", "--name", "Plans"
    )

    for each in (said, boss):
        assert (each.status, each.err) == (0, "")
        assert re.fullmatch(r"mdg_[\w-]{43}\n", each.out)
    bot, settled = terminal.ask(lambda: held(said.out.strip()))
    assert (bot.person.name, bot.person.role, bot.scopes, settled) == (
        "Ci Bot",
        Role.CUSTOMER,
        frozenset(Scope),
        True,
    )
    assert "bot" not in bot.person.handle
    manager, settled = terminal.ask(lambda: held(boss.out.strip()))
    assert (manager.person.name, manager.person.role, settled) == ("Boss", "admin", True)
    assert manager.scopes == {Scope.READ, Scope.MANAGE}
    assert terminal.ask(lambda: ApiToken.get(id=manager.token_id)).name == "Plans"


def test_nobody_who_signs_in_has_agreed_to_anything_through_a_token(terminal: Terminal) -> None:
    async def grace_signs_in() -> None:
        await sites.change(by=None, terms="Be kind.")
        await sessions.begin(await join("grace@example.com", name="Grace"))

    terminal.ask(grace_signs_in)

    said = terminal.type("token", "grace@example.com")

    assert (said.status, said.out.count("\n")) == (0, 1)
    assert "the token only reads" in said.err
    assert terminal.ask(lambda: Person.get(email="grace@example.com")).terms_version == 0


def test_a_token_for_nobody_makes_nobody(terminal: Terminal) -> None:
    address = terminal.type("token", "you at example")
    scope = terminal.type("token", "you@example.com", "--scope", "everything")

    assert (address.status, address.out, scope.status, scope.out) == (1, "", 2, "")
    assert "This isn't an e-mail address." in address.err
    assert "There is no scope “everything”" in " ".join(scope.err.replace("│", " ").split())
    assert terminal.ask(lambda: Person.all().count()) == 0
