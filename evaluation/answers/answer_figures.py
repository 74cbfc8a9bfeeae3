"""The figures of one answerer over a set's questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from evaluation.answers.question_runs import QuestionRun
from evaluation.answers.question_sets import GoldQuestion
from evaluation.checks.evaluate_agreement import cross_fitted
from evaluation.metrics.answers import count_citations, token_f1
from evaluation.metrics.figures import auroc, balanced_accuracy, reliability, risk_coverage
from evaluation.metrics.ranking import mean_with_interval
from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.grounding.citing import NOTES
from genai_core.domain.protocol.outcomes import Outcome, Verdict
from genai_core.domain.text.claims import split_sentences

RIGHT_FROM = 0.5
"""Token F1 from which an answer counts as right in the curves."""


def figures_of(name: str, questions: Sequence[GoldQuestion], runs: Sequence[QuestionRun]) -> dict[str, Any]:
    """Returns the figures of one answerer, `quorum` or a model's id.

    F1 is over answerable questions, where "not found" scores 0. Citation precision is over answered
    answerable questions; recall includes unanswered ones. A quotation of several sentences is right if one of
    them is; `quoted_sentence_precision` counts each sentence.
    """
    pairs = list(zip(questions, (run.answers[name] for run in runs), strict=True))
    answerable = [(question, answer) for question, answer in pairs if question.is_answerable]
    f1, low, high = mean_with_interval(
        [token_f1(text_without_markers(answer), question.answers) for question, answer in answerable]
    )
    counts = [
        count_citations([citation.quote for citation in answer.citations], question.sentences)
        for question, answer in answerable
    ]
    singly = [
        count_citations(_quoted_sentences(answer), question.sentences) for question, answer in answerable
    ]
    is_answerable = np.array([question.is_answerable for question, _ in pairs])
    served = np.array([answer.outcome is not Outcome.NOT_FOUND for _, answer in pairs])
    waited = [milliseconds(name, run) for run in runs]
    return {
        "f1": round(f1, 4),
        "f1_95": [round(low, 4), round(high, 4)],
        "answerable_auroc": round(
            auroc(np.array([answer.relevance for _, answer in pairs]), is_answerable), 4
        ),
        "balanced_accuracy": round(balanced_accuracy(served, is_answerable), 4),
        "citation_precision": _share(sum(c.right for c in counts), sum(c.cited for c in counts)),
        "citation_recall": _share(sum(c.reached for c in counts), sum(c.gold for c in counts)),
        "quoted_sentence_precision": _share(sum(c.right for c in singly), sum(c.cited for c in singly)),
        "unmarked_unsupported": _share(*_unmarked([answer for _, answer in pairs])),
        "p50_ms": round(float(np.percentile(waited, 50)), 1),
        "p95_ms": round(float(np.percentile(waited, 95)), 1),
        "calls": round(float(np.mean([len(answer.models) for _, answer in pairs])), 3),
        "tokens": round(float(np.mean([_tokens(answer) for _, answer in pairs])), 1),
    }


def curves_of(name: str, questions: Sequence[GoldQuestion], runs: Sequence[QuestionRun]) -> dict[str, Any]:
    """Returns the reliability and risk-coverage curves of one answerer's relevance.

    An answer is right if it shares half its words with a gold answer, or if the question has no answer and
    none was served. The probabilities are cross-fitted: no question is judged by a table that was fitted on
    it.
    """
    answers = [run.answers[name] for run in runs]
    scores = np.array([answer.relevance for answer in answers])
    right = np.array(
        [
            token_f1(text_without_markers(answer), question.answers) >= RIGHT_FROM
            if question.is_answerable
            else answer.outcome is Outcome.NOT_FOUND
            for question, answer in zip(questions, answers, strict=True)
        ]
    )
    probabilities = cross_fitted(scores, right, np.arange(len(scores)))
    return {
        "reliability": reliability(probabilities, right),
        "risk_coverage": risk_coverage(probabilities, right),
    }


def text_without_markers(answer: VerifiedAnswer) -> str:
    """Returns the answer's text without markers and notes; empty if nothing was found."""
    if answer.outcome is Outcome.NOT_FOUND:
        return ""
    return " ".join(sentence.text for sentence in answer.sentences)


def milliseconds(name: str, run: QuestionRun) -> float:
    """Returns how long a user waits for this answerer: retrieval, its models at once, and the checks."""
    slowest = max((model.latency_ms for model in run.answers[name].models), default=0)
    return run.overhead_ms + slowest


def _quoted_sentences(answer: VerifiedAnswer) -> list[str]:
    return [span.text for citation in answer.citations for span in split_sentences(citation.quote)]


def _unmarked(answers: Sequence[VerifiedAnswer]) -> tuple[int, int]:
    """Returns how many unsupported sentences are served without their note, and how many there are."""
    doubtful = [
        (answer, sentence)
        for answer in answers
        for sentence in answer.sentences
        if sentence.verdict in (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
    ]
    unmarked = sum(answer.text.count(NOTES[sentence.verdict]) == 0 for answer, sentence in doubtful)
    return unmarked, len(doubtful)


def _tokens(answer: VerifiedAnswer) -> int:
    return answer.usage.input_tokens + answer.usage.output_tokens


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
