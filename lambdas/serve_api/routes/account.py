"""Routes about what the caller may use and has used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from genai_core.domain.generation.models import ModelSpec, Provider, Role
from genai_core.domain.generation.usage import Usage
from genai_core.domain.identifiers import ModelId
from genai_core.errors import InvalidInput
from genai_core.ports.usage_ledger import UsageLine
from genai_core.usecases.check_models import ModelHealth
from genai_core.wiring import models, storage
from genai_core.wiring.clock import clock
from lambdas.serve_api.routing import route, user

TICKET_VALID_S = 60
USAGE_DAYS = 30


@dataclass(frozen=True, slots=True)
class OfferedModel:
    """A model of this deployment; prices in USD per million tokens.

    Attributes:
        answers: Whether it answered a trivial question within the last minute; null where not checked.
        reason: Why it did not, with the remedy.
        latency_ms: Of that answer or failure; null where not checked.
    """

    id: ModelId
    family: str
    provider: Provider
    role: Role
    context_tokens: int
    input_price: float
    output_price: float
    answers: bool | None = None
    reason: str = ""
    latency_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ModelList:
    """The models of this deployment, in the operator's order."""

    models: tuple[OfferedModel, ...]


@dataclass(frozen=True, slots=True)
class UsageReport:
    """What the caller used since a day, per day and model, and in all."""

    since: str
    lines: tuple[UsageLine, ...]
    total: Usage


@dataclass(frozen=True, slots=True)
class SocketTicket:
    """Opens one WebSocket connection, as `?ticket=`, within `expires_in` seconds."""

    ticket: str
    expires_in: int


@route("GET", "/models")
def list_models(check: bool = True) -> ModelList:
    """Lists the models of this deployment, which of them answer now, and why the others do not.

    Each is asked something trivial, at most once a minute and within twelve seconds; `check=false` only
    lists them.
    """
    specs = storage.model_catalogue().models()
    if not check:
        return ModelList(tuple(map(_offered, specs)))
    report = models.check_models()(specs)
    return ModelList(tuple(_checked(spec, health) for spec, health in zip(specs, report, strict=True)))


@route("GET", "/usage")
def report_usage(since: str = "") -> UsageReport:
    """Reports the caller's tokens and cost; without `since` (YYYY-MM-DD), of the last 30 days."""
    first = since or (clock().now().date() - timedelta(days=USAGE_DAYS)).isoformat()
    try:
        date.fromisoformat(first)
    except ValueError:
        raise InvalidInput(f"since is {since!r:.40}", remedy="Give a day as YYYY-MM-DD.") from None
    lines = storage.usage_ledger().lines(user(), since=first)
    return UsageReport(first, tuple(lines), sum((line.usage for line in lines), Usage()))


@route("POST", "/ws-ticket", status=201)
def issue_ticket() -> SocketTicket:
    """Issues a ticket for one WebSocket connection, so that no token is ever part of an address."""
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
