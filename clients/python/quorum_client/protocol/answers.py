# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""The parts of an answer: its sentences, what supports them, and what each model says of each claim."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from quorum_client.protocol.description import OMITTED
from quorum_client.protocol.figures import Usage
from quorum_client.protocol.outcomes import ModelStatus, Stance, Verdict


@dataclass(frozen=True, slots=True)
class FoundBy:
    """The place of a passage in the ranking of one stage of retrieval."""

    stage: Annotated[
        str, "A retriever, `lexical` or `dense`, or a reranker, `late_interaction` or `cross_encoder`."
    ]
    rank: Annotated[int, "From 1."]
    of: Annotated[int, "The number of passages that the stage ranked."]
    score: Annotated[float, "Higher is better; comparable within the stage and the question only."]


@dataclass(frozen=True, slots=True)
class Citation:
    """The span of a passage that supports a sentence."""

    marker: Annotated[int, "Number shown in the answer, from 1."]
    document_id: str
    chunk_id: str
    title: str
    quote: Annotated[str, "The supporting words, verbatim from the passage."]
    page: Annotated[int | None, "From 1; null if the format has no pages."] = None
    section: Annotated[str, "Heading path joined by ` › `."] = ""
    verified: Annotated[bool, "The check found that the quote supports the sentence."] = True
    start: Annotated[
        int | None, "Character of the document's text that the quote begins at; null if it is not known."
    ] = None
    end: Annotated[int | None, "The position after the quote's last character."] = None
    found_by: Annotated[tuple[FoundBy, ...], "The stages of retrieval that ranked the passage.", OMITTED] = ()


@dataclass(frozen=True, slots=True)
class OtherPassage:
    """Words of a passage that the sentence does not cite."""

    document_id: str
    chunk_id: str
    title: str
    quote: Annotated[str, "Verbatim from the passage."]
    page: Annotated[int | None, "From 1; null if the format has no pages."] = None
    section: Annotated[str, "Heading path joined by ` › `."] = ""
    start: Annotated[
        int | None, "Character of the document's text that the quote begins at; null if it is not known."
    ] = None
    end: Annotated[int | None, "The position after the quote's last character."] = None


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of the answer with its verdict."""

    text: str
    verdict: Verdict
    groundedness: Annotated[float, "0 to 1."]
    markers: Annotated[tuple[int, ...], "Citations that support it."] = ()
    supporters: Annotated[tuple[str, ...], "Models whose answers say the same."] = ()
    disputed_by: Annotated[tuple[str, ...], "Models that contradict it."] = ()
    before: Annotated[str, "Layout since the sentence before: line breaks, item numbers, headings."] = ""
    also: Annotated[
        tuple[OtherPassage, ...], "Another document that says the same by itself, if one was found.", OMITTED
    ] = ()
    against: Annotated[
        tuple[OtherPassage, ...], "What passages say with another value, or deny; at most three.", OMITTED
    ] = ()


@dataclass(frozen=True, slots=True)
class ModelStance:
    """What one model says about one claim."""

    model_id: str
    stance: Stance
    value: Annotated[str, "Its value, or its words; empty if it is silent."] = ""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of the claim-by-model matrix; every model that answered has a column, in the same order."""

    claim: str
    verdict: Verdict
    models: tuple[ModelStance, ...] = ()
    evidence: Annotated[str, "The documents' words about it, verbatim; empty if there are none."] = ""


@dataclass(frozen=True, slots=True)
class ModelResult:
    """The result of one model's call."""

    id: str
    family: Annotated[str, "Models of one family share weight in a vote."]
    status: ModelStatus
    reason: Annotated[str, "Why it is not `answered`; empty otherwise."] = ""
    text: Annotated[str, "What it wrote, unchecked; shortened in `done` if that would be too long."] = ""
    latency_ms: Annotated[int, "Of the whole call."] = 0
    first_token_ms: Annotated[int | None, "Until the first text; null if none came."] = None
    usage: Usage = field(default_factory=Usage)
    cached: Annotated[bool, "The answer came from the cache; the model was not asked again."] = False
    cut: Annotated[bool, "It reached its token limit, so the end is missing."] = False


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A passage as it is shown to a reader."""

    document_id: str
    chunk_id: str
    title: str
    section: Annotated[str, "Heading path joined by ` › `."]
    page: Annotated[int | None, "From 1; null if the format has no pages."]
    text: str
    score: Annotated[float, "Higher is better; comparable within one answer only."]
    found_by: Annotated[tuple[FoundBy, ...], "The stages of retrieval that ranked it.", OMITTED] = ()


@dataclass(frozen=True, slots=True)
class ModelFailure:
    """Why one model gave no answer."""

    id: str
    status: ModelStatus
    reason: str
