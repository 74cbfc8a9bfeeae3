"""Which models answer now, and why the others do not."""

from __future__ import annotations

from genai_core.adapters.extractive.language_model import ExtractiveLanguageModel
from genai_core.domain.identifiers import ModelId
from genai_core.domain.models import ModelSpec, TextDelta
from genai_core.errors import Misconfigured, Overloaded
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.check_models import CheckModels
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
    found = CheckModels(model, SetClock())(specs)
    assert [health.model_id for health in found] == ["good", "keyless", "quote", "down", "mute"]
    assert [health.answers for health in found] == [True, False, True, False, False]
    assert found[0].reason == ""
    assert found[1].reason == "Misconfigured: no key. Add one."
    assert found[3].reason == "Overloaded: 503"
    assert "without a finish" in found[4].reason


def test_an_empty_catalogue_is_an_empty_report() -> None:
    assert CheckModels(lambda _: PlayedModel(ANSWER), SetClock())([]) == []
