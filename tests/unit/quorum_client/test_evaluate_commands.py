from pathlib import Path

from quorum_client.cli.evaluate import evaluate

EVALUATION = Path(__file__).resolve().parents[3] / "evaluation"
NO_COMMAND = {"options"}
"""Run as a module, for one benchmark alone."""


def test_every_evaluation_is_a_command() -> None:
    modules = {path.stem.removeprefix("evaluate_") for path in EVALUATION.rglob("evaluate_*.py")}
    assert set(evaluate.commands) == modules - NO_COMMAND
