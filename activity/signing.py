"""How a receiver knows that a message is ours: https://www.standardwebhooks.com, by its own library.

The database holds no secret: each follows from a random seed and the yard's secret key. Whoever reads the database, or
a copy of it, can't sign.
"""

from base64 import b64encode
from datetime import timedelta

from standardwebhooks.webhooks import Webhook as Signer

from activity.models import Webhook
from core.clock import now
from core.secrets import derived

BOTH = timedelta(days=1)
"""So long after a new secret was made messages are signed with the one before too."""


def secret_of(seed: str) -> str:
    """The secret as its receiver keeps it: `whsec_` and 32 bytes in base64."""
    return f"whsec_{b64encode(derived('webhook', seed)).decode()}"


def signed(webhook: Webhook, uid: str, body: str) -> dict[str, str]:
    """The headers of one attempt: which message it is, when it was sent, and who can have sent it."""
    moment = now()
    seeds = [webhook.seed]
    if webhook.seed_before and webhook.before_until and webhook.before_until > moment:
        seeds.append(webhook.seed_before)
    signatures = [Signer(secret_of(seed)).sign(uid, moment, body) for seed in seeds]
    return {
        "webhook-id": uid,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
