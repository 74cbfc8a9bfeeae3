"""The embedder behind a SageMaker endpoint: handlers of the PyTorch inference toolkit.

Request: `{"texts": [...], "tokens": false}`. Answer: `{"vectors": [[...]]}`, one unit vector of 384
numbers per text in the order given; with `"tokens": true` also `"tokens"`, per text the `ids`, the
character `offsets` and the `vectors` of its word pieces, the last as base64 of little-endian float16,
row by row. `model_dir` holds the files of sentence-transformers/all-MiniLM-L6-v2.
"""

from __future__ import annotations

import base64
import importlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

MAX_TEXTS = 512
MAX_TEXT_CHARS = 20_000
MAX_TOKENS = 256
BATCH = 32
JSON = "application/json"


class _StatusError(Exception):
    """An answer with a status of its own, as the toolkit makes it."""

    def __init__(self, status_code: int, message: str, phrase: str) -> None:
        super().__init__(message)
        self.status_code, self.message, self.phrase = status_code, message, phrase


def _error_class() -> Any:
    """Returns the toolkit's error, which becomes an HTTP status; ours where only the pure parts run."""
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
class Pieces:
    """One text's word pieces: ids [t], offsets [t, 2], vectors [t, 384] of unit length."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    vectors: NDArray[np.float32]


@dataclass(frozen=True)
class Encoded:
    """Vectors [n, 384] float32; pieces per text where they were asked for."""

    vectors: NDArray[np.float32]
    pieces: tuple[Pieces, ...] = ()


def model_fn(model_dir: str) -> tuple[Any, Any]:
    """Loads tokenizer and model once per worker."""
    torch, transformers = importlib.import_module("torch"), importlib.import_module("transformers")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = transformers.AutoTokenizer.from_pretrained(model_dir)
    return tokenizer, transformers.AutoModel.from_pretrained(model_dir).to(device).eval()


def input_fn(body: str | bytes, content_type: str) -> Request:
    """Reads a request. Raises RequestError 415 or 400 that names what is wrong."""
    if content_type.partition(";")[0].strip() != JSON:
        raise RequestError(415, f"content type {content_type!r} is not {JSON!r}", "Unsupported Media Type")
    try:
        fields: Any = json.loads(body)
    except ValueError as error:
        raise _wrong(f"the body is no JSON: {error}") from None
    texts: Any = cast("dict[str, Any]", fields).get("texts") if isinstance(fields, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in cast("list[Any]", texts)):
        raise _wrong(f"'texts' is {texts!r:.80}; it must be a list of strings")
    return Request(_checked(cast("list[str]", texts)), bool(fields.get("tokens")))


def predict_fn(request: Request, model: tuple[Any, Any]) -> Encoded:
    """Encodes texts in batches of similar length, and answers in the order given."""
    torch = importlib.import_module("torch")
    tokenizer, encoder = model
    vectors = np.zeros((len(request.texts), encoder.config.hidden_size), dtype=np.float32)
    pieces: list[Pieces | None] = [None] * len(request.texts)
    for batch in batches(request.texts):
        inputs = tokenizer(
            [request.texts[index] for index in batch],
            padding=True,
            truncation=True,
            max_length=MAX_TOKENS,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
            return_tensors="pt",
        )
        offsets, special = inputs.pop("offset_mapping").numpy(), inputs.pop("special_tokens_mask").numpy()
        with torch.inference_mode():
            hidden = encoder(**inputs.to(encoder.device)).last_hidden_state.float().cpu().numpy()
        mask = inputs["attention_mask"].cpu().numpy()
        vectors[batch] = pool(hidden, mask)
        for row, index in enumerate(batch if request.wants_tokens else ()):
            kept = (mask[row] == 1) & (special[row] == 0)
            ids = inputs["input_ids"][row].cpu().numpy()[kept].tolist()
            pieces[index] = Pieces(ids, offsets[row][kept].tolist(), unit(hidden[row][kept]))
    return Encoded(vectors, tuple(piece for piece in pieces if piece is not None))


def output_fn(encoded: Encoded, accept: str) -> tuple[str, str]:
    """Writes the answer as JSON, whatever is accepted: there is no other form."""
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


def batches(texts: Sequence[str], size: int = BATCH) -> Iterator[list[int]]:
    """Yields indices of texts of similar length: padding costs as much as words do."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def pool(hidden: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
    """Returns [n, d] unit vectors: the mean over each text's tokens [n, t, d] that are no padding."""
    weights = mask[..., None].astype(np.float32)
    return unit((hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9))


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns the vectors at length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def _checked(texts: list[str]) -> tuple[str, ...]:
    if len(texts) > MAX_TEXTS:
        raise _wrong(f"{len(texts)} texts; at most {MAX_TEXTS} are taken at once")
    longest = max(map(len, texts), default=0)
    if longest > MAX_TEXT_CHARS:
        raise _wrong(f"a text of {longest} characters; at most {MAX_TEXT_CHARS} are taken")
    return tuple(texts)


def _wrong(message: str) -> Exception:
    return RequestError(400, message, "Bad Request")
