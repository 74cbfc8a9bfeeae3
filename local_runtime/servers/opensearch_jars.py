"""Fetch the jars of OpenSearch from Maven Central, as listed in the pom beside this file."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from genai_core.errors import Misconfigured

REPOSITORY = Path(__file__).resolve().parents[2]
_SOURCES = Path(__file__).parent / "opensearch_node"
JARS = REPOSITORY / ".build" / "opensearch"
_FETCH_LIMIT_S = 900


def missing() -> str:
    """Returns what this machine lacks to run the server; empty if nothing is missing."""
    if not shutil.which("java"):
        return "Java is not installed (17 or later)"
    if not _fetched() and not shutil.which("mvn"):
        return "Maven is not installed, and the server's jars are not fetched yet"
    return ""


def fetch_jars() -> bool:
    """Downloads the jars (60 MB) with Maven; False if they were there already.

    One process at a time fetches; others wait and then use its result.

    Raises:
        Misconfigured: They cannot be fetched.
    """
    if _fetched():
        return False
    if reason := missing():
        raise Misconfigured(f"OpenSearch cannot run here: {reason}", remedy="Install it and start again.")
    with _one_process():
        if _fetched():
            return False
        _fetch()
    return True


def _fetch() -> None:
    # Jars of another version would be found beside the new ones.
    shutil.rmtree(JARS, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(_SOURCES / "pom.xml"), "package", f"-Dfolder={JARS}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_FETCH_LIMIT_S, check=False)
    if done.returncode != 0:
        output = (done.stdout + done.stderr).strip()[-600:]
        raise Misconfigured(f"Maven could not fetch OpenSearch: {output}", remedy="Check Maven's settings.")
    # Written whole or not at all: another process reads it without the lock.
    draft = _mark().with_suffix(".draft")
    draft.write_text(_wanted())
    draft.replace(_mark())


@contextmanager
def _one_process() -> Generator[None]:
    """Holds a lock that ends with this process in any case; its file is outside the deleted folder."""
    JARS.parent.mkdir(parents=True, exist_ok=True)
    with JARS.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def command(home: Path, port: int, *, heap_mb: int = 1024) -> tuple[str, ...]:
    """Returns program and arguments of a server that keeps its data below `home`."""
    return (
        "java",
        f"-Xms{heap_mb // 2}m",
        f"-Xmx{heap_mb}m",
        "-XX:+ExitOnOutOfMemoryError",
        "-cp",
        f"{JARS}/lib/*:{JARS}/knn/*",
        str(_SOURCES / "Server.java"),
        str(home),
        str(port),
    )


def _wanted() -> str:
    return (_SOURCES / "pom.xml").read_text()


def _mark() -> Path:
    return JARS / "fetched-for.xml"


def _fetched() -> bool:
    return _mark().is_file() and _mark().read_text() == _wanted()
