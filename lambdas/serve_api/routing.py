"""Connects each route of the contract with a plain function: arguments in, a value out."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response

from genai_core.domain.callers import Caller
from genai_core.domain.identifiers import UserId
from genai_core.domain.protocol.codec import from_json, to_json
from genai_core.domain.protocol.description import field_specs, unwrapped
from genai_core.domain.protocol.routes import Route, route_named
from genai_core.domain.user_rates import ROUTES_TAKE
from genai_core.errors import InvalidInput, NotFound
from genai_core.wiring import allowances
from lambdas.http.endpoint import caller, json_body

Handle = TypeVar("Handle", bound=Callable[..., Any])

MAX_ID_CHARS = 256
api = APIGatewayRestResolver()
SERVED: dict[str, Callable[..., Any]] = {}
"""The function of each route, by the route's name."""


def serves(name: str) -> Callable[[Handle], Handle]:
    """Registers a function for a route of the contract.

    It gets the path's parameters by name, the body as `body`, and the query parameters as `query`. Its result
    is sent as JSON, unless it is a Response.
    """
    route = route_named(name)

    def decorate(handle: Handle) -> Handle:
        @functools.wraps(handle)
        def call(**path: str) -> Response[str]:
            _check_ids(path)
            given = _given(route)
            if name in ROUTES_TAKE:
                allowances.take_allowance()(user(), ROUTES_TAKE[name])
            value = handle(**path, **given)
            if isinstance(value, Response):
                return value
            text = json.dumps(to_json(value), ensure_ascii=False)
            return Response(status_code=route.status, content_type="application/json", body=text)

        api.route(re.sub(r"\{(\w+)\}", r"<\1>", route.path), route.method)(call)
        SERVED[name] = handle
        return handle

    return decorate


def user() -> UserId:
    """Returns the caller's id."""
    return caller(event()).user_id


def signed_in() -> Caller:
    """Returns the caller, with the claims of the sign-in."""
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


def _check_ids(path: Mapping[str, str]) -> None:
    """Raises InvalidInput if the path names an id that no table could hold."""
    for name, value in path.items():
        if len(value) > MAX_ID_CHARS:
            raise InvalidInput(
                f"{name} has {len(value)} characters", remedy=f"An id has at most {MAX_ID_CHARS}."
            )


def _given(route: Route) -> dict[str, Any]:
    given: dict[str, Any] = {}
    if route.body:
        given["body"] = from_json(route.body, json_body(event()), named="the body")
    if route.query:
        values: Mapping[str, str] = event().get("queryStringParameters") or {}
        given["query"] = from_json(route.query, _typed(route.query, values), named="the query")
    return given


def _typed(kind: type, values: Mapping[str, str]) -> dict[str, Any]:
    """Returns query parameters with numbers and booleans converted; the codec refuses other texts."""
    kinds = {spec.name: unwrapped(spec.annotation)[0] for spec in field_specs(kind)}
    return {name: _value(kinds.get(name), text) for name, text in values.items()}


def _value(kind: Any, text: str) -> Any:
    if kind is int and re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if kind is bool and text in ("true", "false"):
        return text == "true"
    return text
