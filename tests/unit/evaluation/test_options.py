from __future__ import annotations

import pytest

from evaluation.retrieval.evaluate_options import figures_of, print_report


def test_an_option_that_changes_nothing_gains_nothing() -> None:
    figures = figures_of([0.2, 0.8], [0.2, 0.8], [1.0, 3.0])
    assert figures.gains == (0.0, 0.0, 0.0)
    assert figures.ndcg[0] == pytest.approx(0.5)
    assert figures.p50_ms == pytest.approx(2.0)


def test_gains_are_paired_by_question_and_their_interval_is_narrower_than_that_of_the_scores() -> None:
    before = [index / 100 for index in range(100)]
    figures = figures_of([score + 0.01 for score in before], before, [1.0])
    assert figures.gains == pytest.approx((0.01, 0.01, 0.01))
    mean, low, high = figures.ndcg
    assert low < mean < high
    assert high - low > 0.05


def test_the_slowest_twentieth_is_shown_and_points_are_of_a_hundred(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before, after = [0.5] * 20, [0.5] * 19 + [1.0]
    print_report("set", {"feedback": figures_of(after, before, [float(ms) for ms in range(1, 21)])})
    row = capsys.readouterr().out.splitlines()[2].split()
    assert row[:2] == ["feedback", "52.5"]
    assert row[-3:] == ["+2.50", "10.5", "19.1"]
