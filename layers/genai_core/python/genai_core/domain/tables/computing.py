"""Compute answers from the cells of a table; each answer names its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from genai_core.domain.tables.amounts import Amount, amounts
from genai_core.domain.tables.answer_wording import ANSWER_WORDS, AnswerWords
from genai_core.domain.tables.question_languages import question_language, read_question
from genai_core.domain.tables.question_words import Operation
from genai_core.domain.tables.table import Table
from genai_core.domain.tables.table_queries import TableQuery, table_query


@dataclass(frozen=True, slots=True)
class ComputedAnswer:
    """Answer that is computed from a table.

    Attributes:
        text: A sentence in the language of the question, with the result and its cells.
        value: The result, written like its cells.
        cells: The cells that it is computed from, named as in a workbook: `B3`.
        statement: The sentence without the cells.
    """

    text: str
    value: str
    cells: tuple[str, ...]
    statement: str = ""


def compute(question: str, table: Table) -> ComputedAnswer | None:
    """Returns the answer; None if the question is ambiguous, or if units cannot be compared."""
    query = table_query(read_question(question), table)
    if query is None or not query.rows:
        return None
    words = ANSWER_WORDS[question_language(question)]
    if query.operation == "count":
        return _counted(table, query, words)
    if query.operation == "value":
        return _looked_up(table, query, words)
    column_amounts = amounts(table, query.column)
    chosen = {row: column_amounts[row] for row in query.rows if row in column_amounts}
    if not chosen or len({value.unit.dimension for value in chosen.values()}) > 1:
        return None
    return _COMPUTED[query.operation](table, query, chosen, words)


def cell_name(table: Table, row: int, column: int) -> str:
    """Returns the name of a cell as in a workbook: `B3`."""
    number, letters = table.column_numbers[column], ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{table.row_numbers[row]}"


def _counted(table: Table, query: TableQuery, words: AnswerWords) -> ComputedAnswer:
    cells = tuple(cell_name(table, row, query.label) for row in query.rows)
    count, name = str(len(cells)), table.header[query.label]
    statement = words.count.format(what=name, conditions=_conditions(query, words), value=count)
    return _answer(" ".join(statement.split()), count, cells, words)


def _looked_up(table: Table, query: TableQuery, words: AnswerWords) -> ComputedAnswer | None:
    filled = [row for row in query.rows if table.rows[row][query.column]]
    if not query.conditions or len(filled) != 1:
        return None
    cell = table.rows[filled[0]][query.column]
    statement = words.lookup.format(
        what=_what(table, query, words), rows=_rows(table, query, filled, words), value=cell
    )
    return _answer(statement, cell, (cell_name(table, filled[0], query.column),), words)


def _extreme(
    table: Table, query: TableQuery, chosen: dict[int, Amount], words: AnswerWords
) -> ComputedAnswer:
    pick, sentence = (max, words.highest) if query.operation == "highest" else (min, words.lowest)
    best = pick(value.base for value in chosen.values())
    rows = [row for row, value in chosen.items() if value.base == best]
    statement = sentence.format(
        rows=_rows(table, query, rows, words),
        what=_what(table, query, words),
        conditions=_conditions(query, words),
        value=chosen[rows[0]].text,
    )
    cells = tuple(cell_name(table, row, query.column) for row in rows)
    return _answer(statement, chosen[rows[0]].text, cells, words)


def _summed(table: Table, query: TableQuery, chosen: dict[int, Amount], words: AnswerWords) -> ComputedAnswer:
    total = sum(value.base for value in chosen.values())
    base, sentence = (
        (total, words.total) if query.operation == "total" else (total / len(chosen), words.average)
    )
    shown = next(iter(chosen.values())).written_like(base)
    named = _rows(table, query, list(chosen), words)
    rows = words.of_rows.format(rows=named, conditions=_conditions(query, words)) if query.conditions else ""
    cells = tuple(cell_name(table, row, query.column) for row in chosen)
    return _answer(
        sentence.format(what=_what(table, query, words), rows=rows, value=shown), shown, cells, words
    )


def _difference(
    table: Table, query: TableQuery, chosen: dict[int, Amount], words: AnswerWords
) -> ComputedAnswer | None:
    if len(chosen) != 2:
        return None
    first, second = chosen.values()
    shown = first.written_like(abs(first.base - second.base))
    statement = words.difference.format(
        what=_what(table, query, words), rows=_rows(table, query, list(chosen), words), value=shown
    )
    return _answer(statement, shown, tuple(cell_name(table, row, query.column) for row in chosen), words)


_COMPUTED: dict[
    Operation, Callable[[Table, TableQuery, dict[int, Amount], AnswerWords], ComputedAnswer | None]
] = {
    "highest": _extreme,
    "lowest": _extreme,
    "total": _summed,
    "average": _summed,
    "difference": _difference,
}


def _answer(statement: str, value: str, cells: tuple[str, ...], words: AnswerWords) -> ComputedAnswer:
    return ComputedAnswer(f"{statement} {words.at(cells)}.", value, cells, statement)


def _what(table: Table, query: TableQuery, words: AnswerWords) -> str:
    return table.header[query.column] or words.value


def _conditions(query: TableQuery, words: AnswerWords) -> str:
    return f"{words.condition}{words.listed(query.conditions)}" if query.conditions else ""


def _rows(table: Table, query: TableQuery, rows: Sequence[int], words: AnswerWords) -> str:
    return words.listed(
        [table.rows[row][query.label] or words.row.format(table.row_numbers[row]) for row in rows]
    )
