"""Read cells that only say yes or no: "Step-free access | no" denies the row's column name."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.coverage import is_light
from genai_core.domain.facts.logic.statements import Statement, read_statement

_YES = ("yes", "ja", "oui", "sí", "si", "sì", "sim", "true", "✓", "✔", "x", "included", "available")
_NO = (
    *("no", "none", "not included", "not available", "false", "✗", "✘", "-", "–", "—"),
    *(
        "nein",
        "keine",
        "keiner",
        "non",
        "aucun",
        "aucune",
        "ninguno",
        "nessuno",
        "não",
        "nenhum",
        "nee",
        "geen",
    ),
)


def mark_conflict(
    rest: str, heads: Sequence[str], rows: Sequence[Sequence[str]], language: str
) -> Conflict | None:
    """Returns what a claim affirms against a "no" in the cell, or denies against a "yes"; else None.

    Args:
        rest: The claim without the label of its row. rows: The rows with that label.
    """
    statement = read_statement(rest, language)
    for column, head in enumerate(heads):
        marks = {_mark_of(row[column]) for row in rows if column < len(row)}
        if not column or len(marks) != 1 or None in marks or not _speaks_of(statement, head):
            continue
        if (True in marks) == _is_denied(statement):
            return Conflict("negation", head, rows[0][column])
    return None


def restates_mark(rest: str, heads: Sequence[str], row: Sequence[str], language: str) -> bool:
    """True if a claim only says that a row has, or lacks, what one column names."""
    statement = read_statement(rest, language)
    if any(clause.amounts or clause.has_only or clause.excepted for clause in statement.clauses):
        return False
    for column, head in enumerate(heads[: len(row)]):
        mark = _mark_of(row[column])
        if column and mark is not None and mark != _is_denied(statement) and _speaks_of(statement, head):
            words = _words(read_statement(f"{head} {heads[0]}", language))
            return all(_has(words, item) or is_light(item.form, language) for item in _words(statement))
    return False


def _mark_of(cell: str) -> bool | None:
    return True if cell in _YES else False if cell in _NO else None


def _is_denied(statement: Statement) -> bool:
    return any(clause.is_denied for clause in statement.clauses)


def _speaks_of(statement: Statement, head: str) -> bool:
    named = _words(read_statement(head, statement.language))
    return bool(named) and all(_has(_words(statement), item) for item in named)


def _words(statement: Statement) -> list[Item]:
    return [item for clause in statement.clauses for item in clause.items]


def _has(items: Sequence[Item], item: Item) -> bool:
    return any(not other.keys.isdisjoint(item.keys) for other in items)
