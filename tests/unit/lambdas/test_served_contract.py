"""The REST API serves the routes of the contract, and refuses fields that the contract does not have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from genai_core.domain.protocol.routes import ROUTES, Route
from lambdas.serve_api.routing import SERVED
from tests.unit.lambdas.in_memory_backend import SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call

IN_SHARED = f"/workspaces/{SHARED}"


def test_every_route_of_the_contract_is_served_and_its_document_is_the_generated_one(
    backend: InMemoryBackend,
) -> None:
    served = call("GET", "/openapi.json", user="")[1]
    assert served == json.loads((Path(__file__).parents[3] / "docs" / "openapi.json").read_text())
    # `POST /retrieve` has a function of its own, in the database's network.
    assert set(SERVED) | {"retrieve"} == {route.name for route in ROUTES}


# `POST /retrieve` is served elsewhere, and OpenAI's clients send more fields than are read.
STRICT = [route for route in ROUTES if route.body and route.name not in ("retrieve", "complete_chat")]


@pytest.mark.parametrize("route", STRICT, ids=lambda route: route.name)
def test_a_body_with_an_unknown_field_is_refused_by_its_name(backend: InMemoryBackend, route: Route) -> None:
    status, problem, _ = call(route.method, re.sub(r"\{\w+\}", "x", route.path), {"colour": "red"})
    assert (status, problem["title"]) == (400, "InvalidInput")
    assert "'colour'" in problem["detail"]


def test_an_unknown_query_parameter_is_refused_by_its_name(backend: InMemoryBackend) -> None:
    status, problem, _ = call("GET", f"{IN_SHARED}/documents", query={"limti": "2"})
    assert (status, problem["detail"]) == (400, "the query has an unknown field 'limti'")
