"""Check claims that compare two rows of a table: "Holm has more platforms than Brack"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from genai_core.domain.facts.logic.table_cells import cells_of, holds, position_of, without
from genai_core.domain.facts.logic.table_rankings import Ranking, amount_in, column_of, says_no_more
from genai_core.domain.facts.values.derived import cues_of
from genai_core.domain.facts.values.reading import read_values

_THAN = re.compile(r"\b(?:than|als|dan|que|di|do|del|da)\b")


def read_comparison(claim: str, header: str, rows: Sequence[str], language: str) -> Ranking | None:
    """Returns which of the two rows that a claim compares is first; None if it does not compare two.

    Args:
        header, rows: Lines of one table, with bars or tabs between the cells.
        language: Snowball name of the claim's language.
    """
    cues = cues_of(read_values(claim, language))
    text = " ".join(claim.split()).casefold()
    heads, table = cells_of(header), [cells_of(row) for row in rows]
    named = [row for row in table if row[0] and holds(text, row[0])]
    if "difference" not in cues or len(named) != 2:
        return None
    subject, other = sorted(named, key=lambda row: position_of(text, row[0]))
    rest = without(without(text, subject[0]), other[0])
    between = text[position_of(text, subject[0]) : position_of(text, other[0])]
    if not _THAN.search(between) or any(map(str.isdigit, rest)):
        return None
    column = column_of(rest, heads, table, language)
    if column is None:
        return None
    own, its = amount_in(subject, column, language), amount_in(other, column, language)
    if own is None or its is None:
        return None
    first = subject[0] if (own < its if "lesser" in cues else own > its) else other[0]
    return Ranking(subject[0], first, says_no_more(_THAN.sub(" ", rest), heads, language))
