"""Check claims about one row of a table: they name its label and state what is in its cells.

Labels and cells are searched verbatim, so that codes and names in any language are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.concepts import keys_of_any
from genai_core.domain.facts.logic.coverage import is_light
from genai_core.domain.facts.logic.statements import read_statement
from genai_core.domain.facts.logic.table_cells import (
    BARS,
    MIN_LETTERS,
    cells_of,
    holds,
    is_telling,
    plain,
    position_of,
    without,
)
from genai_core.domain.facts.logic.table_marks import mark_conflict, restates_mark
from genai_core.domain.facts.values.contexts import measure_of

_MAX_LISTED = 5
"""Maximum words in a cell that is a list."""
_LIGHT = ("use", "amount", "apply")
"""Words that a claim adds to a cell: "port 161 is used for monitoring"."""


@dataclass(frozen=True, slots=True)
class _Named:
    """The rows with the one label that a claim names; `rest` is the claim without the label."""

    rows: list[list[str]]
    rest: str


def row_conflict(claim: str, header: str, rows: Sequence[str], language: str) -> Conflict | None:
    """Returns a cell of another row that the claim gives to the row it names; None if there is none.

    Args:
        header, rows: Lines of one table, with bars or tabs between the cells.
        language: Snowball name of the claim's language.
    """
    table = [cells_of(row) for row in rows]
    named = _named_rows(claim, table)
    if named is None:
        return _torn_apart(plain(claim), table)
    own = [cell for row in named.rows for cell in row]
    heads = cells_of(header)
    if conflict := _other_cell(claim, heads, named.rows) or mark_conflict(
        named.rest, heads, named.rows, language
    ):
        return conflict
    return _of_other_row(named, table, [*own, *heads]) or _part_of_other_row(named, table, [*own, *heads])


def _of_other_row(named: _Named, table: Sequence[Sequence[str]], own: Sequence[str]) -> Conflict | None:
    for row in table:
        for column, cell in enumerate(row[1:], 1):
            if not (holds(named.rest, cell) or holds(named.rest, f"{cell}ly")) or not is_telling(cell):
                continue  # "given orally" names the cell "oral"
            if any(holds(other, cell) for other in own):
                continue
            rival = next((own_row[column] for own_row in named.rows if column < len(own_row)), "")
            if rival and not holds(named.rest, rival):
                return Conflict("role", cell, rival)
    return None


def _part_of_other_row(named: _Named, table: Sequence[Sequence[str]], own: Sequence[str]) -> Conflict | None:
    """Returns one of the few words in another row's cell: "phone" of "phone and e-mail"."""
    for row in table:
        for column, cell in enumerate(row[1:], 1):
            words = cell.split()
            if not 1 < len(words) <= _MAX_LISTED:
                continue
            rival = next((own_row[column] for own_row in named.rows if column < len(own_row)), "")
            if not rival or holds(named.rest, rival):
                continue
            for word in words:
                is_new = not any(holds(other, word) for other in own)
                if len(word) > MIN_LETTERS and is_new and holds(named.rest, word):
                    return Conflict("role", word, rival)
    return None


def _other_cell(claim: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Conflict | None:
    """Returns a cell that a claim "column: cell | column: cell" gives to a column where no row has it."""
    conflicts: list[Conflict] = []
    for row in rows:
        own = dict(zip(heads, row, strict=False))
        parts = (plain(part).partition(":") for part in BARS.split(claim))
        pairs = ((own.get(name.strip(), ""), cell.strip()) for name, _, cell in parts)
        wrong = next(((stated, cell) for stated, cell in pairs if stated and cell and stated != cell), None)
        if wrong is None:
            return None
        conflicts.append(Conflict("role", wrong[1], wrong[0]))
    return conflicts[0]


def _torn_apart(claim: str, table: Sequence[Sequence[str]]) -> Conflict | None:
    """Returns two cells of different columns that a claim joins although no row has both."""
    if any(holds(claim, row[0]) for row in table):
        return None
    positions: dict[str, set[tuple[int, int]]] = {}
    for number, row in enumerate(table):
        for column, cell in enumerate(row[1:], 1):
            if is_telling(cell) and holds(claim, cell):
                positions.setdefault(cell, set()).add((number, column))
    for first, second in combinations(positions, 2):
        (rows, columns), (others, other_columns) = (
            zip(*positions[first], strict=True),
            zip(*positions[second], strict=True),
        )
        if set(columns).isdisjoint(other_columns) and set(rows).isdisjoint(others):
            return Conflict("role", first, second)
    return None


def restates_row(claim: str, header: str, rows: Sequence[str], language: str) -> bool:
    """True if a claim only states what one row has in the columns that it names.

    Args:
        header, rows, language: As in `row_conflict`.
    """
    heads, table = cells_of(header), [cells_of(row) for row in rows]
    named = _named_rows(claim, table)
    if named is not None and any(
        _is_row(named.rest, row, heads, language) or restates_mark(named.rest, heads, row, language)
        for row in named.rows
    ):
        return True
    first = _named_rows(claim, [heads, *table])  # a table without a header
    return first is not None and first.rows == [heads] and _is_row(first.rest, heads, (), language)


def _is_row(rest: str, row: Sequence[str], heads: Sequence[str], language: str) -> bool:
    used = sorted(
        (column for column, cell in enumerate(row) if column and cell and holds(rest, cell)),
        key=lambda column: position_of(rest, row[column]),
    )
    for column in used:
        rest = without(rest, row[column])
    names = [read_statement(head, language).keys for head in heads]
    clauses = read_statement(rest, language).clauses
    if any(clause.denials or clause.amounts or clause.has_only for clause in clauses):
        return False
    items = [item for clause in clauses for item in clause.items]
    left = sorted(
        (item for item in items if item.keys.isdisjoint(_light()) and not is_light(item.form, language)),
        key=lambda item: item.start,
    )
    measures = [frozenset(map(measure_of, head.split())) - {""} for head in heads]
    columns = [
        {
            at
            for at, keys in enumerate(names)
            if not item.keys.isdisjoint(keys) or measure_of(item.form) in measures[at]
        }
        for item in left
    ]
    return bool(used) and all(positions & {*used, 0} for positions in columns) and _is_in_step(columns, used)


@cache
def _light() -> frozenset[str]:
    return keys_of_any(_LIGHT)


def _is_in_step(columns: Sequence[set[int]], used: Sequence[int]) -> bool:
    """True if the columns are named in the order of their cells: "full day 75, arrival 50", not 50 and 75.

    Args:
        columns: For each word in order, the columns that it may name. used: Columns of the cells.
    """
    named = dict.fromkeys(
        at for positions in columns if len(positions) == 1 for at in positions if at in used
    )
    return list(named) == [column for column in used if column in named]


def _named_rows(claim: str, table: Sequence[Sequence[str]]) -> _Named | None:
    """Returns the rows with the longest label that a claim names; None if it names no label, or two."""
    text = plain(claim)
    labels = {row[0] for row in table if row[0]}
    bare = text
    for cell in {cell for row in table for cell in row[1:]} - labels:
        if cell in text and any(label in cell for label in labels):
            bare = without(bare, cell)  # "ecr.ap-south-1.example.com" does not name the row "ap-south-1"
    named_labels: list[str] = []
    for label in sorted(labels, key=lambda label: -len(label)):
        if holds(bare, label):
            named_labels.append(label)
            bare = without(bare, label)
    if len(named_labels) != 1:
        return None
    return _Named([list(row) for row in table if row[0] == named_labels[0]], without(text, named_labels[0]))
