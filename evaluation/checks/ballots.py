"""Ballots: the answers to one question, compared by the product, with human verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from evaluation.checks.labelled_sets import Row
from evaluation.metrics.figures import Flags, Floats
from genai_core.domain.consensus.agreement import AgreementTable, agreement_table, answer_texts, encode_answer
from genai_core.domain.consensus.refusals import is_refusal
from genai_core.domain.consensus.votes import family_weights, support_scores
from genai_core.domain.generation.model_text.citation_marks import separate_glued
from genai_core.domain.text.encoded_texts import Vectors, encode_text

_MOST_CITED = 9
RIGHT_LABELS = ("correct", "faithful", "ok")


@dataclass(frozen=True, eq=False)
class Ballot:
    """One question.

    Attributes:
        models: Models that answered; all arrays are in this order.
        table: Comparison of the answers; abstaining models have no support and give none.
        weights: [n] votes; 0 for abstaining models.
        scores: [n] support by the others. right: [n] human verdicts.
        reliability: [n] weights that were learnt from other questions; None without.
    """

    models: tuple[str, ...]
    table: AgreementTable
    weights: Floats
    scores: Floats
    right: Flags
    reliability: Floats | None = None


def ballot_texts(rows: Sequence[Row]) -> list[str]:
    """Returns all texts whose vectors the comparison needs."""
    texts: list[str] = []
    for row in rows:
        texts.append(row["question"])
        texts.extend(answer_texts(_given_texts(row, row["answers"])))
    return texts


def ballots(rows: Sequence[Row], vectors: Vectors) -> list[Ballot]:
    """Compares every row's answers."""
    return [_ballot(row, vectors) for row in rows]


def _given_texts(row: Row, answers: Sequence[Row]) -> list[str]:
    """Returns the answers with glued words parted, which the question and the other answers tell."""
    return [separate_glued(answer["text"], _MOST_CITED, _given_beside(row, answer)) for answer in answers]


def _given_beside(row: Row, answer: Row) -> str:
    others = (other["text"] for other in row["answers"] if other is not answer)
    return "\n".join((row["question"], *others))


def _ballot(row: Row, vectors: Vectors) -> Ballot:
    answers = [answer for answer in row["answers"] if "label" in answer]
    votes = np.array([not is_refusal(answer["text"]) for answer in answers])
    encoded = [encode_answer(text, vectors) for text in _given_texts(row, answers)]
    table = agreement_table(encoded, encode_text(row["question"], vectors))
    # Abstaining models give no support and get none.
    table = replace(table, support=table.support * votes[:, None] * votes[None, :])
    weights = family_weights([answer["model"] for answer in answers]) * votes
    return Ballot(
        models=tuple(answer["model"] for answer in answers),
        table=table,
        weights=weights,
        scores=support_scores(table, weights),
        right=np.array([answer["label"] in RIGHT_LABELS for answer in answers]),
    )
