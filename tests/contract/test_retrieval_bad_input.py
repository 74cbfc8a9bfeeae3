"""The whole retrieval on a real database and encoder, given what it should never be given."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest

from genai_core.domain.identifiers import ContentHash, WorkspaceId
from genai_core.errors import InvalidInput, Overloaded, Unavailable
from genai_core.wiring import engines, retrieval
from lambdas.retrieve_passages.handler import handler as retrieve_passages
from lambdas.search_dense.handler import handler as search_dense
from lambdas.search_lexical.handler import handler as search_lexical
from local_runtime.ports import free_port
from tests.contract.deployed_retrieval import deployed_on, encoded, write
from tests.contract.search_engines import everything
from tests.contract.test_odd_questions import MIXED, SYNTAX

TEXTS = ("Encrypt the volume before attaching it.", "An otter sleeps on water.", "Prices change in May.")
LONG = "otter " + " ".join(f"word{number}" for number in range(10_000))
RETRIEVERS = (search_dense, search_lexical)


@pytest.fixture
def deployed(postgres, workspace, monkeypatch) -> Iterator[WorkspaceId]:
    with deployed_on(postgres, monkeypatch):
        write(workspace, "a", TEXTS)
        yield workspace


def asked(workspace: str, **changes):
    return {"workspace_id": workspace, "reader": "anybody", "text": "otter", "depth": 50, **changes}


@pytest.mark.parametrize(
    "question", ["what is the", "🦦🙂", "otter\x00water", "otter \ud800", "ﬀ\u0301\u200b", MIXED, *SYNTAX]
)
def test_an_odd_question_is_answered_in_full_by_every_stage(deployed, question):
    retrieved = retrieval.retrieval()(everything(deployed), question, 50, 10)
    assert retrieved.degraded == ()
    assert {passage.chunk.text for passage in retrieved.passages} == set(TEXTS)
    assert all(math.isfinite(score) for passage in retrieved.passages for score in passage.scores.values())


def test_a_question_of_ten_thousand_words_is_answered_in_bounded_time(deployed):
    retrieve = retrieval.retrieval()
    retrieve(everything(deployed), "warm", 50, 10)
    began = monotonic()
    retrieved = retrieve(everything(deployed), LONG, 50, 10)
    assert monotonic() - began < 5
    assert retrieved.degraded == ()
    assert retrieved.passages[0].chunk.text == TEXTS[1]


def test_a_question_of_nothing_finds_nothing(deployed):
    for question in ("", " \n\t"):
        retrieved = retrieval.retrieval()(everything(deployed), question, 50, 10)
        assert (retrieved.passages, retrieved.degraded) == ((), ())


def test_an_empty_workspace_finds_nothing_and_that_is_not_a_failure(deployed):
    retrieved = retrieval.retrieval()(everything(WorkspaceId("nothing-in-it")), "otter", 50, 10)
    assert (retrieved.passages, retrieved.degraded) == ((), ())


def test_a_depth_and_a_limit_of_ten_thousand_give_all_there_is(deployed):
    retrieved = retrieval.retrieval()(everything(deployed), "otter", 10_000, 10_000)
    assert len(retrieved.passages) == len(TEXTS)
    for retriever in RETRIEVERS:
        assert len(retriever(asked(deployed, depth=10_000), None)["candidates"]) <= len(TEXTS)


@pytest.mark.parametrize("depth", [0, -1])
def test_a_depth_below_one_is_refused_by_each_retriever(deployed, depth):
    for retriever in RETRIEVERS:
        with pytest.raises(InvalidInput, match=str(depth)):
            retriever(asked(deployed, depth=depth), None)


def test_a_filter_on_an_unknown_field_is_refused_by_name_before_anything_is_searched(deployed):
    filters = {"colour": "red"}
    for retriever in RETRIEVERS:
        with pytest.raises(InvalidInput, match="colour"):
            retriever(asked(deployed, filters=filters), None)
    body = json.dumps({"workspace_id": deployed, "query": "otter", "filters": filters})
    answer = retrieve_passages({"body": body, "requestContext": {"authorizer": {"user_id": "ada"}}}, None)
    assert answer["statusCode"] == 400
    assert "colour" in json.loads(answer["body"])["detail"]


def test_a_workspace_that_is_indexed_again_meanwhile_is_found_whole(deployed):
    """Each version has its own last word: a reader sees both texts of one version, never of two."""
    versions = {
        number: encoded("b", [f"walrus ice {number}", f"walrus water {number}"], number)
        for number in range(1, 5)
    }
    chunks, done = engines.engine_parts().chunks, threading.Event()
    document_id = versions[1][0].chunk.document_id

    def rewrite() -> None:
        for turn in range(40):
            number = turn % 4 + 1
            chunks.replace_document(deployed, document_id, ContentHash(f"v{turn}"), versions[number])
        done.set()

    chunks.replace_document(deployed, document_id, ContentHash("first"), versions[1])
    writer = threading.Thread(target=rewrite)
    writer.start()
    asked_times = 0
    while not done.is_set() or asked_times < 5:
        retrieved = retrieval.retrieval()(everything(deployed), "walrus", 50, 10)
        assert retrieved.degraded == ()
        # A candidate that is replaced between the retrievers and the fetch is left out, never half shown.
        seen = {
            passage.chunk.text.split()[-1] for passage in retrieved.passages if "walrus" in passage.chunk.text
        }
        assert len(seen) <= 1
        asked_times += 1
    writer.join(30)
    retrieved = retrieval.retrieval()(everything(deployed), "walrus", 50, 10)
    assert sum("walrus" in passage.chunk.text for passage in retrieved.passages) == 2


def test_an_engine_that_is_down_is_an_error_that_says_so(postgres, workspace, monkeypatch):
    with deployed_on(replace(postgres, port=free_port()), monkeypatch):
        for retriever in RETRIEVERS:
            with pytest.raises(Unavailable, match="cannot be reached"):
                retriever(asked(workspace), None)
        with pytest.raises(Overloaded, match="both retrievers"):
            retrieval.retrieval()(everything(workspace), "otter", 50, 10)
