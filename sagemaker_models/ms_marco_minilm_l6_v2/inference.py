"""The cross-encoder reranker behind a SageMaker endpoint: handlers of the PyTorch inference toolkit.

Request: `{"question": "...", "texts": [...]}`. Answer: `{"scores": [...]}`, one number from 0 to 1 per
text in the order given, higher is better. `model_dir` holds the files of
cross-encoder/ms-marco-MiniLM-L-6-v2.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

MAX_TEXTS = 200
MAX_TEXT_CHARS = 20_000
MAX_TOKENS = 512
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
    """One question and the texts to order by it."""

    question: str
    texts: tuple[str, ...]


def model_fn(model_dir: str) -> tuple[Any, Any]:
    """Loads tokenizer and model once per worker."""
    torch, transformers = importlib.import_module("torch"), importlib.import_module("transformers")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = transformers.AutoTokenizer.from_pretrained(model_dir)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(model_dir)
    return tokenizer, model.to(device).eval()


def input_fn(body: str | bytes, content_type: str) -> Request:
    """Reads a request. Raises RequestError 415 or 400 that names what is wrong."""
    if content_type.partition(";")[0].strip() != JSON:
        raise RequestError(415, f"content type {content_type!r} is not {JSON!r}", "Unsupported Media Type")
    try:
        fields: Any = json.loads(body)
    except ValueError as error:
        raise _wrong(f"the body is no JSON: {error}") from None
    if not isinstance(fields, dict):
        raise _wrong("the body must be a JSON object")
    question, texts = (cast("dict[str, Any]", fields).get(key) for key in ("question", "texts"))
    if not isinstance(question, str) or not question.strip():
        raise _wrong(f"'question' is {question!r:.80}; it must be a text")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in cast("list[Any]", texts)):
        raise _wrong(f"'texts' is {texts!r:.80}; it must be a list of strings")
    return Request(question, _checked(cast("list[str]", texts)))


def predict_fn(request: Request, model: tuple[Any, Any]) -> NDArray[np.float32]:
    """Scores texts in batches of similar length, and answers in the order given."""
    torch = importlib.import_module("torch")
    tokenizer, scorer = model
    logits = np.zeros(len(request.texts), dtype=np.float32)
    for batch in batches(request.texts):
        inputs = tokenizer(
            [request.question] * len(batch),
            [request.texts[index] for index in batch],
            padding=True,
            truncation="only_second",
            max_length=MAX_TOKENS,
            return_tensors="pt",
        )
        with torch.inference_mode():
            logits[batch] = scorer(**inputs.to(scorer.device)).logits[:, 0].float().cpu().numpy()
    return likelihoods(logits)


def output_fn(scores: NDArray[np.float32], accept: str) -> tuple[str, str]:
    """Writes the answer as JSON, whatever is accepted: there is no other form."""
    del accept
    return json.dumps({"scores": [round(float(score), 6) for score in scores]}), JSON


def batches(texts: Sequence[str], size: int = BATCH) -> Iterator[list[int]]:
    """Yields indices of texts of similar length: padding costs as much as words do."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), size):
        yield order[start : start + size]


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
