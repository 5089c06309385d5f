"""What the operator has decided: does it fit together, and is it safe?"""

from collections.abc import Iterable

from commands.doctor.findings import Finding, note, well
from core.settings import settings
from core.words import _


def configuration() -> Iterable[Finding]:
    """How many processes share a secret, whose headers are believed, who reads the figures."""
    return [*_shared_secret(), *_proxy(), *_metrics()]


def _shared_secret() -> Iterable[Finding]:
    given = settings()
    if given.secret_key_given or given.worker == "inline":
        return []
    return [
        note(
            _(
                "Every process must know the same secret key: where they don't share the folder %(folder)s, set"
                " SECRET_KEY.",
                folder=given.var,
            )
        )
    ]


def _proxy() -> Iterable[Finding]:
    given = settings()
    if "*" in given.proxy.replace(",", " ").split():
        return [note(_("MADANG_PROXY is *: see to it that nobody but the proxy reaches the port."))]
    if given.proxy:
        return [well(_("The proxies at %(addresses)s are believed.", addresses=given.proxy))]
    if given.secure:
        return [
            note(
                _(
                    "MADANG_PROXY is unset: behind a proxy everybody seems to come from its address, and limits count"
                    " them as one. `madang serve --proxy` says the same."
                )
            )
        ]
    return []


def _metrics() -> Iterable[Finding]:
    given = settings()
    if given.metrics != "open":
        return []
    return [
        note(
            _(
                "Everybody who reaches the site can read /metrics: set a token instead, or hide it in the proxy."
            )
        )
    ]
