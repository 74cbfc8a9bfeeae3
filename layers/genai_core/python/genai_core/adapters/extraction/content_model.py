"""Guess the type of a file from its content with the model Magika: https://github.com/google/magika."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import onnxruntime
from magika import Magika

_FAMILIES = {
    "archive": "an archive",
    "audio": "a sound or video file",
    "executable": "a program",
    "font": "a font",
    "image": "an image",
    "video": "a sound or video file",
}


@dataclass(frozen=True, slots=True)
class Guess:
    """The model's guess.

    Attributes:
        label: Magika's name of the type, for example `python`.
        family: The kind of file in words, for example "an image".
        score: Confidence, from 0 to 1.
    """

    label: str
    family: str
    score: float


class _OneThread(Magika):
    """Magika with a single-threaded session: a confined process must not start many threads."""

    def _init_onnx_session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        onnxruntime.disable_telemetry_events()
        return onnxruntime.InferenceSession(
            self._model_path, sess_options=options, providers=["CPUExecutionProvider"]
        )


@cache
def load_model() -> Magika:
    """Returns the model, loaded once; call this before the process is confined."""
    return _OneThread()


def guess(body: bytes) -> Guess:
    """Returns the model's guess for the bytes of a file."""
    result = load_model().identify_bytes(body)
    label = str(result.output.label)
    other = "data of an unknown kind" if label in ("txt", "unknown") else f"a file of type {label}"
    return Guess(label, _FAMILIES.get(result.output.group, other), float(result.score))
