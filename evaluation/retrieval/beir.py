"""Retrieval test sets in the form of BEIR: a corpus, questions, and which documents answer them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from genai_core.errors import InvalidInput, NotFound

_FORM = (
    'corpus.jsonl or corpus.jsonl.gz with {"_id", "title", "text"} a line, queries.jsonl with {"_id", "text"}'
    " a line, and qrels.tsv with query-id, corpus-id and score, parted by tabs"
)


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """One document of the corpus."""

    identifier: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TestSet:
    """One set.

    Attributes:
        questions: Text by id, in the file's order; only those with a judgement.
        relevant: By question id, the relevance of each document, above 0.
        notes: Peculiarities of the set that do not prevent its use.
    """

    name: str
    documents: list[CorpusDocument]
    questions: dict[str, str]
    relevant: dict[str, dict[str, int]]
    notes: list[str] = field(default_factory=list[str])


def read_test_set(folder: Path, max_questions: int | None = None) -> TestSet:
    """Reads `corpus.jsonl`, `queries.jsonl` and `qrels.tsv`, each plain or with `.gz`.

    Judgements of documents that are missing from the corpus stay: nobody can find them, and they count.

    Raises:
        NotFound: The folder or a file is missing.
        InvalidInput: A line is garbled, an id comes twice, or nothing is left to ask or to search.
    """
    if not folder.is_dir():
        raise NotFound(f"there is no folder {str(folder)!r}", remedy=f"It needs {_FORM}.")
    corpus, queries, qrels = (_find(folder, name) for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv"))
    documents = [CorpusDocument(key, title, text) for key, title, text in _texts(corpus)]
    if not documents:
        raise InvalidInput(f"{str(corpus)!r} has no document", remedy=f"The folder needs {_FORM}.")
    relevant = _judgements(qrels)
    known = {key: text for key, _, text in _texts(queries)}
    questions = {key: text for key, text in known.items() if key in relevant}
    if not questions:
        raise InvalidInput(
            f"no question of {str(queries)!r} has a relevant document in {str(qrels)!r}",
            remedy="The first column of qrels.tsv has ids of questions.",
        )
    asked = dict(list(questions.items())[:max_questions])
    notes = _notes(documents, known, relevant)
    return TestSet(folder.resolve().name, documents, asked, relevant, notes)


def read_corpus(folder: Path) -> Iterator[CorpusDocument]:
    """Yields the documents of `corpus.jsonl`, plain or with `.gz`, in order.

    Raises:
        NotFound: The folder or the file is missing.
        InvalidInput: A line is garbled or an id comes twice.
    """
    if not folder.is_dir():
        raise NotFound(f"there is no folder {str(folder)!r}", remedy=f"It needs {_FORM}.")
    for key, title, text in _texts(_find(folder, "corpus.jsonl")):
        yield CorpusDocument(key, title, text)


def _notes(
    documents: list[CorpusDocument], questions: dict[str, str], relevant: dict[str, dict[str, int]]
) -> list[str]:
    known = {document.identifier for document in documents}
    lost = [name for names in relevant.values() for name in names if name not in known]
    unasked = [name for name in relevant if name not in questions]
    notes: list[str] = []
    if lost:
        notes.append(f"{len(lost)} judgements name documents that are not in the corpus, such as {lost[0]!r}")
    if unasked:
        notes.append(f"{len(unasked)} judged questions are not in queries.jsonl, such as {unasked[0]!r}")
    return notes


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    relevant: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        columns = line.split("\t")
        if len(columns) != 3:
            raise _garbled(path, number, f"has {len(columns)!r} columns instead of 3")
        question, document, score = (column.strip() for column in columns)
        if not score.lstrip("-").isdigit():
            if number == 1:
                continue
            raise _garbled(path, number, f"has the score {score!r}, which is not a whole number")
        if int(score) > 0:
            relevant.setdefault(question, {})[document] = int(score)
    return relevant


def _texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yields id, title and text of each line."""
    seen: set[str] = set()
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise _garbled(path, number, f"is not JSON: {error}") from None
        if not isinstance(row, dict):
            raise _garbled(path, number, f"is not an object but {line[:40]!r}")
        for name in ("_id", "text"):
            if not isinstance(row.get(name), str):
                raise _garbled(path, number, f"has no text {name!r}")
        if row["_id"] in seen:
            raise _garbled(path, number, f"repeats the id {row['_id']!r}")
        seen.add(row["_id"])
        yield row["_id"], _clean(str(row.get("title") or "")), _clean(row["text"])


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, _decoded(path, number, line)
    except (OSError, EOFError) as error:
        raise _garbled(path, number + 1, f"cannot be read: {error}") from None


def _decoded(path: Path, number: int, line: bytes) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise _garbled(path, number, f"is not UTF-8: {error}") from None


def _clean(text: str) -> str:
    """Returns the text without lone surrogates, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode()


def _garbled(path: Path, number: int, problem: str) -> InvalidInput:
    return InvalidInput(
        f"line {number} of {str(path)!r} {problem}", remedy=f"Correct the line; the folder holds {_FORM}."
    )


def _find(folder: Path, name: str) -> Path:
    for path in (folder / f"{name}.gz", folder / name):
        if path.is_file():
            return path
    raise NotFound(f"{str(folder / name)!r} is missing", remedy=f"The folder holds {_FORM}.")
