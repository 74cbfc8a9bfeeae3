"""The one decorator of every function that a state machine or a queue calls.

It parses the event into the function's contract, calls the handler, and turns the result into JSON.
Errors of the core pass through with their class names, which is what state machines match; anything
else is logged with its traceback and becomes `Overloaded`, so that a step is retried, never stuck.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from genai_core.errors import InvalidInput, Overloaded, QuorumError
from lambdas.catalogue.metrics import Metric
from lambdas.measures import count_error, count_failure, measure
from lambdas.observed import correlate, correlation_of, logger, traced

Request = TypeVar("Request")
Event = Mapping[str, Any]


def entry(contract: type[Request]) -> Callable[[Callable[[Request], Any]], Callable[[Event, Any], Any]]:
    """Makes a handler `(event, context) -> JSON` out of `handle(request: contract) -> value`.

    Args:
        contract: A dataclass or pydantic model; the event must fit it.
    """
    adapter = TypeAdapter(contract)

    def decorate(handle: Callable[[Request], Any]) -> Callable[[Event, Any], Any]:
        @functools.wraps(handle)
        def handler(event: Event, _context: Any) -> Any:
            correlate(correlation_of(event))
            try:
                return to_jsonable_python(handle(parse(adapter, event)))
            except QuorumError as error:
                count_error(error)
                logger.warning("refused", error=type(error).__name__, reason=str(error))
                raise
            except Exception as error:
                count_failure()
                logger.exception("failed")
                raise Overloaded(
                    f"{type(error).__name__}: {error}", remedy="The log has the details."
                ) from error

        return traced(handler)

    return decorate


def parse(adapter: TypeAdapter[Request], event: Any, *, is_json: bool = False) -> Request:
    """Returns the event as the contract. Raises InvalidInput that names the field and its value."""
    try:
        return adapter.validate_json(event) if is_json else adapter.validate_python(event)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the request"
        value = repr(first.get("input"))[:80]
        raise InvalidInput(f"{where} is {value}", remedy=f"{first['msg']}.") from None


def note_swallowed(metric: Metric, **facts: str) -> None:
    """Logs and counts a record that is dropped while the rest of its batch is processed.

    Args:
        facts: Fields of the record for the log.
    """
    logger.warning(metric.name, extra=facts)
    measure({metric: 1})
