"""What a call uses and costs."""

from __future__ import annotations

import pytest

from genai_core.domain.generation.models import Finished, ModelSpec, TextDelta
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.figures import Usage
from genai_core.wrappers.priced import PricedLanguageModel
from tests.unit.wrappers.plays import ANSWER, REQUEST, PlayedModel

SPEC = ModelSpec(ModelId("m"), "f", "openai", input_price=2.0, output_price=10.0)


def usage_of(*play: TextDelta | Finished) -> Usage:
    last = list(PricedLanguageModel(PlayedModel(play), SPEC).stream(REQUEST))[-1]
    assert isinstance(last, Finished)
    return last.usage


def test_counted_tokens_cost_what_the_catalogue_says() -> None:
    usage = usage_of(*ANSWER)  # type: ignore[arg-type]
    assert (usage.input_tokens, usage.output_tokens) == (10, 3)
    assert usage.cost_usd == pytest.approx((10 * 2.0 + 3 * 10.0) / 1e6)


def test_tokens_nobody_counted_are_estimated() -> None:
    usage = usage_of(TextDelta("Because of it."), Finished(Usage()))
    assert usage.input_tokens >= 4
    assert usage.output_tokens >= 4
    assert usage.cost_usd > 0


def test_an_empty_answer_has_no_tokens_out() -> None:
    assert usage_of(Finished(Usage(10, 0))).output_tokens == 0


def test_the_reason_it_stopped_for_stays() -> None:
    model = PricedLanguageModel(PlayedModel([TextDelta("a"), Finished(Usage(), "length")]), SPEC)
    assert list(model.stream(REQUEST))[-1].stop_reason == "length"  # type: ignore[union-attr]
