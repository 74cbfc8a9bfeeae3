"""Rate limits of models: what a call takes from its buckets, and how long it waits."""

from dataclasses import replace

import pytest

from genai_core.domain.generation.models import Message, ModelRequest, ModelSpec
from genai_core.domain.generation.rate_limits import BURST_S, charges_of, token_charge, wait_s
from genai_core.domain.identifiers import ModelId

UNLIMITED = ModelSpec(ModelId("m"), "family", "extractive")
REQUEST = ModelRequest(
    question="q", passages=(), system="", messages=(Message("user", "hello"),), max_output_tokens=90
)


def test_a_model_without_limits_takes_nothing() -> None:
    assert charges_of(UNLIMITED, REQUEST) == ()


def test_each_limit_has_a_bucket_and_a_cost_in_seconds_of_refill() -> None:
    spec = replace(UNLIMITED, requests_per_minute=30, tokens_per_minute=6000)
    requests, tokens = charges_of(spec, REQUEST)
    assert (requests.name, requests.cost_s) == ("m#requests", 2.0)
    assert tokens.name == "m#tokens"
    assert 0.9 <= tokens.cost_s < 1.5


def test_a_call_larger_than_a_minute_s_allowance_costs_a_full_bucket() -> None:
    spec = replace(UNLIMITED, tokens_per_minute=100)
    assert token_charge(spec, 100).cost_s == BURST_S
    assert token_charge(spec, 5000).cost_s == BURST_S
    assert token_charge(spec, 50).cost_s == 30.0


@pytest.mark.parametrize(
    ("refilled_at", "cost_s", "waits_s"),
    [
        (0.0, BURST_S, 0.0),
        (1000.0, BURST_S, 0.0),
        (1000.0 + BURST_S, 2.0, 2.0),
        (1000.0 + BURST_S - 2, 2.0, 0.0),
        (1000.0 + BURST_S, BURST_S, BURST_S),
    ],
)
def test_a_call_waits_until_its_cost_fits_into_the_burst(
    refilled_at: float, cost_s: float, waits_s: float
) -> None:
    assert wait_s(refilled_at, cost_s, 1000.0) == pytest.approx(waits_s)


def test_calls_at_once_are_served_for_a_minute_s_allowance_and_then_one_per_refill() -> None:
    cost_s, now, refilled_at = 60 / 30, 5000.0, 0.0
    waits: list[float] = []
    for _ in range(33):
        waits.append(wait_s(max(refilled_at, now), cost_s, now))
        refilled_at = max(refilled_at, now) + cost_s
    assert waits[:30] == [0.0] * 30
    assert waits[30:] == [2.0, 4.0, 6.0]
