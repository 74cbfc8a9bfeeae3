"""Deadlines for models that block."""

from __future__ import annotations

import threading
import time

import pytest

from genai_core.domain.generation.models import ReasoningDelta, TextDelta
from genai_core.errors import Overloaded, TimedOut
from genai_core.wrappers.timed import TimedLanguageModel
from tests.unit.wrappers.plays import ANSWER, REQUEST, PlayedModel


def timed(model: PlayedModel, first_s: float = 5.0, total_s: float = 5.0) -> TimedLanguageModel:
    return TimedLanguageModel(model, "slow", first_s, total_s)


def wait_until(done: object, limit_s: float = 3.0) -> None:
    deadline = time.monotonic() + limit_s
    while not done() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.01)


def test_an_answer_in_time_passes_unchanged() -> None:
    assert tuple(timed(PlayedModel(ANSWER)).stream(REQUEST)) == ANSWER


def test_a_model_that_never_begins_is_timed_out() -> None:
    released = threading.Event()
    model = PlayedModel([lambda: released.wait(5) and None, *ANSWER])
    with pytest.raises(TimedOut, match=r"no first token within 0\.1 s"):
        list(timed(model, first_s=0.1).stream(REQUEST))
    released.set()


def test_a_model_that_never_ends_is_timed_out() -> None:
    released = threading.Event()
    model = PlayedModel([TextDelta("Well"), lambda: released.wait(5) and None, *ANSWER])
    seen: list[object] = []
    with pytest.raises(TimedOut, match=r"no end within 0\.2 s"):
        seen.extend(timed(model, first_s=0.1, total_s=0.2).stream(REQUEST))
    assert seen == [TextDelta("Well")]
    released.set()
    wait_until(lambda: model.closed)
    assert model.closed == 1


def test_a_model_that_reasons_is_alive() -> None:
    late = threading.Event()
    model = PlayedModel([ReasoningDelta("Hm"), lambda: late.wait(0.3) and None, *ANSWER])
    assert list(timed(model, first_s=0.15).stream(REQUEST))[1:] == list(ANSWER)


def test_the_models_own_error_passes_unchanged() -> None:
    with pytest.raises(Overloaded, match="full"):
        list(timed(PlayedModel([TextDelta("a"), Overloaded("full")])).stream(REQUEST))


def test_closing_the_stream_ends_the_reading() -> None:
    model = PlayedModel([TextDelta("again ")] * 10_000)
    stream = timed(model).stream(REQUEST)
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator
    wait_until(lambda: model.closed)
    assert model.closed == 1
