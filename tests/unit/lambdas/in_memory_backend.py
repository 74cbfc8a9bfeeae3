"""The fixture `backend`: all that the endpoints reach, kept in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.adapters.memory.breaker_state import MemoryBreakerState
from genai_core.adapters.memory.connection_store import MemoryConnectionStore
from genai_core.adapters.memory.conversation_store import MemoryConversationStore
from genai_core.adapters.memory.deleted_workspaces import MemoryDeletedWorkspaces
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.evaluation_store import MemoryEvaluationStore
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.adapters.memory.feedback_store import MemoryFeedbackStore
from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.adapters.memory.inbox_queue import MemoryInboxQueue
from genai_core.adapters.memory.judgement_store import MemoryJudgementStore
from genai_core.adapters.memory.link_signer import MemoryLinkSigner
from genai_core.adapters.memory.model_catalogue import MemoryModelCatalogue
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.adapters.memory.token_buckets import MemoryTokenBuckets
from genai_core.adapters.memory.token_verifier import MemoryTokenVerifier
from genai_core.adapters.memory.usage_ledger import MemoryUsageLedger
from genai_core.adapters.memory.user_directory import MemoryUserDirectory
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.domain.callers import Caller, Group, known_groups
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId, UserId, WorkspaceId
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.answering.readable_quotes import ReadableQuotes
from genai_core.usecases.ingestion.ingestion_turns import IngestionTurns
from genai_core.usecases.ingestion.list_documents import ListDocuments
from genai_core.usecases.ingestion.read_chunks import ReadChunks
from genai_core.usecases.ingestion.read_content import ReadContent
from genai_core.usecases.ingestion.start_ingestion import StartIngestion
from genai_core.usecases.ingestion.withdraw_document import WithdrawDocument
from genai_core.wiring import administration, allowances, image_questions, replaying, storage
from genai_core.wiring import api as api_wiring
from lambdas.http.caller_context import write_caller
from tests.contract.clocks import SetClock
from tests.fresh_wiring import forget_wiring
from tests.unit.domain.protocol.examples import BARE

GROUPS = {"eve": Group.ADMIN, "cat": Group.WORKSPACE_MANAGER}
PAGE = "https://quorum.example"
ANN, BOB, EVE = UserId("ann"), UserId("bob"), UserId("eve")
SHARED = WorkspaceId("w-shared")
ENVIRONMENT = {
    "ALLOWED_ORIGINS": PAGE,
    "LIMITS_QUESTION_CHARS": "200",
    "LIMITS_DOCUMENT_BYTES": "1000",
    "DOCUMENTS_BUCKET": "documents",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def answered(payload: dict[str, Any]) -> dict[str, Any]:
    """What the machine returns in these tests: the form of `done`."""
    done = replace(
        BARE,
        run_id=payload["run_id"],
        answer="It is so. [1]",
        outcome=Outcome.AGREED,
        usage=Usage(7, 3),
    )
    return to_json(done)


@dataclass(slots=True)
class InMemoryBackend:
    """Stores and workflows; Ann owns the workspace `w-shared`, Bob is its member, Eve is neither."""

    clock: SetClock = field(default_factory=SetClock)
    runs: MemoryRunStore = field(default_factory=MemoryRunStore)
    workspaces: MemoryWorkspaceStore = field(default_factory=MemoryWorkspaceStore)
    conversations: MemoryConversationStore = field(default_factory=MemoryConversationStore)
    ledger: MemoryUsageLedger = field(default_factory=MemoryUsageLedger)
    feedback: MemoryFeedbackStore = field(default_factory=MemoryFeedbackStore)
    judgements: MemoryJudgementStore = field(default_factory=MemoryJudgementStore)
    evaluations: MemoryEvaluationStore = field(default_factory=MemoryEvaluationStore)
    sink: MemoryEventSink = field(default_factory=MemoryEventSink)
    blobs: MemoryBlobStore = field(default_factory=MemoryBlobStore)
    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    buckets: MemoryTokenBuckets = field(default_factory=MemoryTokenBuckets)
    connections: MemoryConnectionStore = field(init=False)
    documents: MemoryDocumentStore = field(init=False)
    breakers: MemoryBreakerState = field(default_factory=MemoryBreakerState)
    queue: MemoryInboxQueue = field(default_factory=MemoryInboxQueue)
    tokens: MemoryTokenVerifier = field(init=False)
    catalogue: MemoryModelCatalogue = field(init=False)
    workflows: MemoryWorkflowStarter = field(init=False)

    def __post_init__(self) -> None:
        self.connections = MemoryConnectionStore(self.clock)
        self.documents = MemoryDocumentStore(self.clock)
        self.tokens = MemoryTokenVerifier(self.clock)
        self.catalogue = MemoryModelCatalogue(
            [ModelSpec(ModelId("extractive"), "extractive", "extractive", api_key_secret="hidden")]
        )
        self.workflows = MemoryWorkflowStarter(
            {
                **{"answer_question": answered, "answer_question_replay": dict},
                **{"ingest_document": dict, "delete_document": dict},
            }
        )
        self.workspaces.create(Workspace(SHARED, "Shared", ANN, self.clock.now().isoformat(), (BOB,)))

    def start_ingestion(self) -> StartIngestion:
        """Returns the start of ingestions over these stores."""
        return StartIngestion(
            documents=self.documents,
            blobs=self.blobs,
            workspaces=self.workspaces,
            workflows=self.workflows,
            clock=self.clock,
            turns=IngestionTurns(self.workflows, self.queue, self.clock, at_once=100),
            max_document_bytes=1000,
        )

    def withdraw_document(self) -> WithdrawDocument:
        """Returns the deletion of documents over these stores."""
        find, start = ListDocuments(self.workspaces, self.documents).document, self.start_ingestion()
        return WithdrawDocument(find, self.inbox, start.mark_deleted, start.delete)

    def read_content(self) -> ReadContent:
        """Returns the reading of texts over these stores."""
        find = ListDocuments(self.workspaces, self.documents).document
        return ReadContent(find, self.blobs, MemoryLinkSigner())

    def read_chunks(self) -> ReadChunks:
        """Returns the reading of chunks over these stores."""
        return ReadChunks(ListDocuments(self.workspaces, self.documents).document, self.blobs)

    def parts(self) -> dict[str, Any]:
        """Returns what replaces the functions of wiring, by their names."""
        kept = {
            "run_store": self.runs,
            "workspace_store": self.workspaces,
            "deleted_workspaces": MemoryDeletedWorkspaces(),
            "conversation_store": self.conversations,
            "connection_store": self.connections,
            "usage_ledger": self.ledger,
            "feedback_store": self.feedback,
            "judgement_store": self.judgements,
            "evaluation_store": self.evaluations,
            "event_sink": self.sink,
            "workflow_starter": self.workflows,
            "model_catalogue": self.catalogue,
            "token_verifier": self.tokens,
            "token_buckets": self.buckets,
            "breaker_state": self.breakers,
            "inbox_queue": self.queue,
            "user_directory": MemoryUserDirectory({user: address_of(user) for user in (ANN, EVE)}),
            "clock": self.clock,
        }
        made = {
            "start_ingestion": self.start_ingestion,
            "withdraw_document": self.withdraw_document,
            "read_content": self.read_content,
            "read_chunks": self.read_chunks,
            "readable_quotes": lambda: ReadableQuotes(self.documents),
        }
        return {name: (lambda part=part: part) for name, part in kept.items()} | made


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemoryBackend]:
    """Memory adapters in every place of the wiring that the endpoints use."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    built = InMemoryBackend()
    forget_wiring(keeps_clients=True)
    for module in (storage, api_wiring, allowances, replaying, administration, image_questions):
        for name, part in built.parts().items():
            if hasattr(module, name):
                monkeypatch.setattr(module, name, part)
    yield built
    forget_wiring(keeps_clients=True)


class Context:
    """What the Lambda runtime hands over."""

    aws_request_id = "invocation"
    function_name = "function"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-central-1:000000000000:function:function"


def rest_event(
    method: str,
    path: str,
    body: Any = None,
    *,
    user: str = ANN,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Returns a REST proxy event; a body that is text goes as it is."""
    return {
        "httpMethod": method,
        "path": path,
        "resource": "/{proxy+}",
        "headers": headers or {},
        "multiValueHeaders": {},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "requestContext": {
            "requestId": "request-1",
            "stage": "api",
            "path": f"/api{path}",
            "authorizer": _authorizer(user),
        },
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
        "isBase64Encoded": False,
    }


def _authorizer(user: str) -> dict[str, str]:
    if not user:
        return {}
    return write_caller(Caller(UserId(user), known_groups([GROUPS.get(user)]), address_of(user)))


def address_of(user: str) -> EmailAddress:
    """Returns the address that the sign-in has verified of a user."""
    return EmailAddress(f"{user}@quorum.example")


def socket_event(route: str, body: Any = None, *, connection: str = "c1", user: str = "") -> dict[str, Any]:
    """Returns a WebSocket event."""
    return {
        "requestContext": {
            "routeKey": route,
            "connectionId": connection,
            "authorizer": {"user_id": user} if user else None,
        },
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
    }
