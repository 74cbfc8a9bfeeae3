"""Which claim verifier a deployment gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from genai_core.adapters.memory.model_catalogue import MemoryModelCatalogue
from genai_core.domain.generation.models import ModelSpec
from genai_core.errors import Misconfigured, TimedOut
from genai_core.settings import AnswerSettings, Settings
from genai_core.wiring import verification
from tests.contract.language_models import spec
from tests.fresh_wiring import forget_wiring
from tests.servers.scripted_judge import scripted_judge

CLAIM, PASSAGE = "The lift is inspected yearly.", "Every year in May the lift is inspected yearly."


@pytest.fixture
def deploy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def choose(rows: Sequence[ModelSpec], **answer: Any) -> None:
        monkeypatch.setattr(verification, "settings", lambda: Settings(answer=AnswerSettings(**answer)))
        monkeypatch.setattr(verification, "model_catalogue", lambda: MemoryModelCatalogue(rows))

    forget_wiring()
    yield choose
    forget_wiring()


def test_no_verifier_is_none(deploy: Any) -> None:
    deploy([], verifier="none")
    assert verification.claim_verifier() is None


def test_the_judge_of_the_catalogue_is_asked_once_a_claim_and_in_time(deploy: Any) -> None:
    with scripted_judge() as server:
        row = spec("openai", "words", endpoint=f"{server.address}/v1", role="judge")
        deploy([row], verifier="judge", judge="subject")
        verifier = verification.claim_verifier()
        assert verifier
        assert verifier.verify([(CLAIM, PASSAGE), ("Dogs bark.", PASSAGE)]) == pytest.approx(
            [0.995, 0.01], abs=0.02
        )
        verifier.verify([(CLAIM, PASSAGE)])
        assert len(server.calls) == 2

        forget_wiring()
        deploy([replace(row, target="silent")], verifier="judge", judge="subject", further_s=1.0)
        late = verification.claim_verifier()
        assert late
        with pytest.raises(TimedOut, match="1 of 1 claims were not verified in 1 s"):
            late.verify([(CLAIM, PASSAGE)])


@pytest.mark.parametrize("rows", [[], [spec("bedrock", "nova", role="judge")]], ids=["absent", "bedrock"])
def test_a_judge_that_cannot_verify_is_reported_at_the_first_claim(
    deploy: Any, rows: list[ModelSpec]
) -> None:
    deploy(rows, verifier="judge", judge="subject")
    verifier = verification.claim_verifier()
    assert verifier
    with pytest.raises(Misconfigured, match="subject"):
        verifier.verify([(CLAIM, PASSAGE)])
