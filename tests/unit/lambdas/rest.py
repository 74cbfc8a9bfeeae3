"""Calls of the REST API, as the gateway makes them; every answer must be what the contract says."""

from __future__ import annotations

import json
import re
from typing import Any

from genai_core.domain.protocol.codec import from_json
from genai_core.domain.protocol.problems import Problem
from genai_core.domain.protocol.route import Route
from genai_core.domain.protocol.routes import ROUTES
from lambdas.serve_api.handler import handler
from tests.unit.lambdas.in_memory_backend import Context, rest_event


def call(method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any, dict[str, str]]:
    answer = handler(rest_event(method, path, body, **options), Context())
    status, text, headers = int(answer["statusCode"]), answer["body"], answer["headers"]
    if "json" not in headers.get("Content-Type", ""):
        return status, text, headers
    value = json.loads(text)
    _check(method, path, status, value)
    return status, value, headers


def _check(method: str, path: str, status: int, value: Any) -> None:
    """Refuses an answer with a field that the contract does not have, or without one that it has."""
    if status >= 400:
        from_json(Problem, value, named="the problem")
        return
    route = route_of(method, path)
    assert status == route.status
    if route.returns:
        from_json(route.returns, value, named="the answer")


def route_of(method: str, path: str) -> Route:
    """Returns the route of the contract that a request is for."""
    (matching,) = (
        route
        for route in ROUTES
        if route.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route.path), path)
    )
    return matching
