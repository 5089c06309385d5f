"""Secrets: made at random, compared in constant time, kept only as hashes."""

import hashlib
import hmac
import secrets as _secrets

from itsdangerous import BadSignature, URLSafeSerializer

from core.settings import settings


def token() -> str:
    """256 random bits that fit into an URL or a cookie."""
    return _secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a random token: 64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def derived(purpose: str, *parts: object) -> bytes:
    """32 bytes that follow from the secret key and these parts, and from nothing that the database holds alone."""
    message = "\x1f".join((purpose, *map(str, parts))).encode()
    return hmac.digest(settings().secret_key.encode(), message, "sha256")


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def sign(purpose: str, value: object) -> str:
    """A value that comes back through an URL or a cookie as it was, or not at all."""
    return str(URLSafeSerializer(settings().secret_key, salt=purpose).dumps(value))


def unsign(purpose: str, signed: str) -> object | None:
    """The value, or None where the signature isn't ours."""
    try:
        value: object = URLSafeSerializer(settings().secret_key, salt=purpose).loads(signed)
    except BadSignature:
        return None
    return value
