"""Rules about language models: what each provider needs, and what can be called from the environment."""

from __future__ import annotations

from collections.abc import Iterator

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.config.problems import Problem
from cdk_app.model_catalogue import LARGEST, catalogue_bytes
from genai_core.domain.generation.models import ModelSpec
from stacks.bedrock_targets import misplaced, read_target


def model_problems(config: EnvironmentConfig, shell_region: str = "") -> Iterator[Problem]:
    """Yields the problems of `models`: path, value and remedy.

    Args:
        shell_region: The region of the credentials, where an environment without one is deployed.
    """
    seen: set[str] = set()
    for index, model in enumerate(config.models):
        path = f"models[{index}]"
        if model.model_id in seen:
            yield f"{path}.model_id", model.model_id, "Each model needs a name of its own."
        seen.add(model.model_id)
        yield from _provider(path, model)
        yield from _sizes(path, model)
    if all(model.role == "judge" for model in config.models):
        yield (
            "models",
            sorted(seen),
            "Judges only compare answers: add a model of another role.",
        )
    if (size := catalogue_bytes(config.models)) > LARGEST:
        remedy = f"Their rows take {size:,} bytes, and a parameter holds {LARGEST:,}: take models out."
        yield "models", f"{len(config.models)} models", remedy
    yield from bedrock_problems(config, config.region or shell_region)


def bedrock_problems(config: EnvironmentConfig, region: str) -> Iterator[Problem]:
    """Yields targets of Bedrock that name no model, or none that the region and account can call."""
    rows = [(f"models[{index}].target", row) for index, row in enumerate(config.models)]
    rows += [(f"encoders[{index}].target", row) for index, row in enumerate(config.encoders)]
    targets = [(path, row.target) for path, row in rows if row.provider == "bedrock"]
    if config.retrieval.reranker == "bedrock":
        targets.append(("retrieval.reranker_target", config.retrieval.reranker_target))
    for path, text in targets:
        if not text:
            continue
        try:
            target = read_target(text)
        except ValueError:
            yield path, text, "Give the id of a model or of a system's inference profile, or its ARN."
            continue
        if why := misplaced(target, region, config.account or ""):
            yield path, text, why


def _provider(path: str, model: ModelSpec) -> Iterator[Problem]:
    if model.provider != "extractive" and not model.target:
        yield f"{path}.target", "", f"Give the name that {model.provider} knows it by."
    if model.provider == "openai" and not model.endpoint:
        yield f"{path}.endpoint", "", "Give the server's base URL, ending in /v1."
    if model.provider != "bedrock" and model.guardrail:
        yield f"{path}.guardrail", model.guardrail, "Only models of Bedrock have guardrails: leave it out."
    if model.reads_images and model.provider not in ("openai", "bedrock"):
        yield f"{path}.reads_images", True, "Only models of openai and bedrock are sent images: leave it out."


def _sizes(path: str, model: ModelSpec) -> Iterator[Problem]:
    if model.total_timeout_s < model.first_token_timeout_s:
        remedy = "It must not be below first_token_timeout_s."
        yield f"{path}.total_timeout_s", model.total_timeout_s, remedy
    if model.max_output_tokens >= model.context_tokens:
        remedy = "It must leave room for the prompt within context_tokens."
        yield f"{path}.max_output_tokens", model.max_output_tokens, remedy
