"""Measures which lines of domain, use cases and wrappers the tests run, if COVERAGE_FLOOR names a floor in %.

Each process of tests watches the lines itself and hands them to the one that reports; what functions run in
processes of their own does not count. The run fails if a package is below the floor.

conftest.py loads this plugin first: modules that are imported before it are not watched.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import slipcover
from xdist.workermanage import WorkerController

CORE = Path(__file__).resolve().parents[1] / "layers/genai_core/python/genai_core"
PACKAGES = ("domain", "usecases", "wrappers")
MOST_MISSED = 10
"""How many files are listed: those with the most lines that no test runs."""
_SENT = "covered_lines"


@dataclass(frozen=True)
class Coverage:
    """The lines of each file, as slipcover counts them: no comments, docstrings or annotations.

    Attributes:
        executed: How many lines the tests ran, by file relative to the core.
        missing: How many they did not run.
    """

    executed: Counter[str]
    missing: Counter[str]

    def percent(self, package: str) -> float:
        """Returns the share of a package's lines that ran, 0 to 100; 100 for a package without lines."""
        ran, missed = (
            sum(lines for file, lines in counted.items() if file.startswith(f"{package}/"))
            for counted in (self.executed, self.missing)
        )
        return 100 * ran / (ran + missed) if ran + missed else 100.0

    def below(self, floor: float) -> list[str]:
        """Returns the packages that the floor refuses."""
        return [package for package in PACKAGES if self.percent(package) < floor]

    def report(self, floor: float) -> Iterator[str]:
        """Yields the lines to print: the packages, then the files with the most missing lines."""
        for package in PACKAGES:
            verdict = f"BELOW THE FLOOR of {floor:g} %" if package in self.below(floor) else "ok"
            yield f"{self.percent(package):5.1f} %  {package:10} {verdict}"
        for file, lines in self.missing.most_common(MOST_MISSED):
            yield f"{lines:5} lines of {file} are not run"


class LineWatch:
    """Watches this process, and merges what other processes saw."""

    def __init__(self, folders: list[str], *, reports: bool) -> None:
        """Begins to watch; the process that reports also reads the files that none imports."""
        self._watching = slipcover.Slipcover(source=folders if reports else None)
        slipcover.ImportManager(self._watching, slipcover.FileMatcher(sources=folders)).__enter__()
        self._others: list[dict[str, Any]] = []

    def sent(self) -> str:
        """Returns what this process saw, for `receive` in another one."""
        return json.dumps(self._watching.get_coverage())

    def receive(self, sent: str) -> None:
        self._others.append(json.loads(sent))

    @cached_property
    def total(self) -> Coverage:
        """The coverage by all processes, once all have ended; a file that none imported counts as missing."""
        merged: dict[str, Any] = self._watching.get_coverage()
        for other in self._others:
            merged = slipcover.merge_coverage(merged, other)
        executed, missing = Counter[str](), Counter[str]()
        for name, lines in merged["files"].items():
            file = Path(name).resolve().relative_to(CORE).as_posix()
            executed[file] = len(lines["executed_lines"])
            missing[file] = len(lines["missing_lines"])
        return Coverage(executed, missing)


FLOOR = float(os.environ.get("COVERAGE_FLOOR") or 0)
_FOLDERS = [str(CORE / package) for package in PACKAGES]
_watch = LineWatch(_FOLDERS, reports="PYTEST_XDIST_WORKER" not in os.environ) if FLOOR else None


def pytest_testnodedown(node: WorkerController) -> None:
    """Takes what a process of xdist saw."""
    sent = getattr(node, "workeroutput", {}).get(_SENT)
    if _watch and sent:
        _watch.receive(sent)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Sends what this process saw, or fails the run if a package is below the floor."""
    if _watch is None:
        return
    workeroutput: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if workeroutput is not None:
        workeroutput[_SENT] = _watch.sent()
    elif exitstatus == pytest.ExitCode.OK and _watch.total.below(FLOOR):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _watch:
        terminalreporter.section("lines that the tests run")
        for line in _watch.total.report(FLOOR):
            terminalreporter.line(line)
