"""Every path of every mode, through all steps in one process with a thread per model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode, Outcome
from genai_core.errors import Overloaded, Refused, Throttled
from tests.benchmarks.in_process import InProcess, PacedModel, RunOutcome

QUESTION = "When was the Eiffel Tower completed?"
TEXTS = (
    "The Eiffel Tower was completed in 1889. It stands 330 metres tall and was designed by Gustave Eiffel.",
    "The tower is repainted every seven years with 60 tonnes of paint.",
)
GOOD, SAME = "The Eiffel Tower was completed in 1889.", "It was completed in 1889."
OTHER = "It stands 330 metres tall."
WRONG = "Napoleon personally ordered its demolition in 1912."
SHY = "Not found in the documents."


def says(text: str, latency_s: float = 0.0) -> PacedModel:
    return PacedModel(text, latency_s)


def fails(error: Any = None) -> PacedModel:
    return PacedModel(error=error or Overloaded("down"))


def ask(
    models: dict[str, PacedModel],
    mode: Mode,
    *,
    strong: Sequence[str] = (),
    families: dict[str, str] | None = None,
    texts: Sequence[str] = TEXTS,
) -> RunOutcome:
    specs = [
        ModelSpec(
            ModelId(name),
            (families or {}).get(name, name),
            "openai",
            role="strong" if name in strong else "cheap",
            total_timeout_s=30.0,
        )
        for name in models
    ]
    return InProcess(texts, models).ask(QUESTION, specs, mode)


def statuses(outcome: RunOutcome) -> dict[str, str]:
    return {model.model_id: model.status.value for model in outcome.answer.models}


def test_quorum_answers_with_the_majority_and_leaves_the_slow_ones() -> None:
    models = {
        "a": says(GOOD),
        "b": says(SAME, 0.1),
        "c": says(GOOD, 0.2),
        "d": says(GOOD, 25),
        "e": says(GOOD, 25),
    }
    outcome = ask(models, "quorum")
    assert outcome.answer.outcome is Outcome.AGREED
    assert (outcome.answer.agreement.count, outcome.answer.agreement.total) == (3, 3)
    assert {statuses(outcome)[name] for name in "de"} == {"cancelled"}
    assert outcome.wall_s < 20
    assert outcome.streamed() == outcome.answer.text
    assert outcome.frames[-1][1]["type"] == "done"


def test_frames_are_numbered_without_a_gap_in_every_mode() -> None:
    modes: tuple[Mode, ...] = ("quorum", "cascade", "single", "compare")
    for mode in modes:
        outcome = ask({"a": says(GOOD), "b": says(SAME, 0.05), "c": says(OTHER, 0.1)}, mode)
        seqs = sorted(frame["seq"] for _, frame in outcome.frames)
        assert seqs == list(range(len(seqs)))
        assert max(outcome.frames, key=lambda sent: sent[1]["seq"])[1]["type"] == "done"


def test_cascade_is_done_where_two_cheap_models_agree_and_are_grounded() -> None:
    models = {"a": says(GOOD), "b": says(SAME, 0.1), "s": says(GOOD)}
    outcome = ask(models, "cascade", strong="s")
    assert outcome.answer.outcome is Outcome.AGREED
    assert statuses(outcome)["s"] == "cancelled"
    assert models["s"].asked == 0
    assert outcome.answer.usage.input_tokens == 200


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (says(GOOD), says(OTHER)),
        (says(GOOD), fails()),
        (says(GOOD), says(SHY)),
        (says(WRONG), says(WRONG)),
        (says(GOOD), says(WRONG)),
        (fails(), fails(Throttled("slow down"))),
        (says(SHY), fails(Refused("filtered"))),
    ],
    ids=[
        "differ",
        "one fails",
        "one abstains",
        "agree ungrounded",
        "one ungrounded",
        "both fail",
        "both abstain",
    ],
)
def test_cascade_asks_the_strong_model_where_the_cheap_ones_do_not_settle_it(
    first: PacedModel, second: PacedModel
) -> None:
    strong = says(GOOD)
    outcome = ask({"a": first, "b": second, "s": strong}, "cascade", strong="s")
    assert strong.asked == 1
    assert statuses(outcome)["s"] == "answered"
    assert "1889" in outcome.answer.text


def test_cascade_abstains_where_the_strong_model_does_not_settle_it_either() -> None:
    for last in (says(WRONG), says(SHY), fails()):
        outcome = ask({"a": says(WRONG), "b": says(SHY), "s": last}, "cascade", strong="s")
        assert outcome.answer.outcome is Outcome.NOT_SUPPORTED
        assert WRONG not in outcome.answer.text
        assert outcome.streamed() == outcome.answer.text


def test_cascade_takes_its_cheap_models_from_two_families_where_it_can() -> None:
    models = {"a1": says(GOOD), "a2": says(GOOD), "b": says(SAME), "s": says(GOOD)}
    outcome = ask(models, "cascade", strong="s", families={"a1": "a", "a2": "a"})
    assert set(statuses(outcome)) == {"a1", "b", "s"}
    assert (models["a2"].asked, models["s"].asked) == (0, 0)


def test_single_asks_one_and_says_that_nobody_confirmed_it() -> None:
    models = {"a": says(WRONG), "s": says(GOOD)}
    outcome = ask(models, "single", strong="s")
    assert statuses(outcome) == {"s": "answered"}
    assert models["a"].asked == 0
    assert outcome.answer.outcome is Outcome.SINGLE
    assert outcome.answer.agreement.value is None


def test_compare_waits_for_all_shows_all_and_chooses_none() -> None:
    models = {"a": says(GOOD), "b": says(SAME, 0.2), "c": says(OTHER, 0.5), "d": fails()}
    outcome = ask(models, "compare")
    assert statuses(outcome) == {"a": "answered", "b": "answered", "c": "answered", "d": "failed"}
    assert outcome.answer.chosen_model is None
    assert all(f"{name}: " in outcome.answer.text for name in "abc")
    assert outcome.wall_s < 3


@pytest.mark.parametrize("mode", ["quorum", "cascade", "single", "compare"])
@pytest.mark.parametrize(
    "model", [fails(), fails(Refused("filtered")), says(SHY), says(""), says(WRONG)], ids=str
)
def test_a_run_without_a_right_answer_ends_with_its_reason(mode: Mode, model: PacedModel) -> None:
    outcome = ask({"a": model, "b": model, "s": model}, mode, strong="s")
    if outcome.error:
        last = outcome.frames[-1][1]
        assert (last["type"], last["code"]) == ("error", "NoAnswer")
        assert len(last["models"]) == (1 if mode == "single" else 3)
        assert all(failed["reason"] for failed in last["models"])
        assert model.error or not model.text
        return
    if mode != "compare" or model.text != WRONG:
        assert outcome.answer.outcome is not Outcome.AGREED
        assert outcome.answer.citations == ()
    assert len(outcome.answer.models) == (1 if mode == "single" else 3)
    assert all(model.status.value == "answered" or model.reason for model in outcome.answer.models)
    assert outcome.frames[-1][1]["done"]


@pytest.mark.parametrize("members", range(1, 9))
def test_retrieval_runs_once_however_many_models_are_asked(members: int) -> None:
    models = {f"m{system}": says(GOOD, 0.2) for system in range(members)}
    specs = [ModelSpec(ModelId(name), name, "openai") for name in models]
    system = InProcess(TEXTS, models)
    system.ask(QUESTION, specs, "quorum")
    assert {name: system.index.calls[name] for name in ("search_vector", "search_text", "fetch")} == {
        "search_vector": 1,
        "search_text": 1,
        "fetch": 1,
    }
    assert sum(model.asked for model in models.values()) == members


@pytest.mark.parametrize(
    ("text", "made_by"),
    [
        ("The Eiffel Tower stands 330 metres tall and was completed in 1889.", "writer"),
        ("The Eiffel Tower stands 324 metres tall and was completed in 1889.", "pick"),
    ],
)
def test_the_writer_speaks_after_the_quorum_and_one_text_alone_is_streamed(text: str, made_by: str) -> None:
    both = f"{GOOD} {OTHER}"
    models = {
        "a": says(both),
        "b": says(f"{SAME} The tower stands 330 metres tall.", 0.1),
        "c": says(both, 5),
        "scribe": says(text, 0.2),
    }
    specs = [ModelSpec(ModelId(name), name, "openai") for name in "abc"]
    outcome = InProcess(TEXTS, models, writer="scribe").ask(QUESTION, specs, "quorum")
    assert outcome.answer.made_by == made_by
    assert outcome.streamed() == outcome.answer.text
    assert statuses(outcome)["c"] == "cancelled"
    assert outcome.wall_s < 4
    kinds = [frame["type"] for _, frame in outcome.frames]
    assert kinds.index("token") > max(index for index, kind in enumerate(kinds) if kind == "model")
    assert [frame["seq"] for _, frame in outcome.frames] == list(range(len(outcome.frames)))
