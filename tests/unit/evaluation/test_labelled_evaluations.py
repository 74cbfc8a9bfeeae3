"""The measurements of agreement and groundedness on small files, without an embedder."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.checks import evaluate_agreement, evaluate_groundedness
from evaluation.checks.labelled_sets import sample_rows
from genai_core.errors import InvalidInput
from genai_core.settings import settings
from tests.servers.scripted_judge import scripted_judge

EVIDENCE = ["The bridge opened in 1936. It has eight lanes."]
CLAIMS = [
    {"_id": "1", "claim": "The bridge opened in 1936.", "evidence": EVIDENCE, "label": "supported"},
    {"_id": "2", "claim": "It has eight lanes.", "evidence": EVIDENCE, "label": "supported"},
    {"_id": "3", "claim": "The bridge opened in 1963.", "evidence": EVIDENCE, "label": "contradicted"},
    {"_id": "4", "claim": "Whales sing in winter.", "evidence": EVIDENCE, "label": "unsupported"},
    {"_id": "5", "claim": "It has eight lanes and a zoo.", "evidence": EVIDENCE, "label": "partial"},
]


def question(number: int, *answers: tuple[str, str, str]) -> dict[str, Any]:
    rows = [{"model": model, "text": text, "label": label} for model, text, label in answers]
    return {"_id": str(number), "question": "When did it open?", "answers": rows}


QUESTIONS = [
    question(n, ("a", "In 1936.", "correct"), ("b", "1936", "correct"), ("c", "In 1957.", "incorrect"))
    for n in range(10)
]


@pytest.fixture(autouse=True)
def _without_an_embedder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    body = "\n".join(json.dumps(row) for row in rows).encode()
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)
    return path


def test_groundedness_prints_and_writes_its_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings()  # whatever else this process did may have read them
    path, out = written(tmp_path / "small.dev.jsonl.gz", CLAIMS), tmp_path / "out.json"
    assert evaluate_groundedness.main([str(path), "--json", str(out)]) == 0
    figures = json.loads(out.read_text())
    assert {"set", "n", "auroc", "f1"} <= figures.keys()
    assert (figures["set"], figures["n"], figures["auroc"], figures["f1"]) == ("small", 5, 1.0, 1.0)
    assert figures["by_label"]["contradicted"]["called_contradicted"] == 1.0
    assert "AUROC 1.000" in capsys.readouterr().out


def test_a_judge_reads_what_facts_leave_open_and_rows_are_drawn_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "small.dev.jsonl.gz", CLAIMS)
    with scripted_judge() as judge:
        asked = [str(path), "--words", "--judge", f"words@{judge.address}/v1"]
        assert evaluate_groundedness.main(asked) == 0
        assert "eight lanes and a zoo" in str([call.request for call in judge.calls])
        failing = [str(path), "--words", "--judge", f"mute@{judge.address}/v1"]
        assert evaluate_groundedness.main(failing) == 2
    assert "no log-probabilities" in capsys.readouterr().err
    assert evaluate_groundedness.main([str(path), "--judge", "qwen"]) == 2
    assert "qwen@http" in capsys.readouterr().err
    rows = [{"_id": str(number)} for number in range(100)]
    drawn = sample_rows(rows, 10)
    assert drawn == sample_rows(rows, 10)
    assert len(drawn) == 10
    assert drawn == [row for row in rows if row in drawn], "rows keep their order"
    assert sample_rows(rows, 500) == sample_rows(rows, None) == rows
    with pytest.raises(InvalidInput):
        sample_rows(rows, 0)


def test_agreement_prints_and_writes_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = written(tmp_path / "small.jsonl", QUESTIONS), tmp_path / "out.json"
    assert evaluate_agreement.main([str(path), "--json", str(out)]) == 0
    figures = json.loads(out.read_text())
    assert (figures["set"], figures["n"], figures["auroc"], figures["vote_accuracy"]) == (
        "small",
        10,
        1.0,
        1.0,
    )
    assert {"auprc", "best_single_accuracy", "ece"} <= figures.keys()
    assert {size: set(cell) for size, cell in figures["quorum"].items()} == {
        "2": {"accuracy", "calls"},
        "3": {"accuracy", "calls"},
    }
    assert set(figures["cascade"]) == {"accuracy", "strong_share"}
    shown = capsys.readouterr().out
    assert "quorum of 2" in shown
    assert "risk at coverage" in shown


def test_a_file_that_cannot_be_measured_is_an_error_that_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    single = written(tmp_path / "single.jsonl", [question(1, ("a", "In 1936.", "correct"))])
    assert evaluate_agreement.main([str(single)]) == 2
    assert "two or more answers" in capsys.readouterr().err
    assert evaluate_groundedness.main([str(single)]) == 2
    assert "'claim'" in capsys.readouterr().err
    assert evaluate_groundedness.main([str(tmp_path / "absent.jsonl")]) == 2
    assert "absent.jsonl" in capsys.readouterr().err
