"""Whole runs over real HTTP with members that misbehave: each run ends, and says what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import urllib3

from genai_core.adapters.memory.breaker_state import MemoryBreakerState
from genai_core.adapters.openai.language_model import OpenAiLanguageModel
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode, Outcome, Verdict
from genai_core.ports.language_model import LanguageModel
from genai_core.wrappers.breaking import BreakingLanguageModel
from genai_core.wrappers.priced import PricedLanguageModel
from genai_core.wrappers.retrying import RetryingLanguageModel
from tests.benchmarks.in_process import ASKER, InProcess, RunOutcome
from tests.servers.loopback import LoopbackServer
from tests.servers.script import script_name

TEXTS = (
    "The Eiffel Tower was completed in 1889. It stands 330 metres tall and was designed by Gustave Eiffel.",
    "The tower is repainted every seven years with 60 tonnes of paint.",
)
QUESTION = "When was the Eiffel Tower completed?"
GOOD, SAME = "The Eiffel Tower was completed in 1889.", "It was completed in 1889."
WRONG = "Napoleon personally ordered its demolition in 1912."

Ask = Callable[..., RunOutcome]


@pytest.fixture
def ask(scripted: LoopbackServer) -> Iterator[Ask]:
    """Asks members that are scripts, through the adapter and the wrappers that a deployment has."""
    pool = urllib3.PoolManager(maxsize=8)
    state, clock = MemoryBreakerState(), SystemClock()

    def run(
        *scripts: dict[str, Any], mode: Mode = "quorum", text: str = QUESTION, texts: Sequence[str] = TEXTS
    ) -> RunOutcome:
        specs = [
            ModelSpec(
                ModelId(f"m{index}"),
                f"f{index}",
                "openai",
                target=script_name(**script),
                endpoint=f"{scripted.address}/v1",
                max_output_tokens=200,
                first_token_timeout_s=1.0,
                total_timeout_s=3.0,
            )
            for index, script in enumerate(scripts)
        ]
        models: dict[str, LanguageModel] = {}
        for spec in specs:
            priced = PricedLanguageModel(OpenAiLanguageModel(spec, pool=pool), spec)
            patient = RetryingLanguageModel(priced, clock, jitter=lambda: 0.05)
            models[spec.model_id] = BreakingLanguageModel(patient, state, clock, spec.target)
        return InProcess(texts, models).ask(text, specs, mode)

    yield run
    pool.clear()


FAULTS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"status": 500}, "failed", "Overloaded"),
    ({"status": 401}, "failed", "Misconfigured"),
    ({"status": 404}, "failed", "Misconfigured"),
    ({"status": 429}, "failed", "Throttled"),
    ({"status": 429, "retry_after": "3600"}, "failed", "Throttled"),
    ({"html": 200}, "failed", "Misconfigured"),
    ({"html": 502}, "failed", "Overloaded"),
    ({"text": GOOD, "cut": 3}, "failed", "Overloaded"),
    ({"text": GOOD, "garbage": 2}, "failed", "Overloaded"),
    ({"text": GOOD, "error": 2}, "failed", "Overloaded"),
    ({"text": ""}, "failed", "without a word"),
    ({"text": GOOD, "stall": 1}, "timed_out", "no end within 3 s"),
    ({"first_ms": 4000}, "timed_out", "no first token within 1 s"),
    ({"refuse": "prompt"}, "refused", ""),
    ({"refuse": "filter"}, "refused", ""),
    ({"refuse": "words"}, "answered", ""),
)


@pytest.mark.parametrize(("script", "status", "reason"), FAULTS, ids=lambda value: str(value)[:40])
def test_one_that_misbehaves_is_reported_and_the_others_answer(
    ask: Ask, script: dict[str, Any], status: str, reason: str
) -> None:
    outcome = ask(script, {"text": GOOD}, {"text": SAME}, mode="compare")
    bad, *good = outcome.answer.models
    assert (bad.status.value, [model.status.value for model in good]) == (status, ["answered", "answered"])
    assert reason in bad.reason
    assert "1889" in outcome.answer.text
    assert outcome.wall_s < 10


@pytest.mark.parametrize(("script", "status", "reason"), FAULTS, ids=lambda value: str(value)[:40])
def test_where_all_misbehave_the_run_ends_without_an_answer_and_says_why(
    ask: Ask, script: dict[str, Any], status: str, reason: str
) -> None:
    outcome = ask(script, script, script)
    if status == "answered":
        assert outcome.answer.outcome is Outcome.NOT_FOUND, "all of them say that the documents do not say"
        return
    assert outcome.error is not None
    last = outcome.frames[-1][1]
    assert (last["type"], last["code"]) == ("error", "NoAnswer")
    assert [model["status"] for model in last["models"]] == [status] * 3
    # One breaker serves them all here: whoever comes after some failures is told that it rests.
    assert all(reason in model["reason"] or "rests" in model["reason"] for model in last["models"])
    assert outcome.wall_s < 10


def test_a_hundred_thousand_tokens_are_cut_and_do_not_drown_the_rest(ask: Ask) -> None:
    outcome = ask({"text": "Blah and more.", "tokens": 100_000}, {"text": GOOD}, mode="compare")
    longest = max(len(model.text) for model in outcome.answer.models)
    assert longest <= 200 * 12 + 200
    assert "1889" in outcome.answer.text


def test_a_storm_of_throttling_ends_when_it_ends(ask: Ask) -> None:
    storm = {"text": GOOD, "status": 429, "fail_first": 2, "run": "storm"}
    outcome = ask(storm, {"text": SAME})
    assert [model.status.value for model in outcome.answer.models] == ["answered", "answered"]
    assert outcome.answer.outcome is Outcome.AGREED


def test_two_that_agree_on_what_the_passages_do_not_say_are_not_believed(ask: Ask) -> None:
    outcome = ask({"text": WRONG}, {"text": WRONG})
    assert outcome.answer.outcome is Outcome.NOT_SUPPORTED
    assert "Napoleon" not in outcome.answer.text


def test_passages_that_contradict_one_another_are_told_apart(ask: Ask) -> None:
    texts = ("The bridge opened to traffic in 1936.", "The bridge opened to traffic in 1957.")
    outcome = ask(
        {"text": texts[0]}, {"text": texts[1]}, text="When did the bridge open to traffic?", texts=texts
    )
    assert outcome.answer.outcome is Outcome.DISPUTED
    assert outcome.answer.disputed
    assert any("1936" in line or "1957" in line for line in outcome.answer.disputed)


def test_an_answer_in_another_language_than_the_documents_is_checked_or_said_to_be_unchecked(
    ask: Ask,
) -> None:
    asked = "Wann wurde der Eiffelturm fertiggestellt?"
    same_language = ask({"text": GOOD}, {"text": SAME}, text=asked)
    assert same_language.answer.outcome is Outcome.AGREED
    translated = "Der Eiffelturm wurde im Jahr 1889 fertiggestellt."
    outcome = ask({"text": translated}, {"text": translated}, text=asked)
    verdicts = {sentence.verdict for sentence in outcome.answer.sentences}
    assert verdicts <= {Verdict.SUPPORTED, Verdict.UNCHECKED}
    assert ("(not checked" in outcome.answer.text) is (Verdict.UNCHECKED in verdicts)
    wrong = "Der Eiffelturm wurde im Jahr 1925 fertiggestellt."
    assert "1925" not in ask({"text": wrong}, {"text": wrong}, text=asked).answer.text


def test_what_every_call_cost_adds_up_to_the_ledger(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    systems: list[InProcess] = []
    built = InProcess.__post_init__
    monkeypatch.setattr(InProcess, "__post_init__", lambda self: (built(self), systems.append(self))[0])
    outcome = ask({"text": GOOD}, {"status": 500}, {"text": GOOD, "cut": 3}, {"text": SAME}, mode="compare")
    lines = systems[0].ledger.lines(ASKER, since="2026-01-01")
    charged = sum(line.usage.input_tokens + line.usage.output_tokens for line in lines)
    used = [model.usage for model in outcome.answer.models]
    assert charged == sum(usage.input_tokens + usage.output_tokens for usage in used) > 0
    assert outcome.answer.usage.input_tokens == sum(usage.input_tokens for usage in used)
