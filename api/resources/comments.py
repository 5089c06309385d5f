"""What is said about an idea."""

from api import shown
from api.ground.calls import Call
from api.ground.endpoints import delete, get, patch, post
from api.ground.shapes import Paged
from api.models.talk import Comment, CommentChange, Comments, NewComment
from api.paging import checked_cursor
from core.paging import decode, encode
from core.words import N_
from ideas import comments
from ideas.comments import Manner
from ideas.models import CommentAudience
from ideas.queries import comment_of, comments_of, visible_idea
from people.models import Person
from people.tokens import Scope


@get("/ideas/{id}/comments", says=N_("What is said about it, oldest first"))
async def index(number: int, by: Person, query: Paged) -> Comments:
    found = await visible_idea(number, by)
    key = decode(checked_cursor(query.after)) if query.after else None
    said, more = await comments_of(number, by, after=key[1] if key else 0, limit=query.limit)
    return Comments(
        items=[shown.comment(each, found, by) for each in said],
        next=encode((more, more)) if more else None,
    )


async def show(number: int, by: Person) -> Comment:
    said = await comment_of(number, by)
    return shown.comment(said, await visible_idea(said["idea_id"], by), by)


@post(
    "/ideas/{id}/comments",
    says=N_("Say something, reply, or answer officially"),
    shows=show,
    spends="comment",
    problems=(409,),
)
async def create(number: int, body: NewComment, by: Person, call: Call) -> int:
    if body.answer or (body.audience is not CommentAudience.EVERYONE and not body.parent):
        call.demand(Scope.MANAGE)
    manner = Manner(audience=body.audience, parent=body.parent, answer=body.answer)
    said = await comments.comment(number, body=body.body, by=by, manner=manner)
    return int(said.id)


@patch("/comments/{id}", says=N_("Change one's own words"))
async def change(number: int, body: CommentChange, by: Person) -> Comment:
    await comments.edit_comment(number, body=body.body, by=by)
    return await show(number, by)


@delete("/comments/{id}", says=N_("Take one's own words back"))
async def remove(number: int, by: Person) -> None:
    await comments.remove_comment(number, by=by)
