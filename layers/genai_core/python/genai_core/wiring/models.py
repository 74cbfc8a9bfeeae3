"""Builds language models: the adapter of each provider, and its wrappers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, assert_never

from genai_core.domain.generation.models import ModelSpec
from genai_core.errors import Misconfigured
from genai_core.ports.claim_verifier import ClaimVerifier
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.secret_source import Secret
from genai_core.settings import settings
from genai_core.usecases.answering.check_models import CheckModels
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.secrets import secret_source
from genai_core.wrappers.breaking import BreakingLanguageModel
from genai_core.wrappers.cached import CachedLanguageModel
from genai_core.wrappers.limited import LimitedLanguageModel
from genai_core.wrappers.priced import PricedLanguageModel
from genai_core.wrappers.retrying import RetryingLanguageModel
from genai_core.wrappers.timed import TimedLanguageModel

if TYPE_CHECKING:
    from urllib3 import PoolManager

WORDS_ONLY = "words"
"""The `target` of an extractive model that uses no embedder."""
_CONNECTIONS_PER_HOST = 8


@cache
def language_model(spec: ModelSpec) -> LanguageModel:
    """Returns the model of one row of the catalogue, ready to be asked; built once per process.

    Raises:
        Misconfigured: The row lacks or contradicts what its provider needs.
    """
    match spec.provider:
        case "extractive":
            return _extractive(spec)
        case "openai":
            model = _timed(_openai(spec), spec)
        case "bedrock":
            model = _timed(_bedrock(spec), spec)
        case "sagemaker":
            model = _timed(_sagemaker(spec), spec)
        case _:
            assert_never(spec.provider)
    priced = PricedLanguageModel(model, spec)
    if not settings().runs_table:
        return RetryingLanguageModel(priced, clock())
    return _sharing(priced, spec)


def judge_of_claims(spec: ModelSpec) -> ClaimVerifier:
    """Returns the model of one row as a verifier of claims.

    Raises:
        Misconfigured: Its provider is not `openai`: others give no log-probabilities.
    """
    if spec.provider != "openai":
        raise Misconfigured(
            f"{spec.model_id!r} has the provider {spec.provider!r}, which gives no log-probabilities",
            remedy="A judge that verifies claims has the provider openai.",
        )
    from genai_core.adapters.openai.claim_verifier import OpenAiClaimVerifier

    return OpenAiClaimVerifier(spec, pool=_pool(), read_key=_read_key(spec))


@cache
def check_models() -> CheckModels:
    """Returns the check of which models answer now."""
    return CheckModels(language_model, clock())


def _extractive(spec: ModelSpec) -> LanguageModel:
    from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel

    if spec.target == WORDS_ONLY:
        return ExtractiveLanguageModel()
    from genai_core.wiring.embedding import answer_embedder

    return ExtractiveLanguageModel(answer_embedder())


def _openai(spec: ModelSpec) -> LanguageModel:
    from genai_core.adapters.openai.language_model import OpenAiLanguageModel

    return OpenAiLanguageModel(spec, pool=_pool(), read_key=_read_key(spec))


def _read_key(spec: ModelSpec) -> Callable[[], Secret] | None:
    return partial(secret_source().read, spec.api_key_secret) if spec.api_key_secret else None


@cache
def _pool() -> PoolManager:
    from urllib3 import PoolManager

    return PoolManager(maxsize=_CONNECTIONS_PER_HOST)


def _bedrock(spec: ModelSpec) -> LanguageModel:
    from genai_core.adapters.bedrock.language_model import BedrockLanguageModel

    return BedrockLanguageModel(spec, _runtime("bedrock-runtime", spec))


def _sagemaker(spec: ModelSpec) -> LanguageModel:
    from genai_core.adapters.sagemaker.language_model import SageMakerLanguageModel

    return SageMakerLanguageModel(spec, _runtime("sagemaker-runtime", spec))


def _runtime(service: str, spec: ModelSpec) -> object:
    # One attempt: the wrapper retries, because only it knows whether the user has seen text already.
    return aws_client(service, read_timeout_s=spec.first_token_timeout_s, attempts=1)


def _sharing(model: LanguageModel, spec: ModelSpec) -> LanguageModel:
    """Returns the model with the response cache and circuit breaker that all functions share."""
    from genai_core.adapters.dynamodb.breaker_state import DynamoBreakerState
    from genai_core.adapters.dynamodb.response_cache import DynamoResponseCache
    from genai_core.adapters.dynamodb.table import DynamoTable
    from genai_core.adapters.dynamodb.token_buckets import DynamoTokenBuckets

    table = DynamoTable(aws_client("dynamodb"), settings().runs_table)
    if spec.requests_per_minute or spec.tokens_per_minute:
        model = LimitedLanguageModel(model, spec, DynamoTokenBuckets(table), clock())
    patient = RetryingLanguageModel(model, clock())
    model = BreakingLanguageModel(patient, DynamoBreakerState(table), clock(), spec.model_id)
    return (
        CachedLanguageModel(model, spec, DynamoResponseCache(table), clock()) if spec.cache_minutes else model
    )


def _timed(model: LanguageModel, spec: ModelSpec) -> LanguageModel:
    return TimedLanguageModel(model, spec.model_id, spec.first_token_timeout_s, spec.total_timeout_s)
