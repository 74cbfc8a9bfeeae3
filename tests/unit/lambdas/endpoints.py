"""Every endpoint with a request for it, and the role of each user of these tests towards its object.

Ann owns the workspace; Bob and Cat are members; Ivy is invited by id, Una by address; Eve is a stranger.
Bob uploaded `secret.txt`, which he alone reads, and asked the run `r1`; he also asked `r2`, in a workspace
that he was removed from since. He shares `s3`. Eve is in the sign-in group of administrators, and Cat in that
of workspace managers; everyone may create workspaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.identifiers import ChunkId, SessionId, UserId, WorkspaceId, document_id
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.documents import Block, DocumentStatus, ExtractedDocument
from genai_core.domain.permissions import Permission, Role
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.ingestion.document_archive import save_archived, save_text
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, save_extracted
from tests.unit.lambdas.in_memory_backend import ANN, BOB, EVE, SHARED, InMemoryBackend, address_of
from tests.unit.lambdas.rest import call

CAT, IVY, UNA = UserId("cat"), UserId("ivy"), UserId("una")
PEOPLE = (ANN, BOB, CAT, IVY, UNA, EVE)
LEFT = WorkspaceId("w-left")
SECRET, OPEN = "secret.txt", "open.txt"
Standing = Mapping[UserId, set[Role]]

NOBODY: Standing = {user: {Role.USER} for user in PEOPLE}
IN_WORKSPACE: Standing = {
    ANN: {Role.OWNER},
    BOB: {Role.MEMBER},
    CAT: {Role.MEMBER},
    IVY: {Role.INVITED},
    UNA: {Role.INVITED},
    EVE: {Role.USER},
}
WITHOUT_MEMBERS: Standing = {user: IN_WORKSPACE[user] for user in (ANN, IVY, UNA, EVE)}
WITHOUT_INVITED: Standing = {user: IN_WORKSPACE[user] for user in (ANN, BOB, CAT, EVE)}
TO_SECRET: Standing = {
    ANN: {Role.OWNER},
    BOB: {Role.MEMBER, Role.READER, Role.UPLOADER},
    CAT: {Role.MEMBER},
    IVY: {Role.INVITED},
    UNA: {Role.INVITED},
    EVE: {Role.USER},
}
TO_OPEN: Standing = {
    ANN: {Role.OWNER, Role.READER},
    BOB: {Role.MEMBER, Role.READER},
    CAT: {Role.MEMBER, Role.READER},
    IVY: {Role.INVITED},
    UNA: {Role.INVITED},
    EVE: {Role.USER},
}
TO_DEPLOYMENT: Standing = {**NOBODY, EVE: {Role.ADMINISTRATOR}}
TO_CREATE: Standing = {user: {Role.CREATOR} for user in PEOPLE}
TO_BOBS: Standing = {**NOBODY, BOB: {Role.SELF, Role.ASKER}}
TO_WHAT_BOB_LEFT: Standing = {**NOBODY, BOB: {Role.SELF}}


@dataclass(frozen=True, slots=True)
class Asking:
    """One request of an endpoint, the permission that decides it, and who is what to the thing it names."""

    needs: Permission
    standing: Standing
    line: str
    body: dict[str, Any] | None = None
    names: Mapping[str, str] = field(default_factory=dict[str, str])

    def __str__(self) -> str:
        return f"{self.line} {self.body or ''}"


_W = f"/workspaces/{SHARED}"
_SECRET = f"{_W}/documents/{document_id(SHARED, SECRET)}"
_OPEN = f"{_W}/documents/{document_id(SHARED, OPEN)}"
_RUN = {"kind": "answers", "name": "qa", "command": "quorum evaluate answers qa", "figures": {"f1": 0.5}}
_ASK = {"workspace_id": SHARED, "query": "Why?"}


def _sign(name: str, readers: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"workspace_id": SHARED, "filename": name, "metadata": {"readers": readers} if readers else {}}


REQUESTS: dict[str, tuple[Asking, ...]] = {
    "health": (Asking("read service", NOBODY, "GET /health"),),
    "openapi": (Asking("read service", NOBODY, "GET /openapi.json"),),
    "list_workspaces": (Asking("list workspaces", NOBODY, "GET /workspaces"),),
    "create_workspace": (Asking("create workspace", TO_CREATE, "POST /workspaces", {"name": "Mine"}),),
    "get_workspace": (Asking("read workspace", IN_WORKSPACE, f"GET {_W}"),),
    "change_workspace": (
        Asking("change workspace", IN_WORKSPACE, f"PATCH {_W}", {"name": "Taken"}),
        Asking("change workspace", IN_WORKSPACE, f"PATCH {_W}", {"members": ["bob", "cat", "eve"]}),
        Asking("change workspace", IN_WORKSPACE, f"PATCH {_W}", {"engine": "postgresql"}),
    ),
    "delete_workspace": (Asking("delete workspace", IN_WORKSPACE, f"DELETE {_W}"),),
    "get_lesson": (Asking("read lesson", IN_WORKSPACE, f"GET {_W}/lesson"),),
    "add_member": (
        Asking("invite member", IN_WORKSPACE, f"PUT {_W}/members/dan"),
        Asking("invite member", IN_WORKSPACE, f"PUT {_W}/members/ivy"),
    ),
    "remove_member": (
        Asking("remove member", IN_WORKSPACE, f"DELETE {_W}/members/dan"),
        Asking("remove member", IN_WORKSPACE, f"DELETE {_W}/members/ivy"),
        Asking("remove member", IN_WORKSPACE, f"DELETE {_W}/members/bob"),
    ),
    "invite_address": (
        Asking("invite member", IN_WORKSPACE, f"POST {_W}/invitations", {"email": "dan@quorum.example"}),
        Asking("invite member", IN_WORKSPACE, f"POST {_W}/invitations", {"email": "una@quorum.example"}),
    ),
    "withdraw_address": (
        Asking(
            "remove member", IN_WORKSPACE, f"POST {_W}/invitations/withdraw", {"email": "una@quorum.example"}
        ),
    ),
    "list_invitations": (Asking("list invitations", NOBODY, "GET /invitations"),),
    "accept_invitation": (Asking("accept invitation", IN_WORKSPACE, f"PUT /invitations/{SHARED}"),),
    "decline_invitation": (
        Asking("decline invitation", WITHOUT_MEMBERS, f"DELETE /invitations/{SHARED}"),
        Asking("leave workspace", WITHOUT_INVITED, f"DELETE /invitations/{SHARED}"),
    ),
    "list_documents": (Asking("list documents", IN_WORKSPACE, f"GET {_W}/documents"),),
    "get_document": (
        Asking("read document", TO_SECRET, f"GET {_SECRET}"),
        Asking("read document", TO_OPEN, f"GET {_OPEN}"),
    ),
    "read_content": (
        Asking("read content", TO_SECRET, f"GET {_SECRET}/content"),
        Asking("read content", TO_OPEN, f"GET {_OPEN}/content"),
    ),
    "list_chunks": (
        Asking("read content", TO_SECRET, f"GET {_SECRET}/chunks"),
        Asking("read content", TO_OPEN, f"GET {_OPEN}/chunks"),
    ),
    "get_history": (
        Asking("read document", TO_SECRET, f"GET {_SECRET}/history"),
        Asking("read document", TO_OPEN, f"GET {_OPEN}/history"),
    ),
    "delete_document": (
        Asking("delete document", TO_SECRET, f"DELETE {_SECRET}"),
        Asking("delete document", TO_OPEN, f"DELETE {_OPEN}"),
    ),
    "retry_document": (
        Asking("retry document", TO_SECRET, f"POST {_SECRET}/retry"),
        Asking("retry document", TO_OPEN, f"POST {_OPEN}/retry"),
    ),
    "sign_upload": (
        Asking("upload document", IN_WORKSPACE, "POST /presigned-url", _sign("new.txt")),
        Asking("replace document", TO_OPEN, "POST /presigned-url", _sign(OPEN)),
        Asking("replace document", TO_SECRET, "POST /presigned-url", _sign(SECRET, (BOB,))),
        Asking("restrict document", TO_SECRET, "POST /presigned-url", _sign(SECRET)),
        Asking("restrict document", TO_SECRET, "POST /presigned-url", _sign(SECRET, (BOB, CAT))),
    ),
    "retrieve": (Asking("search workspace", IN_WORKSPACE, "POST /retrieve", _ASK),),
    "rag_query": (Asking("ask workspace", IN_WORKSPACE, "POST /rag-query", _ASK),),
    "rag_query_multimodal": (
        Asking("ask workspace", IN_WORKSPACE, "POST /rag-query-multimodal", {**_ASK, "table": "a,b\n1,2"}),
    ),
    "get_run": (
        Asking("read run", TO_BOBS, "GET /runs/{r1}"),
        Asking("read run", TO_WHAT_BOB_LEFT, "GET /runs/{r2}"),
    ),
    "replay_run": (
        Asking("replay run", TO_BOBS, "POST /runs/{r1}/replay"),
        Asking("replay run", TO_WHAT_BOB_LEFT, "POST /runs/{r2}/replay"),
    ),
    "list_sessions": (Asking("list conversations", NOBODY, "GET /sessions"),),
    "get_session": (
        Asking("read conversation", TO_BOBS, "GET /sessions/s1"),
        Asking("read conversation", TO_WHAT_BOB_LEFT, "GET /sessions/s2"),
        Asking("read shared conversation", IN_WORKSPACE, "GET /sessions/s3"),
    ),
    "rename_session": (
        Asking("rename conversation", TO_WHAT_BOB_LEFT, "PATCH /sessions/s2", {"title": "Mine"}),
        Asking("share conversation", TO_WHAT_BOB_LEFT, "PATCH /sessions/s2", {"is_shared": True}),
    ),
    # Deleting another's conversation changes nothing.
    "delete_session": (Asking("delete conversation", TO_WHAT_BOB_LEFT, "DELETE /sessions/s2"),),
    "give_feedback": (
        Asking("judge run", TO_BOBS, "POST /feedback", {"run_id": "{r1}", "rating": "up"}),
        Asking("judge run", TO_WHAT_BOB_LEFT, "POST /feedback", {"run_id": "{r2}", "rating": "up"}),
    ),
    "list_models": (Asking("list models", NOBODY, "GET /models?check=false"),),
    "report_usage": (Asking("read usage", NOBODY, "GET /usage"),),
    "issue_ticket": (Asking("connect", NOBODY, "POST /ws-ticket"),),
    "list_chat_models": (Asking("list workspaces", NOBODY, "GET /v1/models"),),
    "complete_chat": (
        Asking(
            "ask workspace",
            IN_WORKSPACE,
            "POST /v1/chat/completions",
            {"model": f"quorum:{SHARED}", "messages": [{"role": "user", "content": "Why?"}]},
        ),
    ),
    "list_evaluations": (Asking("read lesson", IN_WORKSPACE, f"GET {_W}/evaluations"),),
    "publish_evaluation": (Asking("publish evaluation", IN_WORKSPACE, f"POST {_W}/evaluations", _RUN),),
    "list_disputes": (Asking("read lesson", IN_WORKSPACE, f"GET {_W}/disputes"),),
    "list_people": (Asking("read workspace", IN_WORKSPACE, f"GET {_W}/people"),),
    "get_budget": (Asking("read workspace", IN_WORKSPACE, f"GET {_W}/budget"),),
    "sum_usage": (Asking("read administration", TO_DEPLOYMENT, "GET /admin/usage"),),
    "list_breakers": (Asking("read administration", TO_DEPLOYMENT, "GET /admin/breakers"),),
    "show_queue": (Asking("read administration", TO_DEPLOYMENT, "GET /admin/queue"),),
    "redrive_messages": (Asking("redrive messages", TO_DEPLOYMENT, "POST /admin/queue/redrive"),),
}
"""Requests of each REST route, by its name."""

FRAMES: dict[str, tuple[Asking, ...]] = {
    "ask": (Asking("ask workspace", IN_WORKSPACE, "ask", {"request_id": "new", **_ASK}),),
    "cancel": (
        Asking("cancel run", TO_BOBS, "cancel", {"request_id": "rest-r1"}),
        Asking("cancel run", TO_WHAT_BOB_LEFT, "cancel", {"request_id": "rest-r2"}),
    ),
    "drop_model": (
        Asking("drop model", TO_BOBS, "drop_model", {"request_id": "rest-r1", "model": "m1"}),
        Asking("drop model", TO_WHAT_BOB_LEFT, "drop_model", {"request_id": "rest-r2", "model": "m1"}),
    ),
    "resume": (
        Asking("resume run", TO_BOBS, "resume", {"request_id": "rest-r1"}),
        Asking("resume run", TO_WHAT_BOB_LEFT, "resume", {"request_id": "rest-r2"}),
    ),
}
"""Frames of each action of the WebSocket."""

UPLOADS: dict[str, tuple[Asking, ...]] = {
    "signed upload": (
        Asking("upload document", IN_WORKSPACE, "new.txt"),
        Asking("replace document", TO_OPEN, OPEN),
        Asking("replace document", TO_SECRET, SECRET, {"readers": [BOB]}),
        Asking("restrict document", TO_SECRET, SECRET),
        Asking("restrict document", TO_SECRET, SECRET, {"readers": [BOB, CAT]}),
    ),
    "drop": (Asking("drop document", {}, OPEN), Asking("drop document", {}, "new.txt")),
}
"""Files that arrive in the inbox: path and metadata."""


def furnish(backend: InMemoryBackend) -> dict[str, str]:
    """Makes the documents, runs and conversations that the requests name; returns the runs by name."""
    backend.workspaces.update(
        replace(_shared(backend, (BOB, CAT)), invited=(IVY,), invited_emails=(address_of(UNA),))
    )
    backend.workspaces.create(Workspace(LEFT, "Left", ANN, backend.clock.now().isoformat(), (BOB,)))
    _document(backend, OPEN, '{"uploader":"dan"}', members=("dan",))
    _document(backend, SECRET, '{"readers":["bob"],"uploader":"bob"}')
    runs: dict[str, str] = {}
    for name, session, workspace in (("r1", "s1", SHARED), ("r2", "s2", LEFT), ("r3", "s3", SHARED)):
        body = {"workspace_id": workspace, "query": "Why?", "session_id": session}
        done = call("POST", "/rag-query", body, user=BOB, headers={"Idempotency-Key": name})[1]
        runs[name] = done["run_id"]
        _conversation(backend, session, workspace, done["run_id"])
    backend.conversations.share(BOB, SessionId("s3"), is_shared=True)
    backend.workspaces.update(replace(backend.workspaces.get(LEFT), members=()))
    backend.workflows.started.clear()
    return runs


def _shared(backend: InMemoryBackend, members: tuple[UserId, ...]) -> Workspace:
    return replace(backend.workspaces.get(SHARED), members=members)


def _document(backend: InMemoryBackend, path: str, label: str, members: tuple[str, ...] = ()) -> None:
    """Ingests one document; `members` are in the workspace for that moment only."""
    before = backend.workspaces.get(SHARED).members
    backend.workspaces.update(_shared(backend, (*before, *map(UserId, members))))
    backend.blobs.put(f"inbox/{SHARED}/{path}", b"Some text.", label=label)
    assert backend.start_ingestion()(f"inbox/{SHARED}/{path}") == "started"
    _archive(backend, path)
    backend.workspaces.update(_shared(backend, before))


def _archive(backend: InMemoryBackend, path: str) -> None:
    """Keeps the text of a document, as its ingestion would."""
    stored = backend.documents.get(SHARED, document_id(SHARED, path))
    version = DocumentVersion(SHARED, stored.document_id, path, stored.content_hash)
    text = ExtractedDocument(path, "txt", (Block("Some text."),), metadata=stored.metadata)
    save_extracted(backend.blobs, version, text)
    save_text(backend.blobs, version)
    chunk = Chunk(ChunkId("c0"), stored.document_id, 0, "Some text.", path, metadata=stored.metadata)
    embedded = EmbeddedChunk(chunk, np.ones(1, np.float32))
    save_archived(backend.blobs, SHARED, stored.document_id, stored.content_hash, [embedded])
    answering = {"answering": stored.content_hash, "answering_chunks": 1}
    where = SHARED, stored.document_id, stored.content_hash
    backend.documents.advance(*where, DocumentStatus.READY, **answering)


def _conversation(backend: InMemoryBackend, session: str, workspace: WorkspaceId, run_id: str) -> None:
    backend.conversations.append(
        SessionMessage(SessionId(session), workspace, BOB, "user", "Why?", "2026-01-01T00:00:00Z", run_id)
    )
