"""Bedrock and SageMaker over the real wire format: requests, and the error of each failure."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from genai_core.adapters.bedrock.language_model import BedrockLanguageModel
from genai_core.adapters.sagemaker.language_model import SageMakerLanguageModel
from genai_core.domain.generation.models import (
    Finished,
    Image,
    Message,
    ModelRequest,
    ReasoningDelta,
    TextDelta,
)
from genai_core.errors import (
    InvalidInput,
    Misconfigured,
    Overloaded,
    QuorumError,
    Refused,
    Throttled,
    TimedOut,
)
from genai_core.ports.language_model import LanguageModel
from tests.contract.language_models import aws_runtime, spec
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name

REQUEST = ModelRequest(
    "Why?",
    (),
    "Be brief.",
    (Message("user", "One."), Message("user", "Two."), Message("assistant", "Yes."), Message("user", "Why?")),
    max_output_tokens=64,
)
Ask = Callable[..., LanguageModel]


@pytest.fixture
def bedrock(aws_models: LoopbackServer) -> Ask:
    def build(*, guardrail: str = "", read_timeout_s: float = 5.0, **script: object) -> LanguageModel:
        client = aws_runtime("bedrock-runtime", aws_models.address, read_timeout_s=read_timeout_s)
        return BedrockLanguageModel(spec("bedrock", script_name(**script), guardrail=guardrail), client)

    return build


@pytest.fixture
def sagemaker(aws_models: LoopbackServer) -> Ask:
    def build(*, read_timeout_s: float = 5.0, **script: object) -> LanguageModel:
        client = aws_runtime("sagemaker-runtime", aws_models.address, read_timeout_s=read_timeout_s)
        return SageMakerLanguageModel(spec("sagemaker", script_name(**script)), client)

    return build


@pytest.fixture(params=["bedrock", "sagemaker"])
def either(request: pytest.FixtureRequest) -> Ask:
    return request.getfixturevalue(request.param)


def text_of(model: LanguageModel) -> str:
    return "".join(event.text for event in model.stream(REQUEST) if isinstance(event, TextDelta))


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ({"status": 400}, InvalidInput),
        ({"status": 400, "message": "The provided model identifier is invalid."}, Misconfigured),
        ({"status": 400, "message": "Invocation with on-demand throughput is not supported"}, Misconfigured),
        ({"status": 403}, Misconfigured),
        ({"status": 404}, Misconfigured),
        ({"status": 408}, TimedOut),
        ({"status": 424}, Overloaded),
        ({"status": 429}, Throttled),
        ({"status": 429, "code": "ModelNotReadyException"}, Overloaded),
        ({"status": 500}, Overloaded),
        ({"status": 503}, Overloaded),
        ({"error": 2}, Overloaded),
        ({"error": 2, "code": "throttlingException"}, Throttled),
        ({"error": 2, "code": "validationException"}, InvalidInput),
        ({"refuse": "filter"}, Refused),
        ({"cut": 2}, Overloaded),
        ({"garbage": 2}, Overloaded),
    ],
    ids=str,
)
def test_each_failure_of_bedrock_has_its_error(
    bedrock: Ask, script: dict[str, object], error: type[QuorumError]
) -> None:
    with pytest.raises(error) as caught:
        text_of(bedrock(**script))
    assert type(caught.value) is error


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ({"status": 400, "code": "ValidationError"}, Misconfigured),
        ({"status": 403, "code": "AccessDeniedException"}, Misconfigured),
        ({"status": 424, "code": "ModelError"}, InvalidInput),
        ({"status": 429, "code": "ThrottlingException"}, Throttled),
        ({"status": 500, "code": "InternalFailure"}, Overloaded),
        ({"status": 503, "code": "ServiceUnavailable"}, Overloaded),
        ({"error": 2}, Overloaded),
        ({"cut": 2}, Overloaded),
        ({"garbage": 2}, Overloaded),
    ],
    ids=str,
)
def test_each_failure_of_sagemaker_has_its_error(
    sagemaker: Ask, script: dict[str, object], error: type[QuorumError]
) -> None:
    with pytest.raises(error) as caught:
        text_of(sagemaker(**script))
    assert type(caught.value) is error


def test_silence_is_timed_out(either: Ask) -> None:
    with pytest.raises(TimedOut):
        text_of(either(first_ms=3000, read_timeout_s=0.3))


def test_letters_cut_in_two_arrive_whole(either: Ask) -> None:
    text = "Grüße, 世界! 🙂🙂🙂 Привет"
    assert text_of(either(text=text)) == text


def test_closing_the_stream_ends_the_call(either: Ask, aws_models: LoopbackServer) -> None:
    stream = either(tokens=64, rate=20, run="close").stream(REQUEST)
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator
    call = aws_models.calls[-1]
    deadline = time.monotonic() + 5
    while not call.was_dropped and time.monotonic() < deadline:
        time.sleep(0.02)
    assert call.was_dropped


def test_bedrock_gets_alternating_turns_limits_and_the_guardrail(
    bedrock: Ask, aws_models: LoopbackServer
) -> None:
    assert isinstance(list(bedrock(guardrail="gr-1:7").stream(REQUEST))[-1], Finished)
    sent = aws_models.calls[-1].request
    assert [turn["role"] for turn in sent["messages"]] == ["user", "assistant", "user"]
    assert [block["text"] for block in sent["messages"][0]["content"]] == ["One.", "Two."]
    assert sent["system"] == [{"text": "Be brief."}]
    assert sent["inferenceConfig"] == {"maxTokens": 64, "temperature": 0.0}
    assert sent["guardrailConfig"]["guardrailIdentifier"] == "gr-1"
    assert sent["guardrailConfig"]["guardrailVersion"] == "7"


def test_calls_are_signed(either: Ask, aws_models: LoopbackServer) -> None:
    text_of(either())
    assert aws_models.calls[-1].authorization.startswith("AWS4-HMAC-SHA256 ")


def test_reasoning_comes_apart_from_the_text(either: Ask) -> None:
    *events, _ = either(text="In 1889.", thinks="Maybe 1890?").stream(REQUEST)
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "In 1889."
    assert "".join(event.text for event in events if isinstance(event, ReasoningDelta)) == "Maybe 1890?"


def test_bedrock_gets_an_image_with_the_last_message(bedrock: Ask, aws_models: LoopbackServer) -> None:
    model = bedrock(run="image")
    list(model.stream(replace(REQUEST, images=(Image("jpeg", b"\xff\xd8\xff"),))))
    call = next(call for call in reversed(aws_models.calls) if "run=image" in call.model)
    last = call.request["messages"][-1]["content"]
    assert last == [{"image": {"format": "jpeg", "source": {"bytes": "/9j/"}}}, {"text": "Why?"}]
    assert all("image" not in part for turn in call.request["messages"][:-1] for part in turn["content"])
