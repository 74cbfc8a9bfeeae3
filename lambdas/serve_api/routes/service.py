"""Routes about the service itself; they need no sign-in."""

from __future__ import annotations

from pathlib import Path

from aws_lambda_powertools.event_handler import Response

from genai_core.domain.protocol.account import Health
from genai_core.settings import settings
from lambdas.serve_api.routing import serves

DOCUMENT = Path(__file__).parents[1] / "openapi.json"


@serves("health")
def health() -> Health:
    """Reports that the API answers."""
    return Health("ok", settings().environment)


@serves("openapi")
def openapi() -> Response[str]:
    """Describes every route; `make generate` writes the file."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return Response(status_code=200, content_type="application/json", body=text)
