"""Questions and verified answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from genai_core.domain.consensus.calibration import Probability
from genai_core.domain.consensus.judgements import Learnt
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.generation.usage import Usage
from genai_core.domain.identifiers import DocumentId, ModelId, RunId, SessionId, UserId, WorkspaceId

Mode = Literal["quorum", "cascade", "single", "compare"]
MadeBy = Literal["pick", "writer"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one user, as accepted.

    Attributes:
        text: As the user wrote it.
        standalone: The text with the conversation's history folded in; what is searched for.
        models: Ids asked for; empty for the workspace's default.
        connection_id: WebSocket connection to stream to; empty for a synchronous call.
        filters: What the user wants to be answered from, in the language of `domain.filters`; empty for all.
        attachment: Text the user gave along, such as a table; it is one more passage to answer from.
        learnt: What the workspace learnt from judged answers, by when the question was prepared.
    """

    run_id: RunId
    request_id: str
    workspace_id: WorkspaceId
    session_id: SessionId
    user_id: UserId
    text: str
    standalone: str = ""
    mode: Mode = "quorum"
    models: tuple[ModelId, ...] = ()
    connection_id: str = ""
    filters: dict[str, Any] = field(default_factory=dict[str, Any])
    attachment: str = ""
    learnt: Learnt | None = None


class Verdict(StrEnum):
    """What the passages say about one sentence of an answer."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"


class Outcome(StrEnum):
    """What kind of answer the user gets."""

    AGREED = "agreed"
    SINGLE = "single"
    DISPUTED = "disputed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Citation:
    """The span of a passage that supports a sentence.

    Attributes:
        marker: Number shown in the answer, from 1.
        quote: The supporting words, verbatim from the passage.
        section: Heading path joined by ` › `.
        verified: The check found the quote supporting the sentence.
    """

    marker: int
    document_id: DocumentId
    chunk_id: str
    title: str
    quote: str
    page: int | None = None
    section: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of the answer with its verdict.

    Attributes:
        groundedness: 0 to 1. markers: citations that support it.
        supporters: Models whose answers say the same; disputed_by: models that contradict it.
    """

    text: str
    verdict: Verdict
    groundedness: float
    markers: tuple[int, ...] = ()
    supporters: tuple[ModelId, ...] = ()
    disputed_by: tuple[ModelId, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A figure with its counts, shown as "4 of 5".

    Attributes:
        value: 0 to 1; None where it does not apply (agreement of a single model).
    """

    value: float | None
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """The answer of one run, as `done` carries it and `runs` records it.

    Attributes:
        relevance: 0 to 1, how far the passages have to do with the question; no probability.
        probability: That the answer is right; only where the workspace has judged enough answers.
        weights: How much each model's voice counted, as learnt; empty where all rest on the prior 1.
        made_by: `pick` where a model's own words are served, `writer` where the writer put the agreed
            claims into its words.
        further: Calls besides the models', of the judge and the writer.
    """

    run_id: RunId
    text: str
    outcome: Outcome
    sentences: tuple[CheckedSentence, ...]
    citations: tuple[Citation, ...]
    agreement: Share
    groundedness: Share
    models: tuple[ModelAnswer, ...]
    chosen_model: ModelId | None = None
    disputed: tuple[str, ...] = ()
    relevance: float = 0.0
    usage: Usage = field(default_factory=Usage)
    timings_ms: dict[str, int] = field(default_factory=dict[str, int])
    degraded: tuple[str, ...] = ()
    probability: Probability | None = None
    weights: dict[ModelId, float] = field(default_factory=dict[ModelId, float])
    made_by: MadeBy = "pick"
    further: tuple[ModelAnswer, ...] = ()
