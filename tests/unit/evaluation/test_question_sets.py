from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.answers.question_sets import read_questions
from genai_core.errors import InvalidInput, NotFound


def row(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "_id": f"q{number}",
        "question": f"what is {number}?",
        "answers": [f"it is {number}"],
        "contexts": [{"id": f"d{number}", "title": "T", "text": f"Text {number}."}],
        "gold_passages": [f"d{number}"],
        "gold_sentences": [["One.", "Two."]],
        **changes,
    }


def write(path: Path, *rows: dict[str, Any] | str) -> Path:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_questions_are_read_with_the_documents_of_the_whole_file(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, *(row(number) for number in range(6)), row(6, answers=[], answerable=False))
    question_set = read_questions(path, limit=3)
    assert (question_set.name, len(question_set.documents)) == ("set", 7)
    assert [question.identifier for question in question_set.questions] == ["q0", "q2", "q4"]
    assert question_set.questions[0].sentences == ("One.", "Two.")
    assert not read_questions(path).questions[-1].is_answerable


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.jsonl"):
        read_questions(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2 of 'set.jsonl' is"),
        ("[]", "line 2 of 'set.jsonl' is"),
        (json.dumps({"_id": "x"}), "line 2 of 'set.jsonl' is not a question"),
    ],
)
def test_a_line_that_is_not_a_question_is_named_by_its_number(
    tmp_path: Path, line: str, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        read_questions(write(tmp_path / "set.jsonl", row(1), line))


def test_a_file_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no documents"):
        read_questions(write(tmp_path / "set.jsonl", row(1, contexts=[])))
