"""Rates per user: taken before anything is spent, and of nobody else's."""

from __future__ import annotations

from dataclasses import fields

import pytest

from genai_core.domain.protocol.routes import ROUTES
from genai_core.domain.user_rates import ALLOWANCES, ROUTES_TAKE
from genai_core.errors import Overloaded
from genai_core.settings import LimitSettings
from genai_core.wiring import retrieval
from lambdas.retrieve_passages.handler import handler as retrieve_passages
from tests.fresh_wiring import forget_wiring
from tests.unit.lambdas.in_memory_backend import BOB, SHARED, Context, InMemoryBackend, rest_event
from tests.unit.lambdas.rest import call

LIMITED = {
    "uploads": ("POST", "/presigned-url", {"workspace_id": SHARED, "filename": "a.txt"}),
    "workspaces": ("POST", "/workspaces", {"name": "Mine"}),
    "documents": ("DELETE", f"/workspaces/{SHARED}/documents/any", None),
}


def test_every_allowance_has_a_setting_and_a_route() -> None:
    assert {f"{name}_per_minute" for name in ALLOWANCES} <= {spec.name for spec in fields(LimitSettings)}
    assert set(ROUTES_TAKE.values()) == set(ALLOWANCES) == {*LIMITED, "searches"}
    assert set(ROUTES_TAKE) <= {route.name for route in ROUTES}


@pytest.mark.parametrize("allowance", LIMITED)
def test_what_is_beyond_the_rate_is_refused_until_it_is_made_up_for(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch, allowance: str
) -> None:
    monkeypatch.setenv(f"LIMITS_{allowance.upper()}_PER_MINUTE", "3")
    forget_wiring(keeps_clients=True)
    method, path, body = LIMITED[allowance]
    known = len(backend.workspaces.visible_to(BOB))
    within = [call(method, path, body)[0] for _ in range(3)]
    assert 429 not in within
    status, problem, _ = call(method, path, body)
    assert (status, problem["title"]) == (429, "Refused")
    assert "3" in problem["detail"]
    assert problem["reset_at"] > backend.clock.now().isoformat()
    assert call(method, path, body, user=BOB)[0] == within[0]
    backend.clock.pass_by(20)
    assert call(method, path, body)[0] == within[0]
    assert call(method, path, body)[0] == 429
    assert len(backend.workspaces.visible_to(BOB)) == known + (allowance == "workspaces")


def test_a_search_beyond_the_rate_is_refused_before_it_begins(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIMITS_SEARCHES_PER_MINUTE", "1")
    forget_wiring(keeps_clients=True)
    begun: list[str] = []

    def search() -> object:
        begun.append("search")
        raise Overloaded("there is no engine here")

    monkeypatch.setattr(retrieval, "retrieve_passages", search)
    event = rest_event("POST", "/retrieve", {"workspace_id": SHARED, "query": "Why?"})
    assert [retrieve_passages(event, Context())["statusCode"] for _ in range(2)] == [503, 429]
    assert begun == ["search"]


def test_a_failing_token_bucket_or_a_limit_of_zero_refuses_nobody(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> float:
        raise Overloaded("down")

    monkeypatch.setenv("LIMITS_WORKSPACES_PER_MINUTE", "1")
    forget_wiring(keeps_clients=True)
    with monkeypatch.context() as broken:
        broken.setattr(backend.buckets, "take", fail)
        assert [call("POST", "/workspaces", {"name": "Mine"})[0] for _ in range(3)] == [201] * 3
    monkeypatch.setenv("LIMITS_WORKSPACES_PER_MINUTE", "0")
    forget_wiring(keeps_clients=True)
    assert [call("POST", "/workspaces", {"name": "Mine"})[0] for _ in range(3)] == [201] * 3
