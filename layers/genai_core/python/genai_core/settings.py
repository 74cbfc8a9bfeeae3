"""Where things are: the only reader of the environment.

`config.json` says what to deploy; the stacks write these variables; nothing else of the core reads
`os.environ`. A name a function needs and does not have is a `Misconfigured` that names it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from genai_core.errors import Misconfigured


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment of one function; each field is the variable of the same name in capitals.

    A field without a value is only an error when it is read through `require`.
    """

    environment: str = "local"
    tracing: str = field(default="off", metadata={"one_of": ("on", "off")})
    # storage
    documents_bucket: str = ""
    workspaces_table: str = ""
    documents_table: str = ""
    sessions_table: str = ""
    connections_table: str = ""
    runs_table: str = ""
    usage_table: str = ""
    # search engine
    database_host: str = ""
    database_port: int = 5432
    database_name: str = "quorum"
    database_user: str = "quorum"
    database_auth: str = field(default="iam", metadata={"one_of": ("iam", "trust")})
    opensearch_url: str = ""
    # How requests to it are signed: as to a domain, as to a serverless collection, or not at all.
    opensearch_auth: str = field(default="es", metadata={"one_of": ("es", "aoss", "none")})
    # What new workspaces are searched by.
    search_engine: str = field(
        default="postgresql", metadata={"one_of": ("postgresql", "opensearch", "store")}
    )
    # A pluggable store by the name of its entry point, its address or folder, and the secret with its key.
    store: str = ""
    store_url: str = ""
    store_secret: str = ""
    embedder_path: str = "/opt/model"
    # workflows and events
    answer_state_machine_arn: str = ""
    ingest_state_machine_arn: str = ""
    delete_state_machine_arn: str = ""
    move_state_machine_arn: str = ""
    status_topic_arn: str = ""
    websocket_management_url: str = ""
    # sign-in
    token_issuer: str = ""
    token_client_id: str = ""
    token_keys_url: str = ""
    allowed_origins: tuple[str, ...] = ()
    # models and limits
    model_catalogue_parameter: str = ""
    retrieval_depth: int = 50
    retrieval_passages: int = 8
    retrieval_languages: tuple[str, ...] = ("english",)
    # before ranking, and after it
    retrieval_expansion: str = field(default="none", metadata={"one_of": ("none", "feedback", "model")})
    retrieval_self_query: str = field(default="rules", metadata={"one_of": ("off", "rules", "model")})
    retrieval_question_model: str = ""
    retrieval_question_timeout_s: float = 3.0
    retrieval_diversity: float = 0.0
    retrieval_join_neighbours: str = field(default="on", metadata={"one_of": ("on", "off")})
    retrieval_max_words: int = 0
    # what `reranker_target` names: an endpoint of SageMaker, a model of Bedrock, a folder with an ONNX graph
    reranker: str = field(
        default="tokens", metadata={"one_of": ("tokens", "onnx", "sagemaker", "bedrock", "none")}
    )
    reranker_target: str = ""
    reranker_timeout_s: float = 3.0
    max_question_chars: int = 4000
    answer_deadline_s: int = 65
    # models of the catalogue besides those that answer; empty for none
    answer_writer: str = ""
    answer_judge: str = ""
    answer_further_s: float = 8.0
    max_document_bytes: int = 50_000_000
    stuck_after_minutes: int = 90
    # budgets per user and day; 0 means none
    daily_tokens: int = 0
    daily_cost_usd: float = 0.0

    def require(self, name: str) -> Any:
        """Returns a field's value. Raises Misconfigured where it is empty."""
        value = getattr(self, name)
        if value in ("", ()):
            raise Misconfigured(
                f"the environment variable {name.upper()!r} is not set",
                remedy="Deploy again: the stacks set it from config.json.",
            )
        return value


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads settings from a mapping. Raises Misconfigured for a value of the wrong kind."""
    values = {
        spec.name: _parse(spec.name, spec.type, environment[spec.name.upper()], spec.metadata)
        for spec in fields(Settings)
        if spec.name.upper() in environment
    }
    return Settings(**values)


@cache
def settings() -> Settings:
    """Returns the settings of this process, read once."""
    return read_settings(os.environ)


def _parse(name: str, kind: Any, text: str, metadata: Mapping[str, Any]) -> Any:
    if kind in ("int", "float"):
        try:
            return int(text) if kind == "int" else float(text)
        except ValueError:
            wanted = "a whole number" if kind == "int" else "a number"
            raise Misconfigured(f"{name.upper()} is {text!r}", remedy=f"It must be {wanted}.") from None
    if kind.startswith("tuple"):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    choices = metadata.get("one_of")
    if choices and text not in choices:
        raise Misconfigured(f"{name.upper()} is {text!r}", remedy=f"It must be one of {', '.join(choices)}.")
    return text
