"""Read the card of an encoder's folder: its description and the hashes of its files.

The folder has `card.json`, `model.onnx`, `tokenizer.json` and `token_basis.npz`. A remote encoder has only
the card and the basis.
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
"""Number of keys for the frequent pieces of a large vocabulary, one each; rare pieces share the other
keys."""


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """The content of `card.json`.

    Attributes:
        vocabulary: Word pieces, the most frequent first.
        first_word: Index of the first word among them, after special tokens and single characters.
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
        """Returns the rarity of word pieces, 0 to 1, by their rank in the vocabulary."""
        ranks = np.clip(ids.astype(np.float32) - self.first_word, 1, None)
        return (np.log1p(ranks) / np.log(self.vocabulary)).astype(np.float32)

    def read(self, file: str) -> bytes:
        """Returns a file's bytes. Raises Misconfigured if its hash differs from the card."""
        path = self.folder / file
        return _verified(path, self.hashes.get(f"{path.stem}_sha256"))


def read_card(folder: Path) -> EncoderCard:
    """Reads an encoder's card and its basis. Raises Misconfigured if the folder is not an encoder's."""
    path = folder / "card.json"
    try:
        fields: dict[str, Any] = json.loads(_read(path))
        basis = _basis(_verified(folder / "token_basis.npz", fields["token_basis_sha256"]))
        profile = EncoderProfile(
            name=EncoderName(fields["name"]),
            dimensions=int(fields["dimensions"]),
            window=int(fields["max_tokens"]),
            query_prefix=fields["query_prefix"],
            passage_prefix=fields["passage_prefix"],
            basis=basis,
        )
        return EncoderCard(folder, profile, int(fields["vocabulary"]), int(fields["first_word"]), fields)
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
