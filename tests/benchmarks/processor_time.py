"""Processor seconds of a running Quorum by kind of process; other work on the machine hardly changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress

import psutil

from lambdas.catalogue import FUNCTIONS
from tests.e2e.laptop import Laptop

_KIND = "functions"
_PARTS = {"emulator": "emulator", "postgres": "PostgreSQL", "web": "page", "language_model": "llama.cpp"}


def processor_seconds(laptop: Laptop) -> dict[str, float]:
    """Returns the seconds that each kind of process has used so far, user and system together.

    What a process has ended with is counted in its parent, so the difference of two readings is what was used
    between them. Functions are `functions`, and each by its name, `functions: ask_model`.
    """
    used: dict[str, float] = defaultdict(float)
    for name, kind in _PARTS.items():
        root = laptop.process(name)
        for process in _tree(root) if root else ():
            with suppress(psutil.Error):
                _count(used, kind, process, is_root=process == root)
    own = psutil.Process().cpu_times()
    used["clients and scripted models"] += own.user + own.system
    return used


def report_use(before: Mapping[str, float], after: Mapping[str, float], questions: int) -> None:
    """Prints the seconds of each kind between two readings, for one question, most first."""
    used = {kind: seconds - before.get(kind, 0.0) for kind, seconds in after.items()}
    whole = sum(seconds for kind, seconds in used.items() if ": " not in kind)
    print(f"processor seconds a question: {whole / questions:.2f}")
    for kind, seconds in sorted(used.items(), key=lambda item: -item[1]):
        print(f"  {kind:<40} {seconds / questions:6.3f}")


def _tree(root: psutil.Process) -> Iterator[psutil.Process]:
    with suppress(psutil.Error):
        yield root
        yield from root.children(recursive=True)


def _count(used: dict[str, float], kind: str, process: psutil.Process, *, is_root: bool) -> None:
    times = process.cpu_times()
    own, ended = times.user + times.system, times.children_user + times.children_system
    if kind != "emulator":
        used[kind] += own + ended
    elif is_root:
        used[kind] += own
        used[_KIND] += ended
        used[f"{_KIND}: ended"] += ended
    else:
        name = _function(process)
        used[_KIND] += own + ended
        used[f"{_KIND}: {name}"] += own + ended


def _function(process: psutil.Process) -> str:
    """Returns the function of a process; a forked one is called by the first 15 characters of its name."""
    name = process.environ().get("AWS_LAMBDA_FUNCTION_NAME", "").split("-")[-1] or process.name()
    return next((spec.name for spec in FUNCTIONS if spec.name.startswith(name)), name)
