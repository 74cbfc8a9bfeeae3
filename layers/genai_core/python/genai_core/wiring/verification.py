"""Chooses the claim verifier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from genai_core.errors import Misconfigured
from genai_core.ports.claim_verifier import ClaimVerifier
from genai_core.settings import settings
from genai_core.wiring.models import judge_of_claims
from genai_core.wiring.storage import model_catalogue
from genai_core.wrappers.cached_verifier import CachedVerifier
from genai_core.wrappers.timed_verifier import TimedVerifier


@cache
def claim_verifier() -> ClaimVerifier | None:
    """The catalogue's judge, looked up at the first claim, so that the start needs no catalogue."""
    match settings().answer.verifier:
        case "none":
            return None
        case "judge":
            return TimedVerifier(CachedVerifier(_Judge()), settings().answer.further_s)
        case "onnx":
            return onnx_verifier(Path(settings().verifier_path))


@cache
def onnx_verifier(folder: Path) -> ClaimVerifier:
    """Returns the verifier in a folder; one per process, because it keeps its model."""
    from genai_core.adapters.onnx.claim_verifier import OnnxClaimVerifier

    return CachedVerifier(OnnxClaimVerifier(folder))


class _Judge:
    """The catalogue's judge, looked up at the first claim, so that a start needs no catalogue."""

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return judge_model().verify(pairs)


@cache
def judge_model() -> ClaimVerifier:
    """Returns the judge of the catalogue as a verifier. Raises Misconfigured if it cannot be one."""
    wanted = settings().answer.judge
    spec = next((spec for spec in model_catalogue().models() if spec.model_id == wanted), None)
    if spec is None:
        raise Misconfigured(
            f"answer.judge is {wanted!r}", remedy="It must be a model of the catalogue with the role judge."
        )
    return judge_of_claims(spec)
