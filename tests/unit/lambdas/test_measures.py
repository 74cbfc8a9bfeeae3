"""What functions count: answers, models, failures of the system, and refusals of what users ask."""

from __future__ import annotations

import pytest

from genai_core import errors
from genai_core.domain.protocol.outcomes import Outcome
from lambdas.catalogue.metrics import ENDED_IN_ERROR, FAILURES, MODEL_COST, OUTCOMES
from lambdas.measures import measure
from tests.unit.lambdas.in_memory_backend import EVE, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call
from tests.unit.lambdas.written_metrics import by_name, record_an_answer, record_an_error, written


def test_an_answer_is_counted_with_its_shares_stages_cost_and_models(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record_an_answer(monkeypatch)
    output = capsys.readouterr().out
    assert by_name(output, outcome="agreed") == {"Answers": [1.0]}
    assert by_name(output) == {
        "Agreement": [1.0],
        "Groundedness": [1.0],
        "DegradedStages": [1.0],
        "Failures": [1.0],
        "CostUsd": [pytest.approx(0.002)],
        "FailedModels": [2.0],
    }
    assert set(by_name(output, stage="total")) == {"StageSeconds"}
    good = by_name(output, model="good")
    assert good.pop("ModelSeconds")[0] > 0
    assert good == {"ModelTokens": [1200.0], "ModelCostUsd": [pytest.approx(0.002)]}
    assert by_name(output, model="known") == {"ModelCacheHits": [1.0]}
    assert by_name(output, model="throttled") == {"ModelFailures": [1.0], "ModelThrottles": [1.0]}
    assert by_name(output, model="broken") == {"ModelFailures": [1.0], "ModelRests": [1.0]}


@pytest.mark.parametrize(
    ("code", "outcome", "counted"),
    [
        ("Overloaded", ENDED_IN_ERROR, "FailedAnswers"),
        ("Misconfigured", ENDED_IN_ERROR, "FailedAnswers"),
        ("NoAnswer", "no_answer", "FailedAnswers"),
        ("Refused", ENDED_IN_ERROR, "Refusals"),
        ("InvalidInput", ENDED_IN_ERROR, "Refusals"),
    ],
)
def test_a_wrong_request_is_not_a_failure_of_the_system(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str, outcome: str, counted: str
) -> None:
    record_an_error(monkeypatch, code)
    output = capsys.readouterr().out
    assert by_name(output, outcome=outcome) == {"Answers": [1.0]}
    assert by_name(output) == {counted: [1.0]}


def test_a_request_of_a_stranger_is_refused_and_a_store_that_fails_is_a_failure(
    backend: InMemoryBackend, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call("GET", f"/workspaces/{SHARED}", user=EVE)
    assert by_name(capsys.readouterr().out) == {"Refusals": [1.0]}

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(type(backend.workspaces), "get", fails)
    assert call("GET", f"/workspaces/{SHARED}")[0] == 500
    assert by_name(capsys.readouterr().out) == {"Failures": [1.0]}


def test_every_error_is_of_the_caller_or_of_the_system() -> None:
    systems = {errors.Unavailable, errors.NoAnswer, errors.Misconfigured}
    assert systems | set(errors.CALLERS_ERRORS) == set(errors.QuorumError.__subclasses__())


def test_outcomes_are_those_of_the_protocol() -> None:
    assert set(OUTCOMES) == {*Outcome, ENDED_IN_ERROR}


def test_a_metric_without_its_dimensions_is_refused_and_no_figures_write_no_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ValueError, match="ModelCostUsd"):
        measure({MODEL_COST: 1})
    with pytest.raises(ValueError, match="Failures"):
        measure({FAILURES: 1}, model="m")
    measure({})
    assert list(written(capsys.readouterr().out)) == []
