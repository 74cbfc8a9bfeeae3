"""Prints one line per step, with its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass


class Step:
    """A running step; its `note` is printed at the end."""

    def __init__(self) -> None:
        self.note = ""


@contextmanager
def step(title: str) -> Generator[Step]:
    """Prints the title, then the time it took and the note; a failure is marked and re-raised."""
    current = Step()
    started = time.monotonic()
    print(f"  · {title} …", end="" if sys.stdout.isatty() else "\n", flush=True)
    try:
        yield current
    except BaseException:
        _finish("✗", title, started, "")
        raise
    _finish("✓", title, started, current.note)


def say(text: str = "") -> None:
    """Prints one line without buffering."""
    print(text, flush=True)


def _finish(mark: str, title: str, started: float, note: str) -> None:
    start_of_line = "\r" if sys.stdout.isatty() else ""
    shown = f"  ({note})" if note else ""
    print(
        f"{start_of_line}  {mark} {title} {time.monotonic() - started:.1f} s{shown}\033[K"
        if start_of_line
        else f"  {mark} {title} {time.monotonic() - started:.1f} s{shown}",
        flush=True,
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; `remedy` is empty if nothing is wrong."""

    subject: str
    remedy: str = ""

    def show(self) -> None:
        mark, advice = ("✗", f" — {self.remedy}") if self.remedy else ("✓", "")
        say(f"  {mark} {self.subject}{advice}")
