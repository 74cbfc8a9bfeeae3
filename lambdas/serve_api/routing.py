"""How a route of the REST API becomes a plain function: arguments in, a value out."""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, Literal, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from genai_core.domain.identifiers import UserId
from genai_core.errors import NotFound
from lambdas.door import caller, json_body
from lambdas.entry import parse

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
Handle = TypeVar("Handle", bound=Callable[..., Any])

api = APIGatewayRestResolver()


@dataclass(frozen=True, slots=True)
class Registered:
    """A route as it was registered, for the OpenAPI document."""

    method: Method
    rule: str
    handle: Callable[..., Any]
    status: int


REGISTERED: list[Registered] = []


def route(method: Method, rule: str, *, status: int = 200) -> Callable[[Handle], Handle]:
    """Registers a function for a path such as `/workspaces/<workspace_id>`.

    Parameters named in the path come from it; one that is a dataclass is the JSON body; all others are
    query parameters. What it returns is written as JSON, unless it is a Response. The same signature
    makes the OpenAPI document.
    """

    def decorate(handle: Handle) -> Handle:
        @functools.wraps(handle)
        def call(**path: str) -> Response[str]:
            value = handle(**path, **_given(handle, path))
            if isinstance(value, Response):
                return value
            text = json.dumps(to_jsonable_python(value), ensure_ascii=False)
            return Response(status_code=status, content_type="application/json", body=text)

        api.route(rule, method)(call)
        REGISTERED.append(Registered(method, rule, handle, status))
        return handle

    return decorate


def user() -> UserId:
    """Returns who calls."""
    return caller(event())


def event() -> Mapping[str, Any]:
    """Returns the request as the gateway sent it."""
    return api.current_event.raw_event


@api.not_found
def refuse_unknown_path(_error: Exception) -> Response[str]:
    """Turns an unknown path into our own error, so that it is answered like any other."""
    request = event()
    raise NotFound(
        f"there is no route {request.get('httpMethod')} {request.get('path')!r:.200}",
        remedy="GET /openapi.json lists the routes.",
    )


def _given(handle: Callable[..., Any], path: Mapping[str, str]) -> dict[str, Any]:
    query: Mapping[str, str] = event().get("queryStringParameters") or {}
    given: dict[str, Any] = {}
    for name, (adapter, is_body) in _wanted(handle).items():
        if name in path:
            continue
        if is_body:
            given[name] = parse(adapter, json_body(event()))
        elif name in query:
            given[name] = parse(adapter, query[name])
    return given


@functools.cache
def _wanted(handle: Callable[..., Any]) -> dict[str, tuple[TypeAdapter[Any], bool]]:
    """Returns per parameter how it is read; built at a route's first call, to keep the start short."""
    parameters = inspect.signature(handle, eval_str=True).parameters.values()
    return {
        one.name: (
            TypeAdapter(one.annotation),
            inspect.isclass(one.annotation) and is_dataclass(one.annotation),
        )
        for one in parameters
    }
