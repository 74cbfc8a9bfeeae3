"""Token vectors for a set's texts, kept in `.build/cache` between runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from genai_core.domain.ingestion.chunks import TokenVectors
from genai_core.ports.embedder import Embedder

CACHE = Path(".build/cache/token_vectors")
MODEL = Path(".build/model")
BATCH = 512


def local_embedder() -> Embedder | None:
    """Returns the embedder that `python -m cdk_app.build` made; None where it is not built."""
    if not MODEL.is_dir():
        return None
    os.environ.setdefault("EMBEDDER_PATH", str(MODEL.resolve()))
    from genai_core.wiring.embedding import embedder  # noqa: PLC0415 - imports onnxruntime

    return embedder()


def encode_all(name: str, texts: Sequence[str], *, use_cache: bool = True) -> dict[str, TokenVectors]:
    """Returns each distinct text's token vectors; empty where no embedder is built.

    Args:
        name: The set's name; its vectors are kept under it, in half precision.
    """
    distinct = list(dict.fromkeys(texts))
    place = CACHE / f"{name}-{_digest(distinct)}.npz"
    if use_cache and place.is_file():
        return _load(place, distinct)
    embedder = local_embedder()
    if embedder is None:
        return {}
    encoded: list[TokenVectors] = []
    for start in range(0, len(distinct), BATCH):
        encoded.extend(embedder.embed_tokens(distinct[start : start + BATCH])[1])
    if use_cache:
        _save(place, encoded)
    return dict(zip(distinct, encoded, strict=True))


def _digest(texts: Sequence[str]) -> str:
    built = MODEL.stat().st_mtime_ns if MODEL.is_dir() else 0
    body = f"{built}\x00" + "\x00".join(texts)
    return hashlib.sha256(body.encode()).hexdigest()[:16]


def _save(place: Path, encoded: Sequence[TokenVectors]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        place,
        lengths=np.array([len(item.token_ids) for item in encoded]),
        token_ids=np.concatenate([item.token_ids for item in encoded]),
        offsets=np.concatenate([item.offsets for item in encoded]),
        vectors=np.concatenate([item.vectors for item in encoded]).astype(np.float16),
    )


def _load(place: Path, texts: Sequence[str]) -> dict[str, TokenVectors]:
    with np.load(place) as kept:
        ends = np.cumsum(kept["lengths"])
        ids, offsets, vectors = kept["token_ids"], kept["offsets"], kept["vectors"]
    starts = np.concatenate([[0], ends[:-1]])
    return {
        text: TokenVectors(ids[a:b], offsets[a:b], vectors[a:b].astype(np.float32))
        for text, a, b in zip(texts, starts, ends, strict=True)
    }
