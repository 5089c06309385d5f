"""`GET /api/v1/openapi.json`: OpenAPI 3.1, made from the endpoints' declarations, in the reader's language."""

import json
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.contents import endpoints
from api.ground.describing import document
from core.settings import settings
from core.words import locale


async def described(request: Request) -> Response:
    return Response(_written(locale(), settings().address), media_type="application/json")


@lru_cache(maxsize=8)
def _written(language: str, address: str) -> bytes:
    return json.dumps(openapi(), ensure_ascii=False).encode()


def openapi() -> dict[str, Any]:
    """The document in the language that is spoken now."""
    return document(endpoints())
