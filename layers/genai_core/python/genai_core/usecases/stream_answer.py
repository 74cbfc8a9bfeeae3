"""Streams a verified answer, and reads back from the frames what was streamed before.

The branch that completes the quorum streams at once and may die half way; the step after it picks up
from the frames. The first `token` frame therefore names the models whose answers were compared: the
answer follows from them alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.chat.frames import Frame
from genai_core.domain.identifiers import ModelId
from genai_core.usecases.publish_frames import FramePublisher

_PIECE = re.compile(r"\S.{0,60}\S*\s*|\s+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Streamed:
    """What the frames of a run say already happened.

    Attributes:
        text: The answer as far as it was streamed.
        compared: Models whose answers were compared for it; empty where nothing was streamed.
        passages_at, first_token_at: RFC 3339 times; empty where there was none.
    """

    text: str = ""
    compared: tuple[ModelId, ...] = ()
    passages_at: str = ""
    first_token_at: str = ""


def stream_answer(
    publisher: FramePublisher, text: str, *, compared: Sequence[ModelId], at: str, done: str = ""
) -> None:
    """Publishes the text as `token` frames, but for what is `done` already."""
    rest = text.removeprefix(done)
    is_first = not done
    for piece in _pieces(rest):
        start = {"compared": list(compared), "at": at} if is_first else {}
        publisher.publish("token", {"token": piece, **start})
        is_first = False


def read_streamed(frames: Sequence[Frame]) -> Streamed:
    """Returns what these frames of one run, in order, have told the client."""
    tokens = [frame.payload for frame in frames if frame.type == "token"]
    first = tokens[0] if tokens else {}
    passages = next((frame.payload for frame in frames if frame.type == "passages"), {})
    return Streamed(
        text="".join(str(payload["token"]) for payload in tokens),
        compared=tuple(ModelId(name) for name in first.get("compared", ())),
        passages_at=str(passages.get("at", "")),
        first_token_at=str(first.get("at", "")),
    )


def _pieces(text: str) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        yield match.group()
