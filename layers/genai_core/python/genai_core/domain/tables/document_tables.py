"""Questions to the tables of a document that was found: computed only where nothing about them is a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.tables.computing import ComputedAnswer, compute
from genai_core.domain.tables.question_languages import read_question
from genai_core.domain.tables.question_words import Question
from genai_core.domain.tables.table import Table
from genai_core.domain.tables.wishes import says_column, states_total, wish_of


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A whole table of a document, and the text around it.

    Attributes:
        names: The document's title and whatever else names the table besides its own headings.
    """

    table: Table
    names: tuple[str, ...] = ()


def may_be_computed(question: str) -> bool:
    """Returns whether a question may ask for a computation; cheap, so that other questions cost nothing."""
    asked = read_question(question)
    return asked.operation != "value" and not asked.is_conditional


def compute_from(question: str, found: Sequence[FoundTable]) -> tuple[int, ComputedAnswer] | None:
    """Returns the answer and which table it is from, the first of those that agree.

    None if the question says a word that its table does not, leaves the column to be guessed, or if two
    tables answer it differently.
    """
    if not may_be_computed(question):
        return None
    answers: list[tuple[int, ComputedAnswer]] = []
    for place, one in enumerate(found):
        if _is_about(read_question(question), one) and (answer := compute(question, one.table)):
            answers.append((place, answer))
    if len({_told(answer) for _, answer in answers}) != 1:
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


def _is_about(question: Question, found: FoundTable) -> bool:
    table = found.table
    wish = wish_of(question, table)
    if wish is None or wish.operation == "value":
        return False
    if wish.operation in ("total", "average") and states_total(table):
        # What the document says itself is quoted, and may count what the table leaves out.
        return False
    if any(cell.startswith("=") for row in table.rows for cell in row):
        return False
    if wish.column >= 0 and not says_column(question, table, wish.column):
        return False
    known = {
        word
        for text in (*table.header, table.caption, *table.heading_path, *found.names)
        for word in question.words(text)
    }
    if rest := question.rest - known:
        rest -= {word for row in table.rows for cell in row for word in question.words(cell)}
        return not rest
    return True


def _told(answer: ComputedAnswer) -> str:
    """Returns what an answer says apart from where its cells are."""
    return answer.text.partition(" (cell")[0]
