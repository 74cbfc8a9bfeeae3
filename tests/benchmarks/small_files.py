"""Reads one-line files one after another, as `extract_document` does, and prints how many a second:
`python -m tests.benchmarks.small_files`.

Processor seconds are those of this process and of all the processes that read, the start of the server
left out, which is printed by itself. It exits with 1 below the limit, which an idle machine must reach.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from genai_core.adapters.extraction import server_process
from genai_core.adapters.extraction.extractor import LimitedExtractor

FILES = 50
LEAST_PER_SECOND = 5.0


def main() -> int:
    """Returns the exit code."""
    extractor = LimitedExtractor()
    began = time.perf_counter()
    extractor.extract(b"The first line.", file_name="first.txt")
    started_s = time.perf_counter() - began
    began, worked = time.perf_counter(), processor_s()
    for number in range(FILES):
        extractor.extract(f"Line {number}.".encode(), file_name=f"{number}.txt")
    spent_s = time.perf_counter() - began
    each_ms = 1000 * (processor_s() - worked) / FILES
    print(f"first file, with the start of the server: {started_s:.2f} s")
    print(f"{FILES} more: {FILES / spent_s:.1f} a second, {each_ms:.0f} ms of processor each")
    return 0 if FILES / spent_s >= LEAST_PER_SECOND else 1


def processor_s() -> float:
    """Returns processor seconds of this process, of the server, and of its children that ended."""
    own = os.times()
    return own.user + own.system + sum(_of_servers())


def _of_servers() -> list[float]:
    ticks = os.sysconf("SC_CLK_TCK")
    seconds: list[float] = []
    for server in server_process.idle_servers:
        # After the name: utime, stime, cutime, cstime are the 12th to 15th.
        values = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
        seconds.append(sum(map(int, values[11:15])) / ticks)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
