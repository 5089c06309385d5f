"""Webhooks that may go to this machine: `MADANG_INTERNAL_HOSTS` names it."""

from collections.abc import Iterator

import pytest

from api import payloads
from core.settings import settings
from frontend import mail


@pytest.fixture(autouse=True)
def inside(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    mail.fill()
    payloads.fill()
    monkeypatch.setenv("MADANG_INTERNAL_HOSTS", "127.0.0.1")
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()
