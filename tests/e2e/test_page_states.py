"""The page's states in a real browser: nothing in them shuts anybody out, and a question is near."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from local_runtime.home import Home
from local_runtime.ports import remembered_ports
from tests.e2e.laptop import ROOT, Laptop
from tests.e2e.test_page import INSTALLED

STATES = 36
MOST_TABS = 3


@pytest.fixture(scope="module")
def walked(laptop: Laptop) -> dict[str, Any]:
    """What axe found in each state. `QUORUM_PICTURES=folder` keeps a picture of each."""
    session = json.loads((laptop.folder / "session.json").read_text())
    ports = remembered_ports(Home(laptop.folder))
    assert ports is not None
    task = {
        "browser": next((path for path in INSTALLED if Path(path).exists()), ""),
        "url": ports.web_url.rstrip("/"),
        "username": session["username"],
        "password": session["password"],
        "question": "What is the full day allowance in Norway?",
        "pictures": os.environ.get("QUORUM_PICTURES", ""),
    }
    command = ["node", str(Path(__file__).with_name("walk_states.mjs")), json.dumps(task)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_state_of_the_page_shuts_anybody_out(walked: dict[str, Any]):
    assert len(walked["found"]) >= STATES
    assert {state: found for state, found in walked["found"].items() if found} == {}


def test_the_question_is_at_most_three_tabs_away(walked: dict[str, Any]):
    assert walked["tabs"] <= MOST_TABS
