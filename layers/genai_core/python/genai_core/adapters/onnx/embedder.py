"""all-MiniLM-L6-v2 as an int8 ONNX graph, in process: no endpoint, no idle bill."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.ingestion.chunks import TokenVectors
from genai_core.errors import Misconfigured

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

DIMENSIONS = 384
MAX_TOKENS = 256
_Encoded = tuple["Encoding", list[NDArray[np.float32]]]
_BUILD = "Build it: `make build`."


class OnnxEmbedder:
    """An Embedder over `model.onnx` and `tokenizer.json` in `folder`; both are loaded on first use.

    Each text runs by itself, as many at once as there are cores and the longest first. Dynamic int8
    scales activations over a whole batch, so that in a batch a text's vector would depend on its
    neighbours; alone it is the same every time. Nothing is spent on padding, nor on threads that wait
    for one another within one text.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: tuple[Any, Tokenizer] | None = None

    @property
    def dimensions(self) -> int:
        return DIMENSIONS

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for place, (_, (row,)) in enumerate(self._run(texts, ["sentence_vector"])):
            vectors[place] = row[0]
        return vectors

    def embed_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        tokens: list[TokenVectors] = []
        for place, (encoding, (row, rows)) in enumerate(
            self._run(texts, ["sentence_vector", "token_vectors"])
        ):
            vectors[place] = row[0]
            tokens.append(_tokens(encoding, rows[0]))
        return vectors, tokens

    def _run(self, texts: Sequence[str], outputs: list[str]) -> list[_Encoded]:
        """Returns each text's pieces and `outputs`, in the order of the texts."""
        if not texts:
            return []
        session, tokenizer = self._load()

        def run(encoding: Encoding) -> _Encoded:
            ids = np.array([encoding.ids], np.int64)
            return encoding, session.run(outputs, {"input_ids": ids, "attention_mask": np.ones_like(ids)})

        # The tokenizer refuses half characters, which JSON can hold; each becomes one other, so places stay.
        encodings = tokenizer.encode_batch([text.encode("utf-8", "replace").decode() for text in texts])
        if len(encodings) == 1:
            return [run(encodings[0])]
        order = sorted(range(len(encodings)), key=lambda place: -len(encodings[place].ids))
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            found = dict(zip(order, cores.map(run, (encodings[place] for place in order)), strict=True))
        return [found[place] for place in range(len(encodings))]

    def _load(self) -> tuple[Any, Tokenizer]:
        if self._parts is None:
            self._parts = (_session(self._folder / "model.onnx"), _tokenizer(self._folder))
        return self._parts


def _tokens(encoding: Encoding, rows: NDArray[np.float32]) -> TokenVectors:
    """Leaves the special tokens out."""
    kept = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
    return TokenVectors(
        token_ids=np.array(encoding.ids, np.int32)[kept],
        offsets=np.array(encoding.offsets, np.int32).reshape(-1, 2)[kept],
        vectors=rows[kept],
    )


def _session(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415  300 ms, only where something is embedded

    body = _verified(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # Lengths differ from batch to batch; an arena would keep the largest of each for ever.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(body, options, providers=["CPUExecutionProvider"])


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_buffer(_verified(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _verified(path: Path) -> bytes:
    """Returns the file's bytes. Raises Misconfigured where it is not the one its card was written for."""
    try:
        card = json.loads(path.with_name("card.json").read_text())
        body = path.read_bytes()
    except OSError as error:
        raise Misconfigured(f"the encoder's file {error.filename!r} is missing", remedy=_BUILD) from None
    except ValueError:
        raise Misconfigured(f"the card beside {str(path)!r} is not JSON", remedy=_BUILD) from None
    if hashlib.sha256(body).hexdigest() != card.get(f"{path.stem}_sha256"):
        raise Misconfigured(f"the encoder's file {str(path)!r} is not the one its card names", remedy=_BUILD)
    return body
