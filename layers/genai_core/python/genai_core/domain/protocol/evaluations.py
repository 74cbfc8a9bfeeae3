"""REST bodies about evaluation runs that were published to a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from genai_core.domain.protocol.description import Limits

MAX_EVALUATIONS = 20
"""A workspace keeps its newest runs."""
MAX_POINTS = 200
_Share = Annotated[float, Limits(least=0, most=1)]
EvaluationKind = Annotated[str, Limits(least=1, most=40, pattern="[a-z][a-z_]*")]
EvaluatedSet = Annotated[str, Limits(least=1, most=120), "What was measured, such as a set of questions."]
Command = Annotated[str, Limits(least=1, most=500), "The command that printed the figures."]
Figures = Annotated[
    dict[str, Annotated[float, Limits(least=-1e12, most=1e12)]],
    Limits(least=1, most=40),
    "The figures by name, as the command printed them.",
]


CurveKind = Literal["reliability", "risk_coverage"]


@dataclass(frozen=True, slots=True)
class NewCurvePoint:
    """A point of a curve to publish."""

    x: _Share
    y: _Share
    count: Annotated[int, Limits(least=0), "Answers behind it; 0 if not counted."] = 0


@dataclass(frozen=True, slots=True)
class NewCurve:
    """A curve to publish."""

    kind: CurveKind
    points: Annotated[tuple[NewCurvePoint, ...], Limits(least=2, most=MAX_POINTS)]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a curve, each coordinate 0 to 1."""

    x: float
    y: float
    count: Annotated[int, "Answers behind it; 0 if not counted."] = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve of an evaluation run.

    `reliability` has the probability across and the share of right answers up; `risk_coverage` has the share
    of questions that are answered across, the surest first, and the share of wrong answers among them up.
    """

    kind: CurveKind
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class NewEvaluation:
    """The summary of an evaluation run to publish."""

    kind: EvaluationKind
    name: EvaluatedSet
    command: Command
    figures: Figures
    curves: Annotated[tuple[NewCurve, ...], Limits(most=2)] = ()


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """The summary of a published evaluation run."""

    evaluation_id: str
    kind: str
    name: EvaluatedSet
    command: Command
    published_at: Annotated[str, "RFC 3339, UTC."]
    published_by: str
    figures: Annotated[dict[str, float], "The figures by name, as the command printed them."] = field(
        default_factory=dict[str, float]
    )
    curves: tuple[Curve, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationList:
    """The newest evaluation runs of a workspace, newest first."""

    evaluations: tuple[EvaluationRun, ...]
