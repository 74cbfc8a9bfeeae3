"""The OpenAPI document, made from the routes' own signatures.

`python -m lambdas.serve_api.openapi` prints it; `GET /openapi.json` serves it.
"""

from __future__ import annotations

import inspect
import json
import sys
from functools import cache
from typing import Any

from lambdas.serve_api import routes
from lambdas.serve_api.routing import CALLS, api

__all__ = ["document", "routes"]

VERSION = "1"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457); `title` is the kind of error.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
        "request_id": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "request_id"],
}
OPEN = ("/health", "/openapi.json")


@cache
def document() -> str:
    """Returns the document as JSON."""
    for call, _ in CALLS:
        # The routes' annotations are strings; the generator looks them up in the wrong module.
        setattr(call, "__signature__", inspect.signature(inspect.unwrap(call), eval_str=True))  # noqa: B010
    made = json.loads(api.get_openapi_json_schema(title="Quorum", version=VERSION))
    made["components"]["schemas"]["Problem"] = PROBLEM
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    for unused in ("HTTPValidationError", "ResponseValidationError", "ValidationError"):
        made["components"]["schemas"].pop(unused, None)
    made.pop("servers", None)
    statuses = {inspect.unwrap(call).__name__: status for call, status in CALLS}
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation, statuses)
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True)


def _complete(path: str, operation: dict[str, Any], statuses: dict[str, int]) -> None:
    """Adds what signatures cannot say: who may call, and how errors look."""
    if path not in OPEN:
        operation["security"] = [{"token": []}]
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"].pop("422", None)
    operation["responses"][str(statuses[operation["operationId"]])] = operation["responses"].pop("200")
    operation["responses"]["default"] = {
        "description": "What went wrong, and what to do about it.",
        "content": problem,
    }


if __name__ == "__main__":
    sys.stdout.write(document() + "\n")
