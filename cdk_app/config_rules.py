"""What makes a configuration right: the schema, and the rules that a schema cannot say."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from cdk_app.config import EnvironmentConfig
from genai_core.domain.text.languages import LANGUAGES
from genai_core.errors import Misconfigured
from lambdas.catalogue import FUNCTIONS

Problem = tuple[str, Any, str]
"""Path below the environment, value, remedy."""


@cache
def schema() -> dict[str, Any]:
    """Returns `config.schema.json`."""
    path = Path(__file__).resolve().parents[1] / "config.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


def check_file(document: Any) -> None:
    """Raises Misconfigured where the file's outline is wrong."""
    _check(document, schema(), "")


def check_schema(values: Any, where: str) -> None:
    """Raises Misconfigured where one environment's values break the schema."""
    _check(values, {"$ref": "#/$defs/environment", "$defs": schema()["$defs"]}, where)


def check_rules(config: EnvironmentConfig, where: str) -> None:
    """Raises Misconfigured where values are right each by itself and wrong together."""
    for rule in _RULES:
        for path, value, remedy in rule(config):
            raise Misconfigured(f"{where}.{path} is {value!r}", remedy=remedy)


def _check(value: Any, against: dict[str, Any], where: str) -> None:
    found = sorted(
        Draft202012Validator(against).iter_errors(value), key=lambda error: list(map(str, error.path))
    )
    if not found:
        return
    path, wrong, remedy = _explain(found[0], where)
    more = f" ({len(found) - 1} more after this.)" if len(found) > 1 else ""
    raise Misconfigured(f"{path or 'config.json'} is {wrong}", remedy=remedy + more)


def _explain(error: ValidationError, where: str) -> tuple[str, str, str]:
    path = where + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.path)
    path, shown = path.lstrip("."), _shown(error.instance)
    rule: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "required":
            missing = next(name for name in rule if name not in instance)
            return f"{path}.{missing}".lstrip("."), "missing", "Add it."
        case "additionalProperties":
            return _explain_unknown(error, path)
        case "enum":
            return path, shown, f"It must be one of {', '.join(map(str, rule))}."
        case _:
            return path, shown, _REMEDIES.get(str(error.validator), lambda _: error.message)(rule) + "."


def _explain_unknown(error: ValidationError, path: str) -> tuple[str, str, str]:
    rules: Any = error.schema
    instance: Any = error.instance
    known = list(rules.get("properties", {}))
    extra = next(name for name in instance if name not in known)
    near = difflib.get_close_matches(extra, known, n=1)
    remedy = f"Did you mean {near[0]!r}?" if near else f"Remove it, or use one of {', '.join(known)}."
    return f"{path}.{extra}".lstrip("."), _shown(instance[extra]) + ", which nothing reads", remedy


_REMEDIES: dict[str, Callable[[Any], str]] = {
    "type": lambda rule: f"It must be of the type {rule}",
    "minimum": lambda rule: f"It must be at least {rule}",
    "maximum": lambda rule: f"It must be at most {rule}",
    "exclusiveMinimum": lambda rule: f"It must be greater than {rule}",
    "multipleOf": lambda rule: f"It must be a multiple of {rule}",
    "minItems": lambda rule: f"It must have at least {rule} entry",
    "minLength": lambda _: "It must not be empty",
    "minProperties": lambda _: "It must have at least one entry",
    "uniqueItems": lambda _: "Its entries must differ from one another",
    "pattern": lambda rule: f"It must match {rule}",
}


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _database(config: EnvironmentConfig) -> Iterator[Problem]:
    database = config.database
    if database.endpoint and database.aurora:
        yield "database", "both endpoint and aurora", "Keep one: an existing server, or a new cluster."
    if not database.endpoint and not database.aurora:
        yield "database", "neither endpoint nor aurora", "Give one: an existing server, or a new cluster."
    if database.aurora and not config.network:
        yield "network", None, "Aurora needs one: add network."
    if database.aurora and database.aurora.max_acu < database.aurora.min_acu:
        yield "database.aurora.max_acu", database.aurora.max_acu, "It must not be below min_acu."


def _models(config: EnvironmentConfig) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, model in enumerate(config.models):
        path = f"models[{index}]"
        if model.model_id in seen:
            yield f"{path}.model_id", model.model_id, "Each model needs a name of its own."
        seen.add(model.model_id)
        if model.provider != "extractive" and not model.target:
            yield f"{path}.target", "", f"Give the name that {model.provider} knows it by."
        if model.provider == "openai" and not model.endpoint:
            yield f"{path}.endpoint", "", "Give the server's base URL, ending in /v1."
        if model.total_timeout_s < model.first_token_timeout_s:
            remedy = "It must not be below first_token_timeout_s."
            yield f"{path}.total_timeout_s", model.total_timeout_s, remedy
        if model.max_output_tokens >= model.context_tokens:
            remedy = "It must leave room for the prompt within context_tokens."
            yield f"{path}.max_output_tokens", model.max_output_tokens, remedy


def _profiles(config: EnvironmentConfig) -> Iterator[Problem]:
    sagemaker, search = config.profiles.sagemaker, config.profiles.opensearch
    existing = config.search_endpoint and config.search_endpoint.url
    if config.engine == "opensearch" and not search and not existing:
        yield "engine", "opensearch", "Add profiles.opensearch or search_endpoint, or use pgvector."
    if config.engine == "store" and not config.store:
        yield "engine", "store", "Add store with its name and url, or use pgvector."
    if search and existing:
        yield "search_endpoint.url", existing, "Leave it out: profiles.opensearch makes a domain."
    if search and not config.network:
        yield "network", None, "OpenSearch needs one: add network."
    if sagemaker and not sagemaker.model_package_arn and not config.region:
        yield "region", None, "The container's address depends on it: give the region, or model_package_arn."
    targets = {model.target for model in config.models if model.provider == "sagemaker"}
    if sagemaker and sagemaker.endpoint_name not in targets:
        remedy = "Add a model with provider sagemaker and this target."
        yield "profiles.sagemaker.endpoint_name", sagemaker.endpoint_name, remedy


def _functions(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.functions.runtime == "host" and not config.aws_endpoint:
        yield "functions.runtime", "host", "Only an emulator runs it: add aws_endpoint, or use managed."
    known = [spec.name for spec in FUNCTIONS]
    for name, copies in config.functions.reserved_concurrency.items():
        if name not in known:
            yield f"functions.reserved_concurrency.{name}", copies, f"Use one of {', '.join(known)}."


_NEED_TARGET = {
    "onnx": "the folder with model.onnx and tokenizer.json",
    "sagemaker": "the endpoint",
    "bedrock": "the model, by id or ARN",
}


def _retrieval(config: EnvironmentConfig) -> Iterator[Problem]:
    if config.retrieval.passages > config.retrieval.depth:
        yield "retrieval.passages", config.retrieval.passages, "It must not exceed retrieval.depth."
    asks_model = "model" in (config.retrieval.expansion, config.retrieval.self_query)
    known = [model.model_id for model in config.models if model.provider != "extractive"]
    if asks_model and config.retrieval.question_model not in known:
        remedy = (
            f"expansion and self_query by a model need one of {', '.join(known) or 'the models; add one'}."
        )
        yield "retrieval.question_model", config.retrieval.question_model, remedy
    for index, language in enumerate(config.retrieval.languages):
        if language not in LANGUAGES:
            near = difflib.get_close_matches(language, LANGUAGES, n=1)
            remedy = f"Did you mean {near[0]!r}?" if near else f"Use one of {', '.join(LANGUAGES)}."
            yield f"retrieval.languages[{index}]", language, remedy
    if config.retrieval.reranker in _NEED_TARGET and not config.retrieval.reranker_target:
        remedy = f"Name {_NEED_TARGET[config.retrieval.reranker]}."
        yield "retrieval.reranker_target", "", remedy
    if config.limits.burst_requests < config.limits.requests_per_second:
        yield (
            "limits.burst_requests",
            config.limits.burst_requests,
            "It must not be below requests_per_second.",
        )


def _answer(config: EnvironmentConfig) -> Iterator[Problem]:
    chosen = config.answer
    able = [model.model_id for model in config.models if model.provider != "extractive"]
    judges = [model.model_id for model in config.models if model.model_id in able and model.role == "judge"]
    if chosen.writer and chosen.writer not in able:
        remedy = f"A writer is one of {', '.join(able) or 'the models that write; add one'}."
        yield "answer.writer", chosen.writer, remedy
    if chosen.judge and chosen.judge not in judges:
        remedy = f"A judge is a model with the role judge: {', '.join(judges) or 'add one'}."
        yield "answer.judge", chosen.judge, remedy


def _origins(config: EnvironmentConfig) -> Iterator[Problem]:
    if not config.allowed_origins and config.web is None:
        yield "allowed_origins", [], "Name an origin, or add web: otherwise no page may call the APIs."


_RULES: Iterable[Callable[[EnvironmentConfig], Iterator[Problem]]] = (
    _database,
    _models,
    _profiles,
    _functions,
    _retrieval,
    _answer,
    _origins,
)
