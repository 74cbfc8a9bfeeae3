"""Which models answer now, and why the others do not."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.domain.generation.models import ModelSpec, TextDelta
from genai_core.domain.identifiers import ModelId
from genai_core.errors import Misconfigured, Overloaded
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.answering.check_models import CheckModels
from tests.contract.clocks import SetClock
from tests.unit.wrappers.plays import ANSWER, PlayedModel


def row(name: str) -> ModelSpec:
    return ModelSpec(ModelId(name), "f", "openai")


def test_each_model_is_reported_in_the_catalogues_order() -> None:
    def model(spec: ModelSpec) -> LanguageModel:
        if spec.model_id == "keyless":
            raise Misconfigured("no key", remedy="Add one.")
        if spec.model_id == "quote":
            return ExtractiveLanguageModel()
        plays = {"good": ANSWER, "down": [Overloaded("503")], "mute": [TextDelta("a")]}
        return PlayedModel(plays[spec.model_id])

    specs = [row(name) for name in ("good", "keyless", "quote", "down", "mute")]
    results = CheckModels(model, SetClock())(specs)
    assert [health.model_id for health in results] == ["good", "keyless", "quote", "down", "mute"]
    assert [health.answers for health in results] == [True, False, True, False, False]
    assert results[0].reason == ""
    assert results[1].reason == "Misconfigured: no key. Add one."
    assert results[3].reason == "Overloaded: 503"
    assert "without a finish" in results[4].reason


def test_an_empty_catalogue_is_an_empty_report() -> None:
    assert CheckModels(lambda _: PlayedModel(ANSWER), SetClock())([]) == []


def test_within_a_minute_the_report_is_given_again_and_nobody_is_asked() -> None:
    clock, played = SetClock(), PlayedModel(ANSWER)
    check = CheckModels(lambda _: played, clock)
    assert check([row("m")]) == check([row("m")])
    clock.pass_by(59)
    check([row("m")])
    assert played.calls == 1
    clock.pass_by(1)
    check([row("m")])
    assert played.calls == 2


def test_a_changed_catalogue_is_checked_at_once() -> None:
    played = PlayedModel(ANSWER)
    check = CheckModels(lambda _: played, SetClock())
    check([row("m")])
    assert [health.model_id for health in check([row("m"), row("n")])] == ["m", "n"]


def test_a_model_that_takes_too_long_is_reported_and_the_others_are_not_kept_waiting() -> None:
    released = Event()

    def model(spec: ModelSpec) -> LanguageModel:
        slow = [lambda: released.wait(10) and None, *ANSWER]
        return PlayedModel(slow if spec.model_id == "slow" else ANSWER)

    started = time.monotonic()
    results = CheckModels(model, SetClock(), limit_s=0.2)([row("slow"), row("good")])
    assert time.monotonic() - started < 2
    released.set()
    assert [health.answers for health in results] == [False, True]
    assert results[0].reason == "TimedOut: it did not end within 0.2 s"


def test_many_who_ask_at_once_share_one_check() -> None:
    played = PlayedModel(ANSWER)
    check = CheckModels(lambda _: played, SetClock())
    with ThreadPoolExecutor(8) as threads:
        reports = list(threads.map(lambda _: check([row("m")]), range(16)))
    assert played.calls == 1
    assert all(report[0].answers for report in reports)
