"""The encoder behind a SageMaker endpoint: handlers of the inference toolkit, on ONNX Runtime.

Request: `{"texts": [...], "tokens": false}`. Answer: `{"vectors": [[...]]}`, one unit vector of 384
numbers per text in the order given. With `"tokens": true` also `"tokens"`: per text the `ids`, the
character `offsets` and the `vectors` of its word pieces, the last as base64 of little-endian float16,
row by row. `model_dir` holds `model.onnx`, `tokenizer.json` and `card.json` as `make build` writes them.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

# The wheels lie beside this file, so that an endpoint starts without a package index or the internet.
sys.path.insert(0, str(Path(__file__).with_name("lib")))

MAX_TEXTS = 512
MAX_TEXT_CHARS = 20_000
JSON = "application/json"


class _StatusError(Exception):
    """An error answer with an HTTP status of its own, as the toolkit makes it."""

    def __init__(self, status_code: int, message: str, phrase: str) -> None:
        super().__init__(message)
        self.status_code, self.message, self.phrase = status_code, message, phrase


def _error_class() -> Any:
    """Returns the toolkit's error class, which sets the HTTP status; our own without the toolkit."""
    try:
        return importlib.import_module("sagemaker_inference.errors").BaseInferenceToolkitError
    except ImportError:
        return _StatusError


RequestError: Any = _error_class()


@dataclass(frozen=True)
class Request:
    """What to embed, and whether word by word too."""

    texts: tuple[str, ...]
    wants_tokens: bool = False


@dataclass(frozen=True)
class Model:
    """A tokenizer that cuts at the encoder's window, and the graph."""

    tokenizer: Any
    session: Any
    dimensions: int


@dataclass(frozen=True)
class Pieces:
    """One text's word pieces: ids [t], offsets [t, 2], vectors [t, 384] of unit length."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class Encoded:
    """Vectors [n, 384] float32; pieces per text if they were asked for."""

    vectors: NDArray[np.float32]
    pieces: tuple[Pieces, ...] = ()


def model_fn(model_dir: str) -> Model:
    """Loads tokenizer and graph, once per worker."""
    onnxruntime, tokenizers = importlib.import_module("onnxruntime"), importlib.import_module("tokenizers")
    card = json.loads(Path(model_dir, "card.json").read_text(encoding="utf-8"))
    tokenizer = tokenizers.Tokenizer.from_file(str(Path(model_dir, "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(int(card["max_tokens"]))
    options = onnxruntime.SessionOptions()
    # Texts run in parallel, one on each core: threads within one text would wait for each other.
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        str(Path(model_dir, "model.onnx")), options, providers=["CPUExecutionProvider"]
    )
    return Model(tokenizer, session, int(card["dimensions"]))


def input_fn(body: str | bytes, content_type: str) -> Request:
    """Reads a request. Raises RequestError 415 or 400 that names what is wrong."""
    if content_type.partition(";")[0].strip() != JSON:
        raise RequestError(415, f"content type {content_type!r} is not {JSON!r}", "Unsupported Media Type")
    try:
        fields: Any = json.loads(body)
    except ValueError as error:
        raise _wrong(f"the body is not valid JSON: {error}") from None
    texts: Any = cast("dict[str, Any]", fields).get("texts") if isinstance(fields, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in cast("list[Any]", texts)):
        raise _wrong(f"'texts' is {texts!r:.80}; it must be a list of strings")
    return Request(_checked(cast("list[str]", texts)), bool(fields.get("tokens")))


def predict_fn(request: Request, model: Model) -> Encoded:
    """Encodes each text alone, so that its vector does not depend on the others."""
    outputs = ["sentence_vector", "token_vectors"] if request.wants_tokens else ["sentence_vector"]

    def run(encoding: Any) -> list[NDArray[np.float32]]:
        ids = np.array([encoding.ids], np.int64)
        return model.session.run(outputs, {"input_ids": ids, "attention_mask": np.ones_like(ids)})

    # A lone surrogate, which JSON can hold, is replaced: the tokenizer refuses it.
    encodings = model.tokenizer.encode_batch(
        [text.encode("utf-8", "replace").decode() for text in request.texts]
    )
    vectors = np.zeros((len(encodings), model.dimensions), np.float32)
    pieces: list[Pieces] = []
    for index, results in enumerate(side_by_side(run, encodings)):
        vectors[index] = results[0][0]
        if request.wants_tokens:
            pieces.append(_pieces(encodings[index], results[1][0]))
    return Encoded(vectors, tuple(pieces))


def output_fn(encoded: Encoded, accept: str) -> tuple[str, str]:
    """Writes the answer as JSON; `accept` is ignored, because there is no other form."""
    del accept
    answer: dict[str, Any] = {"vectors": encoded.vectors.tolist()}
    if encoded.pieces:
        answer["tokens"] = [
            {
                "ids": piece.ids,
                "offsets": piece.offsets,
                "vectors": base64.b64encode(piece.vectors.astype("<f2").tobytes()).decode(),
            }
            for piece in encoded.pieces
        ]
    return json.dumps(answer), JSON


def side_by_side(run: Any, encodings: Sequence[Any]) -> list[Any]:
    """Returns `run` of each, in order; as many at a time as there are cores, and the longest first."""
    order = sorted(range(len(encodings)), key=lambda index: -len(encodings[index].ids))
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        results = dict(zip(order, cores.map(run, [encodings[index] for index in order]), strict=True))
    return [results[index] for index in range(len(encodings))]


def _pieces(encoding: Any, rows: NDArray[np.float32]) -> Pieces:
    """Leaves out the special tokens, which stand for nothing in the text."""
    kept = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
    return Pieces(
        [encoding.ids[index] for index in kept], [encoding.offsets[index] for index in kept], rows[kept]
    )


def _checked(texts: list[str]) -> tuple[str, ...]:
    if len(texts) > MAX_TEXTS:
        raise _wrong(f"{len(texts)} texts; at most {MAX_TEXTS} are taken at once")
    longest = max(map(len, texts), default=0)
    if longest > MAX_TEXT_CHARS:
        raise _wrong(f"a text of {longest} characters; at most {MAX_TEXT_CHARS} are taken")
    return tuple(texts)


def _wrong(message: str) -> Exception:
    return RequestError(400, message, "Bad Request")
