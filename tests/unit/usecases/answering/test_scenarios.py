"""Given answers over given passages end as expected: `quorum evaluate scenarios` without the encoder."""

from pathlib import Path

import pytest

from evaluation.answers.evaluate_scenarios import evaluate_scenarios
from evaluation.checks.encoding import local_check

FILES = sorted((Path(__file__).parents[3] / "data/scenarios").glob("*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_scenario_ends_as_expected(file: Path) -> None:
    assert evaluate_scenarios(file, local_check(words_alone=True))["wrong"] == []
