"""Calls of the REST API, as the gateway makes them."""

from __future__ import annotations

import json
from typing import Any

from lambdas.serve_api.handler import handler
from tests.unit.lambdas.house import Context, rest_event


def call(method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any, dict[str, str]]:
    answer = handler(rest_event(method, path, body, **options), Context())
    text = answer["body"]
    is_json = "json" in answer["headers"].get("Content-Type", "")
    return int(answer["statusCode"]), json.loads(text) if is_json else text, answer["headers"]
