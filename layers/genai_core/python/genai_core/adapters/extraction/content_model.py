"""What a file's content looks like to Magika, a model that was trained for this: https://github.com/google/magika."""

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
    """What the model takes a content for.

    Attributes:
        label: Its name for the type, for example `python`.
        family: The kind of thing in words, for example "an image".
        score: How sure it is, from 0 to 1.
    """

    label: str
    family: str
    score: float


class _OneThread(Magika):
    """Magika with a session of one thread: the process of a document may start no more."""

    def _init_onnx_session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        onnxruntime.disable_telemetry_events()
        return onnxruntime.InferenceSession(
            self._model_path, sess_options=options, providers=["CPUExecutionProvider"]
        )


@cache
def load_model() -> Magika:
    """Returns the model, read from its package once: do this before the process is confined."""
    return _OneThread()


def guess(body: bytes) -> Guess:
    """Returns what the content looks like."""
    found = load_model().identify_bytes(body)
    label = str(found.output.label)
    other = "data of an unknown kind" if label in ("txt", "unknown") else f"a file of type {label}"
    return Guess(label, _FAMILIES.get(found.output.group, other), float(found.score))
