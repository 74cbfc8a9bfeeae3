from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from evaluation.retrieval import evaluate_retrieval
from evaluation.retrieval.beir import read_test_set
from evaluation.retrieval.corpus_chunks import cut
from genai_core.errors import InvalidInput, NotFound

GARDENS = Path(__file__).parents[2] / "data/retrieval/gardens"
CORPUS = '{"_id": "a", "title": "T", "text": "one"}\n{"_id": "b", "text": "two"}\n'
QUERIES = '{"_id": "q1", "text": "first?"}\n{"_id": "q2", "text": "second?"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\ta\t2\nq2\tb\t1\n"


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    written = {"corpus.jsonl": CORPUS, "queries.jsonl": QUERIES, "qrels.tsv": QRELS}
    written |= {name.replace("_", "."): body for name, body in files.items()}
    for name, body in written.items():
        (tmp_path / name).write_bytes(body.encode() if isinstance(body, str) else body)
    return tmp_path


def test_a_set_is_read_with_its_titles_and_grades(tmp_path: Path) -> None:
    test_set = read_test_set(folder(tmp_path))
    assert [(document.identifier, document.title, document.text) for document in test_set.documents] == [
        ("a", "T", "one"),
        ("b", "", "two"),
    ]
    assert test_set.questions == {"q1": "first?", "q2": "second?"}
    assert test_set.relevant == {"q1": {"a": 2}, "q2": {"b": 1}}
    assert (test_set.name, test_set.notes) == (tmp_path.name, [])


def test_only_so_many_questions_are_asked_in_the_order_of_the_file(tmp_path: Path) -> None:
    assert list(read_test_set(folder(tmp_path), 1).questions) == ["q1"]


def test_a_compressed_corpus_is_read_before_a_plain_one(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "corpus.jsonl.gz").write_bytes(gzip.compress(b'{"_id": "z", "text": "packed"}\n'))
    assert [document.identifier for document in read_test_set(path).documents] == ["z"]


def test_a_judgement_of_a_document_that_is_not_there_is_noted_and_counts(tmp_path: Path) -> None:
    test_set = read_test_set(folder(tmp_path, qrels_tsv=QRELS + "q1\tghost\t1\nq7\ta\t1\n"))
    assert test_set.relevant["q1"] == {"a": 2, "ghost": 1}
    assert ["'ghost'" in test_set.notes[0], "'q7'" in test_set.notes[1]] == [True, True]


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("corpus_jsonl", CORPUS + "{not json\n", "line 3 of '{}/corpus.jsonl' is not JSON"),
        ("corpus_jsonl", '["a"]\n', "line 1 of '{}/corpus.jsonl' is not an object"),
        ("corpus_jsonl", '{"_id": 7, "text": "x"}\n', "line 1 of '{}/corpus.jsonl' has no text '_id'"),
        ("corpus_jsonl", CORPUS + CORPUS, "line 3 of '{}/corpus.jsonl' repeats the id 'a'"),
        ("corpus_jsonl", "\n", "'{}/corpus.jsonl' has no document"),
        ("corpus_jsonl", b'{"_id": "a", "text": "\xff"}\n', "line 1 of '{}/corpus.jsonl' is not UTF-8"),
        ("queries_jsonl", '{"_id": "q1"}\n', "line 1 of '{}/queries.jsonl' has no text 'text'"),
        ("queries_jsonl", "", "no question of '{}/queries.jsonl'"),
        ("qrels_tsv", "q1 a 1\n", "line 1 of '{}/qrels.tsv' has 1 columns"),
        ("qrels_tsv", QRELS + "q1\ta\tgood\n", "line 4 of '{}/qrels.tsv' has the score 'good'"),
    ],
)
def test_what_is_garbled_is_named_with_file_line_and_remedy(
    tmp_path: Path, name: str, body: str | bytes, message: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        read_test_set(folder(tmp_path, **{name: body}))
    assert message.format(tmp_path) in str(error.value)
    assert error.value.remedy


def test_a_truncated_archive_is_named_with_its_line(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "corpus.jsonl.gz").write_bytes(gzip.compress(CORPUS.encode() * 500)[:40])
    with pytest.raises(InvalidInput, match=r"corpus\.jsonl\.gz' cannot be read"):
        read_test_set(path)


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    path = folder(tmp_path)
    (path / missing).unlink()
    with pytest.raises(NotFound, match=missing):
        read_test_set(path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["absent"], "there is no folder 'absent'"),
        ([str(GARDENS), "--stages", "lexical,sparse"], "there is no stage 'sparse'"),
        ([str(GARDENS), "--legs", "lexical,sparse"], "there is no stage 'sparse'"),
        ([str(GARDENS), "--json", "absent/out.json"], "the folder of 'absent/out.json' does not exist"),
    ],
)
def test_the_command_says_what_is_wrong_and_exits_with_two(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert evaluate_retrieval.main(arguments) == 2
    assert message in capsys.readouterr().err


def test_identifiers_that_no_engine_takes_are_replaced_and_still_told_apart() -> None:
    chunks = cut(read_test_set(GARDENS).documents)
    assert {"odd\x00id", "böden & kalk", "compost #1", "empty"} <= chunks.keys()
    assert str(chunks["compost #1"][0].document_id) == "compost #1"
    assert str(chunks["odd\x00id"][0].document_id).isalnum()
    surrogate = json.loads('"\\ud800"')
    assert len({str(part.document_id) for parts in cut_ids(surrogate, "?", "x" * 300) for part in parts}) == 3


def cut_ids(*identifiers: str):
    documents = read_test_set(GARDENS).documents[:1]
    renamed = [type(documents[0])(name, documents[0].title, documents[0].text) for name in identifiers]
    return cut(renamed).values()
