"""Atom feeds of the list, a board, an idea and the releases. Feeds are read signed out: they show what a visitor may
see."""

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from activity import queries as activity
from activity.models import Audience
from core.database import Row
from core.settings import settings
from core.words import LOCALES, _, ngettext
from frontend import atom
from frontend.facets import address, filters_of
from frontend.forms import query
from frontend.naming import names_in
from frontend.rendering import url_for
from frontend.stories import sentence
from frontend.translations import speaking_locale
from frontend.views import idea_url
from ideas.boards import visible_board
from ideas.listing import Filters, list_ideas
from ideas.loop import Stage
from ideas.models import Idea, Kind
from ideas.queries import Shown, visible_idea
from ideas.said import said
from roadmap.changelog import list_releases

LENGTH = 30
COMMENTS = ("comment.posted", "comment.answered")


async def index(request: Request) -> Response:
    """The list with its filters; the newest first unless another order is asked for."""
    site = request.state.site
    filters = _public(request, filters_of(request))
    with speaking_locale(_language(site.locale)):
        feed = atom.Feed(
            id=settings().address + _own(request, url_for("feed"), filters),
            title=f"{site.name}: {_('Ideas and complaints')}",
            link=settings().address + address(url_for("home"), filters),
            lang=_language(site.locale),
            author=site.name,
            updated=site.created_at,
            entries=await _ideas(filters),
        )
    return _answer(feed)


async def board(request: Request) -> Response:
    slug, site = request.path_params["slug"], request.state.site
    found = await visible_board(slug, None)
    lang = found.lang or site.locale
    filters = _public(request, filters_of(request, board=slug))
    with speaking_locale(_language(lang)):
        feed = atom.Feed(
            id=settings().address + _own(request, url_for("board_feed", slug=slug), filters, board=slug),
            title=f"{site.name}: {found.name}",
            link=settings().address + address(url_for("board", slug=slug), filters, board=slug),
            lang=_language(lang),
            author=site.name,
            updated=found.created_at,
            entries=await _ideas(filters),
        )
    return _answer(feed)


async def releases(request: Request) -> Response:
    """What came out; a release that was retracted stays, and says so."""
    site = request.state.site
    found, _more = await list_releases(None, limit=LENGTH)
    with speaking_locale(_language(site.locale)):
        feed = atom.Feed(
            id=settings().address + url_for("releases_feed"),
            title=f"{site.name}: {_('Releases')}",
            link=settings().address + url_for("releases"),
            lang=_language(site.locale),
            author=site.name,
            updated=site.created_at,
            entries=[_release_entry(each, site.name) for each in found],
        )
    return _answer(feed)


def _release_entry(row: Row, author: str) -> atom.Entry:
    name = " ".join(filter(None, [row["version"], row["title"]]))
    held = "".join(
        Markup('<li><a href="{}">{}</a></li>').format(url_for("item", id=each["id"]), each["title"])
        for each in row["holds"]
    )
    return atom.Entry(
        id=f"{settings().address}/releases/{row['id']}",
        title=_("%(release)s (retracted)", release=name) if row["retracted_at"] else name,
        link=settings().address + url_for("release", id=row["id"]),
        published=row["published_at"],
        updated=row["retracted_at"] or row["published_at"],
        html=_absolute(row["notes_html"] + (f"<ul>{held}</ul>" if held else "")),
        lang=row["lang"],
        author=row["by_name"] or author,
    )


async def idea(request: Request) -> Response:
    """What happened to one idea, with the words of its comments."""
    found = await visible_idea(request.path_params["id"], None)
    with speaking_locale(_language(found.lang)):
        feed = atom.Feed(
            id=settings().address + url_for("idea_feed", id=found.id),
            title=found.title,
            link=settings().address + idea_url(found.id, found.title),
            lang=_language(found.lang),
            author=request.state.site.name,
            updated=found.created_at,
            entries=await _story(found),
        )
    return _answer(feed)


def _public(request: Request, filters: Filters) -> Filters:
    """Nobody in particular reads a feed, and what is new comes first in it."""
    plain = filters.but(mine=False, voted=False)
    return plain if query(request, "sort") else plain.but(sort="new")


def _own(request: Request, path: str, filters: Filters, *, board: str = "") -> str:
    """The feed's own address: its order stands in it only where it was asked for."""
    own = address(path, filters.but(sort=Filters().sort), board=board)
    asked = f"sort={filters.sort}" if query(request, "sort") else ""
    return f"{own}{'&' if '?' in own else '?'}{asked}" if asked else own


def _language(code: str) -> str:
    return code if code in LOCALES else "en"


async def _ideas(filters: Filters) -> list[atom.Entry]:
    found = (await list_ideas(filters, reader=None, limit=LENGTH)).rows
    bodies = await Idea.filter(id__in=[each["id"] for each in found]).values("id", "body_html", "edited_at")
    whole = {each["id"]: each for each in bodies}
    return [_idea_entry(each, whole[each["id"]]) for each in found if each["id"] in whole]


def _idea_entry(row: Row, whole: Row) -> atom.Entry:
    return atom.Entry(
        id=f"{settings().address}/ideas/{row['id']}",
        title=row["title"],
        link=settings().address + idea_url(row["id"], row["title"]),
        published=row["created_at"],
        updated=whole["edited_at"] or row["created_at"],
        html=_absolute(whole["body_html"]),
        lang=row["lang"],
        author=_authors(row),
        categories=[_(Kind(row["kind"]).label), _(Stage(row["stage"]).label), *row["tags"]],
    )


def _authors(row: Row) -> str:
    name: str = row["author_name"] or _("Somebody")
    more: int = row["authors_more"]
    return (
        ngettext("%(name)s and %(num)s other", "%(name)s and %(num)s others", more, name=name)
        if more
        else name
    )


async def _story(found: Shown) -> list[atom.Entry]:
    entries = await activity.story(("idea", found.id), [Audience.PUBLIC], newest_first=True, limit=LENGTH)
    spoken = [entry.event.details.get("comment") for entry in entries]
    comments = await said([each for each in spoken if isinstance(each, int)], None)
    names = await names_in(entries, None)
    return [
        _story_entry(found, entry, comments, names)
        for entry in entries
        if not entry.event.details.get("comment") or entry.event.details["comment"] in comments
    ]


def _story_entry(
    found: Shown, entry: activity.Entry, comments: dict[int, Row], names: dict[str, object]
) -> atom.Entry:
    event = entry.event
    comment = comments.get(int(str(event.details.get("comment") or 0)))
    shown = comment if comment and event.action in COMMENTS else None
    words = shown["body_html"] if shown else found.body_html if event.action == "idea.posted" else ""
    anchor = f"#comment-{comment['id']}" if comment else ""
    return atom.Entry(
        id=f"{settings().address}/ideas/{found.id}#event-{event.id}",
        title=str(sentence(entry, bare=True, idea_kind=found.kind, **names).striptags()),
        link=settings().address + idea_url(found.id, found.title) + anchor,
        published=event.created_at,
        updated=max(event.created_at, (shown and shown["edited_at"]) or event.created_at),
        html=_absolute(f"<p>{sentence(entry, idea_kind=found.kind, **names)}</p>{words}"),
        lang=found.lang,
        author=entry.actor.name if entry.actor and entry.actor.name else _("Somebody"),
    )


def _absolute(html: str) -> str:
    """Safe HTML whose links to pages of this yard work in any reader."""
    return html.replace('href="/', f'href="{settings().address}/')


def _answer(feed: atom.Feed) -> Response:
    """The document. Readers ask for it often: it gets its mark with every other page (`frontend.finishing`)."""
    headers = {"cache-control": "public, max-age=300"}
    return Response(atom.document(feed), media_type="application/atom+xml", headers=headers)


routes = [
    Route("/feed.atom", index, methods=["GET"], name="feed"),
    Route("/boards/{slug}/feed.atom", board, methods=["GET"], name="board_feed"),
    Route("/releases/feed.atom", releases, methods=["GET"], name="releases_feed"),
    Route("/ideas/{id:int}/feed.atom", idea, methods=["GET"], name="idea_feed"),
]
