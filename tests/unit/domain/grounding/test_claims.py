"""Claims with one fact changed, and true ones, of all kinds and languages, without an encoder."""

from collections import Counter
from pathlib import Path

import pytest

from evaluation.checks.evaluate_claims import measure, read_cases
from genai_core.usecases.answering.check_answers import CheckAnswers

CASES = Path(__file__).parents[3] / "data" / "claims"


@pytest.mark.parametrize(
    "name", ["development", "heldout", "policies", "reports", "notices", "buildings", "stations", "bakeries"]
)
def test_false_claims_are_barred_and_true_ones_supported(name: str) -> None:
    cases = read_cases(CASES / f"{name}.tsv")
    figures = measure(CheckAnswers(None), cases)
    rows = Counter(case.expected for case in cases)
    wrong = Counter(case["expected"] for case in figures["wrong"])
    assert wrong["not_supported"] <= 0.06 * rows["not_supported"]
    assert wrong["supported"] <= 0.15 * rows["supported"]
