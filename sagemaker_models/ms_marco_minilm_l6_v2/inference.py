"""The cross-encoder behind a SageMaker endpoint: handlers of the inference toolkit, on ONNX Runtime.

Request: `{"question": "...", "texts": [...]}`. Answer: `{"scores": [...]}`, one number from 0 to 1 per
text in the order given, higher is better. `model_dir` holds `model.onnx`, a sequence classifier over pairs
of texts with one logit for "relevant" or two for "irrelevant" and "relevant", and its `tokenizer.json`.
"""

from __future__ import annotations

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

MAX_TEXTS = 200
MAX_TEXT_CHARS = 20_000
MAX_TOKENS = 512
JSON = "application/json"


class _StatusError(Exception):
    """An answer with a status of its own, as the toolkit makes it."""

    def __init__(self, status_code: int, message: str, phrase: str) -> None:
        super().__init__(message)
        self.status_code, self.message, self.phrase = status_code, message, phrase


def _error_class() -> Any:
    """Returns the toolkit's error, which becomes an HTTP status; ours if only the pure parts run."""
    try:
        return importlib.import_module("sagemaker_inference.errors").BaseInferenceToolkitError
    except ImportError:
        return _StatusError


RequestError: Any = _error_class()


@dataclass(frozen=True)
class Request:
    """One question and the texts to order by it."""

    question: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """A tokenizer of pairs, the graph, and the names of the graph's inputs."""

    tokenizer: Any
    session: Any
    inputs: tuple[str, ...]


def model_fn(model_dir: str) -> Model:
    """Loads tokenizer and graph, once per worker."""
    onnxruntime, tokenizers = importlib.import_module("onnxruntime"), importlib.import_module("tokenizers")
    tokenizer = tokenizers.Tokenizer.from_file(str(Path(model_dir, "tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS, strategy="only_second")
    options = onnxruntime.SessionOptions()
    # Pairs run in parallel, one on each core: threads within one pair would wait for each other.
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(
        str(Path(model_dir, "model.onnx")), options, providers=["CPUExecutionProvider"]
    )
    return Model(tokenizer, session, tuple(each.name for each in session.get_inputs()))


def input_fn(body: str | bytes, content_type: str) -> Request:
    """Reads a request. Raises RequestError 415 or 400 that names what is wrong."""
    if content_type.partition(";")[0].strip() != JSON:
        raise RequestError(415, f"content type {content_type!r} is not {JSON!r}", "Unsupported Media Type")
    try:
        fields: Any = json.loads(body)
    except ValueError as error:
        raise _wrong(f"the body is not valid JSON: {error}") from None
    if not isinstance(fields, dict):
        raise _wrong("the body must be a JSON object")
    question, texts = (cast("dict[str, Any]", fields).get(key) for key in ("question", "texts"))
    if not isinstance(question, str) or not question.strip():
        raise _wrong(f"'question' is {question!r:.80}; it must be a text")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in cast("list[Any]", texts)):
        raise _wrong(f"'texts' is {texts!r:.80}; it must be a list of strings")
    return Request(question, _checked(cast("list[str]", texts)))


def predict_fn(request: Request, model: Model) -> NDArray[np.float32]:
    """Scores each pair alone, and returns the scores in the order given."""

    def run(encoding: Any) -> float:
        ids = np.array([encoding.ids], np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.array([encoding.type_ids], np.int64),
        }
        logits = model.session.run(None, {name: inputs[name] for name in model.inputs})[0][0]
        return float(logits[0] if len(logits) == 1 else logits[1] - logits[0])

    # Lone surrogates, which JSON can hold, are replaced: the tokenizer refuses them.
    question, *texts = (
        text.encode("utf-8", "replace").decode() for text in (request.question, *request.texts)
    )
    encodings = model.tokenizer.encode_batch([(question, text) for text in texts])
    return likelihoods(np.array(side_by_side(run, encodings), np.float32))


def output_fn(scores: NDArray[np.float32], accept: str) -> tuple[str, str]:
    """Writes the answer as JSON; `accept` is ignored, because there is no other form."""
    del accept
    return json.dumps({"scores": [round(float(score), 6) for score in scores]}), JSON


def side_by_side(run: Any, encodings: Sequence[Any]) -> list[Any]:
    """Returns `run` of each, in order; as many at a time as there are cores, and the longest first."""
    order = sorted(range(len(encodings)), key=lambda index: -len(encodings[index].ids))
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        results = dict(zip(order, cores.map(run, [encodings[index] for index in order]), strict=True))
    return [results[index] for index in range(len(encodings))]


def likelihoods(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns the logistic of each logit, without overflow at either end."""
    return (0.5 * (1.0 + np.tanh(0.5 * logits))).astype(np.float32)


def _checked(texts: list[str]) -> tuple[str, ...]:
    if len(texts) > MAX_TEXTS:
        raise _wrong(f"{len(texts)} texts; at most {MAX_TEXTS} are taken at once")
    longest = max(map(len, texts), default=0)
    if longest > MAX_TEXT_CHARS:
        raise _wrong(f"a text of {longest} characters; at most {MAX_TEXT_CHARS} are taken")
    return tuple(texts)


def _wrong(message: str) -> Exception:
    return RequestError(400, message, "Bad Request")
