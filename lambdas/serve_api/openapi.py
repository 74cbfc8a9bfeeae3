"""The OpenAPI document, made from the routes' own signatures.

`python -m lambdas.serve_api.openapi` prints it; `GET /openapi.json` serves it.
"""

from __future__ import annotations

import inspect
import json
import sys
from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

from lambdas.retrieve_passages import contract as retrieval
from lambdas.serve_api import routes
from lambdas.serve_api.routing import REGISTERED, Registered

__all__ = ["document", "routes"]

VERSION = "1"
OPEN = ("/health", "/openapi.json")
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


def retrieve(body: retrieval.Request) -> retrieval.Response:
    """Finds passages, with a prompt made of them, for those who bring their own model."""
    raise NotImplementedError("served by its own function, which is in the database's network")


@cache
def document() -> str:
    """Returns the document as JSON."""
    described = [*REGISTERED, Registered("POST", "/retrieve", retrieve, 200)]
    resolver = APIGatewayRestResolver()
    for one in described:
        # The annotations are strings; the generator would look them up in the wrong module.
        one.handle.__signature__ = inspect.signature(one.handle, eval_str=True)  # type: ignore[attr-defined]
        resolver.route(one.rule, one.method, summary=_summary(one), operation_id=one.handle.__name__)(
            one.handle
        )
    made = json.loads(resolver.get_openapi_json_schema(title="Quorum", version=VERSION))
    schemas: dict[str, Any] = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ResponseValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = PROBLEM
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    made.pop("servers", None)
    statuses = {one.handle.__name__: one.status for one in described}
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _complete(path, operation, statuses[operation["operationId"]])
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True)


def _summary(one: Registered) -> str:
    return (inspect.getdoc(one.handle) or one.handle.__name__).partition("\n")[0]


def _complete(path: str, operation: dict[str, Any], status: int) -> None:
    """Adds what signatures cannot say: who may call, and how success and errors look."""
    if path not in OPEN:
        operation["security"] = [{"token": []}]
    answers: dict[str, Any] = operation["responses"]
    answers.pop("422", None)
    answers[str(status)] = answers.pop("200")
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers["default"] = {"description": "What went wrong, and what to do about it.", "content": problem}


if __name__ == "__main__":
    sys.stdout.write(document() + "\n")
