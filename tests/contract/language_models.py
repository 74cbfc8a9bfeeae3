"""The language models that run here, each behind its real protocol; a plugin of the contract suites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import botocore.session
import pytest
import urllib3
from botocore.config import Config

from genai_core.adapters.bedrock.language_model import BedrockLanguageModel
from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.adapters.openai.language_model import OpenAiLanguageModel
from genai_core.adapters.sagemaker.language_model import SageMakerLanguageModel
from genai_core.domain.generation.models import ModelSpec
from genai_core.ports.language_model import LanguageModel
from local_runtime.servers import language_model
from local_runtime.servers.server import throwaway
from tests.servers.aws_models import aws_model_server
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name
from tests.servers.scripted_model import scripted_server

ANSWER = script_name(text="The Rhine is 1233 kilometres long. [1]")


@dataclass(frozen=True, slots=True)
class Subject:
    """One adapter under the contract; `counts_tokens` where its usage is the provider's own."""

    name: str
    model: LanguageModel


def spec(provider: Any, target: str, **values: Any) -> ModelSpec:
    """Returns a catalogue row with short limits."""
    limits: dict[str, Any] = {"first_token_timeout_s": 5.0, "total_timeout_s": 20.0}
    return ModelSpec("subject", "family", provider, target=target, **{**limits, **values})  # type: ignore[arg-type]


def aws_runtime(service: str, address: str, *, read_timeout_s: float = 5.0) -> Any:
    """Returns a client of a runtime service that talks to a server of ours."""
    session = botocore.session.get_session()
    session.set_credentials("test", "test")
    return session.create_client(
        service,
        region_name="eu-central-1",
        endpoint_url=address,
        config=Config(read_timeout=read_timeout_s, retries={"total_max_attempts": 1}),
    )


@pytest.fixture(scope="session")
def scripted() -> Iterator[LoopbackServer]:
    with scripted_server() as server:
        yield server


@pytest.fixture(scope="session")
def aws_models() -> Iterator[LoopbackServer]:
    with aws_model_server() as server:
        yield server


@pytest.fixture(scope="session")
def pool() -> Iterator[urllib3.PoolManager]:
    manager = urllib3.PoolManager(maxsize=4)
    yield manager
    manager.clear()


@pytest.fixture(scope="session")
def local_llm() -> Iterator[str]:
    """The real SmolLM2 under llama.cpp in a process of its own; its base address."""
    pytest.importorskip("xllamacpp", reason="llama.cpp is not installed; requirements/weights.txt has it")
    with throwaway(language_model.server) as server:
        yield f"{server.url}/v1"


@pytest.fixture(params=["extractive", "openai scripted", "openai llama.cpp", "bedrock", "sagemaker"])
def subject(request: pytest.FixtureRequest) -> Subject:
    return Subject(request.param, _SUBJECTS[request.param](request))


def _openai_scripted(request: pytest.FixtureRequest) -> LanguageModel:
    address = request.getfixturevalue("scripted").address
    return OpenAiLanguageModel(
        spec("openai", ANSWER, endpoint=f"{address}/v1"), pool=request.getfixturevalue("pool")
    )


def _openai_llama(request: pytest.FixtureRequest) -> LanguageModel:
    address = request.getfixturevalue("local_llm")
    row = spec("openai", "smollm2", endpoint=address, first_token_timeout_s=30.0, total_timeout_s=60.0)
    return OpenAiLanguageModel(row, pool=request.getfixturevalue("pool"))


def _bedrock(request: pytest.FixtureRequest) -> LanguageModel:
    address = request.getfixturevalue("aws_models").address
    return BedrockLanguageModel(spec("bedrock", ANSWER), aws_runtime("bedrock-runtime", address))


def _sagemaker(request: pytest.FixtureRequest) -> LanguageModel:
    address = request.getfixturevalue("aws_models").address
    return SageMakerLanguageModel(spec("sagemaker", ANSWER), aws_runtime("sagemaker-runtime", address))


_SUBJECTS: dict[str, Callable[[pytest.FixtureRequest], LanguageModel]] = {
    "extractive": lambda _: ExtractiveLanguageModel(),
    "openai scripted": _openai_scripted,
    "openai llama.cpp": _openai_llama,
    "bedrock": _bedrock,
    "sagemaker": _sagemaker,
}
