"""The functions that answer questions: the steps of `answer_question`, and retrieval by itself."""

from __future__ import annotations

from lambdas.catalogue.function_spec import FunctionSpec

ANSWERING: tuple[FunctionSpec, ...] = (
    FunctionSpec(
        name="prepare_question",
        purpose="Checks membership and budget, folds the history in, chooses the models.",
        timeout_s=10,
        grants=(
            "workspaces:read",
            "documents:read",
            "sessions:read",
            "runs:read",
            "runs:write",
            "usage:read",
            "catalogue:read",
            "websocket:send",
        ),
    ),
    FunctionSpec(
        name="replay_question",
        purpose="Begins a new run of a question that was asked before.",
        timeout_s=10,
        memory_mb=256,
        grants=("runs:read", "runs:write"),
    ),
    FunctionSpec(
        name="expand_question",
        purpose="Asks a model for the question in other words, where that is switched on.",
        timeout_s=7,
        layers=("query", "model"),
        grants=("encoders:invoke", "catalogue:read", "models:invoke", "usage:write"),
    ),
    FunctionSpec(
        name="search_dense",
        purpose="Embeds the question and finds its nearest chunks.",
        timeout_s=25,
        memory_mb=1769,
        layers=("query", "model"),
        grants=(
            "encoders:invoke",
            "database:read",
        ),
    ),
    FunctionSpec(
        name="search_lexical",
        purpose="Finds chunks by BM25, and says so if the database must wake first.",
        timeout_s=25,
        layers=("query",),
        grants=("database:read", "runs:write"),
    ),
    FunctionSpec(
        name="fuse_passages",
        purpose="Fuses both retrievers, reranks, fetches the passages, and computes from a table among them.",
        timeout_s=17,
        memory_mb=1769,
        layers=("query", "model"),
        grants=("encoders:invoke", "database:read", "reranker:invoke", "archive:read"),
    ),
    FunctionSpec(
        name="retrieve_passages",
        purpose="Runs the whole retrieval for POST /retrieve.",
        memory_mb=1769,
        timeout_s=29,
        layers=("query", "model"),
        grants=(
            "encoders:invoke",
            "database:read",
            "reranker:invoke",
            "workspaces:read",
            "runs:write",
        ),
        settings=("allowed_origins",),
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
        grants=(
            "encoders:invoke",
            "archive:read",
            "runs:read",
            "runs:write",
            "catalogue:read",
            "models:invoke",
            "websocket:send",
        ),
        settings=("verifier_path",),
    ),
    FunctionSpec(
        name="reach_consensus",
        purpose="Compares and checks the answers, lets judge and writer speak, and streams the verified one.",
        timeout_s=18,
        memory_mb=1769,
        layers=("query", "model"),
        grants=(
            "encoders:invoke",
            "runs:read",
            "runs:write",
            "catalogue:read",
            "models:invoke",
            "websocket:send",
        ),
        settings=("verifier_path",),
    ),
    FunctionSpec(
        name="record_answer",
        purpose="Keeps the conversation and the usage, and sends `done` or `error`.",
        timeout_s=8,
        grants=("runs:read", "runs:write", "sessions:write", "usage:write", "websocket:send"),
    ),
)
