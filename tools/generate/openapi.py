"""The OpenAPI document of the REST API."""

from __future__ import annotations

import re
from typing import Any

from genai_core.domain.protocol.description import FieldSpec
from genai_core.domain.protocol.problems import PROBLEM_TYPE, Problem
from genai_core.domain.protocol.route import Route
from genai_core.domain.protocol.routes import ROUTES
from genai_core.domain.protocol.version import PROTOCOL_VERSION
from tools.generate.json_schema import Schema, Schemas, parameters

MAX_KEY_CHARS = 128


def openapi_document() -> dict[str, Any]:
    """Returns the document, as JSON values."""
    schemas = Schemas()
    problem = {PROBLEM_TYPE: {"schema": schemas.reference(Problem, is_received=False)}}
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        operation = _operation(route, schemas)
        operation["responses"]["default"] = {
            "description": "What went wrong, and what to do about it.",
            "content": problem,
        }
        paths.setdefault(route.path, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Quorum",
            "version": str(PROTOCOL_VERSION),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.components.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": route.name, "summary": route.summary}
    parameters = [*_path_parameters(route), *_query_parameters(route), *_headers(route)]
    if parameters:
        operation["parameters"] = parameters
    if route.body:
        body = schemas.reference(route.body, is_received=True)
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    operation["responses"] = {
        str(route.status): {"description": "Success.", "content": _returned(route, schemas)}
    }
    if route.needs_user:
        operation["security"] = [{"token": []}]
    return operation


def _returned(route: Route, schemas: Schemas) -> dict[str, Any]:
    schema: Schema = {"type": "object"}
    if route.returns:
        schema = schemas.reference(route.returns, is_received=False)
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if route.event:
        chunk = schemas.reference(route.event, is_received=False)
        content["text/event-stream"] = {"schema": {"type": "string", "description": "Server-sent events."}}
        content["text/event-stream"]["x-event"] = chunk
    return content


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", route.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(route: Route) -> list[dict[str, Any]]:
    return [_query_parameter(spec, schema) for spec, schema in parameters(route.query)] if route.query else []


def _query_parameter(spec: FieldSpec, schema: Schema) -> dict[str, Any]:
    return {"name": spec.name, "in": "query", "required": False, "description": spec.doc, "schema": schema}


def _headers(route: Route) -> list[dict[str, Any]]:
    if not route.is_idempotent:
        return []
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "The same key again is the same run.",
            "schema": {"type": "string", "maxLength": MAX_KEY_CHARS},
        }
    ]
