"""What this floor asks of the floors above it: it knows subjects and followers, but not what they are."""

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any

from core.mail import Mail
from core.ports import Port

if TYPE_CHECKING:
    from activity.models import Delivery, Event, Task, WebhookMessage

may_see: Port[["Event", Sequence[int]], Awaitable[set[int]]] = Port("activity.may_see")
"""Of these persons, who may see this event now? Asked at fan-out, again at sending. Keyed by subject type."""

visible_among: Port[[int, Sequence["Event"]], Awaitable[set[int]]] = Port("activity.visible_among")
"""Of these events, which may this person see now (ids)? For lists and counts. Keyed by subject type."""

seen_in_sql: Port[[Any], tuple[str, dict[str, object]]] = Port("activity.seen_in_sql")
"""The same as a condition on the event `e`, with its values: given the person, for one statement that counts. Keyed by
subject type."""

render_mail: Port[["Delivery"], Awaitable["Mail | None"]] = Port("activity.render_mail")
"""What a delivery says, in its reader's language; None when nobody wants it any more. Keyed by its kind."""

open_now: Port[["Event", bool], Awaitable[bool]] = Port("activity.open_now")
"""May every visitor read this event now, or, where the second is true, everybody of the staff? For programs, which are
nobody in particular. Keyed by subject type; where nobody answers for a type, no program ever hears of it."""

render_webhook: Port[["WebhookMessage"], Awaitable[str]] = Port("activity.render_webhook")
"""What a webhook's message says, as JSON; its event and webhook were fetched. Keyed by its kind: those that somebody
answers for are the ones that a webhook can choose."""

also_followed: Port[[int], Awaitable[list[int]]] = Port("activity.also_followed")
"""Whose followers are told of this subject too (ids of the same type): what was merged into it. Keyed by subject type;
where nobody answers for a type, nothing is ever merged there."""

work: Port[["Task"], Awaitable[bool]] = Port("activity.work")
"""One step of a task that another floor left; true at its end. Keyed by the task's kind."""

clean: Port[[], Awaitable[None]] = Port("activity.clean")
"""Delete what is over and nobody needs. Asked about once an hour by every worker. Keyed by floor."""
