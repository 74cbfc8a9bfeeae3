"""`quorum admin`, against the function that serves the API."""

from __future__ import annotations

import csv
import io
import json

import pytest

from genai_core.domain.identifiers import ModelId, RunId
from genai_core.domain.protocol.figures import Usage
from tests.unit.lambdas.in_memory_backend import ANN, EVE, InMemoryBackend
from tests.unit.quorum_client.command_line import CommandLine


def test_usage_is_summed_by_day_model_or_user(backend: InMemoryBackend, quorum_as: CommandLine) -> None:
    today = backend.clock.now().date().isoformat()
    backend.ledger.record(ANN, RunId("r1"), ModelId("small"), Usage(10, 5, 0.25), day=today)
    by_day = quorum_as(EVE, "admin", "usage")
    assert by_day.status == 0
    assert [line.split() for line in by_day.out.splitlines()][1] == [today, "1", "10", "5", "0.2500"]
    assert "1 calls, 0.2500 USD. There is no daily budget." in by_day.err
    (line,) = csv.DictReader(
        io.StringIO(quorum_as(EVE, "admin", "usage", "--by", "user", "--format", "csv").out)
    )
    assert (line["user_id"], line["calls"], line["cost_usd"]) == ("ann", "1", "0.25")
    assert "ann@quorum.example" in quorum_as(EVE, "admin", "usage", "--by", "user").out
    assert json.loads(quorum_as(EVE, "admin", "usage", "--json").out)["models"][0]["model_id"] == "small"
    assert "small" in quorum_as(EVE, "admin", "usage", "--by", "model").out
    wrong = quorum_as(EVE, "admin", "usage", "--since", "2020-01-01")
    assert (wrong.status, "Give one of the last 92" in wrong.err) == (5, True)


def test_failed_messages_are_listed_and_sent_again_once_somebody_agrees(
    backend: InMemoryBackend, quorum_as: CommandLine
) -> None:
    assert "No message failed. 0 wait, 0 are in work, 0 failed." in quorum_as(EVE, "admin", "queue").words
    backend.queue.dead["m1"] = ("{}", "2026-01-01T00:00:00Z")
    listed = quorum_as(EVE, "admin", "queue")
    assert "m1" in listed.out
    assert "quorum admin redrive" in listed.err
    unsure = quorum_as(EVE, "admin", "redrive")
    assert (unsure.status, "Add --yes" in unsure.err, list(backend.queue.dead)) == (2, True, ["m1"])
    sent = quorum_as(EVE, "admin", "redrive", "--yes", "--json")
    assert json.loads(sent.out) == {"sent": 1, "left": 0}
    assert backend.queue.waiting == ["{}"]


def test_models_show_their_breakers(quorum_as: CommandLine, backend: InMemoryBackend) -> None:
    assert [line.split() for line in quorum_as(EVE, "admin", "models").out.splitlines()][1] == [
        "extractive",
        "closed",
        "0",
    ]


@pytest.mark.parametrize("verb", ["usage", "models", "queue", "redrive"])
def test_others_are_refused(backend: InMemoryBackend, quorum_as: CommandLine, verb: str) -> None:
    backend.queue.dead["m1"] = ("{}", "2026-01-01T00:00:00Z")
    refused = quorum_as(ANN, "admin", verb)
    assert refused.status == 5
    assert "ask who runs this deployment" in refused.err
    assert list(backend.queue.dead) == ["m1"]
