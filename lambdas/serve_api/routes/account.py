"""Routes about the caller's models, usage and tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.protocol.account import (
    ModelList,
    ModelsQuery,
    OfferedModel,
    SocketTicket,
    UsageLine,
    UsageQuery,
    UsageReport,
)
from genai_core.domain.protocol.codec import viewed_as
from genai_core.errors import InvalidInput
from genai_core.ports.usage_ledger import total_usage
from genai_core.usecases.answering.check_models import ModelHealth
from genai_core.wiring import models, storage
from genai_core.wiring.clock import clock
from lambdas.serve_api.routing import serves, user

TICKET_VALID_S = 60
USAGE_DAYS = 30


@serves("list_models")
def list_models(query: ModelsQuery) -> ModelList:
    """Lists the deployment's models; with a check, each is called, at most once a minute, for up to 12 s."""
    specs = storage.model_catalogue().models()
    if not query.check:
        return ModelList(tuple(map(_offered, specs)))
    report = models.check_models()(specs)
    return ModelList(tuple(_checked(spec, health) for spec, health in zip(specs, report, strict=True)))


@serves("report_usage")
def report_usage(query: UsageQuery) -> UsageReport:
    """Reports the caller's tokens and cost."""
    first = query.since or (clock().now().date() - timedelta(days=USAGE_DAYS)).isoformat()
    try:
        date.fromisoformat(first)
    except ValueError:
        raise InvalidInput(f"since is {first!r:.40}", remedy="Give a day as YYYY-MM-DD.") from None
    lines = storage.usage_ledger().lines(user(), since=first)
    return UsageReport(first, tuple(viewed_as(UsageLine, line) for line in lines), total_usage(lines))


@serves("issue_ticket")
def issue_ticket() -> SocketTicket:
    """Issues a ticket for one WebSocket connection."""
    ticket = storage.connection_store().issue_ticket(user(), valid_s=TICKET_VALID_S)
    return SocketTicket(ticket, TICKET_VALID_S)


def _checked(spec: ModelSpec, health: ModelHealth) -> OfferedModel:
    return replace(_offered(spec), answers=health.answers, reason=health.reason, latency_ms=health.latency_ms)


def _offered(spec: ModelSpec) -> OfferedModel:
    return OfferedModel(
        id=spec.model_id,
        family=spec.family,
        provider=spec.provider,
        role=spec.role,
        context_tokens=spec.context_tokens,
        input_price=spec.input_price,
        output_price=spec.output_price,
    )
