"""Making a message when it is sent, of what stands then and as far as its reader may see it."""

from typing import Any

from activity.models import Event, WebhookMessage
from api.payloads import ideas, roadmap
from api.payloads.shapes import Data, OfComment, Payload
from api.payloads.things import board_slug, named
from ideas.events import IdeaEvent
from people.models import Person
from people.openness import reader_of


def _models() -> dict[str, type[Payload]]:
    """Every model by the kind that it says."""
    found = (each for module in (ideas, roadmap) for each in vars(module).values())
    return {
        each.model_fields["type"].default: each
        for each in found
        if isinstance(each, type) and issubclass(each, Payload) and each is not Payload
    }


MODELS = _models()


async def rendered(message: WebhookMessage) -> str:
    """A message of its event, as JSON; the webhook's marking says as whom it reads."""
    event: Any = message.event
    model, reader = MODELS[message.kind], reader_of(message.webhook.internal)
    data: Any = model.model_fields["data"].annotation
    made = model.model_validate({"timestamp": event.created_at, "data": await _data(data, event, reader)})
    return made.model_dump_json(by_alias=True)


async def _data(model: type[Data], event: Event, reader: Person | None) -> dict[str, Any]:
    details = dict(event.details)
    if event.action == IdeaEvent.BOARD_CHANGED:
        details |= {end: await board_slug(int(str(details[end])), reader) for end in ("from", "to")}
    wanted = {field.alias or name for name, field in model.model_fields.items()}
    data: dict[str, Any] = {name: value for name, value in details.items() if name in wanted}
    for name, (detail, type_) in model.NAMED.items():
        number = details.get(detail)
        data[name] = await named((type_, number), reader) if isinstance(number, int) else None
    subject = await named((event.subject_type, event.subject_id), reader)
    data |= {"event": event.id, "by": event.actor_id, event.subject_type: subject}
    if issubclass(model, OfComment) and subject:
        data["url"] = f"{subject.url}#comment-{details['comment']}"
    return data
