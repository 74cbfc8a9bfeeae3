"""The REST routes: what they answer, and to whom."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from genai_core.domain.identifiers import document_id
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.protocol.version import PROTOCOL_VERSION
from tests.unit.lambdas.in_memory_backend import BOB, EVE, PAGE, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call

IN_SHARED = f"/workspaces/{SHARED}"


def add_document(
    backend: InMemoryBackend, path: str = "a.txt", status: DocumentStatus = DocumentStatus.READY
) -> Document:
    now = backend.clock.now().isoformat()
    document = Document(
        workspace_id=SHARED,
        document_id=document_id(SHARED, path),
        path=path,
        status=DocumentStatus.SUBMITTED,
        content_hash="v1",  # type: ignore[arg-type]
        size_bytes=3,
        created_at=now,
        updated_at=now,
    )
    backend.documents.submit(document)
    if status is not DocumentStatus.SUBMITTED:
        return backend.documents.advance(SHARED, document.document_id, document.content_hash, status)
    return document


def test_health_needs_no_user(backend: InMemoryBackend) -> None:
    health = {"status": "ok", "environment": "local", "protocol": PROTOCOL_VERSION}
    assert call("GET", "/health", user="")[:2] == (200, health)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/workspaces"),
        ("GET", IN_SHARED),
        ("GET", f"{IN_SHARED}/documents"),
        ("GET", "/sessions"),
        ("GET", "/usage"),
        ("POST", "/ws-ticket"),
    ],
)
def test_every_other_route_needs_one(backend: InMemoryBackend, method: str, path: str) -> None:
    status, problem, _ = call(method, path, user="")
    assert (status, problem["title"]) == (403, "Forbidden")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", IN_SHARED, None),
        ("PATCH", IN_SHARED, {"name": "mine"}),
        ("DELETE", IN_SHARED, None),
        ("PUT", f"{IN_SHARED}/members/eve", None),
        ("GET", f"{IN_SHARED}/documents", None),
        ("GET", f"{IN_SHARED}/documents/any", None),
        ("DELETE", f"{IN_SHARED}/documents/any", None),
        ("POST", f"{IN_SHARED}/documents/any/retry", None),
        ("POST", "/presigned-url", {"workspace_id": SHARED, "filename": "a.txt"}),
        ("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"}),
        ("POST", "/rag-query-multimodal", {"workspace_id": SHARED, "query": "Why?", "table": "a,b"}),
        (
            "POST",
            "/v1/chat/completions",
            {"model": f"quorum:{SHARED}", "messages": [{"role": "user", "content": "Why?"}]},
        ),
    ],
)
def test_a_foreign_workspace_is_forbidden_everywhere(
    backend: InMemoryBackend, method: str, path: str, body: Any
) -> None:
    status, problem, _ = call(method, path, body, user=EVE)
    assert (status, problem["title"]) == (403, "Forbidden")
    assert backend.workflows.started == []


def test_errors_are_problem_details_with_the_request_id(backend: InMemoryBackend) -> None:
    status, problem, headers = call("GET", "/workspaces/w-none")
    assert status == 404
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["X-Request-Id"] == "request-1"
    assert problem == {
        "type": "about:blank",
        "title": "NotFound",
        "status": 404,
        "detail": "there is no workspace 'w-none'",
        "remedy": "List your workspaces.",
        "request_id": "request-1",
    }


def test_an_unforeseen_error_says_nothing_but_the_request_id(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend.workspaces, "visible_to", lambda _user: 1 / 0)
    status, problem, _ = call("GET", "/workspaces")
    assert (status, problem["request_id"]) == (500, "request-1")
    assert "division" not in json.dumps(problem)


@pytest.mark.parametrize("body", [None, "", "{", "[1", "nonsense"])
def test_a_body_that_is_not_json_is_refused(backend: InMemoryBackend, body: Any) -> None:
    assert call("POST", "/workspaces", body)[1]["title"] == "InvalidInput"


@pytest.mark.parametrize(
    "body", [{}, {"name": 7}, {"name": ""}, {"name": "x" * 101}, ["name"], {"name": None}]
)
def test_a_body_that_does_not_fit_is_refused(backend: InMemoryBackend, body: Any) -> None:
    status, problem, _ = call("POST", "/workspaces", body)
    assert (status, problem["title"]) == (400, "InvalidInput")


def test_an_unknown_path_is_not_found(backend: InMemoryBackend) -> None:
    status, problem, _ = call("GET", "/nowhere")
    assert (status, problem["title"]) == (404, "NotFound")
    assert "/openapi.json" in problem["remedy"]


def test_our_page_may_call_and_another_may_not(backend: InMemoryBackend) -> None:
    status, _, headers = call("GET", "/workspaces", headers={"origin": PAGE})
    assert (status, headers["Access-Control-Allow-Origin"], headers["Vary"]) == (200, PAGE, "Origin")
    status, problem, headers = call("GET", "/workspaces", headers={"Origin": "https://evil.example"})
    assert (status, problem["title"]) == (403, "Forbidden")
    assert "Access-Control-Allow-Origin" not in headers


def test_a_preflight_is_answered_for_every_path(backend: InMemoryBackend) -> None:
    for path in ("/retrieve", "/workspaces/w1"):
        status, _, headers = call("OPTIONS", path, user="", headers={"Origin": PAGE})
        assert status == 204
        assert "PATCH" in headers["Access-Control-Allow-Methods"]


def test_a_workspace_lives_from_creation_to_deletion(backend: InMemoryBackend) -> None:
    status, made, _ = call("POST", "/workspaces", {"name": "  My   docs ", "members": ["bob", "ann", "bob"]})
    assert (status, made["name"], made["owner"], made["invited"]) == (201, "My docs", "ann", ["bob"])
    path = f"/workspaces/{made['workspace_id']}"
    assert call("GET", path, user=BOB)[0] == 403
    joined = call("PUT", f"/invitations/{made['workspace_id']}", user=BOB)[1]
    assert (joined["members"], joined["invited"], joined["is_own"]) == (["bob"], [], False)
    assert call("GET", path, user=BOB)[0] == 200
    changed = call("PATCH", path, {"mode": "single", "models": ["extractive"]})[1]
    assert (changed["mode"], changed["models"], changed["name"]) == ("single", ["extractive"], "My docs")
    listed = call("GET", "/workspaces")[1]["workspaces"]
    assert {workspace["workspace_id"] for workspace in listed} == {made["workspace_id"], SHARED}
    assert call("DELETE", path)[:2] == (202, {"documents": 0})
    assert call("GET", path)[0] == 404


@pytest.mark.parametrize("path", ["/runs/{}", "/workspaces/{}", "/sessions/{}", "/workspaces/w/members/{}"])
def test_an_id_that_no_table_could_hold_is_refused_by_name(backend: InMemoryBackend, path: str) -> None:
    method = "PUT" if "members" in path else "GET"
    status, problem = call(method, path.format("x" * 3000))[:2]
    assert (status, "has 3000 characters" in problem["detail"]) == (400, True)


def test_members_come_and_go_by_the_owners_word_only(backend: InMemoryBackend) -> None:
    assert call("PUT", f"{IN_SHARED}/members/eve", user=BOB)[0] == 403
    invited = call("PUT", f"{IN_SHARED}/members/eve")[1]
    assert (invited["members"], invited["invited"], invited["is_own"]) == (["bob"], ["eve"], True)
    call("PUT", f"/invitations/{SHARED}", user=EVE)
    assert call("GET", IN_SHARED, user=EVE)[0] == 200
    assert call("DELETE", f"{IN_SHARED}/members/eve")[1]["members"] == ["bob"]
    assert call("GET", IN_SHARED, user=EVE)[0] == 403
    # Whoever was a member once is invited again, and asked again.
    assert call("PATCH", IN_SHARED, {"members": ["bob", "eve"]})[1]["invited"] == ["eve"]
    assert call("GET", IN_SHARED, user=EVE)[0] == 403
    assert call("PATCH", IN_SHARED, {"members": ["bob"]})[1]["invited"] == []
    assert call("PUT", f"/invitations/{SHARED}", user=EVE)[0] == 403


def test_an_invitation_puts_nothing_among_the_workspaces_of_whom_it_invites(backend: InMemoryBackend) -> None:
    shared = {"workspace_id": SHARED, "name": "Shared", "owner": "ann", "owner_email": "ann@quorum.example"}
    until = call("PUT", f"{IN_SHARED}/members/eve")[1]["invited_until"]["eve"]
    assert call("GET", "/invitations", user=EVE)[1] == {"invitations": [{**shared, "until": until}]}
    assert call("GET", "/workspaces", user=EVE)[1]["workspaces"] == []
    assert call("GET", "/v1/models", user=EVE)[1]["data"] == []
    assert call("POST", "/presigned-url", {"workspace_id": SHARED, "filename": "a.txt"}, user=EVE)[0] == 403
    assert call("POST", "/rag-query", {"workspace_id": SHARED, "query": "Why?"}, user=EVE)[0] == 403
    assert call("DELETE", f"/invitations/{SHARED}", user=EVE)[:2] == (
        200,
        {**shared, "owner_email": "", "until": ""},
    )
    assert call("GET", "/invitations", user=EVE)[1] == {"invitations": []}
    assert call("PUT", f"/invitations/{SHARED}", user=EVE)[0] == 403


def test_a_change_of_an_old_revision_is_a_conflict(backend: InMemoryBackend) -> None:
    assert call("PATCH", IN_SHARED, {"name": "one", "revision": 1})[0] == 200
    assert call("PATCH", IN_SHARED, {"name": "two", "revision": 1})[0] == 409
    assert call("PATCH", IN_SHARED, {"models": ["unknown"]})[0] == 400


def test_an_owner_says_how_long_passages_are(backend: InMemoryBackend) -> None:
    changed = call("PATCH", IN_SHARED, {"chunk_words": 60, "chunk_overlap": 10})[1]
    assert (changed["chunk_words"], changed["chunk_overlap"]) == (60, 10)
    for wrong in ({"chunk_words": 19}, {"chunk_words": 401}, {"chunk_overlap": 31}, {"chunk_overlap": -1}):
        status, problem = call("PATCH", IN_SHARED, wrong)[:2]
        assert status == 400
        assert next(iter(wrong)) in problem["detail"]
    assert backend.workspaces.get(SHARED).chunk_words == 60


def test_documents_are_listed_a_page_at_a_time(backend: InMemoryBackend) -> None:
    for number in range(3):
        backend.clock.pass_by(1)
        add_document(backend, f"{number}.txt")
    page = call("GET", f"{IN_SHARED}/documents", query={"limit": "2"}, user=BOB)[1]
    assert [document["path"] for document in page["documents"]] == ["2.txt", "1.txt"]
    rest = call("GET", f"{IN_SHARED}/documents", query={"limit": "2", "after": page["next"]})[1]
    assert [document["path"] for document in rest["documents"]] == ["0.txt"]
    assert rest["next"] is None
    assert call("GET", f"{IN_SHARED}/documents", query={"limit": "many"})[0] == 400
    assert call("GET", f"{IN_SHARED}/documents", query={"limit": "0"})[0] == 400


@pytest.mark.parametrize("status", list(DocumentStatus))
def test_a_document_of_any_status_can_be_deleted(backend: InMemoryBackend, status: DocumentStatus) -> None:
    document = add_document(backend, status=status)
    backend.inbox.drop(SHARED, "a.txt")
    backend.inbox.drop(SHARED, "a.txt.bak")
    path = f"{IN_SHARED}/documents/{document.document_id}"
    assert call("DELETE", path)[:2] == (202, {"document_id": document.document_id, "outcome": "deleting"})
    assert backend.inbox.files == {(SHARED, "a.txt.bak")}
    assert call("GET", path)[1]["status"] == "deleting"
    assert [workflow for workflow, _, _ in backend.workflows.started] == ["delete_document"]


def test_a_failed_document_is_processed_again(backend: InMemoryBackend) -> None:
    document = add_document(backend, status=DocumentStatus.FAILED)
    backend.blobs.put(f"inbox/{SHARED}/a.txt", b"new")
    backend.clock.pass_by(1)
    status, begun, _ = call("POST", f"{IN_SHARED}/documents/{document.document_id}/retry")
    assert (status, begun["outcome"]) == (202, "started")
    assert [workflow for workflow, _, _ in backend.workflows.started] == ["ingest_document"]


def test_an_upload_ticket_carries_its_limits_in_the_signature(backend: InMemoryBackend) -> None:
    status, ticket, _ = call(
        "POST", "/presigned-url", {"workspace_id": SHARED, "filename": "../../etc/ü b.PDF"}
    )
    assert status == 201
    assert ticket["key"] == f"inbox/{SHARED}/etc/ü b.PDF"
    policy = json.loads(base64.b64decode(ticket["fields"]["policy"]))
    assert ["content-length-range", 1, 1000] in policy["conditions"]
    assert {"Content-Type": "application/pdf"} in policy["conditions"]
    assert {"key": ticket["key"]} in policy["conditions"]


@pytest.mark.parametrize(
    "wish",
    [
        {"filename": ""},
        {"filename": "../.."},
        {"filename": "a.exe"},
        {"filename": "noextension"},
        {"filename": "x" * 800 + ".txt"},
        {"filename": "a.txt", "size_bytes": 1001},
        {"filename": "a.txt", "size_bytes": 0},
    ],
)
def test_what_cannot_be_uploaded_gets_no_ticket(backend: InMemoryBackend, wish: dict[str, Any]) -> None:
    assert call("POST", "/presigned-url", {"workspace_id": SHARED, **wish})[0] == 400
