"""Answer questions from the tables of retrieved documents, without guessing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.tables.computing import ComputedAnswer, compute
from genai_core.domain.tables.question_languages import read_question
from genai_core.domain.tables.question_words import Question
from genai_core.domain.tables.table import Table
from genai_core.domain.tables.table_queries import says_column, states_total, table_query


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A whole table of a document, and the text around it.

    Attributes:
        names: The document's title, and other names of the table besides its headings.
    """

    table: Table
    names: tuple[str, ...] = ()


def may_be_computed(question: str) -> bool:
    """Returns whether a question may ask for a computation; a cheap test before anything else."""
    asked = read_question(question)
    return asked.operation != "value" and not asked.is_conditional


def compute_from(question: str, tables: Sequence[FoundTable]) -> tuple[int, ComputedAnswer] | None:
    """Returns the index of the table and the answer; the first of tables that agree.

    None if the question has a word that its table lacks, does not name the column, or gets different answers
    from two tables.
    """
    if not may_be_computed(question):
        return None
    asked = read_question(question)
    answers: list[tuple[int, ComputedAnswer]] = []
    for index, candidate in enumerate(tables):
        if _is_about(asked, candidate) and (answer := compute(question, candidate.table)):
            answers.append((index, answer))
    if len({answer.statement for _, answer in answers}) != 1:
        return None
    return answers[0]


def holds_row(text: str, table: Table) -> bool:
    """Returns whether a text shows a row of the table."""
    lines = [line for line in text.split("\n") if line.strip()]
    for row in table.rows:
        cells = [cell for cell in row if cell]
        if len(cells) > 1 and cells[0] in text and any(all(cell in line for cell in cells) for line in lines):
            return True
    return False


def _is_about(question: Question, candidate: FoundTable) -> bool:
    table = candidate.table
    query = table_query(question, table)
    if query is None or query.operation == "value":
        return False
    if query.operation in ("total", "average") and states_total(table):
        # A stated total is quoted instead: it may include what the table leaves out.
        return False
    if any(cell.startswith("=") for row in table.rows for cell in row):
        return False
    if query.column >= 0 and not says_column(question, table, query.column):
        return False
    known = {
        word
        for text in (*table.header, table.caption, *table.heading_path, *candidate.names)
        for word in question.words(text)
    }
    if rest := question.rest - known:
        rest -= {word for row in table.rows for cell in row for word in question.words(cell)}
        return not rest
    return True
