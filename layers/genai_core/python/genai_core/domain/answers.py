"""The verified answer of a run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import DocumentId, ModelId, RunId
from genai_core.domain.protocol.answers import CheckedSentence, Citation, ClaimRow, ShownPassage
from genai_core.domain.protocol.figures import Certificate, Probability, Promise, Share, Usage
from genai_core.domain.protocol.outcomes import MadeBy, Outcome, ProvisionalFate


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """The answer of one run, as sent in `done` and recorded in `runs`.

    Attributes:
        relevance: 0 to 1, how relevant the passages are to the question; not a probability.
        probability: That the answer is correct; None until enough answers of the workspace are judged.
        weights: How much each model counted; empty if all have the prior weight 1.
        made_by: `pick` if one model's answer is served, `writer` if the writer combined the agreed claims.
        further: Calls of the judge and the writer.
        claims: The claim-by-model matrix.
        nearest: For `not_supported` and `not_found`: the nearest passages, best first.
        provisional: The fate of the provisional answer; None if there was none.
        documents: The documents whose passages the models read.
        left_out: Sentences of the pick that are not served, because the documents do not support them.
        certificate: Sentences that a single planted document could have caused; None if nothing is supported.
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
    promise: Promise | None = None
    weights: dict[ModelId, float] = field(default_factory=dict[ModelId, float])
    made_by: MadeBy = "pick"
    further: tuple[ModelAnswer, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    nearest: tuple[ShownPassage, ...] = ()
    provisional: ProvisionalFate | None = None
    left_out: tuple[str, ...] = ()
    certificate: Certificate | None = None
    documents: tuple[DocumentId, ...] = ()

    def taken_back(self, outcome: Outcome, text: str) -> VerifiedAnswer:
        """Returns the run with this text in place of its answer; the report on the models stays."""
        return replace(
            self,
            text=text,
            outcome=outcome,
            sentences=(),
            citations=(),
            groundedness=Share(None, 0, 0),
            chosen_model=None,
            disputed=(),
            claims=(),
            nearest=(),
            left_out=(),
            certificate=None,
        )
