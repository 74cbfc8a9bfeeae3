"""No request that the OpenAPI document allows, or almost allows, ends in an error of the server.

schemathesis makes the requests from the document that clients read, valid ones and others, and holds every
answer against it: the status, the type of content and the schema. Unavailable things may say so (503, 507).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lambdas.serve_api.handler import handler
from tests.unit.lambdas.in_memory_backend import Context, InMemoryBackend, rest_event

EXAMPLES = 5
SLOW_OR_SHARED = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)
MAY_BE_UNAVAILABLE = (503, 507)


def gateway(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Hands a request to the function as the REST gateway does."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode("utf-8", "replace")
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    event = rest_event(environ["REQUEST_METHOD"], path, body or None)
    event["queryStringParameters"] = dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True)) or None
    answer = handler(event, Context())
    status = HTTPStatus(int(answer["statusCode"]))
    start_response(f"{status.value} {status.phrase}", list(answer["headers"].items()))
    return [answer["body"].encode()]


SCHEMA = schemathesis.openapi.from_wsgi("/openapi.json", gateway)


OPERATIONS = {
    operation.ok().label: operation.ok()
    for operation in SCHEMA.get_all_operations()
    if isinstance(operation, Ok)
}


@pytest.mark.parametrize("label", OPERATIONS)
def test_no_request_ends_in_an_error_of_the_server(label: str, backend: InMemoryBackend) -> None:
    """Makes the requests here: `SCHEMA.parametrize` would make them in each process that collects tests."""

    @settings(max_examples=EXAMPLES, suppress_health_check=SLOW_OR_SHARED, database=None, deadline=None)
    def ask_each(case: schemathesis.Case[Any]) -> None:
        ask(case)

    operation = OPERATIONS[label]
    build_operation_test(
        config=SCHEMA.config, operation=operation, test_func=ask_each, given_kwargs={}, feedback=NO_FEEDBACK
    )()


def test_an_error_of_the_server_is_found(backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(SCHEMA["/workspaces"]["GET"].Case())
    monkeypatch.delattr(type(backend.workspaces), "visible_to")
    with pytest.raises(AssertionError, match="500"):
        ask(SCHEMA["/workspaces"]["GET"].Case())


def test_an_answer_that_the_document_does_not_promise_is_found(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lambdas.serve_api.routing.to_json", repr)
    with pytest.raises(FailureGroup, match="schema"):
        ask(SCHEMA["/workspaces"]["GET"].Case())


def ask(case: schemathesis.Case[Any]) -> None:
    """Sends a request and holds the answer against the document."""
    response = case.call()
    assert response.status_code < 500 or response.status_code in MAY_BE_UNAVAILABLE, response.text
    case.validate_response(
        response,
        checks=[status_code_conformance, content_type_conformance, response_schema_conformance],
    )


def test_every_operation_of_the_document_is_asked() -> None:
    assert len(OPERATIONS) > 25
    assert {"POST /rag-query", "POST /retrieve", "POST /v1/chat/completions"} <= OPERATIONS.keys()
