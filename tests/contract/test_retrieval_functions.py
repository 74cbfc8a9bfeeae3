"""The retrieval functions as Step Functions calls them: JSON in, JSON out, on a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pydantic import TypeAdapter

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.questions import Retrieved
from genai_core.errors import InvalidInput, Overloaded
from genai_core.wiring import retrieval
from lambdas.fuse_passages.handler import handler as fuse_passages
from lambdas.retrieve_passages.handler import handler as retrieve_passages
from lambdas.retrieve_passages.handler import respond
from lambdas.search_dense.handler import handler as search_dense
from lambdas.search_lexical.handler import handler as search_lexical
from tests.contract.deployed_retrieval import deployed_on, write
from tests.contract.search_engines import everything

TEXTS = ("Encrypt the volume before attaching it.", "An otter sleeps on water.", "Prices change in May.")


@pytest.fixture
def deployed(postgres, workspace, monkeypatch) -> Iterator[str]:
    """Settings as in a deployment, and a workspace with one document in its index."""
    with deployed_on(postgres, monkeypatch):
        write(workspace, "a", TEXTS)
        yield workspace


def as_json(value):
    return json.loads(json.dumps(value))


def test_the_three_steps_pass_json_to_one_another(deployed):

    question = {
        "workspace_id": deployed,
        "reader": "anybody",
        "text": "how do I encrypt a volume?",
        "depth": 50,
    }
    dense = as_json(search_dense(question, None))
    lexical = as_json(search_lexical(question, None))
    assert dense["candidates"][0]["chunk_id"] == lexical["candidates"][0]["chunk_id"] == "a-1-0"
    event = {
        "workspace_id": deployed, "reader": "anybody", "text": question["text"], "limit": 2, "degraded": [],
        "dense": dense["candidates"], "lexical": lexical["candidates"],
    }  # fmt: skip
    retrieved = as_json(fuse_passages(event, None))
    assert retrieved["degraded"] == []
    assert retrieved["passages"][0]["chunk"]["text"] == TEXTS[0]
    assert set(retrieved["passages"][0]["scores"]) == {"dense", "lexical", "late_interaction", "fused"}
    assert len(retrieved["passages"]) == 2


def test_a_retriever_that_failed_is_null_and_named(deployed):

    lexical = search_lexical(
        {"workspace_id": deployed, "reader": "anybody", "text": "otter", "depth": 5}, None
    )["candidates"]
    event = {
        "workspace_id": deployed,
        "reader": "anybody",
        "text": "otter",
        "limit": 8,
        "degraded": ["dense"],
        "lexical": lexical,
    }
    retrieved = fuse_passages({**event, "dense": None}, None)
    assert retrieved["degraded"] == ["dense"]
    assert retrieved["passages"][0]["chunk"]["text"] == TEXTS[1]
    with pytest.raises(Overloaded):
        fuse_passages({**event, "dense": None, "lexical": None}, None)


def test_a_wrong_event_is_refused_by_name(deployed):

    with pytest.raises(InvalidInput, match="depth"):
        search_dense({"workspace_id": deployed, "reader": "anybody", "text": "x", "depth": "deep"}, None)


def test_what_the_api_gives_has_records_a_prompt_and_their_provenance(deployed):

    retrieved = retrieval.retrieval()(everything(WorkspaceId(deployed)), "otter", 50, 2)
    response = respond("otter", retrieved)
    assert response.records[0].text == TEXTS[1]
    assert "Question: otter" in response.prompt
    assert TEXTS[1] in response.prompt
    assert set(response.provenance.scores[0]) >= {"dense", "late_interaction", "fused"}
    assert response.elapsed["retrieve"] > 0
    assert TypeAdapter(Retrieved).dump_python(response, mode="json")["records"][0]["page"] is None


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ("{", 400, "the body"),
        (r'{"workspace_id": "w", "query": "\ud800"}', 400, "the body"),
        ('{"query": "x"}', 400, "workspace_id"),
        ("[]", 400, ""),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong_with_it(deployed, body, status, named):
    answer = retrieve_passages({"body": body, "requestContext": {"authorizer": {"user_id": "ada"}}}, None)
    assert answer["statusCode"] == status
    assert named in json.loads(answer["body"])["detail"]


def test_a_request_without_a_user_is_forbidden(deployed):
    answer = retrieve_passages({"body": '{"workspace_id": "w", "query": "x"}'}, None)
    assert answer["statusCode"] == 403
