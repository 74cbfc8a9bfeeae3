"""The decorator of a function that serves one REST route by itself."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, InvalidInput, QuorumError
from lambdas.entry import count_error, logger, parse, traced
from lambdas.json_text import read_json
from lambdas.origins import checked_origin, cross_origin_headers
from lambdas.problems import PROBLEM_TYPE, problem, unexpected

Request = TypeVar("Request")
Event = Mapping[str, Any]
Answer = dict[str, Any]


def door(
    contract: type[Request],
) -> Callable[[Callable[[UserId, Request], Any]], Callable[[Event, Any], Answer]]:
    """Makes a proxy handler out of `handle(user_id, request: contract) -> value`.

    The JSON body must fit the contract. Errors of the core become problem details.
    """
    adapter: TypeAdapter[Request] | None = None

    def decorate(handle: Callable[[UserId, Request], Any]) -> Callable[[Event, Any], Answer]:
        def answer(event: Event) -> Answer:
            nonlocal adapter
            adapter = adapter or TypeAdapter(contract)
            value = handle(caller(event), parse(adapter, json_body(event)))
            return reply(200, to_jsonable_python(value))

        @functools.wraps(handle)
        def handler(event: Event, _context: Any) -> Answer:
            return guarded(event, answer)

        return traced(handler)

    return decorate


def guarded(event: Event, answer: Callable[[Event], Answer]) -> Answer:
    """Answers an event: the origin is checked before, and every error becomes problem details."""
    request_id = request_id_of(event)
    logger.set_correlation_id(request_id)
    origin = ""
    try:
        origin = checked_origin(event)
        answered = answer(event)
    except QuorumError as error:
        count_error(error)
        logger.warning("refused", error=type(error).__name__, reason=str(error))
        answered = reply(error.http_status, problem(error, request_id), PROBLEM_TYPE)
    except Exception:  # noqa: BLE001 - the last door: the caller gets a request id, the log the details
        logger.exception("failed")
        answered = reply(500, unexpected(request_id), PROBLEM_TYPE)
    answered.setdefault("headers", {}).update(cross_origin_headers(origin) | {"X-Request-Id": request_id})
    return answered


def reply(status: int, body: Any, content_type: str = "application/json") -> Answer:
    """Returns a proxy answer."""
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return {"statusCode": status, "headers": {"Content-Type": content_type}, "body": text}


def caller(event: Event) -> UserId:
    """Returns who the authorizer found behind the request. Raises Forbidden where it did not run."""
    authorizer: Mapping[str, Any] = (event.get("requestContext") or {}).get("authorizer") or {}
    user_id = str(authorizer.get("user_id") or "")
    if not user_id:
        raise Forbidden("the request carries no user", remedy="Sign in and send the token.")
    return UserId(user_id)


def json_body(event: Event) -> Any:
    """Returns the body. Raises InvalidInput where it is not JSON."""
    text = str(event.get("body") or "")
    try:
        return read_json(text)
    except ValueError as error:
        raise InvalidInput(f"the body is {text[:80]!r}", remedy=f"Send JSON: {error}.") from None


def request_id_of(event: Event) -> str:
    """Returns the gateway's name for this request."""
    return str((event.get("requestContext") or {}).get("requestId") or "")
