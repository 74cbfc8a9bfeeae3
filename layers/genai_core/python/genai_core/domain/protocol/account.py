"""REST bodies about the service, its models, and the caller's usage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from genai_core.domain.protocol.description import Limits
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.version import PROTOCOL_VERSION

Provider = Literal["extractive", "openai", "bedrock", "sagemaker"]
Role = Literal["cheap", "strong", "judge"]


@dataclass(frozen=True, slots=True)
class Health:
    """The API answers."""

    status: Literal["ok"]
    environment: str
    protocol: Annotated[int, "Version of the contract that the server speaks."] = PROTOCOL_VERSION


@dataclass(frozen=True, slots=True)
class ModelsQuery:
    """Whether to call each model."""

    check: Annotated[bool, "Ask each something trivial, at most once a minute; false only lists them."] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedModel:
    """A model of this deployment."""

    id: str
    family: Annotated[str, "Models of one family share weight in a vote."]
    provider: Provider
    role: Role
    context_tokens: Annotated[int, "Prompt and answer together."]
    input_price: Annotated[float, "USD per million tokens."]
    output_price: Annotated[float, "USD per million tokens."]
    answers: Annotated[
        bool | None, "Whether it answered a trivial question within the last minute; null if not asked."
    ] = None
    reason: Annotated[str, "Why it did not, with the remedy."] = ""
    latency_ms: Annotated[int | None, "Of that answer or failure; null if not asked."] = None


@dataclass(frozen=True, slots=True)
class ModelList:
    """The models of this deployment, in the operator's order."""

    models: tuple[OfferedModel, ...]


@dataclass(frozen=True, slots=True)
class UsageQuery:
    """The first day of the report."""

    since: Annotated[
        str, Limits(pattern=r"(\d{4}-\d{2}-\d{2})?"), "A day, YYYY-MM-DD; empty for the last 30 days."
    ] = ""


@dataclass(frozen=True, slots=True)
class UsageLine:
    """One day (UTC, YYYY-MM-DD) of one model."""

    day: str
    model_id: str
    calls: int
    usage: Usage


@dataclass(frozen=True, slots=True)
class UsageReport:
    """The caller's usage since a day, per day and model, and in total."""

    since: str
    lines: tuple[UsageLine, ...]
    total: Usage


@dataclass(frozen=True, slots=True)
class SocketTicket:
    """Opens one WebSocket connection, as `?ticket=`."""

    ticket: str
    expires_in: Annotated[int, "Seconds."]
