"""Walks every REST route, socket action and upload key against the table of permissions, as everybody."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Any

import pytest

from genai_core.domain.identifiers import RunId, UserId, document_id
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.permissions import (
    ACTIONS_NEED,
    GRANTED,
    INBOX_NEEDS,
    ROUTES_NEED,
    Role,
    document_roles,
    permits,
)
from genai_core.domain.protocol.client_frames import CLIENT_FRAMES
from genai_core.domain.protocol.frames import Accepted, Token
from genai_core.domain.protocol.routes import ROUTES
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.retrieval.retrieve_passages import RetrieveForUser, TimedRetrieval
from genai_core.wiring import retrieval
from lambdas.receive_frame.handler import handler as receive_frame
from lambdas.retrieve_passages.handler import handler as retrieve_passages
from tests.unit.lambdas.endpoints import FRAMES, OPEN, PEOPLE, REQUESTS, SECRET, UPLOADS, Asking, furnish
from tests.unit.lambdas.in_memory_backend import (
    ANN,
    SHARED,
    Context,
    InMemoryBackend,
    rest_event,
    socket_event,
)
from tests.unit.lambdas.rest import call

REFUSED = (403, 404)


def cases(endpoints: Mapping[str, tuple[Asking, ...]]) -> list[Any]:
    allowed_users = [
        (asking, user) for askings in endpoints.values() for asking in askings for user in asking.standing
    ]
    return [pytest.param(asking, user, id=f"{user} {asking}") for asking, user in allowed_users]


def granted(asking: Asking, user: UserId) -> bool:
    return bool(GRANTED[asking.needs] & {*asking.standing[user], Role.USER, Role.ANYONE})


def test_every_endpoint_has_a_row_and_requests_for_all_that_it_needs() -> None:
    """A route, action or inbox event that somebody adds is red here until it says what it needs."""
    assert set(ROUTES_NEED) == set(REQUESTS) == {route.name for route in ROUTES}
    assert set(ACTIONS_NEED) == set(FRAMES) == set(CLIENT_FRAMES)
    assert set(INBOX_NEEDS) == set(UPLOADS)
    for needs, endpoints in ((ROUTES_NEED, REQUESTS), (ACTIONS_NEED, FRAMES), (INBOX_NEEDS, UPLOADS)):
        for endpoint, permissions in needs.items():
            asked = {asking.needs for asking in endpoints[endpoint]}
            # What a search finds, and which lines a list shows, is walked below.
            assert asked | {"find document", "read document", "read conversation"} >= set(permissions)
            assert asked <= set(permissions)
    used = itertools.chain(*ROUTES_NEED.values(), *ACTIONS_NEED.values(), *INBOX_NEEDS.values())
    assert set(used) == set(GRANTED)


def test_only_the_service_itself_is_open_to_anyone() -> None:
    anyone = {name for name, needs in ROUTES_NEED.items() if Role.ANYONE in GRANTED[needs[0]]}
    assert anyone == {route.name for route in ROUTES if not route.needs_user}
    assert [name for name, roles in GRANTED.items() if Role.ADMIN in roles] == ["drop document"]


@pytest.mark.parametrize(("asking", "user"), cases(REQUESTS))
def test_a_route_answers_whom_the_table_grants_it_and_nobody_else(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch, asking: Asking, user: UserId
) -> None:
    runs = furnish(backend)
    method, path = asking.line.format(**runs).split(" ")
    path, _, query = path.partition("?")
    body = json.loads(json.dumps(asking.body).replace("{r1}", runs["r1"]).replace("{r2}", runs["r2"]))
    before = backend.workspaces.get(SHARED), backend.documents.get(SHARED, document_id(SHARED, SECRET))
    if path == "/retrieve":
        nothing = RetrieveForUser(backend.workspaces, lambda _place: _find_nothing, 10, 5, 100)  # type: ignore[arg-type]
        monkeypatch.setattr(retrieval, "retrieve_passages", lambda: nothing)
        status = retrieve_passages(rest_event(method, path, body, user=user), Context())["statusCode"]
    else:
        asked = dict([query.split("=")]) if query else None
        status = call(method, path, body, user=user, query=asked)[0]
    if asking.needs == "delete conversation":
        # It says the same to everybody; what it deletes is the caller's own.
        left = backend.conversations.messages(UserId("bob"), path.rpartition("/")[2])  # type: ignore[arg-type]
        assert (status, bool(left)) == (200, not granted(asking, user))
        return
    assert (status in REFUSED) == (not granted(asking, user)), status
    assert status < 400 or status in REFUSED
    if status in REFUSED:
        now = backend.workspaces.get(SHARED), backend.documents.get(SHARED, document_id(SHARED, SECRET))
        assert now == before
        assert backend.workflows.started == []


@pytest.mark.parametrize(("asking", "user"), cases(FRAMES))
def test_an_action_of_the_socket_too(backend: InMemoryBackend, asking: Asking, user: UserId) -> None:
    runs = furnish(backend)
    for run_id in runs.values():
        _frames(backend, run_id)
    backend.sink.connect("c1")
    receive_frame(socket_event("$connect", user=user), Context())
    receive_frame(socket_event("$default", {"action": asking.line, **(asking.body or {})}), Context())
    sent = backend.sink.sent["c1"]
    errors = [frame for frame in sent if frame["type"] == "error"]
    assert [frame["code"] in ("Forbidden", "NotFound") for frame in errors] == (
        [] if granted(asking, user) else [True]
    )
    if not granted(asking, user):
        assert sent == errors
        assert backend.workflows.started == []


@pytest.mark.parametrize(("asking", "user"), cases({"signed upload": UPLOADS["signed upload"]}))
def test_a_signed_upload_is_asked_again_when_it_arrives(
    backend: InMemoryBackend, asking: Asking, user: UserId
) -> None:
    """Fifteen minutes lie between signature and file: whoever was removed meanwhile replaces nothing."""
    furnish(backend)
    before = backend.documents.get(SHARED, document_id(SHARED, SECRET))
    key = f"inbox/{SHARED}/{asking.line}"
    backend.blobs.put(key, b"Another text.", label=write_label(asking.body or {}, user))
    outcome = backend.start_ingestion()(key)
    if granted(asking, user):
        assert outcome == "started"
        assert backend.documents.get(SHARED, document_id(SHARED, asking.line)).owner == user
        return
    known = asking.line in (SECRET, OPEN)
    assert outcome == ("refused" if known else "rejected")
    assert backend.workflows.started == []
    assert backend.documents.get(SHARED, document_id(SHARED, SECRET)) == before


@pytest.mark.parametrize("asking", UPLOADS["drop"], ids=str)
def test_what_lies_in_the_inbox_without_a_label_came_from_an_operator(
    backend: InMemoryBackend, asking: Asking
) -> None:
    furnish(backend)
    key = f"inbox/{SHARED}/{asking.line}"
    backend.blobs.put(key, b"Another text.")
    assert Role.ADMIN in GRANTED[asking.needs]
    assert backend.start_ingestion()(key) == "started"


@pytest.mark.parametrize("readers", [(), ("bob",), ("ann", "cat"), ("eve",)])
@pytest.mark.parametrize("user", PEOPLE)
def test_a_search_admits_whom_the_table_lets_find(
    backend: InMemoryBackend, readers: tuple[str, ...], user: UserId
) -> None:
    """Strangers are refused before a search begins, so this asks about the people inside."""
    furnish(backend)
    workspace = backend.workspaces.get(SHARED)
    document = backend.documents.get(SHARED, document_id(SHARED, OPEN))
    document.metadata.update({"readers": readers} if readers else {})
    inside = user in (workspace.owner, *workspace.members)
    is_permitted = permits("find document", document_roles(user, workspace, document))
    assert is_permitted == (inside and Scope(SHARED, user).admits(document.metadata))
    assert is_permitted == (inside and (not readers or user in readers))


@pytest.mark.parametrize("user", ["bob", "ivy", "una"])
def test_leaving_takes_nobody_else_along(backend: InMemoryBackend, user: UserId) -> None:
    furnish(backend)
    before = backend.workspaces.get(SHARED)
    assert call("DELETE", f"/invitations/{SHARED}", user=user)[0] == 200
    now = backend.workspaces.get(SHARED)
    assert people(before) - people(now) == {"una@quorum.example" if user == "una" else user}
    assert call("GET", f"/workspaces/{SHARED}", user=user)[0] == 403


def people(workspace: Workspace) -> set[str]:
    return {*workspace.members, *workspace.invited, *workspace.invited_emails}


def test_lists_show_what_their_reader_may_read(backend: InMemoryBackend) -> None:
    furnish(backend)
    shown = {
        user: {
            document["path"]
            for document in call("GET", f"/workspaces/{SHARED}/documents", user=user)[1]["documents"]
        }
        for user in ("ann", "bob", "cat")
    }
    assert shown == {"ann": {OPEN, SECRET}, "bob": {OPEN, SECRET}, "cat": {OPEN}}
    listed = call("GET", "/sessions", user="bob")[1]["sessions"]
    assert sorted(session["session_id"] for session in listed) == ["s1", "s3"]


@pytest.mark.parametrize(
    ("body", "label"),
    [(b"", '{"readers":["bob"]}'), (b"x" * 1001, '{"readers":["bob"]}'), (b"", "")],
)
def test_a_rejected_file_is_still_for_its_readers_only(
    backend: InMemoryBackend, body: bytes, label: str
) -> None:
    furnish(backend)
    for path in ("fresh.txt", SECRET) if label else (SECRET,):
        backend.blobs.put(f"inbox/{SHARED}/{path}", body, label=label)
        assert backend.start_ingestion()(f"inbox/{SHARED}/{path}") == "rejected"
        document = backend.documents.get(SHARED, document_id(SHARED, path))
        assert document.metadata["readers"] == ("bob",)
        assert call("GET", f"/workspaces/{SHARED}/documents/{document.document_id}", user="cat")[0] == 404


def test_a_file_with_a_label_that_cannot_be_read_is_shown_to_the_owner_only(backend: InMemoryBackend) -> None:
    furnish(backend)
    for label in ('{"readers":[""]}', '{"readers":[]}', "{"):
        backend.blobs.put(f"inbox/{SHARED}/odd.txt", b"text", label=label)
        assert backend.start_ingestion()(f"inbox/{SHARED}/odd.txt") == "rejected"
        document = backend.documents.get(SHARED, document_id(SHARED, "odd.txt"))
        assert document.metadata == {"readers": (ANN,)}


@pytest.mark.parametrize("readers", [[], [""], [" "], ["bob", ""]])
def test_an_upload_for_nobody_is_refused_with_value_and_remedy(
    backend: InMemoryBackend, readers: list[str]
) -> None:
    wish = {"workspace_id": SHARED, "filename": "a.txt", "metadata": {"readers": readers}}
    status, problem, _ = call("POST", "/presigned-url", wish)
    assert status == 400
    assert repr(readers) in problem["detail"]
    assert "leave it out" in problem["remedy"]


def _find_nothing(*_asked: Any) -> TimedRetrieval:
    return TimedRetrieval((), (), {"dense": 0.0, "lexical": 0.0, "fuse": 0.0, "retrieve": 0.0})


def _frames(backend: InMemoryBackend, run_id: str) -> None:
    backend.runs.append_frame(RunId(run_id), Accepted("s1", ("m1",)))
    backend.runs.append_frame(RunId(run_id), Token("It is so."))
