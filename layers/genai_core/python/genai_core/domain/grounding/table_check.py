"""Compare a claim with the tables of the evidence: cells of a row, the highest value, two rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.languages import DEFAULT, language_of
from genai_core.domain.facts.logic.table_comparisons import read_comparison
from genai_core.domain.facts.logic.table_rankings import Ranking, read_ranking
from genai_core.domain.facts.logic.table_rows import restates_row, row_conflict
from genai_core.domain.grounding.evidence import Evidence


def states_row(claim: str, near: Iterable[int], evidence: Evidence) -> bool:
    """Returns whether a row of a table states exactly the claim, in whatever language.

    Args:
        near: Indices of the sentences whose tables count.
    """
    language = language_of(claim)
    tables = _tables(near, evidence)
    return language is not None and any(_is_stated(claim, *table, language or DEFAULT) for table in tables)


def row_conflicts(claim: str, chosen: Sequence[int], language: str, evidence: Evidence) -> Iterator[Conflict]:
    """Yields what the claim states about its row, if it is in another row of the table."""
    for header, rows in _tables(chosen, evidence):
        if conflict := row_conflict(claim, header, rows, language):
            yield conflict
        elif (ranking := _ranking(claim, header, rows, language)) and ranking.conflict:
            yield ranking.conflict


def _is_stated(claim: str, header: str, rows: Sequence[str], language: str) -> bool:
    ranking = _ranking(claim, header, rows, language)
    if ranking is not None and ranking.is_all and ranking.conflict is None:
        return True
    return restates_row(claim, header, rows, language)


def _ranking(claim: str, header: str, rows: Sequence[str], language: str) -> Ranking | None:
    ranking = read_ranking(claim, header, rows, language)
    return ranking or read_comparison(claim, header, rows, language)


def _tables(chosen: Iterable[int], evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    """Yields the header and the rows of each table that one of the sentences belongs to."""
    for header in dict.fromkeys(map(evidence.table_of, chosen)):
        if header is not None:
            yield evidence.text_of((header,))[0], evidence.text_of(evidence.rows_under(header))
