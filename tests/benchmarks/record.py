"""Run a command and keep what it prints beside the results page.

`python -m tests.benchmarks.record NAME -- COMMAND...` writes `docs/benchmarks/NAME.json`: the command, its
output line by line, and where and when it ran. For a command that takes `--json OUT`, write FIGURES for OUT:
that file is kept too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "benchmarks"
FIGURES = "FIGURES"


def machine() -> dict[str, Any]:
    """Returns what times depend on: processor, cores, memory, system, and the load of the last minute."""
    cpu_info = Path("/proc/cpuinfo")
    names = (
        [line for line in cpu_info.read_text().splitlines() if line.startswith("model name")]
        if cpu_info.exists()
        else []
    )
    return {
        "processor": names[0].partition(":")[2].strip() if names else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": f"{platform.system()}, Python {platform.python_version()}",
        "load_1_min": round(os.getloadavg()[0], 1),
    }


def record(name: str, command: Sequence[str], folder: Path = FOLDER) -> int:
    """Runs the command, prints its output, and writes the record if it succeeds. Returns its exit status."""
    before, started, began = machine(), time.perf_counter(), datetime.now(UTC)
    with tempfile.TemporaryDirectory() as scratch:
        figures = Path(scratch) / "figures.json"
        given = [str(figures) if word == FIGURES else word for word in command]
        done = subprocess.run(given, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        if done.returncode:
            return done.returncode
        written = json.loads(figures.read_text("utf-8")) if figures.exists() else None
    run = {
        "command": " ".join(command),
        "commit": _commit(),
        "date": began.date().isoformat(),
        "machine": before,
        "seconds": round(time.perf_counter() - started, 1),
        "output": done.stdout.splitlines(),
        **({"figures": written} if written is not None else {}),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(run, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main() -> int:
    """Reads the name and the command, and records the run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", help="names the file in docs/benchmarks/")
    parser.add_argument("command", nargs="+", help="after --, the command to run")
    asked = parser.parse_args()
    return record(asked.name, asked.command)


if __name__ == "__main__":
    sys.exit(main())
