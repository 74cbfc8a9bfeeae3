"""Settings of functions: declared once here, and read from the environment here only.

The sections (`RetrievalSettings` and the others) are parts of `config.json`. Their fields say default,
description and limits; from them follow the check of `config.json`, its schema, the variables that the
stacks give to functions, and `docs/reference/settings.md`. The other fields of `Settings` say where things
are; the stacks know it when they are deployed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, get_args, get_origin, get_type_hints

from genai_core.domain.callers import WorkspaceCreators
from genai_core.domain.declared import setting
from genai_core.errors import Misconfigured


@dataclass(frozen=True, slots=True, kw_only=True)
class RetrievalSettings:
    """How passages are found, ranked and chosen."""

    depth: int = setting(50, "Candidates of each retriever.", ge=1, le=500)
    passages: int = setting(8, "Passages handed to the models; at most `depth`.", ge=1, le=50)
    languages: tuple[str, ...] = setting(
        ("english",),
        "Snowball's names of the languages of documents and questions, such as english and german. A text "
        "whose language is not recognised counts as the first. After adding one, index its documents again.",
        min_length=1,
        max_length=8,
    )
    reranker: Literal["tokens", "onnx", "sagemaker", "bedrock", "none"] = setting(
        "tokens",
        "`tokens`: late interaction with the encoder; `none`: the fused order; the others are "
        "cross-encoders, which need `reranker_target`.",
    )
    reranker_target: str = setting(
        "",
        "Name of the SageMaker endpoint; id or ARN of the Bedrock model; folder with model.onnx and "
        "tokenizer.json.",
    )
    reranker_timeout_s: float = setting(
        3.0, "After it the fused order is kept, and the answer says so.", gt=0, le=12
    )
    expansion: Literal["none", "feedback", "model"] = setting(
        "none",
        "What is searched besides the question: nothing; words of the best passages; variations by "
        "`question_model`.",
    )
    self_query: Literal["off", "rules", "model"] = setting(
        "rules",
        "Whether author, date, type and source that a question states become filters: by rules, or by "
        "`question_model` too. A filter that leaves no result is dropped, and the answer says so.",
    )
    question_model: str = setting(
        "", "Id of the model that `expansion` and `self_query` ask: a fast, cheap one."
    )
    question_timeout_s: float = setting(
        3.0,
        "Time limit of `question_model`; after it the question is searched as it is, and the answer says so.",
        gt=0,
        le=5,
    )
    diversity: float = setting(
        0.0, "1 minus lambda of maximal marginal relevance; 0 keeps the ranked order.", ge=0, le=1
    )
    join_neighbours: bool = setting(True, "Whether neighbouring chunks of a document become one passage.")
    max_words: int = setting(0, "Of all passages together; 0 means no limit but that of each model.", ge=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSettings:
    """Models that are asked besides those that answer."""

    writer: str = setting(
        "",
        "Id of the model that joins what the models agree on into one text; empty for none. The text is "
        "checked sentence by sentence; if it fails, the best model's own answer is served.",
    )
    judge: str = setting(
        "",
        "Id of a model with the role judge; empty for none. It is asked once a question, whether two answers "
        "say the same, if their similarity is near the threshold.",
    )
    verifier: Literal["onnx", "none", "judge"] = setting(
        "onnx",
        "What reads claim and evidence together: the small model that comes with Quorum (`onnx`), the model "
        "that `judge` names (an `openai` one with log-probabilities; slower), or nothing. Without one, "
        "claims that facts leave open stay unchecked, and the answer says so.",
    )
    further_s: float = setting(
        8.0,
        "Time limit of judge and writer together, within `limits.answer_s`, and of a judge that verifies an "
        "answer's claims.",
        ge=1,
        le=12,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSettings:
    """What one user may use."""

    question_chars: int = setting(4000, "Longest question.", ge=1, le=20000)
    answer_s: int = setting(
        65, "How long models may take for an answer; then the best so far is served.", ge=5, le=65
    )
    document_bytes: int = setting(50_000_000, "Largest document.", ge=1, le=5_000_000_000)
    documents_at_once: int = setting(
        100,
        "Documents ingested at a time; further ones wait as `submitted`. Together with `batches_at_once` it "
        "leaves the account's functions to questions.",
        ge=1,
        le=1000,
    )
    daily_tokens: int = setting(0, "Per user and day; 0 means no limit.", ge=0)
    daily_cost_usd: float = setting(0.0, "Per user and day; 0 means no limit.", ge=0)
    uploads_per_minute: int = setting(600, "Uploads that a user may have signed; 0 means no limit.", ge=0)
    documents_per_minute: int = setting(
        600, "Documents that a user may delete or process again; 0 means no limit.", ge=0
    )
    workspaces_per_minute: int = setting(
        120, "Workspaces and members that a user may create, change or delete; 0 means no limit.", ge=0
    )
    searches_per_minute: int = setting(
        300, "Searches without an answer that a user may make; 0 means no limit.", ge=0
    )
    workspace_creators: WorkspaceCreators = setting(
        "everyone",
        "Who may create workspaces: everyone who signs in, or only the groups workspace_manager and admin.",
    )
    invitation_days: int = setting(
        14, "After so many days an invitation that is not answered ends.", ge=1, le=365
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringSettings:
    """When work counts as stuck."""

    stuck_after_minutes: int = setting(
        240,
        "A document that no step touched for this long is closed or started again. Longer than the state "
        "machines repeat a step.",
        ge=200,
        le=1440,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The environment of one function.

    The field `limits.answer_s` is the variable LIMITS_ANSWER_S, and so on. An empty field is an error only
    if it is read through `require`.
    """

    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    limits: LimitSettings = LimitSettings()
    monitoring: MonitoringSettings = MonitoringSettings()

    environment: str = setting("local", "Name of the environment in config.json.")
    tracing: bool = setting(False, "Whether functions send X-Ray traces.")
    # storage
    documents_bucket: str = setting("", "Bucket of documents and artifacts.")
    workspaces_table: str = setting("", "Table of workspaces and members.")
    documents_table: str = setting("", "Table of documents and their status.")
    sessions_table: str = setting("", "Table of conversations.")
    connections_table: str = setting("", "Table of WebSocket connections and tickets.")
    runs_table: str = setting("", "Table of runs and their frames.")
    usage_table: str = setting("", "Table of usage per user and day.")
    # search engines
    database_host: str = setting("", "Host of PostgreSQL.")
    database_port: int = setting(5432, "Port of PostgreSQL.")
    database_name: str = setting("quorum", "Name of the database.")
    database_user: str = setting("quorum", "User of the database.")
    database_reader: str = setting(
        "", "User that may only read, of a function that only searches; empty for DATABASE_USER."
    )
    database_auth: Literal["iam", "trust"] = setting("iam", "How functions sign in to it.")
    opensearch_url: str = setting("", "Address of OpenSearch; empty for none.")
    opensearch_auth: Literal["es", "aoss", "none"] = setting(
        "es", "Requests are signed for a domain, for a serverless collection, or not at all."
    )
    search_engine: Literal["postgresql", "opensearch", "store"] = setting(
        "postgresql", "Engine of new workspaces."
    )
    store: str = setting("", "Pluggable store, by the name of its entry point.")
    store_url: str = setting("", "Its address or folder.")
    store_secret: str = setting("", "Name of the secret with its key.")
    embedder_path: str = setting("/opt/model", "Folder of the encoder.")
    encoders: str = setting("", "Rows of `encoders` in config.json as JSON; empty for the default one.")
    verifier_path: str = setting("/opt/verifier", "Folder of the claim verifier.")
    # workflows and events
    answer_state_machine_arn: str = setting("", "Machine answer_question.")
    replay_state_machine_arn: str = setting("", "Machine answer_question_replay.")
    ingest_state_machine_arn: str = setting("", "Machine ingest_document.")
    delete_state_machine_arn: str = setting("", "Machine delete_document.")
    move_state_machine_arn: str = setting("", "Machine move_workspace.")
    inbox_queue_url: str = setting("", "Queue of files that arrived.")
    inbox_dead_letters_url: str = setting("", "Queue of messages about them that failed five times.")
    status_topic_arn: str = setting("", "Topic of status events.")
    websocket_management_url: str = setting("", "Address that sends frames to connections.")
    wake_function: str = setting(
        "", "Function that searches the database and is called when somebody connects; empty for none."
    )
    recognition_function: str = setting(
        "", "Function that recognises the text of images that come with a question; empty for none."
    )
    # sign-in
    token_issuer: str = setting("", "Issuer of sign-in tokens.")
    user_pool_id: str = setting("", "Pool of the users who sign in.")
    token_client_id: str = setting("", "Client that they are issued for.")
    token_keys_url: str = setting("", "Address of the issuer's public keys.")
    allowed_origins: tuple[str, ...] = setting((), "Web origins that may call the APIs.")
    model_catalogue_parameter: str = setting("", "Parameter that holds the models of config.json.")

    def require(self, path: str) -> Any:
        """Returns the value at `path`, such as `answer.writer`. Raises Misconfigured if it is empty."""
        value = attrgetter(path)(self)
        if value in ("", ()):
            raise Misconfigured(
                f"the environment variable {variable(path)!r} is not set",
                remedy="Deploy again: the stacks set it from config.json.",
            )
        return value


SECTIONS: Mapping[str, Any] = {
    spec.name: spec.default for spec in fields(Settings) if is_dataclass(spec.default)
}
"""The sections of `config.json` that functions read, by name, with their defaults."""


def variable(path: str) -> str:
    """Returns the environment variable of the setting at `path`."""
    return path.replace(".", "_").upper()


def section_texts(name: str, section: Any) -> dict[str, str]:
    """Returns the settings of a section by path, as text for environment variables."""
    return {f"{name}.{spec.name}": as_text(getattr(section, spec.name)) for spec in fields(SECTIONS[name])}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Reads settings from a mapping. Raises Misconfigured for a value of the wrong kind."""
    sections = {
        name: type(default)(**dict(_read(type(default), environment, f"{name}.")))
        for name, default in SECTIONS.items()
    }
    return Settings(**sections, **dict(_read(Settings, environment)))


@cache
def settings() -> Settings:
    """Returns the settings of this process, read once."""
    return read_settings(os.environ)


def _read(kind: type, environment: Mapping[str, str], prefix: str = "") -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    for spec in fields(kind):
        name = variable(prefix + spec.name)
        if name in environment and not is_dataclass(spec.default):
            yield spec.name, _parse(name, hints[spec.name], environment[name])


def as_text(value: Any) -> str:
    """Returns a value as an environment variable holds it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _parse(name: str, kind: Any, text: str) -> Any:
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            wanted = "a whole number" if kind is int else "a number"
            raise Misconfigured(f"{name} is {text!r}", remedy=f"It must be {wanted}.") from None
    if get_origin(kind) is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    choices = ("on", "off") if kind is bool else get_args(kind) if get_origin(kind) is Literal else ()
    if choices and text not in choices:
        raise Misconfigured(f"{name} is {text!r}", remedy=f"It must be one of {', '.join(choices)}.")
    return text == "on" if kind is bool else text
