"""The house rules of this yard: its name, who may sign up, terms and privacy."""

import re
from collections.abc import Callable
from typing import Any

from activity.models import Audience
from activity.operations import record
from core.database import in_transaction
from core.errors import Invalid
from core.kept import Kept
from core.text import clean, language, one_line
from core.words import LOCALES, _
from people.addresses import domain_of
from people.events import PersonEvent
from people.models import Person, SignUp, Site
from people.permissions import must_administer

LONGEST_TEXT = 20_000
TEXTS = ("terms", "privacy")


async def current() -> Site:
    """The one row of house rules, to be read only: it is kept for a moment for all who ask."""
    return await _current.get(_read)


async def _read() -> Site:
    return await Site.get(id=1)


_current: Kept[Site] = Kept()


def domains(site: Site) -> list[str]:
    """Those whose addresses may sign up, where that is asked."""
    return site.sign_up_domains.split()


def welcomes(site: Site, email: str) -> bool:
    """May somebody with this address sign up by themselves?"""
    if site.sign_up is SignUp.DOMAINS:
        return email.rpartition("@")[2] in domains(site)
    return site.sign_up is SignUp.ANYONE


@in_transaction
async def change(*, by: Person | None, ask_again: bool = False, **fields: object) -> Site:
    """Change name, locale, sign_up, sign_up_domains, terms or privacy. `by` is None for the command line.

    Terms that are new, or whose change concerns everyone (`ask_again`), get the next version: people agree to
    it before they write again. The number never falls, and each version's text stays with its event.
    """
    if by is not None:
        must_administer(by)
    site = await Site.select_for_update().get(id=1)
    had_terms = bool(site.terms)
    changed = [name for name, value in _checked(site, fields).items() if _put(site, name, value)]
    renewed = bool(site.terms) and (ask_again or ("terms" in changed and not had_terms))
    if renewed:
        site.terms_version += 1
    if changed or renewed:
        await site.save()
    words = {part: (getattr(site, part), language(getattr(site, part))) for part in TEXTS if part in changed}
    if changed:
        await _record(PersonEvent.SITE_CHANGED, by, words, fields=changed)
    if renewed:
        await _record(PersonEvent.TERMS_RENEWED, by, {}, version=site.terms_version)
    return site


async def _record(
    action: PersonEvent, by: Person | None, words: dict[str, tuple[str, str]], **details: Any
) -> None:
    """The texts themselves are kept with the event: so it can be told what somebody agreed to."""
    await record(action, by=by, about=("site", 1), audience=Audience.STAFF, words=words, **details)


def _put(site: Site, name: str, value: object) -> bool:
    if getattr(site, name) == value:
        return False
    setattr(site, name, value)
    return True


def _checked(site: Site, fields: dict[str, object]) -> dict[str, object]:
    """The fields as they may be kept. Raises `Invalid` with all that is wrong with them."""
    problems: dict[str, str] = {}
    kept: dict[str, object] = {}
    for name, value in fields.items():
        try:
            kept[name] = _CHECKS[name](str(value))
        except Invalid as wrong:
            problems.update(wrong.fields)
    by_domain = kept.get("sign_up", site.sign_up) is SignUp.DOMAINS
    if by_domain and not problems and not kept.get("sign_up_domains", site.sign_up_domains):
        problems["sign_up_domains"] = _("Name at least one domain, such as example.com.")
    if problems:
        raise Invalid(problems)
    return kept


def _name(text: str) -> str:
    name = one_line(text)
    if not 1 <= len(name) <= 80:
        raise Invalid({"name": _("The yard needs a name of at most %(number)s characters.", number=80)})
    return name


def _locale(text: str) -> str:
    if text not in ("", *LOCALES):
        raise Invalid({"locale": _("Please choose one of these languages.")})
    return text


def _sign_up(text: str) -> SignUp:
    if text not in list(SignUp):
        raise Invalid({"sign_up": _("Please choose who may sign up.")})
    return SignUp(text)


def _domains(text: str) -> str:
    given = [part.removeprefix("@") for part in re.split(r"[\s,;]+", text) if part]
    known = {part: domain_of(part) for part in given}
    if wrong := [part for part, domain in known.items() if domain is None]:
        raise Invalid(
            {"sign_up_domains": _("%(domain)s isn't a domain, such as example.com.", domain=wrong[0])}
        )
    return "\n".join(dict.fromkeys(domain for domain in known.values() if domain))


def _text(field: str, text: str) -> str:
    kept = clean(text)
    if len(kept) > LONGEST_TEXT:
        raise Invalid({field: _("This text has at most %(number)s characters.", number=LONGEST_TEXT)})
    return kept


_CHECKS: dict[str, Callable[[str], object]] = {
    "name": _name,
    "locale": _locale,
    "sign_up": _sign_up,
    "sign_up_domains": _domains,
    "terms": lambda text: _text("terms", text),
    "privacy": lambda text: _text("privacy", text),
}
