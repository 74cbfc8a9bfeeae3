"""Every function of Quorum, one row each: what the stacks deploy and the benchmarks measure.

Imports nothing, so that a stack may read it without the core.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grant = Literal[
    "blobs:read",
    "blobs:write",
    "documents:read",
    "documents:write",
    "workspaces:read",
    "workspaces:write",
    "sessions:read",
    "sessions:write",
    "connections:read",
    "connections:write",
    "runs:read",
    "runs:write",
    "usage:read",
    "usage:write",
    "database:connect",
    "models:invoke",
    "reranker:invoke",
    "catalogue:read",
    "websocket:send",
    "status:publish",
    "inbox:receive",
    "answer:start",
    "ingest:start",
    "delete:start",
    "move:start",
]
Layer = Literal["query", "ingestion", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionSpec:
    """One function.

    Attributes:
        name: verb_noun; its handler is `lambdas.<name>.handler.handler`.
        timeout_s: Longer than its longest honest call, shorter than its state machine's step.
        layers: Dependency layers besides the core, which all have.
        grants: What it may do, and nothing else; one that connects to the database runs in the VPC.
        settings: Names of `genai_core.settings.Settings` that it reads besides those of its grants.
    """

    name: str
    purpose: str
    memory_mb: int = 512
    timeout_s: int = 30
    layers: tuple[Layer, ...] = ("query",)
    grants: tuple[Grant, ...] = ()
    settings: tuple[str, ...] = ()

    @property
    def handler(self) -> str:
        return f"lambdas.{self.name}.handler.handler"

    @property
    def in_vpc(self) -> bool:
        return "database:connect" in self.grants


FUNCTIONS: tuple[FunctionSpec, ...] = (
    # doors
    FunctionSpec(
        name="authorize_request",
        purpose="Checks the JWT of a REST call, or the one-time ticket of a WebSocket connection.",
        timeout_s=10,
        grants=("connections:read", "connections:write"),
        settings=("token_issuer", "token_client_id", "token_keys_url", "allowed_origins"),
    ),
    FunctionSpec(
        name="serve_api",
        purpose="Serves the REST routes except retrieval.",
        memory_mb=1769,
        timeout_s=29,
        layers=("query", "model"),
        grants=(
            "blobs:read",
            "blobs:write",
            "documents:read",
            "documents:write",
            "workspaces:read",
            "workspaces:write",
            "sessions:read",
            "sessions:write",
            "connections:write",
            "runs:read",
            "runs:write",
            "usage:read",
            "catalogue:read",
            "models:invoke",
            "answer:start",
            "ingest:start",
            "delete:start",
            "move:start",
        ),
        settings=(
            "embedder_path",
            "allowed_origins",
            "search_engine",
            "opensearch_url",
            "store",
            "retrieval_depth",
            "retrieval_passages",
            "max_question_chars",
            "max_document_bytes",
            "daily_tokens",
            "daily_cost_usd",
        ),
    ),
    FunctionSpec(
        name="receive_frame",
        purpose="Takes WebSocket frames: connect, ask, cancel, resume, disconnect.",
        grants=(
            "connections:read",
            "connections:write",
            "runs:read",
            "runs:write",
            "workspaces:read",
            "websocket:send",
            "answer:start",
        ),
        settings=("allowed_origins", "max_question_chars"),
    ),
    # answer_question
    FunctionSpec(
        name="prepare_question",
        purpose="Checks membership and budget, folds the history in, chooses the models.",
        timeout_s=10,
        grants=(
            "workspaces:read",
            "sessions:read",
            "runs:read",
            "runs:write",
            "usage:read",
            "catalogue:read",
            "websocket:send",
        ),
        settings=(
            "retrieval_depth",
            "retrieval_passages",
            "retrieval_expansion",
            "retrieval_self_query",
            "max_question_chars",
            "daily_tokens",
            "daily_cost_usd",
        ),
    ),
    FunctionSpec(
        name="expand_question",
        purpose="Asks a model for the question in other words, where that is switched on.",
        timeout_s=7,
        layers=("query", "model"),
        grants=("catalogue:read", "models:invoke"),
        settings=(
            "embedder_path",
            "retrieval_expansion",
            "retrieval_self_query",
            "retrieval_question_model",
            "retrieval_question_timeout_s",
        ),
    ),
    FunctionSpec(
        name="search_dense",
        purpose="Embeds the question and finds its nearest chunks.",
        timeout_s=20,
        memory_mb=1769,
        layers=("query", "model"),
        grants=("database:connect",),
        settings=("embedder_path", "retrieval_self_query"),
    ),
    FunctionSpec(
        name="search_lexical",
        purpose="Finds chunks by BM25.",
        timeout_s=20,
        grants=("database:connect",),
        settings=("retrieval_languages", "retrieval_expansion", "retrieval_self_query"),
    ),
    FunctionSpec(
        name="fuse_passages",
        purpose="Fuses both legs, reranks, and fetches the passages.",
        timeout_s=20,
        memory_mb=1769,
        layers=("query", "model"),
        grants=("database:connect", "reranker:invoke"),
        settings=(
            "embedder_path",
            "retrieval_self_query",
            "retrieval_diversity",
            "retrieval_join_neighbours",
            "retrieval_max_words",
        ),
    ),
    FunctionSpec(
        name="retrieve_passages",
        purpose="Runs the whole retrieval for POST /retrieve.",
        memory_mb=1769,
        timeout_s=29,
        layers=("query", "model"),
        grants=("database:connect", "reranker:invoke", "workspaces:read"),
        settings=(
            "embedder_path",
            "allowed_origins",
            "retrieval_depth",
            "retrieval_passages",
            "retrieval_languages",
            "retrieval_expansion",
            "retrieval_self_query",
            "retrieval_diversity",
            "retrieval_join_neighbours",
            "retrieval_max_words",
            "max_question_chars",
        ),
    ),
    FunctionSpec(
        name="publish_passages",
        purpose="Tells the client what was found, while the models think.",
        timeout_s=10,
        memory_mb=256,
        grants=("runs:read", "runs:write", "websocket:send"),
    ),
    FunctionSpec(
        name="ask_model",
        purpose="Asks one model, streams its draft, and decides the run if it completes the quorum.",
        memory_mb=1769,
        timeout_s=75,
        layers=("query", "model"),
        grants=("runs:read", "runs:write", "models:invoke", "websocket:send"),
        settings=("embedder_path", "answer_deadline_s", "answer_writer"),
    ),
    FunctionSpec(
        name="reach_consensus",
        purpose="Compares and checks the answers, lets judge and writer speak, and streams the verified one.",
        timeout_s=20,
        memory_mb=1769,
        layers=("query", "model"),
        grants=("runs:read", "runs:write", "catalogue:read", "models:invoke", "websocket:send"),
        settings=(
            "embedder_path",
            "answer_deadline_s",
            "answer_writer",
            "answer_judge",
            "answer_further_s",
        ),
    ),
    FunctionSpec(
        name="record_answer",
        purpose="Keeps the conversation and the usage, and sends `done` or `error`.",
        timeout_s=10,
        grants=("runs:read", "runs:write", "sessions:write", "usage:write", "websocket:send"),
    ),
    # ingest_document, delete_document
    FunctionSpec(
        name="start_ingestion",
        purpose="Turns S3 events from the queue into executions.",
        grants=(
            "blobs:read",
            "documents:read",
            "documents:write",
            "workspaces:read",
            "inbox:receive",
            "ingest:start",
            "delete:start",
        ),
        settings=("max_document_bytes",),
    ),
    FunctionSpec(
        name="extract_document",
        purpose="Reads one document in a limited process.",
        memory_mb=2048,
        timeout_s=300,
        layers=("ingestion",),
        grants=("blobs:read", "blobs:write", "documents:read", "documents:write"),
        settings=("max_document_bytes",),
    ),
    FunctionSpec(
        name="chunk_document",
        purpose="Cuts the extracted text into chunks and batches.",
        memory_mb=1024,
        timeout_s=120,
        layers=("ingestion",),
        grants=("blobs:read", "blobs:write", "documents:write"),
    ),
    FunctionSpec(
        name="embed_chunks",
        purpose="Embeds one batch of chunks.",
        memory_mb=1769,
        timeout_s=120,
        layers=("query", "model"),
        grants=("blobs:read", "blobs:write"),
        settings=("embedder_path",),
    ),
    FunctionSpec(
        name="index_document",
        purpose="Writes all chunks of a version in one transaction.",
        memory_mb=1024,
        timeout_s=300,
        grants=("blobs:read", "blobs:write", "database:connect", "documents:write", "workspaces:read"),
        settings=("retrieval_languages",),
    ),
    FunctionSpec(
        name="delete_document",
        purpose="Removes a document from the index, the store and its record.",
        timeout_s=120,
        grants=(
            "blobs:read",
            "blobs:write",
            "database:connect",
            "documents:read",
            "documents:write",
            "workspaces:read",
        ),
    ),
    FunctionSpec(
        name="move_workspace",
        purpose="Copies a workspace from the archive to the other engine, part by part.",
        memory_mb=1024,
        timeout_s=300,
        grants=(
            "blobs:read",
            "blobs:write",
            "database:connect",
            "documents:read",
            "workspaces:read",
            "workspaces:write",
        ),
    ),
    FunctionSpec(
        name="record_failure",
        purpose="Marks a document failed with the step and the reason.",
        grants=("documents:read", "documents:write"),
    ),
    FunctionSpec(
        name="publish_status",
        purpose="Sends document status events from the topic to the members' connections.",
        grants=("connections:read", "workspaces:read", "documents:read", "websocket:send"),
    ),
    FunctionSpec(
        name="reconcile_documents",
        purpose="Closes or restarts documents whose work has gone stale, on a schedule.",
        timeout_s=120,
        grants=("documents:read", "documents:write", "ingest:start", "delete:start"),
        settings=("stuck_after_minutes",),
    ),
)


def function(name: str) -> FunctionSpec:
    """Returns the row of that name."""
    return next(spec for spec in FUNCTIONS if spec.name == name)
