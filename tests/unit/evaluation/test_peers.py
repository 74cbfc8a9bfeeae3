from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.peers import evaluate_peers
from evaluation.peers.evaluate_peers import OURS, Result, System, report

GARDENS = Path(__file__).parents[2] / "data/retrieval/gardens"


def results(ours: float, as_it_comes: float, given_ours: float) -> dict[str, dict[System, Result]]:
    return {
        name: {
            System("Peer", "its own splitter"): Result(as_it_comes + shift, 20.0),
            System("Peer", "our chunks"): Result(given_ours + shift, 21.0),
            System(OURS, "fused"): Result(0.1, 5.0),
            System(OURS, "reranked"): Result(ours + shift, 9.0),
        }
        for name, shift in (("first", -0.1), ("second", 0.1))
    }


def test_ours_is_far_enough_ahead_where_both_means_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(results(0.81, 0.775, 0.785))
    shown = capsys.readouterr().out
    assert "+3.5 points to the best with its own splitter (Peer)" in shown
    assert "+2.5 points to the best with our chunks (Peer)" in shown


@pytest.mark.parametrize(("as_it_comes", "given_ours"), [(0.79, 0.70), (0.70, 0.80)])
def test_ours_is_not_far_enough_ahead_where_one_peer_is_near(as_it_comes: float, given_ours: float) -> None:
    assert not report(results(0.81, as_it_comes, given_ours))


def test_without_the_peers_the_command_says_how_to_install_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate_peers.main([str(GARDENS), "--python", str(tmp_path / "absent")]) == 2
    assert "requirements/peers.in" in capsys.readouterr().err
