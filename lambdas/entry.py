"""The one decorator of every function that a state machine or a queue calls.

It parses the event into the function's contract, calls the handler, and turns the result into JSON.
Errors of the core pass through with their class names, which is what state machines match; anything
else is logged with its traceback and becomes `Overloaded`, so that a step is retried, never stuck. A call
that succeeds leaves one line: step, duration, and the id of its run or document.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from genai_core.errors import InvalidInput, Overloaded, QuorumError
from lambdas.catalogue.metrics import Metric
from lambdas.measures import count_error, count_failure, measure
from lambdas.observed import correlate, correlation_of, duration_ms, log_refused, log_step, logger, traced

Request = TypeVar("Request")
Event = Mapping[str, Any]


def entry(
    contract: type[Request], *, facts: Callable[[Any], Mapping[str, Any]] = lambda _value: {}
) -> Callable[[Callable[[Request], Any]], Callable[[Event, Any], Any]]:
    """Makes a handler `(event, context) -> JSON` out of `handle(request: contract) -> value`.

    Args:
        contract: A dataclass or pydantic model; the event must fit it.
        facts: Returns further fields of the step's log line, from the value; never text of users.
    """
    adapter = TypeAdapter(contract)

    def decorate(handle: Callable[[Request], Any]) -> Callable[[Event, Any], Any]:
        step = handle.__module__.removesuffix(".handler").rpartition(".")[2]

        @functools.wraps(handle)
        def handler(event: Event, _context: Any) -> Any:
            began = time.perf_counter()
            correlate(correlation_of(event))
            try:
                value = handle(parse(adapter, event))
                returned = to_jsonable_python(value)
            except QuorumError as error:
                count_error(error)
                spent = {"step": step, "duration_ms": duration_ms(began)}
                log_refused(error, **spent)
                raise
            except Exception as error:
                count_failure()
                logger.exception("failed")
                raise Overloaded(
                    f"{type(error).__name__}: {error}", remedy="The log has the details."
                ) from error
            log_step(step, began, **facts(value))
            return returned

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
