"""Withhold an answer whose score is too low for the error rate that its workspace promises."""

from __future__ import annotations

from dataclasses import replace

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.learning.judgements import answer_score
from genai_core.domain.learning.promises import promise_of
from genai_core.domain.protocol.outcome_words import OUTCOME_WORDS
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.domain.questions import Question


def apply_promise(answer: VerifiedAnswer, question: Question) -> VerifiedAnswer:
    """Returns the answer with its promise, withheld if its score is too low.

    The mode `compare` serves no single answer, so it withholds nothing.
    """
    if not question.max_error:
        return answer
    score = None
    if answer.chosen_model is not None:
        score = answer_score(answer.agreement.value, answer.groundedness.value, answer.relevance)
    known = question.learnt
    bounds, judgements = (known.bounds, known.judgements) if known else ((), 0)
    promise = promise_of(bounds, judgements, question.max_error, score)
    if not promise.is_withheld:
        return replace(answer, promise=promise)
    text = f"{OUTCOME_WORDS[Outcome.WITHHELD].sentence} {promise.words}"
    return replace(answer.taken_back(Outcome.WITHHELD, text), probability=None, promise=promise)
