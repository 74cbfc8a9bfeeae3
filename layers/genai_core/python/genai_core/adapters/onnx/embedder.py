"""Embed texts in process by an int8 ONNX graph, without the cost of an endpoint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from genai_core.adapters.onnx.encoder_card import EncoderCard, read_card
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile, TextKind
from genai_core.domain.text.token_vectors import TokenVectors

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_Encoded = tuple["Encoding", list[NDArray[np.float32]]]


class OnnxEmbedder:
    """An Embedder over the encoder in `folder`; its files are loaded on first use.

    Texts run singly, one per core and the longest first. Dynamic int8 scales activations over a whole batch,
    so that in a batch a text's vector would depend on the other texts. Single texts also need neither padding
    nor threads that wait for one another.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def profile(self) -> EncoderProfile:
        return self._card.profile

    def embed(self, texts: Sequence[str], kind: TextKind = "passage") -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.profile.dimensions), np.float32)
        for index, (_, (row,)) in enumerate(self._run(texts, kind, ["sentence_vector"])):
            vectors[index] = row[0]
        return vectors

    def embed_tokens(
        self, texts: Sequence[str], kind: TextKind = "passage"
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        vectors = np.zeros((len(texts), self.profile.dimensions), np.float32)
        tokens: list[TokenVectors] = []
        for index, (encoding, (row, rows)) in enumerate(
            self._run(texts, kind, ["sentence_vector", "token_vectors"])
        ):
            vectors[index] = row[0]
            tokens.append(self._tokens(encoding, rows[0], self.profile.prefix(kind), texts[index]))
        return vectors, tokens

    def _run(self, texts: Sequence[str], kind: TextKind, outputs: list[str]) -> list[_Encoded]:
        """Returns the word pieces and the `outputs` of each text, in order."""
        if not texts:
            return []
        session, prefix = self._session, self.profile.prefix(kind)

        def run(encoding: Encoding) -> _Encoded:
            ids = np.array([encoding.ids], np.int64)
            return encoding, session.run(outputs, {"input_ids": ids, "attention_mask": np.ones_like(ids)})

        # The tokenizer rejects unpaired surrogates; each is replaced by one character, so that offsets stay
        # valid.
        encodings = self._tokenizer.encode_batch(
            [prefix + text.encode("utf-8", "replace").decode() for text in texts]
        )
        if len(encodings) == 1:
            return [run(encodings[0])]
        order = sorted(range(len(encodings)), key=lambda index: -len(encodings[index].ids))
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            results = dict(zip(order, cores.map(run, (encodings[index] for index in order)), strict=True))
        return [results[index] for index in range(len(encodings))]

    def _tokens(self, encoding: Encoding, rows: NDArray[np.float32], prefix: str, text: str) -> TokenVectors:
        """Drops special tokens, the prefix, and the leading space that some tokenisers include in a word."""
        ids = np.array(encoding.ids, np.int32)
        offsets = np.maximum(np.array(encoding.offsets, np.int32).reshape(-1, 2) - len(prefix), 0)
        offsets[:, 0] += [len(part) - len(part.lstrip()) for part in (text[a:b] for a, b in offsets.tolist())]
        is_text = (np.array(encoding.special_tokens_mask) == 0) & (offsets[:, 1] > offsets[:, 0])
        text_indices, card = np.flatnonzero(is_text), self._card
        return TokenVectors(
            keys=card.keys(ids[text_indices]),
            offsets=offsets[text_indices],
            vectors=rows[text_indices],
            rarity=card.rarity(ids[text_indices]),
        )

    @cached_property
    def _card(self) -> EncoderCard:
        return read_card(self._folder)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415  300 ms, only where something is embedded

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Lengths differ between texts, and an arena would keep memory for each length.
        options.enable_cpu_mem_arena = False
        body = self._card.read("model.onnx")
        return onnxruntime.InferenceSession(body, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_buffer(self._card.read("tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.profile.window)
        return tokenizer
