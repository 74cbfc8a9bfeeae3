"""Check claims that a row of a table has the highest or lowest value: "The drill is the dearest tool"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.coverage import is_light
from genai_core.domain.facts.logic.statements import read_statement
from genai_core.domain.facts.logic.table_cells import cells_of, holds, without
from genai_core.domain.facts.values.contexts import measure_of
from genai_core.domain.facts.values.derived import cues_of
from genai_core.domain.facts.values.reading import read_values


class Ranking(NamedTuple):
    """What a claim says of a table, and what the table says.

    Attributes:
        label: The row that the claim names. first: The label of the row that is first.
        is_all: The claim says nothing else.
    """

    label: str
    first: str
    is_all: bool

    @property
    def conflict(self) -> Conflict | None:
        return Conflict("order", self.label, self.first) if self.first != self.label else None


def read_ranking(claim: str, header: str, rows: Sequence[str], language: str) -> Ranking | None:
    """Returns how a claim ranks a row of a table; None if it does not rank one, or the column is not clear.

    Args:
        header, rows: Lines of one table, with bars or tabs between the cells.
        language: Snowball name of the claim's language.
    """
    cues = cues_of(read_values(claim, language)) & {"most", "least"}
    heads, table = cells_of(header), [cells_of(row) for row in rows]
    text = " ".join(claim.split()).casefold()
    named = [row for row in table if row[0] and holds(text, row[0])]
    if len(cues) != 1 or len(named) != 1 or any(map(str.isdigit, without(text, named[0][0]))):
        return None
    column = column_of(text, heads, table, language)
    if column is None:
        return None
    choose = max if "most" in cues else min
    amounts = [(amount_in(row, column, language), row[0]) for row in table]
    best = choose(amount for amount, _ in amounts if amount is not None)
    leaders = [name for amount, name in amounts if amount == best]
    label = named[0][0]
    first = label if label in leaders else leaders[0]
    return Ranking(label, first, says_no_more(without(text, label), heads, language))


def column_of(text: str, heads: Sequence[str], table: Sequence[Sequence[str]], language: str) -> int | None:
    """Returns the column of numbers that a claim is about: its measure, or the only one."""
    numeric = [at for at in range(1, len(heads)) if _is_numeric(table, at, language)]
    measures = {measure_of(word) for word in text.rstrip(".").split()} - {""}
    meant = [at for at in numeric if measures & {measure_of(word) for word in heads[at].split()}]
    meant = meant or [at for at in numeric if any(holds(text, word) for word in heads[at].split())]
    options = meant or ([] if measures else numeric)
    return options[0] if len(options) == 1 else None


def _is_numeric(table: Sequence[Sequence[str]], column: int, language: str) -> bool:
    """True if some cells of a column have a number, and the others are blank or a dash."""
    known = [amount_in(row, column, language) is not None for row in table]
    blanks = (
        row[column] if column < len(row) else ""
        for row, is_known in zip(table, known, strict=True)
        if not is_known
    )
    return any(known) and not any(character.isalnum() for cell in blanks for character in cell)


def amount_in(row: Sequence[str], column: int, language: str) -> float | None:
    """Returns the number in a cell, in base units; None if there is none, or several."""
    values = read_values(row[column], language).values if column < len(row) else ()
    if len(values) != 1 or values[0].kind != "number" or not values[0].amounts[0].is_point:
        return None
    unit = values[0].unit
    return values[0].amounts[0].low * (unit.factor if unit else 1.0)


def says_no_more(rest: str, heads: Sequence[str], language: str) -> bool:
    """True if all words beside the labels name a column, a measure or the rank, and none denies."""
    known = frozenset(key for head in heads for key in read_statement(head, language).keys)
    clauses = read_statement(rest, language).clauses
    if any(clause.denials or clause.has_only for clause in clauses):
        return False
    return all(
        not item.keys.isdisjoint(known)
        or is_light(item.form, language)
        or bool(measure_of(item.form))
        or bool(cues_of(read_values(item.form, language)))
        for clause in clauses
        for item in clause.items
    )
