"""What somebody typed before they signed in, back in its form."""

from starlette.requests import Request

from frontend.forms import Form, query
from frontend.ladder import who
from frontend.requests import number
from people import intents


async def draft(request: Request, kind: str, subject: int | None = None) -> Form | None:
    """What this person typed before they signed in, back in its form."""
    reader, kept = who(request), number(query(request, "draft"))
    intent = await intents.draft(kept, reader) if reader and kept else None
    if intent is None or intent.kind != kind or (subject and intent.subject_id != subject):
        return None
    return Form(intent.data)
