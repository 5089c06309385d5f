"""What an admin sends to try a webhook out: a message that says nothing but that it arrived."""

from typing import Literal

from activity.models import WebhookMessage
from api.ground.shapes import Answer, example
from api.payloads.shapes import WHEN, Payload


class Trial(Answer):
    model_config = example(webhook=1)
    webhook: int


class WebhookTest(Payload):
    """It goes to every webhook, whatever kinds it has chosen."""

    model_config = example(type="webhook.test", timestamp=WHEN, data={"webhook": 1})
    type: Literal["webhook.test"] = "webhook.test"
    data: Trial


async def tried(message: WebhookMessage) -> str:
    made = WebhookTest(timestamp=message.created_at, data=Trial(webhook=message.webhook_id))
    return made.model_dump_json()
