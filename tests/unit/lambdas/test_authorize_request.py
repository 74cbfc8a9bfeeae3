"""Who gets in: by token over REST, by ticket over the WebSocket."""

from __future__ import annotations

from typing import Any

import pytest

from genai_core.domain.callers import Caller, Group
from lambdas.authorize_request.handler import Unauthorized, handler
from lambdas.http.caller_context import read_caller
from tests.unit.lambdas.in_memory_backend import ANN, PAGE, Context, InMemoryBackend, address_of

METHOD_ARN = "arn:aws:execute-api:eu-central-1:000000000000:api1/api/GET/workspaces/w1"
CONNECT_ARN = "arn:aws:execute-api:eu-central-1:000000000000:api2/live/$connect"


def rest(authorization: str | None, **headers: str) -> dict[str, Any]:
    sent = dict(headers)
    if authorization is not None:
        sent["authorization"] = authorization
    return {"type": "REQUEST", "methodArn": METHOD_ARN, "headers": sent, "requestContext": {"stage": "api"}}


def connect(ticket: str | None, **headers: str) -> dict[str, Any]:
    return {
        "type": "REQUEST",
        "methodArn": CONNECT_ARN,
        "headers": headers,
        "queryStringParameters": {"ticket": ticket} if ticket is not None else None,
        "requestContext": {"eventType": "CONNECT", "routeKey": "$connect"},
    }


def statement(policy: dict[str, Any]) -> dict[str, Any]:
    return policy["policyDocument"]["Statement"][0]


def test_a_good_token_opens_the_whole_stage_for_its_user(backend: InMemoryBackend) -> None:
    policy = handler(rest(f"Bearer {backend.tokens.issue(ANN)}"), Context())
    assert policy["context"] == {"user_id": "ann"}
    assert statement(policy)["Effect"] == "Allow"
    assert statement(policy)["Resource"].endswith("api1/api/*")


@pytest.mark.parametrize("group", [Group.ADMIN, Group.WORKSPACE_MANAGER])
def test_the_groups_are_told_to_the_functions(backend: InMemoryBackend, group: Group) -> None:
    context = handler(rest(f"Bearer {backend.tokens.issue(ANN, groups=[group])}"), Context())["context"]
    assert context == {"user_id": "ann", "groups": " ".join(sorted([group, Group.USER]))}
    assert read_caller(context).groups == {group, Group.USER}


def test_a_verified_address_is_told_to_the_functions(backend: InMemoryBackend) -> None:
    token = backend.tokens.issue(ANN, email=address_of(ANN))
    context = handler(rest(f"Bearer {token}"), Context())["context"]
    assert context == {"user_id": "ann", "email": "ann@quorum.example"}
    assert read_caller(context) == Caller(ANN, email=address_of(ANN))


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer forged"])
def test_anything_but_a_good_token_is_unauthorized(backend: InMemoryBackend, header: str | None) -> None:
    with pytest.raises(Unauthorized, match=r"^Unauthorized$"):
        handler(rest(header), Context())


def test_an_expired_token_is_unauthorized(backend: InMemoryBackend) -> None:
    token = backend.tokens.issue(ANN, valid_s=60)
    backend.clock.pass_by(61)
    with pytest.raises(Unauthorized):
        handler(rest(f"Bearer {token}"), Context())


def test_a_token_in_the_address_is_not_looked_at(backend: InMemoryBackend) -> None:
    event = rest(None) | {"queryStringParameters": {"token": backend.tokens.issue(ANN)}}
    with pytest.raises(Unauthorized):
        handler(event, Context())


def test_a_ticket_opens_one_connection(backend: InMemoryBackend) -> None:
    ticket = backend.connections.issue_ticket(ANN, valid_s=60)
    policy = handler(connect(ticket, Origin=PAGE), Context())
    assert policy["context"] == {"user_id": "ann"}
    assert statement(policy) == {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": CONNECT_ARN}
    with pytest.raises(Unauthorized):
        handler(connect(ticket, Origin=PAGE), Context())


@pytest.mark.parametrize("ticket", [None, "", "forged"])
def test_a_forged_or_missing_ticket_opens_none(backend: InMemoryBackend, ticket: str | None) -> None:
    with pytest.raises(Unauthorized):
        handler(connect(ticket), Context())


def test_an_expired_ticket_opens_none(backend: InMemoryBackend) -> None:
    ticket = backend.connections.issue_ticket(ANN, valid_s=60)
    backend.clock.pass_by(61)
    with pytest.raises(Unauthorized):
        handler(connect(ticket), Context())


def test_a_token_opens_no_socket_and_a_ticket_no_route(backend: InMemoryBackend) -> None:
    with pytest.raises(Unauthorized):
        handler(connect(backend.tokens.issue(ANN)), Context())
    with pytest.raises(Unauthorized):
        handler(rest(f"Bearer {backend.connections.issue_ticket(ANN, valid_s=60)}"), Context())


def test_another_page_is_denied_at_both_apis_and_spends_no_ticket(backend: InMemoryBackend) -> None:
    ticket = backend.connections.issue_ticket(ANN, valid_s=60)
    elsewhere = {"origin": "https://evil.example"}
    assert statement(handler(connect(ticket, **elsewhere), Context()))["Effect"] == "Deny"
    denied = handler(rest(f"Bearer {backend.tokens.issue(ANN)}", **elsewhere), Context())
    assert statement(denied)["Effect"] == "Deny"
    assert backend.connections.redeem_ticket(ticket) == ANN
