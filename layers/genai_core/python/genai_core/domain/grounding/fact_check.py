"""Compare the facts of one claim with the evidence: choose the sentences to compare, and find differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.facts.conflict import VALUE_KINDS, Conflict
from genai_core.domain.facts.languages import shared_languages
from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.comparison import Logic, logic_conflicts
from genai_core.domain.facts.logic.coverage import is_light, uncovered
from genai_core.domain.facts.logic.modality import is_of_bound
from genai_core.domain.facts.logic.restating import restates
from genai_core.domain.facts.logic.statements import Statement, read_statement
from genai_core.domain.facts.names import absent_names
from genai_core.domain.facts.values.compared_values import compares_rightly, is_comparing
from genai_core.domain.facts.values.conflicts import value_conflicts
from genai_core.domain.facts.values.contexts import measure_of
from genai_core.domain.facts.values.denied_bounds import has_bound, without_denied_bounds
from genai_core.domain.facts.values.elapsed_times import is_of_time
from genai_core.domain.facts.values.following import is_reckoned
from genai_core.domain.facts.values.reading import is_bounding, is_unbounded, is_value_word
from genai_core.domain.grounding.compared_sentences import (
    alternatives,
    near_copies,
    nearest_sentences,
    referring,
    translated_sentences,
)
from genai_core.domain.grounding.evidence import Evidence
from genai_core.domain.grounding.table_check import row_conflicts, states_row
from genai_core.domain.grounding.value_check import check_values
from genai_core.domain.text.encoded_texts import EncodedText
from genai_core.domain.text.terse_answers import with_question

ALIKE = 0.55
"""Minimum similarity at which a word of the evidence matches one of the claim."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The result of comparing facts.

    Attributes:
        sentences: Indices of the sentences that support the claim best.
        missing: Words of the claim that the evidence does not have in any form.
        translated: Share of the claim's words that evidence in another language has; None in the same.
        is_restated: A sentence says the same in another order, or with reversed opposites.
        is_turned: One side denies what the other expresses by an opposite or an exception.
        is_contained: One sentence has every word of the claim, in whatever form.
        covered: Share of the claim's words that the evidence has.
    """

    sentences: tuple[int, ...]
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    translated: float | None = None
    is_readable: bool = True
    is_restated: bool = False
    is_turned: bool = False
    is_contained: bool = False
    covered: float = 0.0

    @property
    def confirms_values(self) -> bool:
        """True if every value of the claim is in the evidence, or follows from it."""
        return not any(conflict.kind in VALUE_KINDS for conflict in self.conflicts)


def compare_facts(
    claim: EncodedText,
    cited: tuple[int, ...],
    means: NDArray[np.floating[Any]],
    matches: NDArray[np.float32],
    evidence: Evidence,
) -> Compared:
    """Compares a claim's facts with the sentences cited for it, or with others that match as well.

    A claim with a bound is compared a second time with denied bounds reworded, if the first time finds
    conflicts: "at most 4" does not conflict with "not more than 4".

    Args:
        means: [evidence sentences], similarity of each. matches: [claim words], best match of each.
    """
    compared = _compare(claim, cited, means, matches, evidence)
    if not compared.conflicts:
        return compared
    languages = shared_languages(claim.text, evidence.texts[evidence.sentences[cited[0]].source])
    if languages is None or not has_bound(claim.text, languages[0]):
        return compared
    text, other = without_denied_bounds(claim.text, languages[0]), evidence.reworded(languages[1])
    if text == claim.text and other is None:
        return compared
    reworded = _compare(replace(claim, text=text), cited, means, matches, other or evidence)
    conflicts = tuple(conflict for conflict in reworded.conflicts if not is_of_bound(conflict))
    if conflicts:
        return compared
    return replace(reworded, conflicts=(), is_restated=not reworded.missing)


def _compare(
    claim: EncodedText,
    cited: tuple[int, ...],
    means: NDArray[np.floating[Any]],
    matches: NDArray[np.float32],
    evidence: Evidence,
) -> Compared:
    if states_row(claim.text, (*cited, *nearest_sentences(means)), evidence):
        return Compared(cited, is_restated=True)
    passage = evidence.texts[evidence.sentences[cited[0]].source]
    languages = shared_languages(claim.text, passage)
    if languages is None:
        return Compared(cited, check_values(claim.text, cited, evidence), is_readable=False)
    statement = read_statement(claim.text, languages[0])
    if languages[0] != languages[1]:
        cited = translated_sentences(statement, languages[1], cited, evidence)
    cited = referring(statement, languages[1], cited, evidence)
    options = [cited, *alternatives(statement, languages[1], cited, means, evidence)]
    if languages[0] == languages[1]:
        options = near_copies(claim.text, options, languages[0], evidence) or options
    logic, chosen = min(
        ((_logic(claim.text, option, languages, evidence), option) for option in options),
        key=lambda checked: sum(conflict.weight for conflict in checked[0].conflicts),
    )
    window = [read_statement(text, languages[1]) for text in evidence.text_of(evidence.neighbours(chosen))]
    absent = uncovered(statement, [*window, read_statement(evidence.known, languages[1])])
    absent = [
        item for item in absent if item.form not in logic.explained and not is_light(item.form, languages[0])
    ]
    names = _names(claim.text, evidence, languages)
    rows = row_conflicts(with_question(claim.text, evidence.question), chosen, languages[0], evidence)
    values = check_values(claim.text, chosen, evidence)
    if logic.turns_condition or logic.is_permitted:
        values = tuple(
            conflict
            for conflict in values
            if conflict.kind != "precision" or not (logic.turns_condition or is_unbounded(conflict.claim))
        )
    conflicts = (*values, *names, *logic.conflicts, *rows)
    if languages[0] != languages[1]:
        return Compared(
            chosen, _of_words(conflicts), translated=_share_in(statement, absent, evidence.text_of(chosen))
        )
    missing = _missing(absent, claim, matches)
    if missing and near_copies(claim.text, [chosen], languages[0], evidence):
        conflicts = (*conflicts, Conflict("role", missing[0]))  # no other word differs
    compared = Compared(
        chosen,
        conflicts,
        missing,
        is_turned=logic.is_turned,
        is_contained=not conflicts and _is_contained(statement, logic, chosen, languages[0], evidence),
        covered=_share(statement, missing),
    )
    return _restated(compared, claim.text, languages[0], evidence)


def _restated(compared: Compared, claim: str, language: str, evidence: Evidence) -> Compared:
    """Returns the comparison, marked if a sentence restates the claim or has the times it reckons with."""
    if is_reckoned(claim, evidence.texts, language):
        # "ends at 15:45" for "starts at 14:15 and lasts 90 minutes"
        conflicts = tuple(each for each in compared.conflicts if not _is_of_reckoning(each, language))
        missing = tuple(form for form in compared.missing if not is_of_time(form, language))
        is_restated = not conflicts and not missing
        return replace(compared, conflicts=conflicts, missing=missing, is_restated=is_restated)
    order = _order(claim, compared, language, evidence)
    if order is not None:
        return order
    is_whole = not compared.conflicts and not compared.missing
    is_restated = is_whole and _is_restated(claim, compared.sentences, language, evidence)
    return replace(compared, is_restated=is_restated)


def _order(claim: str, compared: Compared, language: str, evidence: Evidence) -> Compared | None:
    """Returns the comparison of a claim that says which of two stated amounts is more; None for others."""
    texts = evidence.text_of(compared.sentences)
    verdicts = [verdict for text in texts if (verdict := compares_rightly(claim, text, language)) is not None]
    if not verdicts:
        return None
    if not all(verdicts):
        conflicts = (*compared.conflicts, Conflict("order", claim, texts[0]))
        return replace(compared, conflicts=conflicts, is_contained=False)
    missing = tuple(form for form in compared.missing if not is_comparing(form, language))
    conflicts = tuple(
        each for each in compared.conflicts if each.kind != "role" and not is_comparing(each.claim, language)
    )
    return replace(compared, conflicts=conflicts, missing=missing, is_restated=not (missing or conflicts))


def _is_of_reckoning(conflict: Conflict, language: str) -> bool:
    """True if the conflict is between "ends" and "starts", of which a reckoned time needs both."""
    return conflict.kind == "opposite" and is_of_time(conflict.claim, language)


def _names(claim: str, evidence: Evidence, languages: tuple[str, str]) -> list[Conflict]:
    if languages[0] != languages[1] and "german" in languages:
        return []  # German capitalises every noun
    names = absent_names(
        claim, evidence.texts, evidence.known, claim_language=languages[0], evidence_language=languages[1]
    )
    return [conflict for conflict in names if not is_value_word(conflict.claim)]


def _logic(claim: str, chosen: Sequence[int], languages: tuple[str, str], evidence: Evidence) -> Logic:
    beside = [index for index in evidence.neighbours(chosen) if index not in chosen]
    heads = (evidence.header_of(index) for index in chosen)
    return logic_conflicts(
        claim,
        tuple(evidence.under_leads(chosen)),
        claim_language=languages[0],
        evidence_language=languages[1],
        leads=tuple(evidence.antecedent(index, languages[1]) for index in chosen),
        around=tuple(evidence.text_of(beside)),
        heads=tuple(evidence.text_of([head for head in heads if head is not None])),
    )


def _is_restated(claim: str, chosen: Sequence[int], language: str, evidence: Evidence) -> bool:
    return any(restates(claim, sentence, language) for sentence in evidence.under_leads(chosen))


def _is_contained(
    statement: Statement, logic: Logic, chosen: Sequence[int], language: str, evidence: Evidence
) -> bool:
    """True if one of the sentences has each of the claim's words, a synonym, or its opposite."""
    has_values = any(map(str.isdigit, statement.text))
    return any(
        all(
            item.form in logic.explained
            or is_light(item.form, language)
            or _is_of_value(item, has_values=has_values)
            or not item.form.isalpha()
            for item in uncovered(statement, [read_statement(text, language)])
        )
        and not (
            has_values
            and value_conflicts(statement.text, (text,), known=evidence.titles, asked=evidence.asked)
        )
        for text in evidence.under_leads(chosen)
    )


def _is_of_value(item: Item, *, has_values: bool) -> bool:
    """True for words of a value and, beside one, for what it measures: values are checked separately."""
    return is_value_word(item.form) or (
        has_values and (bool(measure_of(item.form)) or is_bounding(item.form))
    )


def _share(statement: Statement, absent: Sequence[Item | str]) -> float:
    words = sum(len(clause.items) for clause in statement.clauses)
    return 1 - len(absent) / words if words else 0.0


def _share_in(statement: Statement, absent: Sequence[Item], there: Sequence[str]) -> float:
    """Returns the share of a claim's words that are there; values count if these sentences have them."""
    elsewhere = " ".join(each.claim for each in value_conflicts(statement.text, there)).casefold()
    return _share(statement, [item for item in absent if not item.is_value or item.form in elsewhere])


def _of_words(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """Returns the conflicts less those in which a number takes a word's role: languages order them apart."""
    return tuple(each for each in conflicts if each.kind != "role" or not each.evidence.isdecimal())


def _missing(absent: Sequence[Item], claim: EncodedText, matches: NDArray[np.float32]) -> tuple[str, ...]:
    """Returns the uncovered words that are similar to none in the evidence, except those of values."""
    starts = np.array([word.start for word in claim.words])
    has_values = any(map(str.isdigit, claim.text))
    missing: list[str] = []
    for item in absent:
        position = int(np.searchsorted(starts, item.start, side="right")) - 1
        is_of_value = _is_of_value(item, has_values=has_values)
        if matches[max(position, 0)] < ALIKE and not is_of_value and item.form.isalpha():
            missing.append(item.form)
    return tuple(missing)
