# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""The verified answer of a run, as clients read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from quorum_client.protocol.answers import CheckedSentence, Citation, ClaimRow, ModelResult, ShownPassage
from quorum_client.protocol.description import OMITTED
from quorum_client.protocol.figures import Certificate, Probability, Promise, Share, Usage, Weights
from quorum_client.protocol.outcomes import MadeBy, Outcome, ProvisionalFate


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The verified answer of one run.

    As a frame it is under 32 kB. What does not fit is shortened in a fixed order and `truncated` is set;
    `GET /runs/{run_id}` returns the whole of it.
    """

    done: Literal[True] = True
    run_id: str
    answer: Annotated[str, "With markers such as [1] that number the citations."]
    outcome: Outcome
    sentences: tuple[CheckedSentence, ...]
    citations: tuple[Citation, ...]
    agreement: Annotated[Share, "How far the others agree with it; counted in models."]
    groundedness: Annotated[Share, "How far the documents support it; counted in sentences."]
    models: tuple[ModelResult, ...]
    chosen_model: Annotated[str | None, "Whose answer is served; null for none."] = None
    made_by: Annotated[
        MadeBy, "`pick`: the chosen model's own words; `writer`: agreed claims in a writer's words."
    ] = "pick"
    further_calls: Annotated[tuple[ModelResult, ...], "Calls of judge and writer."] = ()
    relevance: Annotated[float, "0 to 1, how closely the passages match the question; not a probability."] = (
        0.0
    )
    probability: Annotated[
        Probability | None, "That the answer is right; null until the workspace has judged enough answers."
    ] = None
    promise: Annotated[
        Promise | None, "What the workspace promises of its answers; null if it promises nothing."
    ] = None
    weights: Weights = field(default_factory=lambda: Weights(are_priors=True, values={}))
    claims: Annotated[tuple[ClaimRow, ...], "The matrix claim × model, contested claims first."] = ()
    findings: Annotated[
        tuple[str, ...], "What a reader should know of it, in sentences with counts, the worst first."
    ] = ()
    disputed: Annotated[tuple[str, ...], "What other models say instead, each with its models."] = ()
    nearest: Annotated[
        tuple[ShownPassage, ...], "For `not_supported` and `not_found`: the nearest passages, best first."
    ] = ()
    documents: Annotated[tuple[str, ...], "Ids of all documents whose passages the models read."] = ()
    provisional: Annotated[
        ProvisionalFate | None, "What became of the provisional answer; null if there was none."
    ] = None
    certificate: Annotated[
        Certificate | None, "Whether one planted document could have made it; null if nothing is supported."
    ] = None
    usage: Annotated[Usage, "Of all calls."] = field(default_factory=Usage)
    timings_ms: Annotated[
        dict[str, int], "Since the question was accepted: `retrieve`, `first_token`, `total`."
    ] = field(default_factory=dict[str, int])
    degraded: Annotated[tuple[str, ...], "Stages that failed and were skipped."] = ()
    truncated: Annotated[
        bool, "Something was shortened: GET /runs/{run_id} has the whole answer.", OMITTED
    ] = False
