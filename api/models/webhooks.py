"""Webhooks, as programs read and keep them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from activity.models import OffBecause
from activity.webhooks import LONGEST_NAME
from api.ground.shapes import Answer, Body, example
from api.payloads.rendering import MODELS
from core.addresses import LONGEST
from core.words import N_

Address = Annotated[str, Field(max_length=LONGEST, description=N_("Where messages are sent."))]
Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Kinds = Annotated[
    list[Annotated[str, Field(max_length=60, json_schema_extra={"enum": sorted(MODELS)})]],
    Field(max_length=200, description=N_("The kinds of events that it is told of.")),
]
Internal = Annotated[bool, Field(description=N_("Whether it may know what staff may read."))]
Secret = Annotated[
    str | None, Field(description=N_("The signing secret: told where it is made, and never again."))
]

WEBHOOK = {
    "id": 1,
    "url": "https://hooks.example.com/madang",
    "name": "hooks.example.com",
    "kinds": ["idea.moved", "idea.posted"],
    "internal": False,
    "on": True,
    "off_because": None,
    "failing_since": None,
    "old_secret_until": None,
    "created_at": "2027-03-31T09:00:00Z",
}


class NewWebhook(Body):
    """A webhook to add."""

    model_config = example(url=WEBHOOK["url"], kinds=["idea.posted", "idea.moved"])
    url: Address
    name: Name = ""
    kinds: Kinds
    internal: Internal = False


class WebhookChange(Body):
    """What is to be changed; what is left out stays."""

    model_config = example(on=False)
    url: Address | None = None
    name: Name | None = None
    kinds: Kinds | None = None
    internal: Internal | None = None
    on: bool | None = None


class Webhook(Answer):
    """A webhook without its secret."""

    model_config = example(**WEBHOOK)
    id: int
    url: str
    name: str
    kinds: list[str]
    internal: bool
    on: bool
    off_because: OffBecause | None
    failing_since: datetime | None
    old_secret_until: datetime | None
    created_at: datetime


class WebhookWithSecret(Webhook):
    """The answer to what makes a secret."""

    model_config = example(**WEBHOOK, secret="whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
    secret: Secret


class Webhooks(Answer):
    model_config = example(items=[WEBHOOK], next=None)
    items: list[Webhook]
    next: str | None
