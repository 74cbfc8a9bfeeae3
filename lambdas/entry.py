"""The one decorator of every function that a state machine or a queue calls.

It parses the event into the function's contract, calls the handler, and turns the result into JSON.
Errors of the core pass through with their class names, which is what state machines match; anything
else is logged with its traceback and becomes `Overloaded`, so that a step is retried, never stuck.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from aws_lambda_powertools.logging import Logger
from aws_lambda_powertools.metrics import Metrics, MetricUnit
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from genai_core.errors import InvalidInput, Overloaded, QuorumError
from genai_core.settings import settings

if TYPE_CHECKING:
    from aws_lambda_powertools.tracing import Tracer

logger = Logger(service="quorum")
metrics = Metrics(namespace="Quorum", service="quorum")

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
            logger.set_correlation_id(_correlation(event))
            try:
                return to_jsonable_python(handle(parse(adapter, event)))
            except QuorumError as error:
                count_error(error)
                logger.warning("refused", error=type(error).__name__, reason=str(error))
                raise
            except Exception as error:
                logger.exception("failed")
                raise Overloaded(
                    f"{type(error).__name__}: {error}", remedy="The log holds the details."
                ) from error
            finally:
                # Flushing nothing would log a warning with every call.
                if metrics.metric_set:
                    metrics.flush_metrics()

        return traced(handler)

    return decorate


def traced(handler: Callable[[Event, Any], Any]) -> Callable[[Event, Any], Any]:
    """Returns the handler with X-Ray around it where the deployment traces."""

    @functools.wraps(handler)
    def observed(event: Event, context: Any) -> Any:
        tracer = _tracer()
        if tracer is None:
            return handler(event, context)
        return tracer.capture_lambda_handler(handler, capture_response=False)(event, context)

    return observed


@functools.cache
def _tracer() -> Tracer | None:
    """Returns the tracer, which brings the X-Ray SDK and botocore: 400 ms that only tracing should cost."""
    if settings().tracing == "off":
        return None
    from aws_lambda_powertools.tracing import Tracer  # noqa: PLC0415

    return Tracer(service="quorum", auto_patch=False)


def parse(adapter: TypeAdapter[Request], event: Any) -> Request:
    """Returns the event as the contract. Raises InvalidInput that names the field and its value."""
    try:
        return adapter.validate_python(event)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the request"
        shown = repr(first.get("input"))[:80]
        raise InvalidInput(f"{where} is {shown}", remedy=f"{first['msg']}.") from None


def count_error(error: QuorumError) -> None:
    """Counts one refused or failed call under its class name; a line of the log carries it."""
    metrics.add_metric(name=type(error).__name__, unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()


def _correlation(event: Event) -> str:
    question = event.get("question") or {}
    return str(event.get("run_id") or question.get("run_id") or event.get("document_id") or "")
