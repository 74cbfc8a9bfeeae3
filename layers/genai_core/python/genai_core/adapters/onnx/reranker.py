"""Rerank in process by a cross-encoder: any ONNX graph of a sequence classifier over pairs of texts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.errors import Misconfigured

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MAX_TOKENS = 512
_REMEDY = "Export one: `optimum-cli export onnx --task text-classification --model NAME FOLDER`."


class OnnxReranker:
    """Implements Reranker over `model.onnx` and `tokenizer.json` in `folder`; both load on first use.

    The graph takes `input_ids` and `attention_mask`, and `token_type_ids` if it has such an input; its
    first output is [n, 1], the logit of "relevant", or [n, 2], those of "irrelevant" and "relevant".
    Pairs run singly, one per core and the longest first: no padding is needed, and with dynamic int8 the
    score of a pair does not depend on other pairs.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: tuple[Any, Tokenizer] | None = None

    def score(
        self,
        workspace_id: WorkspaceId,  # noqa: ARG002  (the model knows no workspaces)
        question: str,
        candidates: Sequence[EmbeddedChunk],
    ) -> list[float]:
        if not candidates:
            return []
        session, tokenizer = self._load()
        named = {each.name for each in session.get_inputs()}

        def run(encoding: Encoding) -> float:
            ids = np.array([encoding.ids], np.int64)
            inputs = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.array([encoding.type_ids], np.int64),
            }
            (logits, *_) = session.run(None, {name: inputs[name] for name in named})
            return float(logits[0, 0] if logits.shape[1] == 1 else logits[0, 1] - logits[0, 0])

        pairs = tokenizer.encode_batch(
            [(question, candidate.chunk.searchable_text) for candidate in candidates]
        )
        order = sorted(range(len(pairs)), key=lambda index: -len(pairs[index].ids))
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            scores = dict(zip(order, cores.map(run, (pairs[index] for index in order)), strict=True))
        return [scores[index] for index in range(len(pairs))]

    def _load(self) -> tuple[Any, Tokenizer]:
        if self._parts is None:
            self._parts = (_session(self._folder / "model.onnx"), _tokenizer(self._folder))
        return self._parts


def _session(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415  300 ms, only where something is reranked

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    try:
        session = onnxruntime.InferenceSession(_existing(path), options, providers=["CPUExecutionProvider"])
    except Misconfigured:
        raise
    except Exception as error:  # the runtime's errors have no common class
        raise Misconfigured(
            f"the reranker's graph {str(path)!r} is not valid: {error}", remedy=_REMEDY
        ) from error
    unknown = {each.name for each in session.get_inputs()} - {
        "input_ids",
        "attention_mask",
        "token_type_ids",
    }
    shape = session.get_outputs()[0].shape
    if unknown or len(shape) != 2 or shape[1] not in (1, 2):
        raise Misconfigured(
            f"the reranker's graph {str(path)!r} needs {sorted(unknown)!r} and returns {shape!r}",
            remedy=_REMEDY,
        )
    return session


def _tokenizer(folder: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415

    path = folder / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(_existing(path))
    except Misconfigured:
        raise
    except Exception as error:  # the library raises plain Exceptions
        raise Misconfigured(f"the tokenizer {str(path)!r} is not valid: {error}", remedy=_REMEDY) from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _existing(path: Path) -> str:
    if not path.is_file():
        raise Misconfigured(f"the reranker's file {str(path)!r} is missing", remedy=_REMEDY)
    return str(path)
