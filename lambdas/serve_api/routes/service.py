"""Routes about the service itself; they need no sign-in."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.event_handler import Response

from genai_core.settings import settings
from lambdas.serve_api.routing import route


@route("GET", "/health")
def health() -> dict[str, str]:
    """Says that the API answers."""
    return {"status": "ok", "environment": settings().environment}


@route("GET", "/openapi.json")
def openapi() -> dict[str, Any]:
    """Describes every route."""
    from lambdas.serve_api.openapi import document  # noqa: PLC0415 - few ask, and it is heavy

    return Response(status_code=200, content_type="application/json", body=document())  # type: ignore[return-value]
