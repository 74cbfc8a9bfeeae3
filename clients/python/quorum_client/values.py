"""What the server tells, as values. Unknown keys are ignored: a newer server may say more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeVar

Mode = Literal["quorum", "cascade", "single", "compare"]
MODES: tuple[Mode, ...] = ("quorum", "cascade", "single", "compare")
_Value = TypeVar("_Value")


def read(kind: type[_Value], values: Mapping[str, Any]) -> _Value:
    """Returns the value with those keys that it knows."""
    known = {spec.name for spec in fields(kind)}  # pyright: ignore[reportArgumentType]
    return kind(**{name: item for name, item in values.items() if name in known})


@dataclass(frozen=True, slots=True)
class Workspace:
    """A set of documents with its owner and members."""

    workspace_id: str
    name: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class MoveState:
    """Which engine searches a workspace, and how far its move to another one is.

    Attributes:
        moving_to: Empty where it does not move; the engine it is on while the old one is being emptied.
        copied, total: Documents.
    """

    engine: str
    moving_to: str = ""
    copied: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One document; `status` is `ready` or `failed` at the end, and `reason` says why it failed."""

    document_id: str
    path: str
    status: str
    content_hash: str = ""
    title: str = ""
    document_type: str = ""
    chunk_count: int = 0
    page_count: int = 0
    size_bytes: int = 0
    reason: str = ""
    failed_step: str = ""
    updated_at: str = ""

    @property
    def is_settled(self) -> bool:
        return self.status in ("ready", "failed")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that was found for a question, best first in a list."""

    text: str
    document_id: str = ""
    title: str = ""
    page: int | None = None
    section: str = ""
    score: float = 0.0
    metadata: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        passages: Best first.
        elapsed_ms: By stage, and in all under `retrieve`.
        degraded: Stages that failed and were done without.
        raw: Everything the server said, as JSON.
    """

    passages: tuple[Passage, ...]
    elapsed_ms: dict[str, float]
    degraded: tuple[str, ...]
    raw: dict[str, Any] = field(repr=False)

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Found:
        """Reads the body of POST /retrieve."""
        return cls(
            passages=tuple(read(Passage, record) for record in body.get("records") or ()),
            elapsed_ms=dict(body.get("elapsed") or {}),
            degraded=tuple((body.get("provenance") or {}).get("degraded") or ()),
            raw=dict(body),
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a document that support a sentence of the answer."""

    marker: int
    document_id: str
    title: str = ""
    page: int | None = None
    section: str = ""
    quote: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A figure with its counts; `value` is None where it does not apply."""

    value: float | None = None
    count: int = 0
    total: int = 0

    def __str__(self) -> str:
        return f"{self.count} of {self.total}" if self.total else "–"


@dataclass(frozen=True, slots=True)
class Probability:
    """How likely an answer is right, 0 to 1 with its 95 % interval, from so many judged answers."""

    value: float
    low: float = 0.0
    high: float = 1.0
    judgements: int = 0

    def __str__(self) -> str:
        interval = f"{self.low:.2f} to {self.high:.2f}"
        return f"{self.value:.2f} ({interval}, {self.judgements} judged answers)"


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What became of one model."""

    id: str
    family: str = ""
    status: str = ""
    reason: str = ""
    latency_ms: int = 0
    usage: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the answer; `verdict` is supported, partly, unsupported or contradicted."""

    text: str
    verdict: str = ""
    groundedness: float = 0.0
    markers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The verified answer of one run.

    Attributes:
        text: With markers such as [1] that number the citations.
        outcome: `agreed`, `single`, `disputed` or `not_found`.
        relevance: 0 to 1, how far the passages have to do with the question; no probability.
        probability: That the answer is right; None until the workspace has judged enough answers.
        made_by: `pick` for the chosen model's own words, `writer` where a writer joined what is agreed.
        raw: Everything the server said, as JSON.
    """

    run_id: str
    text: str
    outcome: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    agreement: Share
    groundedness: Share
    models: tuple[ModelResult, ...]
    chosen_model: str | None
    disputed: tuple[str, ...]
    timings_ms: dict[str, int]
    degraded: tuple[str, ...]
    raw: dict[str, Any] = field(repr=False)
    made_by: str = "pick"
    relevance: float = 0.0
    probability: Probability | None = None

    @classmethod
    def from_done(cls, done: Mapping[str, Any]) -> Answer:
        """Reads the payload of a `done` frame, or the body of POST /rag-query."""
        return cls(
            run_id=str(done.get("run_id", "")),
            text=str(done.get("answer", "")),
            outcome=str(done.get("outcome", "")),
            sentences=tuple(read(Sentence, item) for item in done.get("sentences") or ()),
            citations=tuple(read(Citation, item) for item in done.get("citations") or ()),
            agreement=read(Share, done.get("agreement") or {}),
            groundedness=read(Share, done.get("groundedness") or {}),
            models=tuple(read(ModelResult, item) for item in done.get("models") or ()),
            chosen_model=done.get("chosen_model"),
            disputed=tuple(done.get("disputed") or ()),
            timings_ms=dict(done.get("timings_ms") or {}),
            degraded=tuple(done.get("degraded") or ()),
            raw=dict(done),
            made_by=str(done.get("made_by", "pick")),
            relevance=float(done.get("relevance") or 0.0),
            probability=read(Probability, likely) if (likely := done.get("probability")) else None,
        )
