"""The table of contents: every address of the site, noun by noun."""

from starlette.routing import BaseRoute, Route

from frontend.pages import (
    admin,
    assessment,
    audit,
    behalf,
    comments,
    feeds,
    ideas,
    improvements,
    improving,
    machines,
    merging,
    notices,
    outbox,
    people,
    planning,
    releases,
    reports,
    roadmap,
    sign_in,
    similar,
    site,
    staff,
    triage,
    verdicts,
    voting,
    writing,
)

PAGES = (
    voting,
    writing,
    similar,
    ideas,
    comments,
    behalf,
    staff,
    merging,
    triage,
    assessment,
    reports,
    audit,
    roadmap,
    planning,
    releases,
    improving,
    improvements,
    verdicts,
    sign_in,
    people,
    notices,
    feeds,
    site,
    admin,
    outbox,
    machines,
)


def routes() -> list[BaseRoute]:
    """All routes. Where two could match, the one that stands first does; what is asked for most stands first."""
    return [route for module in PAGES for route in module.routes]


def named() -> list[Route]:
    """The same, as `url` finds them by name."""
    return [route for route in routes() if isinstance(route, Route)]
