from __future__ import annotations

from typing import Any

import pytest

from genai_core.adapters.memory.token_buckets import MemoryTokenBuckets
from genai_core.domain.generation.models import Finished, ModelSpec, TextDelta
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Overloaded, Throttled, TimedOut
from genai_core.wrappers.limited import LimitedLanguageModel
from genai_core.wrappers.retrying import RetryingLanguageModel
from tests.contract.clocks import SetClock
from tests.unit.wrappers.plays import ANSWER, REQUEST, PlayedModel, text_of

PROMPT_AND_ANSWER = 519
"""Of `REQUEST`: 7 tokens of prompt by our estimate, and 512 for the longest answer."""


class Wrapped:
    def __init__(self, *plays, buckets: object | None = None, **limits: Any) -> None:
        self.inner = PlayedModel(*(plays or (ANSWER,)))
        self.clock = SetClock()
        spec = ModelSpec(ModelId("m"), "f", "openai", **limits)
        self.model = LimitedLanguageModel(self.inner, spec, buckets or MemoryTokenBuckets(), self.clock)  # type: ignore[arg-type]

    def ask(self) -> str:
        return text_of(list(self.model.stream(REQUEST)))


def test_requests_beyond_the_limit_are_throttled_with_the_wait() -> None:
    wrapped = Wrapped(requests_per_minute=3)
    for _ in range(3):
        wrapped.ask()
    with pytest.raises(Throttled, match="'m' has had its 3 requests a minute") as caught:
        wrapped.ask()
    assert caught.value.retry_after_s == pytest.approx(20.0, abs=0.01)
    assert wrapped.inner.calls == 3
    wrapped.clock.pass_by(20.01)
    assert wrapped.ask() == "Because of it."


def test_tokens_count_as_they_were_used_and_not_as_they_were_feared() -> None:
    wrapped = Wrapped(tokens_per_minute=600)
    used = 13
    for _ in range(1 + (600 - PROMPT_AND_ANSWER) // used):
        wrapped.ask()
    with pytest.raises(Throttled, match="600 tokens a minute"):
        wrapped.ask()


def test_a_call_that_is_refused_its_tokens_gives_its_request_back() -> None:
    buckets = MemoryTokenBuckets()
    wrapped = Wrapped(buckets=buckets, requests_per_minute=2, tokens_per_minute=600)
    buckets.take("m#tokens", 60.0, now=wrapped.clock.now().timestamp())
    for _ in range(5):
        with pytest.raises(Throttled, match="tokens"):
            wrapped.ask()
    assert buckets.take("m#requests", 60.0, now=wrapped.clock.now().timestamp()) == 0.0


def test_a_call_larger_than_a_minutes_allowance_still_goes() -> None:
    wrapped = Wrapped(tokens_per_minute=100)
    assert wrapped.ask() == "Because of it."


def test_a_call_that_failed_without_a_word_costs_no_tokens() -> None:
    wrapped = Wrapped((Overloaded("down"),), ANSWER, tokens_per_minute=600)
    with pytest.raises(Overloaded):
        wrapped.ask()
    assert wrapped.ask() == "Because of it."


def test_one_that_failed_half_way_does() -> None:
    wrapped = Wrapped((TextDelta("Be"), TimedOut("slow")), ANSWER, tokens_per_minute=600)
    with pytest.raises(TimedOut):
        wrapped.ask()
    with pytest.raises(Throttled):
        wrapped.ask()


def test_two_functions_share_one_allowance() -> None:
    buckets = MemoryTokenBuckets()
    first, other = (Wrapped(buckets=buckets, requests_per_minute=1) for _ in range(2))
    first.ask()
    with pytest.raises(Throttled):
        other.ask()


def test_without_its_meter_the_model_answers_all_the_same() -> None:
    class Down:
        def take(self, *_args: object, **_options: object) -> float:
            raise Overloaded("no table")

        give_back = take

    assert Wrapped(buckets=Down(), requests_per_minute=1, tokens_per_minute=5).ask() == "Because of it."


def test_a_short_wait_is_waited_by_the_wrapper_around() -> None:
    wrapped = Wrapped(ANSWER, (TextDelta("Later."), Finished(Usage(1, 1))), requests_per_minute=20)
    patient = RetryingLanguageModel(wrapped.model, wrapped.clock, jitter=lambda: 0.0)
    for _ in range(20):
        list(patient.stream(REQUEST))
    assert text_of(list(patient.stream(REQUEST))) == "Later."
    assert wrapped.clock.monotonic() == pytest.approx(3.0, abs=0.1)
