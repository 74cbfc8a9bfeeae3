"""One running Quorum for all end-to-end tests; a kept one can be named in QUORUM_E2E_STATE."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_runtime.enforcement import enforce
from local_runtime.home import Home
from tests.e2e.browsers import PINNED, installed_browser
from tests.e2e.laptop import Laptop


@pytest.fixture(scope="session")
def laptop() -> Iterator[Laptop]:
    """Starts everything as `make start` does, and deletes it afterwards."""
    if shutil.which("node") is None:
        pytest.skip("Node is not installed, and the CDK CLI needs it")
    kept = os.environ.get("QUORUM_E2E_STATE")
    running = Laptop(Path(kept) if kept else Path(tempfile.mkdtemp(prefix="quorum-e2e-")))
    try:
        # Signatures and policies are checked as on AWS: a grant that is missing fails here.
        enforce(Home(running.folder))
        running.act("start")
        yield running
    finally:
        running.act("stop" if kept else "reset")


@pytest.fixture(scope="module", params=["newest", "pinned"])
def browser(request: pytest.FixtureRequest) -> str:
    """The path of a Chromium; empty for the pinned one."""
    if request.param == "pinned":
        return PINNED
    browser = installed_browser()
    if browser is None:
        pytest.skip("no Chromium or Chrome is installed besides the pinned one")
    return browser
