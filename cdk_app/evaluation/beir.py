"""Retrieval test sets in the form of BEIR: a corpus, questions, and which documents answer them."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from genai_core.errors import NotFound


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
        questions: Text by id, in the file's order; only those that have a judgement.
        relevant: By question id: how relevant each document is, above 0.
    """

    name: str
    documents: list[CorpusDocument]
    questions: dict[str, str]
    relevant: dict[str, dict[str, int]]


def read_test_set(folder: Path, max_questions: int | None = None) -> TestSet:
    """Reads `corpus.jsonl[.gz]`, `queries.jsonl` and `qrels.tsv`.

    Raises:
        NotFound: A file is missing.
    """
    relevant: dict[str, dict[str, int]] = {}
    with _open(folder, "qrels.tsv") as lines:
        for row in csv.reader(lines, delimiter="\t"):
            if row[2].lstrip("-").isdigit() and int(row[2]) > 0:
                relevant.setdefault(row[0], {})[row[1]] = int(row[2])
    questions = {row["_id"]: row["text"] for row in _rows(folder, "queries.jsonl") if row["_id"] in relevant}
    if max_questions:
        questions = dict(list(questions.items())[:max_questions])
    documents = [
        CorpusDocument(row["_id"], row.get("title") or "", row["text"])
        for row in _rows(folder, "corpus.jsonl")
    ]
    return TestSet(folder.name, documents, questions, relevant)


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with _open(folder, name) as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _open(folder: Path, name: str):  # noqa: ANN202  (a text file of either kind)
    packed, plain = folder / f"{name}.gz", folder / name
    if packed.is_file():
        return gzip.open(packed, "rt", encoding="utf-8")
    if plain.is_file():
        return plain.open(encoding="utf-8")
    raise NotFound(f"{str(plain)!r} is missing", remedy="Name a folder in the form of BEIR.")
