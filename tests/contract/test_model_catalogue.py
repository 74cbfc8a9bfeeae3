"""What every model catalogue does; the parameter is a real one of the emulator."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import asdict

import pytest

from genai_core.adapters.memory.model_catalogue import MemoryModelCatalogue
from genai_core.adapters.ssm.model_catalogue import SsmModelCatalogue
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.errors import Misconfigured
from genai_core.ports.model_catalogue import ModelCatalogue
from tests.contract.aws import Aws
from tests.contract.clocks import SetClock

SPECS = (
    ModelSpec(
        ModelId("b"), "family-b", "openai", target="m", endpoint="http://127.0.0.1:1/v1", input_price=0.5
    ),
    ModelSpec(ModelId("a"), "family-a", "extractive"),
)


@pytest.fixture
def write(aws: Aws) -> Callable[[str], str]:
    name = f"/quorum/{uuid.uuid4().hex[:8]}/models"

    def put(text: str) -> str:
        aws.client("ssm").put_parameter(Name=name, Value=text, Type="String", Overwrite=True)
        return name

    return put


@pytest.fixture(params=["memory", "ssm"])
def catalogue(request: pytest.FixtureRequest) -> ModelCatalogue:
    if request.param == "memory":
        return MemoryModelCatalogue(SPECS)
    name = request.getfixturevalue("write")(json.dumps([asdict(spec) for spec in SPECS]))
    return SsmModelCatalogue(request.getfixturevalue("aws").client("ssm"), name, SetClock())


def test_models_come_in_the_operators_order(catalogue: ModelCatalogue) -> None:
    assert catalogue.models() == SPECS


def test_a_change_is_seen_after_a_minute_and_not_before(aws: Aws, write: Callable[[str], str]) -> None:
    clock = SetClock()
    catalogue = SsmModelCatalogue(aws.client("ssm"), write(json.dumps([asdict(SPECS[0])])), clock)
    assert catalogue.models() == SPECS[:1]
    write(json.dumps([asdict(SPECS[1])]))
    clock.pass_by(59)
    assert catalogue.models() == SPECS[:1]
    clock.pass_by(2)
    assert catalogue.models() == SPECS[1:]


@pytest.mark.parametrize("text", ["{", '{"model_id": "a"}', '[{"model_id": "a"}]', '[{"provider": "magic"}]'])
def test_a_catalogue_that_does_not_fit_is_misconfigured(
    aws: Aws, write: Callable[[str], str], text: str
) -> None:
    with pytest.raises(Misconfigured, match=r"config\.json"):
        SsmModelCatalogue(aws.client("ssm"), write(text), SetClock()).models()


def test_no_catalogue_is_misconfigured(aws: Aws) -> None:
    with pytest.raises(Misconfigured, match="/nowhere"):
        SsmModelCatalogue(aws.client("ssm"), "/nowhere", SetClock()).models()
