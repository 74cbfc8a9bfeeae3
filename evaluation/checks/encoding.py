"""Token vectors for a set's texts, kept in `.build/cache` between runs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Misconfigured
from genai_core.ports.claim_verifier import ClaimVerifier
from genai_core.ports.embedder import Embedder
from genai_core.settings import settings
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.wrappers.shared_encodings import SharedEncodings

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".build/cache/token_vectors"
MODEL = ROOT / ".build/model"
VERIFIER = ROOT / ".build/verifier"
VERIFIER_CARD = ROOT / "tools/build/verifier/card.json"
BATCH = 512


def local_embedder() -> Embedder | None:
    """Returns the embedder built by `python -m tools.build`; None if it is not built."""
    if not MODEL.is_dir():
        return None
    _say_where()
    from genai_core.wiring.embedding import embedder  # noqa: PLC0415 - imports onnxruntime

    return embedder()


def local_verifier() -> ClaimVerifier | None:
    """Returns the claim verifier built by `python -m tools.build`; None if it is not built.

    Raises:
        Misconfigured: It was built from other weights than those of this checkout.
    """
    if not VERIFIER.is_dir():
        return None
    if _weights(VERIFIER / "card.json") != _weights(VERIFIER_CARD):
        raise Misconfigured(
            f"{VERIFIER.relative_to(ROOT)} is not built from the weights of this checkout",
            remedy="Run `make build`.",
        )
    _say_where()
    from genai_core.wiring.verification import claim_verifier  # noqa: PLC0415 - imports onnxruntime

    return claim_verifier()


def _weights(card: Path) -> str:
    """Returns the hash of the weights that a model's card names."""
    return str(json.loads(card.read_text(encoding="utf-8"))["weights_sha256"])


def _say_where() -> None:
    """Sets both folders, and clears settings that were read before."""
    os.environ.setdefault("EMBEDDER_PATH", str(MODEL.resolve()))
    os.environ.setdefault("VERIFIER_PATH", str(VERIFIER.resolve()))
    settings.cache_clear()


def required_embedder() -> Embedder:
    """Returns an embedder that answers.

    Raises:
        Misconfigured: It is not built, or its files do not match; without it the figures would differ.
    """
    embedder = local_embedder()
    if embedder is None:
        raise Misconfigured("the encoder is not built", remedy="Run `make build`, or pass --words.")
    embedder.embed(["Does it answer?"])
    return embedder


def local_check(*, words_alone: bool, judge: ClaimVerifier | None = None) -> CheckAnswers:
    """Returns the check as for users' answers, or by words alone.

    Args:
        judge: Reads claims in place of the verifier that ships.

    Raises:
        Misconfigured: The encoder is not built.
    """
    if words_alone:
        return CheckAnswers(None, judge)
    return CheckAnswers(SharedEncodings(required_embedder()), judge or local_verifier())


def encode_all(
    name: str, texts: Sequence[str], *, words_alone: bool = False, use_cache: bool = True
) -> dict[str, TokenVectors]:
    """Returns each distinct text's token vectors; none to compare words alone.

    Args:
        name: The set's name, under which its vectors are cached in half precision.

    Raises:
        Misconfigured: The encoder is not built.
    """
    if words_alone:
        return {}
    distinct = list(dict.fromkeys(texts))
    path = CACHE / f"{name}-{_digest(distinct)}.npz"
    if use_cache and path.is_file():
        return _load(path, distinct)
    embedder = required_embedder()
    encoded: list[TokenVectors] = []
    for start in range(0, len(distinct), BATCH):
        encoded.extend(embedder.embed_tokens(distinct[start : start + BATCH])[1])
    if use_cache:
        _save(path, encoded)
    return dict(zip(distinct, encoded, strict=True))


def _digest(texts: Sequence[str]) -> str:
    built = MODEL.stat().st_mtime_ns if MODEL.is_dir() else 0
    body = f"{built}\x00" + "\x00".join(texts)
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _save(path: Path, encoded: Sequence[TokenVectors]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        lengths=np.array([len(item.keys) for item in encoded]),
        keys=np.concatenate([item.keys for item in encoded]),
        offsets=np.concatenate([item.offsets for item in encoded]),
        vectors=np.concatenate([item.vectors for item in encoded]).astype(np.float16),
        rarity=np.concatenate([item.rarity for item in encoded]),
    )


def _load(path: Path, texts: Sequence[str]) -> dict[str, TokenVectors]:
    with np.load(path) as kept:
        ends = np.cumsum(kept["lengths"])
        whole = TokenVectors(
            kept["keys"], kept["offsets"], kept["vectors"].astype(np.float32), kept["rarity"]
        )
    starts = np.concatenate([[0], ends[:-1]])
    return {text: whole.at(np.arange(a, b)) for text, a, b in zip(texts, starts, ends, strict=True)}
