"""The tables of what happened and of who is told: people, and the programs of others."""

from activity.models.happening import (
    Addressee,
    Audience,
    Calling,
    Choice,
    Digest,
    DigestEntry,
    Event,
    Notice,
    Preference,
    Reason,
    Statement,
    Submission,
    Subscription,
)
from activity.models.queues import Channel, Delivery, OutboxMail, Pulse, Task
from activity.models.webhooks import OffBecause, Webhook, WebhookAttempt, WebhookKind, WebhookMessage

__all__ = [
    "Addressee",
    "Audience",
    "Calling",
    "Channel",
    "Choice",
    "Delivery",
    "Digest",
    "DigestEntry",
    "Event",
    "Notice",
    "OffBecause",
    "OutboxMail",
    "Preference",
    "Pulse",
    "Reason",
    "Statement",
    "Submission",
    "Subscription",
    "Task",
    "Webhook",
    "WebhookAttempt",
    "WebhookKind",
    "WebhookMessage",
]
