"""Which adapter a row of the catalogue gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from genai_core.adapters.bedrock.language_model import BedrockLanguageModel
from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.adapters.openai.language_model import OpenAiLanguageModel
from genai_core.adapters.sagemaker.language_model import SageMakerLanguageModel
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.errors import Misconfigured
from genai_core.settings import Settings
from genai_core.wiring import models
from genai_core.wrappers.breaking import BreakingLanguageModel
from genai_core.wrappers.cached import CachedLanguageModel
from genai_core.wrappers.limited import LimitedLanguageModel
from genai_core.wrappers.priced import PricedLanguageModel
from genai_core.wrappers.retrying import RetryingLanguageModel
from genai_core.wrappers.timed import TimedLanguageModel
from tests.fresh_wiring import forget_wiring


@pytest.fixture(autouse=True)
def aws_region(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    forget_wiring()
    yield monkeypatch
    forget_wiring()


def row(provider: Any, **values: Any) -> ModelSpec:
    return ModelSpec(ModelId("m"), "f", provider, **values)


def innermost(model: Any) -> Any:
    while hasattr(model, "inner"):
        model = model.inner
    return model


@pytest.mark.parametrize(
    ("spec", "adapter"),
    [
        (row("extractive", target="words"), ExtractiveLanguageModel),
        (row("openai", endpoint="http://127.0.0.1:1/v1"), OpenAiLanguageModel),
        (row("bedrock", target="amazon.nova-lite-v1:0"), BedrockLanguageModel),
        (row("sagemaker", target="endpoint"), SageMakerLanguageModel),
    ],
)
def test_each_provider_has_its_adapter(spec: ModelSpec, adapter: type) -> None:
    assert isinstance(innermost(models.language_model(spec)), adapter)


def test_a_model_is_built_once() -> None:
    spec = row("openai", endpoint="http://127.0.0.1:1/v1")
    assert models.language_model(spec) is models.language_model(spec)


def test_where_there_is_a_table_for_it_models_share_a_breaker(aws_region: pytest.MonkeyPatch) -> None:
    aws_region.setattr(models, "settings", lambda: Settings(runs_table="runs"))
    model = models.language_model(row("openai", endpoint="http://127.0.0.1:1/v1"))
    assert isinstance(model, BreakingLanguageModel)


def test_a_row_says_whether_its_answers_are_kept_and_how_fast_it_may_be_asked(
    aws_region: pytest.MonkeyPatch,
) -> None:
    aws_region.setattr(models, "settings", lambda: Settings(runs_table="runs"))
    limits = {"cache_minutes": 5, "requests_per_minute": 60, "tokens_per_minute": 9}
    model: Any = models.language_model(row("openai", endpoint="http://127.0.0.1:1/v1", **limits))
    layers: list[type] = []
    while hasattr(model, "inner"):
        layers.append(type(model))
        model = model.inner
    assert layers == [
        CachedLanguageModel,
        BreakingLanguageModel,
        RetryingLanguageModel,
        LimitedLanguageModel,
        PricedLanguageModel,
        TimedLanguageModel,
    ]


@pytest.mark.parametrize("provider", ["openai", "bedrock", "sagemaker"])
def test_a_row_that_lacks_what_its_provider_needs_is_named(provider: str) -> None:
    with pytest.raises(Misconfigured, match="'m'"):
        models.language_model(row(provider))
