"""`quorum evaluate retrieval` on a small set, with the real encoder and a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GARDENS = ROOT / "tests/data/retrieval/gardens"


def evaluate(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("quorum")), "evaluate", "retrieval", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=240, check=False)


def test_a_set_is_measured_stage_by_stage_from_any_directory(tmp_path: Path) -> None:
    done = evaluate(str(GARDENS), "--json", "figures.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "gardens: 11 documents, 10 chunks, 10 questions" in done.stdout
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert {key: figures[key] for key in ("set", "docs", "chunks", "queries")} == {
        "set": "gardens",
        "docs": 11,
        "chunks": 10,
        "queries": 10,
    }
    assert list(figures["stages"]) == ["lexical", "dense", "fused", "reranked"]
    for stage in figures["stages"].values():
        assert set(stage) == {"ndcg@10", "recall@10", "recall@100", "mrr@10", "p50_ms", "p95_ms"}
        assert 0 < stage["p50_ms"] <= stage["p95_ms"]
    assert figures["stages"]["reranked"]["ndcg@10"] > 0.9
    assert figures["stages"]["reranked"]["recall@10"] == 1.0


def test_below_the_threshold_the_exit_status_is_one_and_only_the_asked_stages_run(tmp_path: Path) -> None:
    done = evaluate(
        str(GARDENS), "--legs", "lexical", "--questions", "4", "--min-ndcg", "100.1", cwd=tmp_path
    )
    assert done.returncode == 1
    assert "nDCG@10 of lexical is" in done.stderr
    assert "dense" not in done.stdout


@pytest.mark.parametrize("name", ["no such folder", "gardens.zip"])
def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(tmp_path: Path, name: str) -> None:
    done = evaluate(name, cwd=tmp_path)
    assert done.returncode == 2
    assert repr(name) in done.stderr
    assert "qrels.tsv" in done.stderr
    assert "Traceback" not in done.stderr
