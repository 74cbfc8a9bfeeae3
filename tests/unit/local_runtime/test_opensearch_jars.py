"""The jars of OpenSearch are fetched once, however many processes want them at the same moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MAVEN = """#!/bin/sh
# Stands for Maven: it notes that it ran, and takes its time.
for argument; do case $argument in -Dfolder=*) folder=${argument#-Dfolder=};; esac; done
echo once >> "$FETCHES"
mkdir -p "$folder/lib"
sleep 0.5
echo jar > "$folder/lib/opensearch.jar"
"""
FETCH = """
import sys
from pathlib import Path
from local_runtime.servers import opensearch_jars
opensearch_jars.JARS = Path(sys.argv[1]) / "opensearch"
opensearch_jars.fetch_jars()
print((opensearch_jars.JARS / "lib" / "opensearch.jar").read_text().strip())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the laptop runs on Linux and macOS")
def test_two_processes_fetch_once_and_both_have_the_jars(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("mvn", MAVEN), ("java", "#!/bin/sh")):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    fetches = tmp_path / "fetches"
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "FETCHES": str(fetches),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers/genai_core/python'}",
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-c", FETCH, str(tmp_path)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(3)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == ["jar"] * 3
    assert fetches.read_text().split() == ["once"]
