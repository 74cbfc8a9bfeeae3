"""Recorded runs hold what they need to be repeated, and the results page links to each."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks.record import FIGURES, record

ROOT = Path(__file__).resolve().parents[3]
PRINT_AND_WRITE = (
    "import sys, pathlib; print('nDCG 81'); pathlib.Path(sys.argv[1]).write_text('{\"ndcg\": 81}')"
)


def test_a_run_is_kept_with_its_command_output_figures_and_machine(tmp_path: Path) -> None:
    assert record("search", [sys.executable, "-c", PRINT_AND_WRITE, FIGURES], tmp_path) == 0
    run = json.loads((tmp_path / "search.json").read_text())
    assert run["command"].endswith(FIGURES)
    assert run["output"] == ["nDCG 81"]
    assert run["figures"] == {"ndcg": 81}
    assert len(run["commit"]) == 40
    assert {"processor", "cores", "memory_gb", "system", "load_1_min"} == set(run["machine"])


def test_a_failed_run_is_not_kept(tmp_path: Path) -> None:
    assert record("search", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path) == 3
    assert list(tmp_path.iterdir()) == []


def test_the_results_page_links_to_every_recorded_run() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text("utf-8")
    names = [path.name for path in (ROOT / "docs" / "benchmarks").glob("*.json")]
    assert [name for name in names if f"(benchmarks/{name})" not in page] == []
