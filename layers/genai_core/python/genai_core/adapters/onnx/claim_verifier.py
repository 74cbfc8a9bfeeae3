"""Verify claims in process by our own small cross-encoder, an int8 ONNX graph."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from genai_core.domain.facts.languages import shared_languages
from genai_core.errors import Misconfigured

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

UNDECIDED = 0.5
"""Result for texts that the model was not trained on: other languages, or numbers in another notation."""

MAX_PIECES = 192
"""Maximum word pieces of claim and evidence together; longer evidence is cut at its end."""
ENGLISH = "english"
_NUMBER = re.compile(r"\d+")
_BUILD = "Build it: `make build`."
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class OnnxClaimVerifier:
    """Implements ClaimVerifier over `model.onnx`, `tokenizer.json` and `card.json` in `folder`.

    The files are loaded on first use and must match the hashes in the card. Pairs run singly, one per core
    and the longest first: with dynamic int8, the probability of a pair in a batch would depend on the other
    pairs.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def verify(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        readable_indices = [
            index for index, pair in enumerate(pairs) if all(_has_words(text) for text in pair)
        ]
        probabilities = [0.0] * len(pairs)
        for index in readable_indices:
            probabilities[index] = UNDECIDED
        readable_indices = [index for index in readable_indices if _can_read(*pairs[index])]
        if not readable_indices:
            return probabilities
        encodings = self._tokenizer.encode_batch(
            [tuple(map(_whole, pairs[index])) for index in readable_indices]
        )
        order = sorted(range(len(readable_indices)), key=lambda row: -len(encodings[row].ids))
        longest_first = [encodings[row] for row in order]
        run = self._probability
        if len(order) == 1:
            verified = [run(longest_first[0])]
        else:
            with ThreadPoolExecutor(os.cpu_count()) as cores:
                verified = list(cores.map(run, longest_first))
        for row, probability in zip(order, verified, strict=True):
            probabilities[readable_indices[row]] = probability
        return probabilities

    def _probability(self, encoding: Encoding) -> float:
        rows = (encoding.ids, encoding.attention_mask, encoding.type_ids)
        inputs = {name: np.array([row], np.int64) for name, row in zip(_INPUTS, rows, strict=True)}
        (logit,) = self._session.run(["logit"], inputs)
        return float(1 / (1 + np.exp(-float(logit[0, 0]))))

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415  300 ms, only where something is verified

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Lengths differ between pairs, and an arena would keep memory for each length.
        options.enable_cpu_mem_arena = False
        return onnxruntime.InferenceSession(
            self._verified("model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_buffer(self._verified("tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_PIECES, strategy="longest_first")
        return tokenizer

    def _verified(self, file: str) -> bytes:
        path = self._folder / file
        try:
            card = json.loads((self._folder / "card.json").read_text())
            body = path.read_bytes()
        except OSError as error:
            raise Misconfigured(f"the verifier's file {error.filename!r} is missing", remedy=_BUILD) from None
        except ValueError:
            raise Misconfigured(f"the card beside {str(path)!r} is not JSON", remedy=_BUILD) from None
        if hashlib.sha256(body).hexdigest() != card.get(f"{path.stem}_sha256"):
            raise Misconfigured(
                f"the verifier's file {str(path)!r} is not the one its card names", remedy=_BUILD
            )
        return body


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _can_read(claim: str, evidence: str) -> bool:
    """Returns whether both are in English and the evidence has the claim's numbers in the same notation."""
    has_numbers = set(_NUMBER.findall(evidence)).issuperset(_NUMBER.findall(claim))
    return has_numbers and shared_languages(claim, evidence) == (ENGLISH, ENGLISH)


def _whole(text: str) -> str:
    """Replaces unpaired surrogates, which JSON allows and the tokenizer rejects."""
    return text.encode("utf-8", "replace").decode()
