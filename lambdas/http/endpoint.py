"""Serve REST routes: parse bodies, write values, and turn errors into problem details."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from genai_core.domain.callers import Caller
from genai_core.domain.identifiers import UserId
from genai_core.domain.protocol.codec import from_json, to_json
from genai_core.domain.protocol.problems import PROBLEM_TYPE
from genai_core.errors import InvalidInput, QuorumError, Unavailable
from lambdas.http.caller_context import read_caller
from lambdas.http.cors import checked_origin, cross_origin_headers
from lambdas.http.json import read_json
from lambdas.http.problem_details import problem, unexpected
from lambdas.measures import count_error, count_failure
from lambdas.observed import correlate, log_refused, logger, traced

Request = TypeVar("Request")
Event = Mapping[str, Any]
Answer = dict[str, Any]


def endpoint(
    body: type[Request],
) -> Callable[[Callable[[UserId, Request], Any]], Callable[[Event, Any], Answer]]:
    """Makes a proxy handler from `handle(user_id, request: body) -> value`, both types of the contract."""

    def decorate(handle: Callable[[UserId, Request], Any]) -> Callable[[Event, Any], Answer]:
        def answer(event: Event) -> Answer:
            return reply(
                200, handle(caller(event).user_id, from_json(body, json_body(event), named="the body"))
            )

        @functools.wraps(handle)
        def handler(event: Event, _context: Any) -> Answer:
            return with_error_handling(event, answer)

        return traced(handler)

    return decorate


def with_error_handling(event: Event, answer: Callable[[Event], Answer]) -> Answer:
    """Answers an event: checks the origin first, and turns every error into problem details."""
    request_id = request_id_of(event)
    correlate(request_id)
    origin = ""
    try:
        origin = checked_origin(event)
        answered = answer(event)
    except QuorumError as error:
        count_error(error)
        log_refused(error)
        answered = reply(error.http_status, problem(error, request_id), PROBLEM_TYPE)
        if isinstance(error, Unavailable) and error.retry_after_s is not None:
            answered["headers"]["Retry-After"] = str(math.ceil(error.retry_after_s))
    except Exception:  # noqa: BLE001 - the caller gets a request id, the log the details
        count_failure()
        logger.exception("failed")
        answered = reply(500, unexpected(request_id), PROBLEM_TYPE)
    answered.setdefault("headers", {}).update(cross_origin_headers(origin) | {"X-Request-Id": request_id})
    return answered


def reply(status: int, value: Any, content_type: str = "application/json") -> Answer:
    """Returns a proxy response: text unchanged, and values of the contract as JSON."""
    text = value if isinstance(value, str) else json.dumps(to_json(value), ensure_ascii=False)
    return {"statusCode": status, "headers": {"Content-Type": content_type}, "body": text}


def caller(event: Event) -> Caller:
    """Returns the caller that the authorizer identified. Raises Forbidden if it did not run."""
    return read_caller((event.get("requestContext") or {}).get("authorizer") or {})


def json_body(event: Event) -> Any:
    """Returns the body. Raises InvalidInput if it is not JSON."""
    text = str(event.get("body") or "")
    try:
        return read_json(text)
    except ValueError as error:
        raise InvalidInput(f"the body is {text[:80]!r}", remedy=f"Send JSON: {error}.") from None


def request_id_of(event: Event) -> str:
    """Returns the gateway's id of this request."""
    return str((event.get("requestContext") or {}).get("requestId") or "")
