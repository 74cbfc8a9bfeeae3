"""The page in real browsers: sign in, upload, ask, see an answer with its sources, and see refusals."""

from __future__ import annotations

import http.server
import json
import re
import subprocess
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from local_runtime.home import Home
from local_runtime.ports import remembered_ports
from quorum_client import ServerRefused
from tests.e2e.laptop import ROOT, Laptop, until

QUESTION = "Who keeps the lighthouse of Fanad Head?"
INTERRUPTED = "How often is the restore rehearsal held, and by whom?"
AT_ONCE_MS = 1000
TRIES = 3
REFUSALS = {
    "too long": {"query": "why " * 1001, "changes": {}},
    "longer than a frame": {"query": "why " * 20_000, "changes": {}},
    "unknown workspace": {"query": QUESTION, "changes": {"workspace_id": "nowhere"}},
    "bad filter": {"query": QUESTION, "changes": {"filters": {"date": {"resembles": "May"}}}},
    "over budget": {"query": QUESTION, "changes": {}},
}


@pytest.fixture(scope="module")
def seen(browser: str, laptop: Laptop, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a person saw after signing in, adding a document and asking about it."""
    note = tmp_path_factory.mktemp("upload") / "lighthouse.txt"
    note.write_text("The lighthouse of Fanad Head is kept by Orla Sweeney. She has two dogs.")
    with _stranger() as (url, visits):
        task = {"upload": str(note), "question": QUESTION, "interrupted": INTERRUPTED, "strangers": [url]}
        return {**_use_page(laptop, browser, "answered", task), "stranger": url, "visits": visits}


@contextmanager
def _stranger() -> Generator[tuple[str, list[str]]]:
    """A server that the page has no business with: its address, and the paths it was asked for."""
    visits: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            visits.append(self.path)
            self.send_response(204)
            self.end_headers()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", visits
        server.shutdown()


@pytest.fixture(scope="module")
def refused(browser: str, laptop: Laptop, spent_budget: None) -> dict[str, Any]:
    """What a person saw of questions that are refused."""
    return _use_page(laptop, browser, "refused", {"refusals": REFUSALS, "tries": TRIES})


@pytest.fixture(scope="module")
def spent_budget(browser: str, laptop: Laptop) -> Iterator[None]:
    """Gives everyone one token a day, which the demo user has used already, until the next browser."""
    functions, name = laptop.aws("lambda"), "quorum-local-prepare_question"
    before = functions.get_function_configuration(FunctionName=name)["Environment"]
    spent = {"Variables": {**before["Variables"], "LIMITS_DAILY_TOKENS": "1"}}
    functions.update_function_configuration(FunctionName=name, Environment=spent)
    try:
        until(lambda: _is_over_budget(laptop), 120, "a spent budget")
        yield
    finally:
        functions.update_function_configuration(FunctionName=name, Environment=before)


def _is_over_budget(laptop: Laptop) -> bool:
    with laptop.connect() as quorum:
        try:
            quorum.ask(QUESTION, quorum.session.workspace_id)
        except ServerRefused as error:
            return error.code == "Refused"
    return False


def _use_page(laptop: Laptop, browser: str, name: str, task: dict[str, Any]) -> dict[str, Any]:
    session = json.loads((laptop.folder / "session.json").read_text())
    ports = remembered_ports(Home(laptop.folder))
    assert ports is not None
    screenshot = ROOT / f".build/page-{name}-{'newest' if browser else 'pinned'}.png"
    screenshot.parent.mkdir(exist_ok=True)
    task |= {"browser": browser, "url": ports.web_url, "screenshot": str(screenshot)}
    task |= {"username": session["username"], "password": session["password"]}
    script = Path(__file__).with_name("use_page.mjs")
    command = ["node", str(script), json.dumps(task)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_page_lists_the_uploaded_document_beside_the_samples(seen: dict[str, Any]):
    assert "lighthouse" in seen["documents"]
    assert "Operations handbook" in seen["documents"]


def test_the_answer_is_shown_with_its_source_and_both_models(seen: dict[str, Any]):
    assert seen["phase"] == "done"
    assert "Orla Sweeney" in seen["answer"]
    assert any("kept by Orla Sweeney" in source for source in seen["sources"])
    assert [draft.split()[0] for draft in seen["drafts"]] == ["extractive", "smollm2"]


def test_agreement_and_support_are_shown_as_counts(seen: dict[str, Any]):
    assert seen["rating"] == "Thank you."
    assert any(finding.startswith("Your documents support ") for finding in seen["findings"])
    assert "says so" in seen["matrix"]
    assert "promises nothing" in seen["promise"]
    assert re.match(
        r"Models (dis)?agree|One model answered|Supported, but models disagree on \d", seen["outcome"]
    )


def test_a_citation_opens_its_document_at_the_quoted_words(seen: dict[str, Any]):
    assert "kept by Orla Sweeney" in seen["cited"]["marked"]
    assert re.search(r"/w/[^/]+/c/[^/]+\?turn=[^&]+&source=1$", seen["cited"]["address"])


def test_the_address_of_a_source_shows_the_same_in_another_window(seen: dict[str, Any]):
    assert seen["again"]["answer"] == seen["answer"]
    assert seen["again"]["marked"] == seen["cited"]["marked"]
    assert QUESTION in seen["again"]["listed"]


def test_a_question_can_be_stopped_and_a_page_loaded_again_goes_on_with_its_answer(seen: dict[str, Any]):
    assert seen["interrupted"] == {"resumed": "done", "turns": 1}


def test_a_slow_model_need_not_be_waited_for(seen: dict[str, Any]):
    assert seen["dropped"] == {"sent": "smollm2", "phase": "done"}


def test_nothing_failed_in_the_browser(seen: dict[str, Any]):
    assert seen["alerts"] == []
    assert seen["failures"] == []


def test_the_page_can_send_nothing_to_a_strange_host(seen: dict[str, Any]):
    assert seen["strangers"] == [False]
    assert seen["visits"] == []
    assert f"policy: connect-src forbids {seen['stranger']}" in seen["forbidden"]


def test_the_page_says_which_models_answer(seen: dict[str, Any]):
    assert [model.split()[0] for model in seen["models"]] == ["extractive", "smollm2"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("too long", "The question has 4003 characters"),
        ("longer than a frame", "At most|Send at most|too long"),
        ("unknown workspace", "nowhere"),
        ("bad filter", "resembles"),
        ("over budget", "The budget is spent"),
    ],
)
def test_a_refused_question_is_shown_at_once(refused: dict[str, Any], name: str, sentence: str):
    shown = refused["refused"][name]
    assert re.search(sentence, shown["alert"])
    assert shown["ms"] < AT_ONCE_MS


def test_every_refused_question_stays_on_the_page(refused: dict[str, Any]):
    assert refused["turns"] == TRIES * len(REFUSALS)
    assert refused["failures"] == []
