"""The options of retrieval, measured on a small set with the real encoder and a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
GARDENS = ROOT / "tests/data/retrieval/gardens"
OPTIONS = ("none", "feedback", "self-query by rules", "neighbours joined", "diversity 0.1", "diversity 0.3")


def measure(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evaluation.retrieval.evaluate_options", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)


def test_each_option_is_measured_by_itself_against_none(tmp_path: Path) -> None:
    variations = tmp_path / "variations.json"
    variations.write_text(json.dumps({"When should roses be cut back?": ["pruning of roses"]}))
    done = measure(str(GARDENS), "--variations", str(variations))
    assert done.returncode == 0, done.stderr
    rows = dict(zip((*OPTIONS, "variations by a model"), done.stdout.splitlines()[2:], strict=True))
    for option, row in rows.items():
        assert row.strip().startswith(option)
        ndcg, gain, p50, p95 = (row.split()[column] for column in (-7, -3, -2, -1))
        assert float(ndcg) > 50
        assert float(gain) == 0 or option != "none"
        assert 0 < float(p50) <= float(p95)


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy() -> None:
    done = measure("no such folder")
    assert done.returncode == 2
    assert "qrels.tsv" in done.stderr
    assert "Traceback" not in done.stderr
