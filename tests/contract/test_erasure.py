"""After a workspace or a user is erased, nothing in tables, bucket and index names it, and all else stays."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from genai_core.adapters.dynamodb.connection_store import DynamoConnectionStore
from genai_core.adapters.dynamodb.conversation_store import DynamoConversationStore
from genai_core.adapters.dynamodb.document_store import DynamoDocumentStore
from genai_core.adapters.dynamodb.feedback_store import DynamoFeedbackStore
from genai_core.adapters.dynamodb.judgement_store import DynamoJudgementStore
from genai_core.adapters.dynamodb.response_cache import DynamoResponseCache
from genai_core.adapters.dynamodb.run_store import DynamoRunStore
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.trace_store import DynamoTraceStore
from genai_core.adapters.dynamodb.usage_ledger import DynamoUsageLedger
from genai_core.adapters.dynamodb.workspace_store import DynamoWorkspaceStore
from genai_core.adapters.memory.deleted_workspaces import MemoryDeletedWorkspaces
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.s3.blob_store import S3BlobStore
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.generation.response_keys import CachedResponse
from genai_core.domain.identifiers import (
    ChunkId,
    ContentHash,
    DocumentId,
    ModelId,
    RunId,
    SessionId,
    UserId,
    WorkspaceId,
    document_id,
)
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.learning.judgements import Judgement
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.frames import Token
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.workspaces import SearchBackend, Workspace
from genai_core.errors import InvalidInput
from genai_core.usecases.erasure.erase_user import EraseUser
from genai_core.usecases.erasure.sweep import Sweep
from genai_core.usecases.erasure.traces import BlobTraces, IndexTraces
from genai_core.usecases.workspaces.delete_workspace import DeleteWorkspace
from tests.contract.aws import Aws
from tests.contract.clocks import SetClock

GONE, KEPT = WorkspaceId("w-1111111111111111"), WorkspaceId("w-1111111111111111-2")
ANN, BOB = UserId("6f1c-ann"), UserId("6f1c-ann-bob")
"""Ids that begin with one another: erasing one must not take the other."""
KEYS = {
    "workspaces": ("workspace_id", "object_type"),
    "documents": ("workspace_id", "document_id"),
    "sessions": ("user_id", "item"),
    "connections": ("item",),
    "runs": ("run_id", "item"),
    "usage": ("user_id", "item"),
}


class Estate:
    """All tables, a bucket and an index; a workspace of Ann's that Bob is in, and one of Bob's with Ann."""

    def __init__(self, aws: Aws) -> None:
        client, clock = aws.client("dynamodb"), SetClock()
        tables = {name: DynamoTable(client, aws.create_table(name)) for name in KEYS}
        self.tables = tables
        self.workspaces = DynamoWorkspaceStore(tables["workspaces"])
        self.judgements = DynamoJudgementStore(tables["workspaces"])
        self.documents = DynamoDocumentStore(tables["documents"], clock)
        self.conversations = DynamoConversationStore(tables["sessions"])
        self.feedback = DynamoFeedbackStore(tables["sessions"])
        self.connections = DynamoConnectionStore(tables["connections"], clock)
        self.runs = DynamoRunStore(tables["runs"], clock)
        self.responses = DynamoResponseCache(tables["runs"])
        self.usage = DynamoUsageLedger(tables["usage"], clock)
        self.blobs = S3BlobStore(aws.client("s3"), aws.create_bucket())
        self.index = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()))
        traces = (
            DynamoTraceStore(
                tables[name], keys, whole=name == "runs", redacts=name in ("workspaces", "documents")
            )
            for name, keys in KEYS.items()
        )
        index = IndexTraces(lambda _engine: self.index, [SearchBackend()])
        self.sweep = Sweep((*traces, BlobTraces(self.blobs), index))
        for workspace, owner in ((GONE, ANN), (KEPT, BOB)):
            self.workspaces.create(
                Workspace(workspace, "Papers", owner, "2026-01-01T00:00:00Z", tuple({ANN, BOB} - {owner}))
            )
            for user in (ANN, BOB):
                self._use(workspace, user)
        for user in (ANN, BOB):
            self.connections.open(f"c-{user}", user)
            self.connections.issue_ticket(user, valid_s=60)

    def everything(self) -> list[str]:
        """Returns all that is stored, a line each."""
        rows = [f"{name} {item!r}" for name, table in self.tables.items() for item in table.scan()]
        keys = list(self.blobs.keys(""))
        chunks = [f"index {workspace}" for workspace in (GONE, KEPT) if self.index.count(workspace)]
        return [*rows, *keys, *chunks]

    def naming(self, *ids: str) -> list[str]:
        """Returns what names one of them, or one of their runs."""
        word = re.compile(
            "|".join(
                rf"(?<![\w-]){identifier}(?![\w-])|run-{identifier}-of|-of-{identifier}(?![\w-])"
                for identifier in ids
            )
        )
        return [line for line in self.everything() if word.search(line)]

    def _use(self, workspace: WorkspaceId, user: UserId) -> None:
        """Uploads, asks, judges."""
        number = 1 if workspace == GONE else 2
        run = RunId(f"run-{user}-of-{workspace}")
        path = "a.txt" if user == ANN else "b.txt"
        document = document_id(workspace, path)
        version = ContentHash(f"v-{user}")
        self.documents.submit(_document(workspace, user, path))
        for key in (
            f"inbox/{workspace}/{path}",
            f"artifacts/{workspace}/{path}/t",
            f"archive/{workspace}/{path}/v",
        ):
            self.blobs.put(key, b"The quiet walrus.")
        chunk = Chunk(ChunkId(f"c-{document}"), document, 0, "The quiet walrus.", "Animals")
        vector = np.eye(1, 384, dtype=np.float32)[0]
        self.index.replace_document(workspace, document, version, [EmbeddedChunk(chunk, vector)])
        session = SessionId(f"s-{number}")
        self.runs.create(Question(run, f"request-{number}", workspace, session, user, "Why?"))
        self.runs.append_frame(run, Token("The quiet walrus."))
        self.responses.write(workspace, f"k-{user}", CachedResponse("The quiet walrus."), until=4e9)
        asked = SessionMessage(session, workspace, user, "user", "Why?", "2026-01-01T00:00:00Z", run)
        self.conversations.append(asked)
        self.conversations.append(replace(asked, role="assistant", answer={"answer": "The quiet walrus."}))
        if user == ANN:
            self.conversations.share(user, session, is_shared=True)
        self.feedback.put(Feedback(user, run, workspace, "up", "2026-01-01T00:00:00Z"))
        self.judgements.add(
            workspace, Judgement(run, user, True, 0.5, (ModelId("m"),), (), "2026-01-01T00:00:00Z")
        )
        self.usage.record(user, run, ModelId("m"), Usage(1, 1), day="2026-01-01")


def _document(workspace: WorkspaceId, user: UserId, path: str) -> Document:
    return Document(
        workspace_id=workspace,
        document_id=document_id(workspace, path),
        path=path,
        status=DocumentStatus.SUBMITTED,
        content_hash=ContentHash(f"v-{user}"),
        size_bytes=1,
        created_at="2026-01-01T00:00:00Z",
        updated_at="2026-01-01T00:00:00Z",
        owner=user,
    )


@pytest.fixture
def estate(aws: Aws) -> Estate:
    return Estate(aws)


def test_nothing_of_a_deleted_workspace_is_left_and_nothing_else_is_touched(estate: Estate) -> None:
    others = set(estate.everything()) - set(estate.naming(GONE))
    keys_by_place = estate.sweep.find(GONE)
    assert {name.split("-")[0] for name in keys_by_place} == {
        *("workspaces", "documents", "sessions", "runs", "usage", "bucket", "index")
    }
    erased = estate.sweep(GONE)
    assert sum(erased.values()) >= len(estate.naming(GONE)) + 20
    assert estate.sweep.find(GONE) == {}
    assert estate.naming(GONE) == []
    assert estate.sweep(GONE) == {}
    assert set(estate.everything()) >= others
    assert estate.workspaces.get(KEPT).owner == BOB
    assert len(estate.conversations.messages(BOB, SessionId("s-2"))) == 2
    assert len(estate.runs.frames(RunId(f"run-{BOB}-of-{KEPT}"), after_seq=-1)) == 1


def test_nothing_names_an_erased_user_and_what_others_own_stays(estate: Estate) -> None:
    def withdraw(_user: UserId, workspace: WorkspaceId, document: DocumentId) -> None:
        estate.documents.remove(workspace, document)

    notes = MemoryDeletedWorkspaces()
    delete = DeleteWorkspace(estate.workspaces, estate.documents, estate.blobs, withdraw, notes, SetClock())
    address = EmailAddress("ann@quorum.example")
    kept = estate.workspaces.get(KEPT)
    estate.workspaces.update(replace(kept, invited_emails=(address, EmailAddress("cid@quorum.example"))))
    erase_user = EraseUser(estate.workspaces, delete, estate.sweep)
    assert erase_user.invitations(ANN, address) == [KEPT]
    assert erase_user(ANN, address)["invitations by address"] == 1
    assert erase_user.invitations(ANN, address) == []
    assert not any("ann@quorum.example" in line for line in estate.everything())
    assert estate.workspaces.get(KEPT).invited_emails == ("cid@quorum.example",)
    assert estate.sweep.find(ANN) == {}
    assert estate.naming(ANN, GONE) == []
    kept = estate.workspaces.get(KEPT)
    assert (kept.owner, kept.members) == (BOB, ())
    documents = {document.path: document.owner for document in estate.documents.in_workspace(KEPT)}
    assert documents == {"a.txt": "erased", "b.txt": BOB}
    assert estate.index.count(KEPT) == 2
    assert len(estate.conversations.messages(BOB, SessionId("s-2"))) == 2
    assert estate.connections.connections(BOB) == [f"c-{BOB}"]
    assert [line.calls for line in estate.usage.lines(BOB, since="2026-01-01")] == [2]


@pytest.mark.parametrize("subject", ["", "w", "a b", "papers/..", "x" * 200])
def test_what_cannot_be_an_id_erases_nothing(estate: Estate, subject: str) -> None:
    before = estate.everything()
    with pytest.raises(InvalidInput, match="is not an id"):
        estate.sweep(subject)
    assert estate.everything() == before
