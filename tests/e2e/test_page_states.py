"""The page's states in a real browser: nothing in them shuts anybody out, and a question is near."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from genai_core.domain.ingestion.cleaned_documents import MAX_TITLE_CHARS
from genai_core.domain.protocol.workspaces import MAX_NAME_CHARS
from local_runtime.home import Home
from local_runtime.ports import remembered_ports
from tests.e2e.browsers import PINNED, installed_browser
from tests.e2e.laptop import ROOT, Laptop

STATES = 46
MOST_TABS = 3
QUESTION = "What is the full day allowance in Norway?"
LONG_NAME = "Auslandstagegeld".ljust(MAX_NAME_CHARS, "x")
LONG_TITLE = "Auslandstagegeld".ljust(MAX_TITLE_CHARS, "x")


def keep_long_titles(laptop: Laptop, folder: Path) -> None:
    """Makes a workspace and a document whose names have no place to break them."""
    file = folder / f"{LONG_TITLE[:200]}.md"
    file.write_text(f"# {LONG_TITLE}\n\nThe full day allowance in Norway is 62 euros.\n")
    with laptop.connect() as quorum:
        workspace_id = quorum.workspaces.create(LONG_NAME).workspace_id
        quorum.documents.wait(workspace_id, [quorum.documents.upload(workspace_id, file).path])


@pytest.fixture(scope="module")
def walked(laptop: Laptop, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What axe found in each state. `QUORUM_PICTURES=folder` keeps a picture of each."""
    session = json.loads((laptop.folder / "session.json").read_text())
    ports = remembered_ports(Home(laptop.folder))
    assert ports is not None
    keep_long_titles(laptop, tmp_path_factory.mktemp("long"))
    task = {
        "browser": installed_browser() or PINNED,
        "url": ports.web_url.rstrip("/"),
        "username": session["username"],
        "password": session["password"],
        "question": QUESTION,
        "printed": "How long is the warranty of the Relay R3?",
        "long": LONG_NAME,
        "pictures": os.environ.get("QUORUM_PICTURES", ""),
    }
    command = ["node", str(Path(__file__).with_name("walk_states.mjs")), json.dumps(task)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_state_of_the_page_shuts_anybody_out(walked: dict[str, Any]):
    assert len(walked["found"]) >= STATES
    assert {state: violations for state, violations in walked["found"].items() if violations} == {}


def test_the_question_is_at_most_three_tabs_away(walked: dict[str, Any]):
    assert walked["tabs"] <= MOST_TABS
