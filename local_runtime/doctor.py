"""Checks this machine and the running parts, one line each, with the remedy if something is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

from genai_core.errors import QuorumError
from local_runtime import deployment, status
from local_runtime.engine import uses_opensearch
from local_runtime.home import REPOSITORY, Home
from local_runtime.ports import remembered_ports
from local_runtime.report import Finding, say
from local_runtime.servers import emulator, opensearch_jars, web

OLDEST_NODE, NEWEST_TRIED_NODE = 20, 24


def check(home: Home) -> bool:
    """Prints every check; True if nothing is wrong."""
    say("This machine")
    findings = list(_machine(home))
    for finding in findings:
        finding.show()
    say("\nRunning parts")
    parts_run = status.status(home)
    deployed = _deployment(home) if parts_run else Finding("no deployment", "Run `make start`.")
    deployed.show()
    return parts_run and not any(finding.remedy for finding in [*findings, deployed])


def _machine(home: Home) -> Iterator[Finding]:
    version = sys.version_info
    yield Finding(
        f"Python {version.major}.{version.minor}",
        "" if version >= (3, 11) else "Install Python 3.11 or newer.",
    )
    yield _node()
    existing = next(folder for folder in (home.folder, *home.folder.parents) if folder.exists())
    free = shutil.disk_usage(existing).free / 1e9
    yield Finding(f"{free:.0f} GB of disk left", "" if free > 1 else "Free some space: 1 GB is needed.")
    for name, built, remedy in (
        ("CDK CLI", deployment.CDK.exists(), "Run `make install`."),
        ("encoder", (REPOSITORY / ".build/model/card.json").exists(), "Run `make build`."),
        ("verifier", (REPOSITORY / ".build/verifier/card.json").exists(), "Run `make build`."),
        ("page", web.is_built(), "Run `make build`."),
    ):
        yield Finding(f"{name} {'is there' if built else 'is missing'}", "" if built else remedy)

    if uses_opensearch(home):
        lacks = opensearch_jars.missing()
        yield Finding(lacks or "Java for OpenSearch", "Install it, or `make reset`." if lacks else "")


def _node() -> Finding:
    node = shutil.which("node")
    if not node:
        return Finding("Node is missing", "Install Node 20, 22 or 24.")
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = int(text.lstrip("v").split(".")[0] or 0)
    if major < OLDEST_NODE:
        return Finding(f"Node {text} is too old", "Install Node 20, 22 or 24.")
    untried = " (newer than what was tried)" if major > NEWEST_TRIED_NODE else ""
    return Finding(f"Node {text}{untried}")


def _deployment(home: Home) -> Finding:
    ports = remembered_ports(home)
    if ports is None or not emulator.server(home, ports.emulator).is_ready():
        return Finding("no emulator to deploy to", "Run `make start`.")
    try:
        changed = deployment.is_needed(home, ports)
    except QuorumError as error:
        return Finding(str(error), "Run `make start`.")
    if changed:
        return Finding("the stacks differ from this checkout", "Run `make start` to deploy them.")
    return Finding("the stacks are deployed and up to date")
