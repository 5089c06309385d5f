"""Webhooks: for admins, with a token that manages."""

from activity import webhook_log, webhooks
from activity.signing import secret_of
from activity.webhook_log import Listed
from api.ground.endpoints import delete, get, patch, post
from api.models.webhooks import NewWebhook, Webhook, WebhookChange, Webhooks, WebhookWithSecret
from core.clock import now
from core.database import in_transaction
from core.errors import NotFound
from core.words import N_
from people.models import Person
from people.tokens import Scope


@get("/webhooks", says=N_("The webhooks, the newest first"), scope=Scope.MANAGE)
async def index(by: Person) -> Webhooks:
    webhooks.demand_admin(by)
    return Webhooks(items=[_shown(each) for each in await webhook_log.listed()], next=None)


@get("/webhooks/{id}", says=N_("A webhook"), scope=Scope.MANAGE)
async def show(number: int, by: Person) -> Webhook:
    return _shown(await _found(number, by))


async def _with_secret(number: int, by: Person) -> WebhookWithSecret:
    found = await _found(number, by)
    return WebhookWithSecret(**_shown(found).model_dump(), secret=secret_of(found.webhook.seed))


@post(
    "/webhooks",
    says=N_("Add a webhook; the answer tells its secret once"),
    shows=_with_secret,
    location="/webhooks/{made}",
    scope=Scope.MANAGE,
    problems=(409,),
)
async def create(body: NewWebhook, by: Person) -> int:
    made, _secret = await webhooks.add(
        url=body.url, name=body.name, chosen=body.kinds, internal=body.internal, by=by
    )
    return int(made.id)


@post(
    "/webhooks/{id}/secret",
    says=N_("Make a new secret; for a day messages carry both signatures"),
    shows=_with_secret,
    scope=Scope.MANAGE,
)
async def renew(number: int, by: Person) -> int:
    await webhooks.renew_secret(number, by=by)
    return number


@patch("/webhooks/{id}", says=N_("Change a webhook, or turn it on or off"), scope=Scope.MANAGE)
async def change(number: int, body: WebhookChange, by: Person) -> Webhook:
    await _change(number, body, by)
    return await show(number, by)


@in_transaction
async def _change(number: int, body: WebhookChange, by: Person) -> None:
    await webhooks.change(
        number, url=body.url, name=body.name, chosen=body.kinds, internal=body.internal, by=by
    )
    if body.on is not None:
        await (webhooks.turn_on if body.on else webhooks.turn_off)(number, by=by)


@delete("/webhooks/{id}", says=N_("Remove a webhook with its log"), scope=Scope.MANAGE)
async def remove(number: int, by: Person) -> None:
    await webhooks.remove(number, by=by)


async def _found(number: int, by: Person) -> Listed:
    webhooks.demand_admin(by)
    found = await webhook_log.listed(number)
    if not found:
        raise NotFound
    return found[0]


def _shown(found: Listed) -> Webhook:
    webhook = found.webhook
    rotating = webhook.before_until and webhook.before_until > now()
    return Webhook(
        id=webhook.id,
        url=webhook.url,
        name=webhook.name,
        kinds=list(found.kinds),
        internal=webhook.internal,
        on=webhook.is_on,
        off_because=webhook.off_because,
        failing_since=webhook.failing_since,
        old_secret_until=webhook.before_until if rotating else None,
        created_at=webhook.created_at,
    )
