"""The words for outcomes, verdicts and stances: one table for the page, the command line and `/v1`."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, ProvisionalFate, Stance, Verdict


@dataclass(frozen=True, slots=True)
class Words:
    """The words for one outcome.

    Attributes:
        label: A few words, for a badge or a table.
        sentence: A whole sentence, for a tooltip, the command line, or a client that shows text only.
    """

    label: str
    sentence: str


OUTCOME_WORDS: dict[Outcome, Words] = {
    Outcome.AGREED: Words("Models agree", "Several models say so, and the documents support it."),
    Outcome.SINGLE: Words("One model answered", "One model says so, and the documents support it."),
    Outcome.DISPUTED: Words(
        "Models disagree",
        "The documents support this answer, but another model or document says something else.",
    ),
    Outcome.NOT_SUPPORTED: Words(
        "Not supported by the documents",
        "The models answered, but the documents do not support what they say.",
    ),
    Outcome.NOT_FOUND: Words("Not found in the documents", "The documents do not answer this question."),
    Outcome.NO_ANSWER: Words("No model answered", "No model answered; each one's reason is given."),
    Outcome.WITHHELD: Words(
        "Withheld", "The answer is not sure enough for what this workspace promises of its answers."
    ),
    Outcome.CANCELLED: Words("Cancelled", "The question was cancelled before there was an answer."),
}

PARTLY_SUPPORTED_WORDS: dict[Outcome, Words] = OUTCOME_WORDS | {
    Outcome.AGREED: Words(
        "Models agree, partly supported", "Several models say so; the documents support it at most in part."
    ),
    Outcome.SINGLE: Words(
        "One model, partly supported",
        "One model says so; the documents support it at most in part.",
    ),
    Outcome.DISPUTED: Words(
        "Models disagree",
        "The documents support this answer at most in part, and another model or document differs.",
    ),
}
"""If not every sentence of the answer is supported."""

VERDICT_WORDS: dict[Verdict, Words] = {
    Verdict.SUPPORTED: Words("supported", "Supported by your documents."),
    Verdict.PARTLY: Words("partly supported", "Only partly supported by your documents."),
    Verdict.UNSUPPORTED: Words("not supported", "Not supported by your documents."),
    Verdict.CONTRADICTED: Words("contradicted", "Contradicted by your documents."),
    Verdict.UNCHECKED: Words("not checked", "Not checked: its language or form cannot be read."),
}

STANCE_WORDS: dict[Stance, Words] = {
    Stance.SAYS: Words("says so", "The model says the same."),
    Stance.SAYS_OTHERWISE: Words("says otherwise", "The model gives another value."),
    Stance.DENIES: Words("denies it", "The model says that it is not so."),
    Stance.SILENT: Words("silent", "The model says nothing about it."),
}

STATUS_WORDS: dict[ModelStatus, Words] = {
    ModelStatus.ANSWERED: Words("answered", "The model answered."),
    ModelStatus.REFUSED: Words("refused", "The model or its content filter refused to answer."),
    ModelStatus.FAILED: Words("failed", "The call of the model failed."),
    ModelStatus.TIMED_OUT: Words("timed out", "The model did not answer within its time limit."),
    ModelStatus.CANCELLED: Words("cancelled", "The model was not needed any more."),
}

FATE_WORDS: dict[ProvisionalFate, Words] = {
    ProvisionalFate.CONFIRMED: Words("confirmed", "The provisional answer was confirmed."),
    ProvisionalFate.DISPUTED: Words("disputed", "The provisional answer is disputed by a later one."),
    ProvisionalFate.REPLACED: Words("replaced", "The provisional answer was replaced by a better one."),
}


def answer_words(answer: Done) -> Words:
    """Returns the words for an answer's outcome; they depend on whether all its sentences are supported."""
    is_supported = all(sentence.verdict is Verdict.SUPPORTED for sentence in answer.sentences)
    return (OUTCOME_WORDS if is_supported else PARTLY_SUPPORTED_WORDS)[answer.outcome]
