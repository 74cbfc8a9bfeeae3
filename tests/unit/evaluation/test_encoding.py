"""The encoder and the verifier with which the evaluations measure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.checks import encoding
from genai_core.errors import Misconfigured


def test_a_verifier_of_other_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "card.json").write_text(json.dumps({"weights_sha256": "of an earlier checkout"}))
    monkeypatch.setattr(encoding, "VERIFIER", tmp_path)
    monkeypatch.setattr(encoding, "ROOT", tmp_path.parent)
    with pytest.raises(Misconfigured, match=r"not built from the weights .* Run `make build`"):
        encoding.local_verifier()


def test_without_a_verifier_words_decide_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "VERIFIER", tmp_path / "missing")
    assert encoding.local_verifier() is None


def test_the_verifier_that_is_built_is_the_one_of_this_checkout() -> None:
    if not encoding.VERIFIER.is_dir():
        pytest.skip("the verifier is not built")
    assert encoding.local_verifier() is not None
