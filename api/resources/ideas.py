"""Ideas and complaints: the list, one of them, posting and changing one, and what is like it."""

from api import shown
from api.ground.endpoints import get, patch, post
from api.models.asking import IdeaChange, IdeasAsked, Likeness, NewIdea
from api.models.ideas import Idea, Ideas, SimilarIdeas
from api.paging import checked_cursor
from core.asking import together
from core.limits import spend
from core.words import N_
from frontend.facets import FOUND, FOUND_LABELS, LISTED, SORT_LABELS
from frontend.similar_views import like_words
from ideas import operations
from ideas.filtering import Filters
from ideas.listing import list_ideas
from ideas.merged import following
from ideas.queries import visible_idea
from ideas.search.finding import search_ideas
from ideas.stewardship import retag
from ideas.tags import normalised
from people.models import Person
from voting.queries import voted_among, voted_by, votes_on


@get("/ideas", says=N_("Ideas and complaints, by rank or as they are searched for"))
async def index(by: Person, query: IdeasAsked) -> Ideas:
    filters, after, q = _filters(query), checked_cursor(query.after), query.q.strip()
    if q:
        await spend("search", f"person {by.id}")
        found = await search_ideas(q, filters, reader=by, after=after, limit=query.limit)
        rows, further = found.rows, found.after
    else:
        narrowing = voted_by(by) if filters.voted else None
        page = await list_ideas(filters, reader=by, narrowing=narrowing, after=after, limit=query.limit)
        rows, further = page.rows, page.after
    voted = await voted_among(by, [each["id"] for each in rows])
    return Ideas(items=[shown.in_list(each, voted, by) for each in rows], next=further)


def _filters(query: IdeasAsked) -> Filters:
    """As the page reads them: an order that a list or a search doesn't have is its own; a search looks at no votes."""
    default, sorts = (FOUND, FOUND_LABELS) if query.q.strip() else (LISTED, SORT_LABELS)
    return Filters(
        sort=query.sort.value if query.sort in sorts else default.sort,
        kind=query.kind.value if query.kind else "",
        board=query.board,
        stage=query.stage.value if query.stage else default.stage,
        tag=normalised(query.tag),
        mine=query.mine,
        voted=query.voted and not query.q.strip(),
        unanswered=query.unanswered,
    )


@get("/ideas/similar", says=N_("What may want the same as a text"))
async def similar(by: Person, query: Likeness) -> SimilarIdeas:
    await spend("similar", f"person {by.id}")
    title, _line, body = query.text.strip().partition("\n")
    found = await like_words(title, body, by)
    return SimilarIdeas(items=[shown.similar(each) for each in found], next=None)


@get("/ideas/{id}", says=N_("An idea or a complaint"))
async def show(number: int, by: Person) -> Idea:
    found = await visible_idea(number, by)
    its = await together({"mine": votes_on(number, by), "following": following(by.id, number)})
    return shown.idea(found, its["mine"], its["following"], by)


@post("/ideas", says=N_("Post an idea or a complaint"), shows=show, location="/ideas/{made}", spends="post")
async def create(body: NewIdea, by: Person) -> int:
    posted = await operations.post(
        board=body.board, kind=body.kind, title=body.title, body=body.body, tags=",".join(body.tags), by=by
    )
    return int(posted.id)


@patch("/ideas/{id}", says=N_("Change its words or tags"))
async def change(number: int, body: IdeaChange, by: Person) -> Idea:
    found = await visible_idea(number, by)
    if body.title is not None or body.body is not None:
        title = found.title if body.title is None else body.title
        words = found.body if body.body is None else body.body
        await operations.edit(number, title=title, body=words, by=by)
    if body.tags is not None:
        await retag(number, tags=",".join(body.tags), by=by)
    return await show(number, by)
