"""Frames of every kind, each bare and with all that it can hold."""

from __future__ import annotations

from genai_core.domain.protocol.answers import (
    CheckedSentence,
    Citation,
    ClaimRow,
    ModelFailure,
    ModelResult,
    ModelStance,
    ShownPassage,
)
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Probability, Share, Usage, Weights
from genai_core.domain.protocol.frames import (
    Accepted,
    Draft,
    Failure,
    FrameContent,
    ModelReport,
    Passages,
    Provisional,
    Token,
    Waking,
)
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, ProvisionalFate, Stance, Verdict
from genai_core.domain.protocol.status import DocumentStatus, DocumentStatusFrame

SENTENCE = CheckedSentence("It is 330 m.", Verdict.SUPPORTED, 0.9, (1,), ("a", "b"), ("c",))
CITATION = Citation(1, "d", "c1", "Tower", "330 metres", 2, "History › Height", verified=True)
PASSAGE = ShownPassage("d", "c1", "Tower", "History", None, "It is 330 metres tall. 🗼", 0.81)
RESULT = ModelResult("a", "family", ModelStatus.ANSWERED, text="It is 330 m.", usage=Usage(3, 4, 0.1))
FAILED = ModelResult("c", "family", ModelStatus.TIMED_OUT, "no token in 20 s", first_token_ms=None)
ROW = ClaimRow(
    "It is 330 m.",
    Verdict.SUPPORTED,
    (
        ModelStance("a", Stance.SAYS, "330 m"),
        ModelStance("b", Stance.SAYS_OTHERWISE, "334 m"),
        ModelStance("c", Stance.SILENT),
    ),
    "330 metres",
)
BARE = Done(
    run_id="run",
    answer="Not found in the documents.",
    outcome=Outcome.NOT_FOUND,
    sentences=(),
    citations=(),
    agreement=Share(None, 0, 0),
    groundedness=Share(None, 0, 0),
    models=(),
)
WHOLE = Done(
    run_id="run",
    answer="It is 330 m. [1]",
    outcome=Outcome.DISPUTED,
    sentences=(SENTENCE,),
    citations=(CITATION,),
    agreement=Share(0.9, 2, 3),
    groundedness=Share(1.0, 1, 1),
    models=(RESULT, FAILED),
    chosen_model="a",
    made_by="writer",
    further_calls=(RESULT,),
    relevance=0.7,
    probability=Probability(0.9, 0.8, 0.95, 40),
    weights=Weights(are_priors=False, values={"a": 1.2}),
    claims=(ROW,),
    findings=("1 of 3 models gives another value.",),
    disputed=("b: It is 334 m.",),
    nearest=(PASSAGE,),
    provisional=ProvisionalFate.REPLACED,
    usage=Usage(6, 8, 0.2),
    timings_ms={"retrieve": 12, "total": 900},
    degraded=("reranker",),
    truncated=True,
)
EXAMPLES: dict[str, tuple[FrameContent, ...]] = {
    "accepted": (Accepted("s"), Accepted("s", ("a", "b"))),
    "waking": (Waking(), Waking("database", 20.5)),
    "passages": (Passages(()), Passages((PASSAGE,), "2026-01-02T00:00:00+00:00")),
    "draft": (Draft("a", "It is"), Draft("", "")),
    "model": (ModelReport("a", "f", ModelStatus.ANSWERED), ModelReport("a", "f", ModelStatus.FAILED, "x", 3)),
    "provisional": (
        Provisional("It is so.", Outcome.SINGLE),
        Provisional("It is so. [1]", Outcome.AGREED, (SENTENCE,), (CITATION,), "a", ("b",)),
    ),
    "token": (Token("It "), Token("It ", ("a", "b"), "2026-01-02T00:00:00+00:00")),
    "done": (BARE, WHOLE),
    "error": (
        Failure("the question is empty", "InvalidInput"),
        Failure(
            "no model answered", "NoAnswer", "Later.", (ModelFailure("a", ModelStatus.TIMED_OUT, "late"),)
        ),
    ),
}
STATUS = DocumentStatusFrame("w", "d", "a.md", DocumentStatus.READY, chunks=3)
