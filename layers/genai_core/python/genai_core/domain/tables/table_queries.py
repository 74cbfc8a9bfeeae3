"""Read a question as a query of a table: operation, rows and column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from genai_core.domain.tables.amounts import amounts
from genai_core.domain.tables.question_words import Operation, Question
from genai_core.domain.tables.table import Table

_SUMMARY = re.compile(
    r"\W*(?:(?:grand |sub-?)?totals?|sum|average|mean|overall|all|gesamt\w*|summe|insgesamt|mittelwert|"
    r"durchschnitt|totale|suma|moyenne|media|итого|всего|合计|总计|合計|総計)\b.*",
    re.IGNORECASE,
)
"""Label of a row with totals of the other rows."""


@dataclass(frozen=True, slots=True)
class TableQuery:
    """A question as a computation.

    Attributes:
        rows: Indexes of the rows that the question is about.
        column: Index of the column that is computed; -1 to count rows.
        label: Index of the column with the rows' names.
        conditions: Cells that restrict the rows, such as "Country Germany"; empty if there are none.
    """

    operation: Operation
    rows: tuple[int, ...]
    column: int
    label: int
    conditions: tuple[str, ...]


def table_query(question: Question, table: Table) -> TableQuery | None:
    """Returns the query; None if the question is ambiguous for this table."""
    operation = question.operation
    numeric = [column for column in range(len(table.header)) if amounts(table, column)]
    named = _named_cells(question, table)
    label = _label(question, table, numeric, named if operation == "value" else {})
    column = _column(question, table, numeric, label, any_kind=operation == "value")
    named.pop(column, None)
    rows = tuple(sorted(set.intersection(*named.values()))) if named else _single_rows(table, label)
    if operation == "count":
        operation, column = ("value", column) if column >= 0 and len(rows) == 1 else ("count", -1)
    elif column < 0:
        return None
    cells = (
        f"{table.header[other]} {table.rows[min(named_rows)][other]}" for other, named_rows in named.items()
    )
    return TableQuery(operation, rows, column, label, tuple(cell.strip() for cell in cells))


def says_column(question: Question, table: Table, column: int) -> bool:
    """Returns whether a question names a column, so that it need not be guessed."""
    return _overlap(question.words(table.header[column]), question.asked) > 0


def _single_rows(table: Table, label: int) -> tuple[int, ...]:
    """Returns the rows without those that total others."""
    return tuple(row for row in range(len(table.rows)) if not _sums_up(table, row, label))


def states_total(table: Table) -> bool:
    """Returns whether a row of the table totals others."""
    return any(_sums_up(table, row, 0) for row in range(len(table.rows)))


def _sums_up(table: Table, row: int, label: int) -> bool:
    return any(_SUMMARY.fullmatch(table.rows[row][at]) for at in {0, label})


def _column(question: Question, table: Table, numeric: list[int], label: int, *, any_kind: bool) -> int:
    """Returns the column that matches a question best; the only one with amounts if it names none."""
    asked = question.asked
    candidates = [n for n in range(len(table.header)) if n in numeric or (any_kind and n != label)]
    scores = {column: _overlap(question.words(table.header[column]), asked) for column in candidates}
    best = max(scores.values(), default=0.0)
    best_columns = [column for column, score in scores.items() if score == best]
    if best > 0 and len(best_columns) == 1:
        return best_columns[0]
    measured = [column for column in numeric if column != label]
    return measured[0] if best == 0 and len(measured) == 1 else -1


def _label(question: Question, table: Table, numeric: list[int], named: dict[int, set[int]]) -> int:
    """Returns the column with the rows' names: one whose cells the question names, else one it asks for."""
    asked = set(question.words(question.text))
    texts = [column for column in range(len(table.header)) if column not in numeric] or [0]
    candidates = [column for column in texts if column in named] or texts
    return max(candidates, key=lambda column: _overlap(question.words(table.header[column]), asked))


def _overlap(name: list[str], asked: set[str]) -> float:
    """Returns the share of a column's name that a question contains, from 0 to 1."""
    return sum(part in asked for part in name) / len(name) if name else 0.0


def _named_cells(question: Question, table: Table) -> dict[int, set[int]]:
    """Returns the rows whose cells a question names, by column; of overlapping names the longest counts."""
    text = f" {' '.join(question.words(question.text))} "
    rows_by_column: dict[int, set[int]] = {}
    for column in range(len(table.header)):
        cells = {
            number: f" {' '.join(question.words(row[column]))} " for number, row in enumerate(table.rows)
        }
        named = {
            number: cell
            for number, cell in cells.items()
            if cell.strip() and cell in text and not _SUMMARY.fullmatch(table.rows[number][column])
        }
        longest = {
            cell
            for cell in named.values()
            if not any(cell != other and cell in other for other in named.values())
        }
        if longest:
            rows_by_column[column] = {number for number, cell in named.items() if cell in longest}
    return rows_by_column
