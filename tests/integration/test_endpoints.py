"""The endpoints over the real wiring: environment in, emulator behind, nothing replaced."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.codec import to_json
from genai_core.wiring import storage
from lambdas.authorize_request.handler import handler as authorize
from lambdas.receive_frame.handler import handler as receive
from lambdas.serve_api.handler import handler as serve
from tests.contract.aws import Aws
from tests.contract.functions import ROLE
from tests.fresh_wiring import forget_wiring
from tests.unit.domain.protocol.examples import BARE
from tests.unit.lambdas.in_memory_backend import Context, rest_event, socket_event

MACHINE = {
    "QueryLanguage": "JSONata",
    "StartAt": "Answer",
    "States": {
        "Answer": {
            "Type": "Pass",
            "Output": to_json(replace(BARE, run_id="{% $states.input.run_id %}", answer="Yes. [1]")),
            "End": True,
        }
    },
}


@pytest.fixture
def deployed(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    """Tables, bucket, machine and catalogue, and the environment the stacks would write."""
    machine = aws.client("stepfunctions").create_state_machine(
        name=f"answer-{uuid.uuid4().hex[:8]}", definition=json.dumps(MACHINE), roleArn=ROLE, type="EXPRESS"
    )["stateMachineArn"]
    parameter = f"/quorum/{uuid.uuid4().hex[:8]}"
    models = json.dumps([asdict(ModelSpec(ModelId("extractive"), "extractive", "extractive"))])
    aws.client("ssm").put_parameter(Name=parameter, Value=models, Type="String")
    tables = ("workspaces", "documents", "sessions", "connections", "runs", "usage")
    environment = {
        **aws.environment(),
        **{f"{name.upper()}_TABLE": aws.create_table(name) for name in tables},
        "DOCUMENTS_BUCKET": aws.create_bucket(),
        "ANSWER_STATE_MACHINE_ARN": machine,
        "INBOX_QUEUE_URL": f"{aws.endpoint_url}/000000000000/inbox",
        "MODEL_CATALOGUE_PARAMETER": parameter,
        "WEBSOCKET_MANAGEMENT_URL": f"{aws.endpoint_url}/_aws/execute-api/none/live",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    forget_wiring()
    yield aws
    forget_wiring()


def call(method: str, path: str, body: Any = None, user: str = "ann") -> Any:
    answer = serve(rest_event(method, path, body, user=user), Context())
    assert answer["statusCode"] < 300, answer["body"]
    return json.loads(answer["body"])


def test_a_user_makes_a_workspace_connects_and_asks(deployed: Aws) -> None:
    workspace = call("POST", "/workspaces", {"name": "Docs", "members": ["bob"]})
    assert call("GET", "/workspaces", user="bob")["workspaces"] == []
    (invitation,) = call("GET", "/invitations", user="bob")["invitations"]
    call("PUT", f"/invitations/{invitation['workspace_id']}", user="bob")
    assert [
        workspace["workspace_id"] for workspace in call("GET", "/workspaces", user="bob")["workspaces"]
    ] == [workspace["workspace_id"]]
    ticket = call("POST", "/ws-ticket")["ticket"]
    policy = authorize(
        {
            "methodArn": "arn:aws:execute-api:eu-central-1:000000000000:api/live/$connect",
            "requestContext": {"eventType": "CONNECT"},
            "queryStringParameters": {"ticket": ticket},
        },
        Context(),
    )
    user = policy["context"]["user_id"]
    assert receive(socket_event("$connect", user=user), Context()) == {"statusCode": 200}
    ask = {"action": "ask", "request_id": "r1", "workspace_id": workspace["workspace_id"], "query": "Why?"}
    for _ in range(2):
        receive(socket_event("ask", ask), Context())
    run_id = storage.run_store().find(user, "r1")
    assert storage.run_store().question(run_id).connection_id == "c1"


def test_a_question_over_rest_comes_back_answered(deployed: Aws) -> None:
    workspace = call("POST", "/workspaces", {"name": "Docs"})["workspace_id"]
    done = call("POST", "/rag-query", {"workspace_id": workspace, "query": "Is it?"})
    assert done["answer"] == "Yes. [1]"
    call("POST", "/feedback", {"run_id": done["run_id"], "rating": "up"})


def test_the_other_routes_reach_their_stores(deployed: Aws) -> None:
    workspace = call("POST", "/workspaces", {"name": "Docs"})["workspace_id"]
    assert call("GET", f"/workspaces/{workspace}/documents") == {"documents": [], "next": None}
    assert call("POST", "/presigned-url", {"workspace_id": workspace, "filename": "a.pdf"})["fields"][
        "policy"
    ]
    assert call("GET", "/models")["models"][0]["id"] == "extractive"
    assert call("GET", "/usage")["lines"] == []
    assert call("GET", "/sessions") == {"sessions": []}
    assert call("DELETE", f"/workspaces/{workspace}") == {"documents": 0}
