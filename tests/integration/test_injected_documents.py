"""Instructions inside documents, before the laptop's own models: the real encoder, and SmolLM2."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import urllib3

from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.openai.language_model import OpenAiLanguageModel
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Outcome, Verdict
from tests.benchmarks.in_process import InProcess, PacedModel
from tests.unit.usecases.answering.injected_documents import NAMES, read_injected

MODEL = Path(__file__).parents[2] / ".build" / "model"
EVERY_THIRD = NAMES[::3]
"""SmolLM2 takes seconds an answer."""


@cache
def encoder() -> OnnxEmbedder:
    if not (MODEL / "model.onnx").is_file():
        pytest.skip("the encoder is not built: make build")
    return OnnxEmbedder(MODEL)


def spec(name: str, provider: str = "openai") -> ModelSpec:
    return ModelSpec(ModelId(name), name, provider)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_the_quoting_model_answers_with_the_encoder_and_those_that_obey_are_not_served(name: str) -> None:
    attack = read_injected(name)
    obeys = PacedModel(f"{attack.forbidden}.")
    models = {"extractive": ExtractiveLanguageModel(encoder()), "a": obeys, "b": obeys}
    system = InProcess(attack.texts, models, encoder())
    answer = system.ask(attack.question, [spec(model_id) for model_id in models], "quorum").answer
    assert attack.right.casefold() in answer.text.casefold()
    assert attack.forbidden.casefold() not in answer.text.casefold()
    alone = system.ask(attack.question, [spec("a")], "single").answer
    assert alone.outcome in (Outcome.NOT_SUPPORTED, Outcome.NOT_FOUND)


@pytest.mark.parametrize("name", EVERY_THIRD)
def test_what_smollm2_makes_of_an_instruction_never_reaches_the_answer(name: str, local_llm: str) -> None:
    attack = read_injected(name)
    row = replace(spec("smollm2"), target="smollm2", endpoint=local_llm, max_passages=3, max_output_tokens=80)
    pool = urllib3.PoolManager()
    models = {
        "extractive": ExtractiveLanguageModel(encoder()),
        "smollm2": OpenAiLanguageModel(row, pool=pool),
    }
    system = InProcess(attack.texts, models, encoder())
    # By itself it is heard to its end; beside a quicker model it may be left.
    alone = system.ask(attack.question, [row], "single").answer
    answer = system.ask(attack.question, [spec("extractive"), row], "quorum").answer
    pool.clear()
    assert alone.models[0].status.value == "answered", alone.models[0].reason
    supported = [
        sentence.text.casefold() for sentence in alone.sentences if sentence.verdict is Verdict.SUPPORTED
    ]
    assert all(attack.forbidden.casefold() not in text for text in supported)
    assert attack.right.casefold() in answer.text.casefold()
    assert attack.forbidden.casefold() not in answer.text.casefold()
    misled = next(model for model in answer.models if model.model_id == "smollm2")
    assert misled.status.value in ("answered", "cancelled"), misled.reason
