"""A run of the tests fails if they run too few lines of the domain, the use cases or the wrappers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.covered_lines import CORE, Coverage

ROOT = Path(__file__).resolve().parents[3]
COVERAGE = Coverage(
    executed=Counter({"domain/a.py": 89, "usecases/b.py": 90, "wrappers/c.py": 5}),
    missing=Counter({"domain/a.py": 11, "usecases/b.py": 10}),
)


@pytest.mark.parametrize(("floor", "refused"), [(89, []), (90, ["domain"]), (91, ["domain", "usecases"])])
def test_each_package_is_held_to_the_floor_by_itself(floor: float, refused: list[str]) -> None:
    assert COVERAGE.below(floor) == refused
    assert [line for line in COVERAGE.report(floor) if "BELOW" in line] == [
        f"{COVERAGE.percent(package):5.1f} %  {package:10} BELOW THE FLOOR of {floor} %"
        for package in refused
    ]


def test_what_no_test_runs_is_listed_with_the_worst_file_first() -> None:
    assert list(COVERAGE.report(50))[3:] == [
        "   11 lines of domain/a.py are not run",
        "   10 lines of usecases/b.py are not run",
    ]


def test_a_run_below_the_floor_fails_and_counts_what_other_processes_ran(tmp_path: Path) -> None:
    (tmp_path / "test_words.py").write_text("def test_words():\n    import genai_core.domain.text.words\n")
    done = run_below("95", tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    assert "  0.0 %  wrappers   BELOW THE FLOOR of 95 %" in done.stdout
    assert "  0.0 %  domain" not in done.stdout


def run_below(floor: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the tests of a folder with the plugin alone, in one further process."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    paths = os.pathsep.join((str(ROOT), str(CORE.parent)))
    # This process may be one of xdist's; the run must not take itself for one too.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    options = ("-q", "-n", "1", "-p", "tests.covered_lines", "-c", str(folder / "pytest.ini"))
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        cwd=ROOT,
        env={**inherited, "PYTHONPATH": paths, "COVERAGE_FLOOR": floor},
        capture_output=True,
        text=True,
        check=False,
    )
