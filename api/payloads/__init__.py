"""What webhooks are sent: one model for each kind of event. See docs/webhooks.md."""

from activity.events import DECLARED
from activity.ports import render_webhook
from activity.webhooks import TEST
from api.ground.endpoints import webhook
from api.payloads.rendering import MODELS, rendered
from api.payloads.trial import WebhookTest, tried
from core.words import N_

UNTOLD = {
    "vote.": "votes are read as counts",
    "verdict.by_voter": "voters' answers are read as counts",
    "verdict.reminded": "it is said to those who are reminded",
    "verdict.hidden": "the audit page shows it",
    "coauthor.": "whoever is named decides who hears of it",
    "idea.imported": "imports come by the thousand; whoever imports knows",
    "arrival.": "the same",
    "report.": "who reported what is between them and the managers",
    "triage.assessed": "a note among staff",
    "triage.set_aside": "a note among staff",
    "board.": "boards are read from the API",
    "person.": "it is about a person",
    "invitation.": "it is about a person",
    "organisation.": "it is about a company's people",
    "site.": "the house rules are on their pages",
    "rules.": "the house rules are on their pages",
    "need.": "between partners",
    "message.": "between two people",
    "room.": "inside of a room",
    "membership.": "inside of a room",
    "post.": "inside of a room",
    "document.": "inside of a room",
    "suggestion.": "inside of a room",
    "proposal.": "inside of a room; what is published is an idea that was posted",
    "webhook.": "it would tell of itself",
}
"""The beginnings of the kinds that no webhook is told of, and why. A kind that stands neither here nor among the models
fails a test."""


def fill() -> None:
    """Say how each kind of message is made. Every process that sends messages, or that says which there are, calls
    this first; again changes nothing."""
    for kind in MODELS:
        render_webhook.fill(kind, rendered)
    render_webhook.fill(TEST, tried)


for _kind, _model in MODELS.items():
    webhook(_kind, says=N_("Something happened that this webhook has chosen to hear of"), payload=_model)
webhook(TEST, says=N_("An admin tries a webhook out"), payload=WebhookTest)


def is_untold(kind: str) -> bool:
    """Whether a kind is one that no webhook is told of, for a reason."""
    return any(kind == each or (each.endswith(".") and kind.startswith(each)) for each in UNTOLD)


def undecided() -> list[str]:
    """The kinds of which nobody has said whether webhooks are told of them."""
    return sorted(kind for kind in DECLARED if kind not in MODELS and not is_untold(kind))
