"""All claim verifiers keep one contract: by words, our own model with its real graph, and a judge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from genai_core.adapters.memory.claim_verifier import MemoryClaimVerifier
from genai_core.adapters.onnx.claim_verifier import OnnxClaimVerifier
from genai_core.adapters.openai.claim_verifier import OpenAiClaimVerifier
from genai_core.errors import Misconfigured
from genai_core.ports.claim_verifier import ClaimVerifier
from tests.contract.language_models import spec
from tests.servers.scripted_judge import scripted_judge
from tools.build.encoder_weights import BuildError
from tools.build.verifier import build_verifier
from tools.build.verifier_weights import CARD_FILE, pack, read_learnt, unpack

ROOT = Path(__file__).parents[2]
PASSAGE = (
    "The reading room opens at nine.\nBags are not allowed in the reading room.\n"
    "A locker costs two euros a day and is emptied every evening."
)
TRUE = "A locker costs two euros a day."
ELSEWHERE = "The café serves hot meals until midnight."


@pytest.fixture(scope="module")
def folder() -> Path:
    built = ROOT / ".build" / "verifier"
    build_verifier(built)
    return built


@pytest.fixture(scope="module")
def judge(pool: urllib3.PoolManager) -> Iterator[ClaimVerifier]:
    with scripted_judge() as server:
        yield OpenAiClaimVerifier(spec("openai", "words", endpoint=f"{server.address}/v1"), pool=pool)


@pytest.fixture(params=["words", "onnx", "judge"])
def verifier(request: pytest.FixtureRequest, folder: Path, judge: ClaimVerifier) -> ClaimVerifier:
    return {"words": MemoryClaimVerifier(), "onnx": OnnxClaimVerifier(folder), "judge": judge}[request.param]


def test_a_claim_of_the_passage_is_more_probable_than_one_of_another(verifier: ClaimVerifier) -> None:
    true, other = verifier.verify([(TRUE, PASSAGE), (ELSEWHERE, PASSAGE)])
    assert 0 <= other < 0.5 < true <= 1


def test_there_is_one_value_a_pair_in_their_order_whatever_stands_beside(verifier: ClaimVerifier) -> None:
    pairs = [(TRUE, PASSAGE), (ELSEWHERE, PASSAGE), (TRUE, ELSEWHERE), (TRUE, PASSAGE * 40)]
    together = verifier.verify(pairs)
    assert together == [verifier.verify([pair])[0] for pair in pairs]
    assert verifier.verify(pairs[::-1]) == together[::-1]


def test_nothing_is_asked_of_nothing(verifier: ClaimVerifier) -> None:
    assert verifier.verify([]) == []
    assert verifier.verify([("", PASSAGE), (TRUE, ""), ("...", PASSAGE), (TRUE, "--\n")]) == [0, 0, 0, 0]


@pytest.mark.parametrize("odd", ["\ud83d half", "line\x00end", "词语 מילים", "a" * 30_000, "🙂 " * 5_000])
def test_odd_text_has_a_probability_too(verifier: ClaimVerifier, odd: str) -> None:
    assert all(0 <= value <= 1 for value in verifier.verify([(odd, PASSAGE), (TRUE, odd)]))


TWINS = [
    (
        "The lift is inspected every year.",
        "The lift is not inspected every year.",
        "The lift is inspected every year.",
    ),
    (
        "Cash is never accepted at the gate.",
        "Cash is accepted at the gate.",
        "Cash is not accepted at the gate.",
    ),
    (
        "Norway beat Chile in the final.",
        "Chile beat Norway in the final.",
        "Chile lost to Norway in the final.",
    ),
    ("Only residents may use the pool.", "Everyone may use the pool.", "Residents may use the pool."),
    (
        "The pump stops unless the valve is open.",
        "The pump stops if the valve is open.",
        "If the valve is closed, the pump stops.",
    ),
]


@pytest.mark.parametrize(("passage", "false", "true"), TWINS)
def test_our_model_reads_more_than_words(folder: Path, passage: str, false: str, true: str) -> None:
    wrong, right = OnnxClaimVerifier(folder).verify([(false, passage), (true, passage)])
    assert wrong < 0.5 < right


def test_evidence_past_the_limit_is_ignored(folder: Path) -> None:
    far = PASSAGE + "\nMore lines follow here." * 200
    first, second = OnnxClaimVerifier(folder).verify([(TRUE, far), (TRUE, f"{far}\n{ELSEWHERE}")])
    assert first == second > 0.5


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "card.json"])
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_files_that_the_card_does_not_name_are_refused(
    folder: Path, tmp_path: Path, file: str, damage: str
) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    if damage == "missing":
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes((tmp_path / file).read_bytes() + b"}")
    with pytest.raises(Misconfigured, match=r"verifier|card"):
        OnnxClaimVerifier(tmp_path).verify([(TRUE, PASSAGE)])


def test_the_build_is_repeated_only_if_something_changed(folder: Path) -> None:
    assert not build_verifier(folder)
    card = json.loads((folder / "card.json").read_text())
    assert card["licence"] == "Apache-2.0"
    assert card["weights_sha256"] == json.loads(CARD_FILE.read_text())["weights_sha256"]


def test_weights_other_than_the_card_s_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "weights.npz"
    other.write_bytes(pack(*unpack(read_learnt())) + b"\x00")
    monkeypatch.setattr("tools.build.verifier_weights.WEIGHTS_FILE", other)
    with pytest.raises(BuildError, match="SHA-256"):
        read_learnt()
