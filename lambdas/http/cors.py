"""Check which web pages may call the two APIs, on every request from a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from genai_core.errors import Forbidden
from genai_core.settings import settings


def checked_origin(event: Mapping[str, Any]) -> str:
    """Returns the request's origin; empty for callers other than browsers.

    Raises:
        Forbidden: The origin is not one of this deployment's pages.
    """
    headers: Mapping[str, str] = event.get("headers") or {}
    origin = next((value for name, value in headers.items() if name.lower() == "origin"), "")
    if origin and origin not in settings().allowed_origins:
        raise Forbidden(
            f"the page {origin!r:.200} may not call this API",
            remedy="Add it to the allowed origins in config.json and deploy again.",
        )
    return origin


def cross_origin_headers(origin: str) -> dict[str, str]:
    """Returns the headers that let a browser read the answer."""
    if not origin:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "GET,POST,PUT,PATCH,DELETE,OPTIONS",
        "Access-Control-Allow-Headers": "Authorization,Content-Type,Idempotency-Key",
        "Access-Control-Expose-Headers": "X-Request-Id",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }
