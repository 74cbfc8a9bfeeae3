"""Writes metrics into the log in CloudWatch's embedded metric format (EMF)."""

from __future__ import annotations

from collections.abc import Mapping

from aws_lambda_powertools.metrics import EphemeralMetrics

from genai_core.errors import CALLERS_ERRORS, QuorumError
from genai_core.settings import settings
from lambdas.catalogue.metrics import FAILURES, NAMESPACE, REFUSALS, SERVICE, Metric


def measure(values: Mapping[Metric, float], **by: str) -> None:
    """Writes figures with the same dimensions in one line; nothing if there are none.

    Args:
        by: Further dimensions, which all these metrics share.
    """
    if not values:
        return
    written = EphemeralMetrics(namespace=NAMESPACE, service=SERVICE)
    for metric, value in values.items():
        for name, text in metric.dimensions(settings().environment, **by).items():
            written.add_dimension(name, text)
        written.add_metric(name=metric.name, unit=metric.unit, value=value)
    written.flush_metrics()


def count_error(error: QuorumError) -> None:
    """Counts a call that failed, or that was refused because of the request; the log has the reason."""
    measure({REFUSALS if isinstance(error, CALLERS_ERRORS) else FAILURES: 1})


def count_failure() -> None:
    """Counts a call that failed with an unexpected error."""
    measure({FAILURES: 1})
