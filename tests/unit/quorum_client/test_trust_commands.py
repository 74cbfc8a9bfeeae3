"""Document details, budgets, disputes and published evaluations, over the function that serves the API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from quorum_client.cli import evaluate, publish
from quorum_client.errors import WrongInput
from quorum_client.protocol.evaluations import MAX_POINTS
from tests.unit.lambdas.endpoints import OPEN, furnish
from tests.unit.lambdas.in_memory_backend import ANN, BOB, SHARED, InMemoryBackend
from tests.unit.quorum_client.command_line import CommandLine

HERE = ("--workspace", str(SHARED))
FIGURES = {
    "set": "qa",
    "n": 3,
    "f1": 0.5,
    "f1_95": [0.4, 0.6],
    "nan": float("nan"),
    "is_right": True,
    "by_model": {"small": {"f1": 0.25}},
    "reliability": [[0.5, 0.25, 4], [0.9, 1.0, 5]],
    "risk_coverage": [[number / 1000, 0.5] for number in range(1, 1001)],
}


def test_a_document_is_shown_with_its_history_and_chunks(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    furnish(backend)
    shown = quorum_as(ANN, "document", "show", OPEN, *HERE, "--chunks")
    assert shown.status == 0
    assert "ready" in shown.out
    assert "uploaded by dan, 10 bytes" in shown.out
    assert "[1]\nSome text." in shown.out
    values = json.loads(quorum_as(ANN, "document", "show", OPEN, *HERE, "--json").out)
    assert (values["path"], len(values["history"]), "chunks" in values) == (OPEN, 1, False)
    values = json.loads(quorum_as(ANN, "document", "show", OPEN, *HERE, "--json", "--chunks").out)
    assert [chunk["text"] for chunk in values["chunks"]] == ["Some text."]


def test_a_budget_is_set_and_shown_with_the_people(backend: InMemoryBackend, quorum_as: CommandLine) -> None:
    assert "budget  no limit of its own" in quorum_as(ANN, "workspace", "show", SHARED).out
    changed = quorum_as(ANN, "workspace", "set", SHARED, "--daily-cost-usd", "2.5")
    assert changed.status == 0
    shown = quorum_as(BOB, "workspace", "show", SHARED).out
    assert "$0.0000 of $2.5 used today by all members" in shown
    assert "ann@quorum.example" in shown
    assert quorum_as(BOB, "workspace", "set", SHARED, "--daily-tokens", "1").status == 5


def test_disputes_and_evaluations_are_lists_and_say_so_if_empty(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    assert "Nothing was disputed" in quorum_as(ANN, "workspace", "disputes", *HERE).err
    assert "--publish WORKSPACE" in quorum_as(ANN, "workspace", "evaluations", *HERE).err
    assert quorum_as(ANN, "workspace", "evaluations", *HERE, "--json").out.strip() == "[]"


def test_an_evaluation_is_published_with_the_command_that_printed_it(
    backend: InMemoryBackend, quorum_as: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[str]] = []

    def measure(module: str, arguments: Sequence[str]) -> int:
        asked.append((module, *arguments))
        Path(arguments[arguments.index("--json") + 1]).write_text(json.dumps(FIGURES))
        return 1

    monkeypatch.setattr(evaluate, "run_module", measure)
    result = quorum_as(ANN, "evaluate", "answers", "qa file", "--publish", SHARED, "--limit", "3")
    assert (result.status, "its page Trust shows them" in result.err) == (1, True)
    assert asked[0][:4] == ("evaluation.answers.evaluate_answers", "qa file", "--limit", "3")
    (run,) = json.loads(quorum_as(BOB, "workspace", "evaluations", *HERE, "--json").out)
    assert run["command"] == "quorum evaluate answers 'qa file' --limit 3"
    assert run["figures"] == {"n": 3, "f1": 0.5, "by_model.small.f1": 0.25}
    points = {curve["kind"]: curve["points"] for curve in run["curves"]}
    assert points["reliability"][0] == {"x": 0.5, "y": 0.25, "count": 4}
    assert len(points["risk_coverage"]) <= MAX_POINTS
    assert points["risk_coverage"][-1]["x"] == 1.0
    assert "qa" in quorum_as(BOB, "workspace", "evaluations", *HERE).out


def test_only_the_owner_measures_for_a_workspace(
    backend: InMemoryBackend, quorum_as: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measure(_module: str, _arguments: Sequence[str]) -> int:
        raise AssertionError

    monkeypatch.setattr(evaluate, "run_module", measure)
    refused = quorum_as(BOB, "evaluate", "answers", "qa", f"--publish={SHARED}")
    assert (refused.status, "Only its owner" in refused.err) == (2, True)


def test_without_the_option_the_arguments_go_on_as_they_are() -> None:
    assert publish.without_publish(["--limit", "3"]) == (["--limit", "3"], None)
    assert publish.without_publish(["a", "--publish", "w", "b"]) == (["a", "b"], "w")
    with pytest.raises(WrongInput, match="names no workspace"):
        publish.without_publish(["a", "--publish"])
