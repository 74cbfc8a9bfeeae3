"""Routes for administrators."""

from __future__ import annotations

from genai_core.domain.protocol.administration import (
    AllUsage,
    AllUsageQuery,
    BreakerList,
    QueueReport,
    Redriven,
)
from genai_core.wiring import administration
from lambdas.serve_api.routing import serves, signed_in


@serves("sum_usage")
def sum_usage(query: AllUsageQuery) -> AllUsage:
    """Sums all users' tokens and cost."""
    return administration.sum_usage()(signed_in(), query.since)


@serves("list_breakers")
def list_breakers() -> BreakerList:
    """Lists the breakers of all models."""
    return administration.list_breakers()(signed_in())


@serves("show_queue")
def show_queue() -> QueueReport:
    """Reports how many documents wait, and which messages failed."""
    return administration.watch_queue().show(signed_in())


@serves("redrive_messages")
def redrive_messages() -> Redriven:
    """Sends failed messages again."""
    return administration.watch_queue().redrive(signed_in())
