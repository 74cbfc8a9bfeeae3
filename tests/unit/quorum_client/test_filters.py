"""Filters on their way from the command line to the server."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from genai_core.domain.retrieval.filter_parsing import parse_filter
from genai_core.domain.retrieval.filters import accepts
from quorum_client.answering import new_question
from quorum_client.cli import quorum as command_line
from quorum_client.client import Quorum
from quorum_client.errors import WrongInput
from quorum_client.filters import read_filters
from quorum_client.langchain import QuorumRetriever
from tests.unit.quorum_client.test_sdk import connect, workspace

BODY = {
    "prompt": "Two years. How long?",
    "records": [
        {
            "chunk_id": "c1",
            "document_id": "d1",
            "text": "Two\nyears.",
            "title": "Terms",
            "section": "Warranty",
            "page": 3,
            "score": 0.5,
            "metadata": {},
        }
    ],
    "provenance": {"degraded": ["reranker"], "filters": [], "relaxed_filters": [], "scores": [{}]},
    "elapsed": {"dense": 4.0, "retrieve": 9.5},
}
METADATA = {"type": "pdf", "author": "Ada", "date": "2024-03-01", "tags": ("a", "x")}


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ([], {}),
        (["type=pdf"], {"type": "pdf"}),
        (["tags=a, b"], {"tags": {"in": ["a", "b"]}}),
        (["date>=2024-01"], {"date": {"gte": "2024-01"}}),
        (["date < 2025"], {"date": {"lt": "2025"}}),
        (["author!=Grace Hopper"], {"not": {"author": "Grace Hopper"}}),
        (["author=*"], {"author": {"exists": True}}),
        (["source=http://a/?b=c"], {"source": "http://a/?b=c"}),
        (["date>2023", "date<=2024-03"], {"and": [{"date": {"gt": "2023"}}, {"date": {"lte": "2024-03"}}]}),
        (['{"or": [{"type": "md"}, {"tags": "a"}]}'], {"or": [{"type": "md"}, {"tags": "a"}]}),
    ],
)
def test_a_condition_is_what_the_server_takes(conditions: list[str], wanted: dict[str, Any]) -> None:
    assert read_filters(conditions) == wanted
    parse_filter(read_filters(conditions))


@pytest.mark.parametrize(
    ("conditions", "passes"),
    [
        (["date>=2024-01", "date<2024-04"], True),
        (["type=pdf,md"], True),
        (["type!=pdf"], False),
        (["author!=*"], False),
        (["tags=b"], False),
    ],
)
def test_a_document_passes_what_holds_for_it(conditions: list[str], passes: bool) -> None:
    wanted = parse_filter(read_filters(conditions))
    assert wanted is not None
    assert accepts(wanted, METADATA) is passes


@pytest.mark.parametrize("condition", ["", "pdf", "type=", "=pdf", "tags=a,,b", "{type: pdf}"])
def test_an_invalid_condition_is_refused_with_an_example(condition: str) -> None:
    with pytest.raises(WrongInput, match="type=pdf"):
        read_filters([condition])


def test_filters_stand_in_the_question_only_where_there_are_some() -> None:
    asked = new_question("Q", "w", mode=None, models=(), filters={"type": "pdf"})
    assert asked["filters"] == {"type": "pdf"}
    assert "filters" not in new_question("Q", "w", mode=None, models=())


def test_a_search_sends_its_filters_and_reads_times_and_failures() -> None:
    sent: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json=BODY)

    with connect(answer) as quorum:
        hits = quorum.search("Q", "w", filters={"type": "pdf"}, limit=2)
        documents = QuorumRetriever(quorum=quorum, workspace_id="w", filters={"tags": "a"}).invoke("Q")
    assert sent[0] == {"workspace_id": "w", "query": "Q", "filters": {"type": "pdf"}, "limit": 2}
    assert sent[1]["filters"] == {"tags": "a"}
    assert (hits.passages[0].page, hits.elapsed_ms["retrieve"], hits.degraded) == (3, 9.5, ("reranker",))
    assert documents[0].metadata["section"] == "Warranty"


def test_the_command_shows_passages_with_their_places_and_writes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[dict[str, Any]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/retrieve"):
            sent.append(json.loads(request.content))
            return httpx.Response(200, json=BODY)
        return httpx.Response(200, json={"workspaces": [workspace("w1", "samples") | {"is_own": True}]})

    monkeypatch.setattr(Quorum, "connect", lambda _: connect(answer))  # pyright: ignore[reportUnknownLambdaType]
    arguments = ["search", "How long?", "-w", "samples", "--filter", "type=pdf", "--filter", "date>=2024"]
    shown = CliRunner().invoke(command_line, arguments)
    assert shown.exit_code == 0, shown.output
    assert "1. Terms, Warranty, page 3" in shown.output
    assert "0.500" in shown.output
    assert "Two years." in shown.output
    assert "retrieve 9.5 ms" in shown.output
    assert sent[0]["filters"] == {"and": [{"type": "pdf"}, {"date": {"gte": "2024"}}]}
    assert json.loads(CliRunner().invoke(command_line, [*arguments, "--json"]).stdout) == BODY
