"""The page in a real browser: sign in, upload, ask, and see an answer with its sources."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cdk_app.local.home import Home
from cdk_app.local.ports import remembered_ports
from tests.e2e.laptop import ROOT, Laptop

QUESTION = "Who keeps the lighthouse of Fanad Head?"
SCREENSHOT = ROOT / ".build/page.png"


@pytest.fixture(scope="module")
def seen(laptop: Laptop, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a person saw after signing in, adding a document and asking about it."""
    note = tmp_path_factory.mktemp("upload") / "lighthouse.txt"
    note.write_text("The lighthouse of Fanad Head is kept by Orla Sweeney. She has two dogs.")
    session = json.loads((laptop.folder / "session.json").read_text())
    ports = remembered_ports(Home(laptop.folder))
    assert ports is not None
    SCREENSHOT.parent.mkdir(exist_ok=True)
    script = Path(__file__).with_name("use_page.mjs")
    arguments = [
        ports.web_url,
        session["username"],
        session["password"],
        QUESTION,
        str(SCREENSHOT),
        str(note),
    ]
    done = subprocess.run(
        ["node", str(script), *arguments], cwd=ROOT, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_page_lists_the_uploaded_document_beside_the_samples(seen: dict[str, list[str]]):
    assert "lighthouse" in seen["documents"]
    assert "Operations handbook" in seen["documents"]


def test_the_answer_is_shown_with_its_source_and_both_models(seen: dict[str, list[str]]):
    assert seen["phase"] == "done"
    assert "Orla Sweeney" in seen["answer"]
    assert any("kept by Orla Sweeney" in source for source in seen["sources"])
    assert [draft.split()[0] for draft in seen["drafts"]] == ["extractive", "smollm2"]


def test_agreement_and_support_are_shown_as_counts(seen: dict[str, list[str]]):
    assert seen["rating"] == "Thank you."
    assert any(figure.startswith("Supported: ") and " of " in figure for figure in seen["figures"])
    assert seen["outcome"] in ("Models agree", "Models disagree", "One model answered")


def test_nothing_failed_in_the_browser(seen: dict[str, list[str]]):
    assert seen["alerts"] == []
    assert seen["failures"] == []


def test_the_page_says_which_models_answer(seen: dict[str, list[str]]):
    assert [model.split()[0] for model in seen["models"]] == ["extractive", "smollm2"]
