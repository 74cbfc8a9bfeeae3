"""The card of an encoder's folder: what the encoder is, and the hashes of its files.

Beside `card.json` lie `model.onnx`, `tokenizer.json` and `token_basis.npz`. An encoder that runs elsewhere
has the card and the basis alone.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.retrieval.late_interaction import TokenBasis
from genai_core.domain.retrieval.packed_tokens import KEYS
from genai_core.errors import Misconfigured

_BUILD = "Build it: `make build`, or `make encoder` for one of the others."
OWN_KEYS = KEYS * 3 // 4
"""Frequent pieces of a large vocabulary have a key of their own; rare ones share what is left."""


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What `card.json` says.

    Attributes:
        vocabulary: Word pieces, the most frequent first.
        first_word: Where words begin among them; before it stand special tokens and single characters.
    """

    folder: Path
    profile: EncoderProfile
    vocabulary: int
    first_word: int
    hashes: dict[str, str]

    def keys(self, ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """Returns the token keys of word pieces."""
        if self.vocabulary <= KEYS:
            return ids
        shared = OWN_KEYS + ids % (KEYS - OWN_KEYS)
        return np.where(ids < OWN_KEYS, ids, shared).astype(np.int32)

    def rarity(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Returns how rare word pieces are, 0 to 1, by their place in the vocabulary."""
        ranks = np.clip(ids.astype(np.float32) - self.first_word, 1, None)
        return (np.log1p(ranks) / np.log(self.vocabulary)).astype(np.float32)

    def read(self, file: str) -> bytes:
        """Returns a file's bytes. Raises Misconfigured if it is not the one the card was written for."""
        path = self.folder / file
        return _verified(path, self.hashes.get(f"{path.stem}_sha256"))


def read_card(folder: Path) -> EncoderCard:
    """Reads an encoder's card and its basis. Raises Misconfigured if the folder is not one of an encoder."""
    path = folder / "card.json"
    try:
        said: dict[str, Any] = json.loads(_read(path))
        basis = _basis(_verified(folder / "token_basis.npz", said["token_basis_sha256"]))
        profile = EncoderProfile(
            name=EncoderName(said["name"]),
            dimensions=int(said["dimensions"]),
            window=int(said["max_tokens"]),
            query_prefix=said["query_prefix"],
            passage_prefix=said["passage_prefix"],
            basis=basis,
        )
        return EncoderCard(folder, profile, int(said["vocabulary"]), int(said["first_word"]), said)
    except (ValueError, KeyError, TypeError) as error:
        raise Misconfigured(
            f"the encoder's card {str(path)!r} cannot be read: {error}", remedy=_BUILD
        ) from None


def _basis(body: bytes) -> TokenBasis:
    with np.load(BytesIO(body), allow_pickle=False) as file:
        axes = file["axes"].astype(np.float32)
        return TokenBasis(axes, file["spread"], file["levels"], file["dropped"])


def _verified(path: Path, digest: str | None) -> bytes:
    body = _read(path)
    if hashlib.sha256(body).hexdigest() != digest:
        raise Misconfigured(f"the encoder's file {str(path)!r} is not the one its card names", remedy=_BUILD)
    return body


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Misconfigured(f"the encoder's file {str(path)!r} is missing", remedy=_BUILD) from None
