"""Every metric that functions write, one row each: code, alarms and dashboards take them from here.

Imports nothing of the core. All have the dimensions `service` and `environment`; a row names the others.
CloudWatch bills a metric by the hours in which it is written, so zeros are not written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NAMESPACE = "Quorum"
SERVICE = "quorum"
Unit = Literal["Count", "Seconds", "None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric.

    Attributes:
        by: Its further dimensions.
    """

    name: str
    meaning: str
    unit: Unit = "Count"
    by: tuple[Literal["stage", "outcome", "model"], ...] = ()

    def dimensions(self, environment: str, **values: str) -> dict[str, str]:
        """Returns all dimensions. Raises ValueError if `values` are not those of `by`."""
        if set(values) != set(self.by):
            raise ValueError(f"{self.name} is counted by {self.by}, not by {tuple(values)}")
        return {"service": SERVICE, "environment": environment, **values}


FAILURES = Metric(name="Failures", meaning="Calls that failed, and stages that an answer did without.")
REFUSALS = Metric(name="Refusals", meaning="Calls that were refused for what the user asked.")

FILES_NOT_TAKEN = Metric(name="FilesNotTaken", meaning="Drops that do not become documents.")
FAILED_MESSAGES = Metric(name="FailedMessages", meaning="Messages of the inbox that could not be taken.")
LOST_STATUS_EVENTS = Metric(name="LostStatusEvents", meaning="Status events that could not be read.")
LEFT_AFTER_ERASURE = Metric(
    name="LeftAfterErasure", meaning="Records and files that still name a deleted workspace."
)
STUCK_DOCUMENTS = Metric(name="StuckDocuments", meaning="Documents that no step touched for too long.")

ANSWERS = Metric(name="Answers", meaning="Questions that ended, by what came out.", by=("outcome",))
FAILED_ANSWERS = Metric(name="FailedAnswers", meaning="Questions that ended in an error of the system.")
STAGE_SECONDS = Metric(
    name="StageSeconds",
    meaning="Since the question was accepted: passages found, first text, answer complete.",
    unit="Seconds",
    by=("stage",),
)
AGREEMENT = Metric(name="Agreement", meaning="Share of the models that agree.", unit="None")
GROUNDEDNESS = Metric(name="Groundedness", meaning="Share of sentences that are supported.", unit="None")
DEGRADED = Metric(name="DegradedStages", meaning="Stages that failed and were done without.")
COST = Metric(name="CostUsd", meaning="What the models cost, all together.", unit="None")
FAILED_MODELS = Metric(name="FailedModels", meaning="Models that failed or timed out, all together.")

MODEL_SECONDS = Metric(name="ModelSeconds", meaning="Whole calls.", unit="Seconds", by=("model",))
MODEL_TOKENS = Metric(name="ModelTokens", meaning="Tokens in and out.", by=("model",))
MODEL_COST = Metric(name="ModelCostUsd", meaning="Cost of calls.", unit="None", by=("model",))
MODEL_FAILURES = Metric(name="ModelFailures", meaning="Calls that failed or timed out.", by=("model",))
MODEL_THROTTLES = Metric(name="ModelThrottles", meaning="Calls that were throttled.", by=("model",))
MODEL_RESTS = Metric(name="ModelRests", meaning="Calls that an open breaker refused.", by=("model",))
MODEL_CACHE_HITS = Metric(name="ModelCacheHits", meaning="Answers that were known.", by=("model",))

METRICS = (
    *(FAILURES, REFUSALS, FILES_NOT_TAKEN, FAILED_MESSAGES, LOST_STATUS_EVENTS),
    LEFT_AFTER_ERASURE,
    *(STUCK_DOCUMENTS, ANSWERS, FAILED_ANSWERS),
    *(STAGE_SECONDS, AGREEMENT, GROUNDEDNESS, DEGRADED, COST, FAILED_MODELS),
    *(MODEL_SECONDS, MODEL_TOKENS, MODEL_COST, MODEL_FAILURES, MODEL_THROTTLES, MODEL_RESTS),
    MODEL_CACHE_HITS,
)
STAGES = ("retrieve", "first_token", "total")
"""What `StageSeconds` is counted by."""
ENDED_IN_ERROR = "error"
OUTCOMES = (
    *("agreed", "single", "disputed", "not_supported", "not_found"),
    *("withheld", "cancelled", "no_answer", ENDED_IN_ERROR),
)
"""What `Answers` are counted by: the outcomes of the protocol, and questions that ended in an error."""
