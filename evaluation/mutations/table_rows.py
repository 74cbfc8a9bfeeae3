"""Make claims about table rows: with the cell of the named row, and with that of another row."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.retrieval.beir import read_corpus
from genai_core.domain.ingestion.cleaning import clean_markdown

_TABLE = re.compile(r"(?:^[^\n]*[^\s|] \| [^\n]*\n){3,}", re.MULTILINE)
_MAX_ROWS = 12
_MAX_LABEL_WORDS, _MAX_CELL_WORDS = 4, 3
_MAX_CHARS = 20_000


@dataclass(frozen=True, slots=True)
class RowClaim:
    """A claim about one row, right or with the cell of another row."""

    title: str
    passage: str
    claim: str
    is_right: bool


def read_row_claims(folder: Path, chance: random.Random) -> Iterator[RowClaim]:
    """Yields pairs of a right and a wrong claim, one pair for each table that has cells with digits."""
    for document in read_corpus(folder):
        text = clean_markdown(document.text[:_MAX_CHARS])
        for match in _TABLE.finditer(text + "\n"):
            rows = [
                [cell.strip() for cell in line.split(" | ")]
                for line in match.group().splitlines()[:_MAX_ROWS]
            ]
            yield from _of_table(document.title, rows, chance)


def _of_table(title: str, rows: list[list[str]], chance: random.Random) -> Iterator[RowClaim]:
    header, *body = rows
    body = [row for row in body if len(row) == len(header) and _is_label(row[0])]
    if len({row[0].casefold() for row in body}) < len(body):
        return  # a label of two rows identifies neither
    columns = [column for column in range(1, len(header)) if _is_told_apart(body, column) and header[column]]
    if len(body) < 2 or not columns:
        return
    column = chance.choice(columns)
    named, other = chance.sample(body, 2)
    passage = "\n".join(" | ".join(row) for row in rows)
    for row in (named, other):
        claim = f"The {header[column]} of {named[0]} is {row[column]}."
        yield RowClaim(title, passage, claim, row is named)


def _is_label(cell: str) -> bool:
    return 0 < len(cell.split()) <= _MAX_LABEL_WORDS and any(character.isalpha() for character in cell)


def _is_told_apart(body: list[list[str]], column: int) -> bool:
    cells = [row[column] for row in body]
    have_digits = all(re.search(r"\d", cell) and len(cell.split()) <= _MAX_CELL_WORDS for cell in cells)
    return have_digits and len(set(cells)) == len(cells)
