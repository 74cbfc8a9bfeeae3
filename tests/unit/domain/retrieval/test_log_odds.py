import pytest

from genai_core.domain.retrieval.log_odds import log_odds


def test_log_odds_take_the_logistic_back_and_stay_finite() -> None:
    assert log_odds([0.5, 0.7310585786]) == pytest.approx([0.0, 1.0])
    assert log_odds([0.0, 1.0]) == pytest.approx([-13.8, 13.8], abs=0.1)
    assert log_odds([]) == []
