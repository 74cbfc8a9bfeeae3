"""Questions with their gold answers and the documents to answer from, in the form of `qa/`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.input_files import require_file
from evaluation.retrieval.beir import CorpusDocument
from genai_core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question.

    Attributes:
        answers: Full answers; none if the documents have no answer.
        passages: Ids of the documents with the answer.
        sentences: Their sentences that support it.
    """

    identifier: str
    text: str
    answers: tuple[str, ...]
    passages: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def is_answerable(self) -> bool:
        return bool(self.answers)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A file's questions, and all documents that it names: each question is asked over all of them."""

    name: str
    questions: tuple[GoldQuestion, ...]
    documents: tuple[CorpusDocument, ...]


def read_questions(path: Path, limit: int | None = None) -> QuestionSet:
    """Reads a file, gzipped or not: all its documents, and `limit` questions.

    Raises:
        NotFound: There is no such file.
        InvalidInput: A line is not a question, or no question has documents.
    """
    require_file(path, remedy="Name a file of questions, one JSON object per line.")
    questions: list[GoldQuestion] = []
    documents: dict[str, CorpusDocument] = {}
    for number, row in _rows(path):
        try:
            questions.append(_question(row))
            for context in row.get("contexts", ()):
                text = str(context["text"])
                documents[context["id"]] = CorpusDocument(context["id"], str(context.get("title", "")), text)
        except (KeyError, TypeError) as error:
            raise InvalidInput(
                f"line {number!r} of {path.name!r} is not a question: {error!r}",
                remedy="It needs _id, question, answers and contexts with id and text.",
            ) from None
    if not documents:
        raise InvalidInput(
            f"{path.name!r} has no documents",
            remedy="Give each question its `contexts`, with id and text.",
        )
    return QuestionSet(path.name.split(".")[0], _spread(questions, limit), tuple(documents.values()))


def _spread(questions: list[GoldQuestion], limit: int | None) -> tuple[GoldQuestion, ...]:
    """Returns `limit` questions from the whole file, since answerable ones may all come first."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    return tuple(questions[len(questions) * index // limit] for index in range(limit))


def _question(row: dict[str, Any]) -> GoldQuestion:
    answers = tuple(answer for answer in row["answers"] if answer)
    if row.get("answerable") is False:
        answers = ()
    sentences = tuple(sentence for group in row.get("gold_sentences", ()) for sentence in group)
    passages = tuple(row.get("gold_passages", ()))
    return GoldQuestion(str(row["_id"]), str(row["question"]), answers, passages, sentences)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if not isinstance(row, dict):
                    raise InvalidInput(
                        f"line {number!r} of {path.name!r} is {line[:60]!r}",
                        remedy="Write one JSON object per line.",
                    )
                yield number, row
