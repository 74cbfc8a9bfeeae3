"""Wording of computed answers, in the languages that questions to tables are understood in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.tables.data import LANGUAGE_NAMES, entries_of

_MAX_CELLS = 12


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """The sentences and words of one language.

    Attributes:
        highest, lowest: With the rows, the column, the conditions, and the value.
        total, average: With the column, the rows if not all of them are meant, and the value.
        difference: With the column, the two rows, and the value.
        count: With the name of the rows, the conditions, and the value.
        lookup: With the column, the row, and the value.
        of_rows: Puts rows behind a column.
        condition: Precedes conditions.
        conjunction: Joins the last two of a list.
        value, row: A column, and a row, without a name.
        cell, cells, more: For the names of the cells.
    """

    highest: str
    lowest: str
    total: str
    average: str
    difference: str
    count: str
    lookup: str
    of_rows: str
    condition: str
    conjunction: str
    value: str
    row: str
    cell: str
    cells: str
    more: str

    def listed(self, names: Sequence[str]) -> str:
        """Returns names as a list: "Bonn, Jena and Kiel"."""
        if len(names) == 1:
            return names[0]
        return f"{', '.join(names[:-1])} {self.conjunction} {names[-1]}"

    def at(self, cells: Sequence[str]) -> str:
        """Returns the names of cells in brackets; those beyond a dozen are counted."""
        more = f" {self.more.format(len(cells) - _MAX_CELLS)}" if len(cells) > _MAX_CELLS else ""
        return f"({self.cells if len(cells) > 1 else self.cell} {', '.join(cells[:_MAX_CELLS])}{more})"


def _words(language: str) -> AnswerWords:
    words = entries_of(language, "answer")
    words |= {"of_rows": f" {words['of_rows']}", "condition": f" {words['condition']} "}
    return AnswerWords(**words)


ANSWER_WORDS: dict[str, AnswerWords] = {language: _words(language) for language in LANGUAGE_NAMES}
"""Words by language name."""
