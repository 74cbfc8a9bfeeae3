"""Streams a verified answer, and reads from the frames what was streamed before.

The branch that completes the quorum streams at once, and may be interrupted; the next step continues from the
frames. So the first `token` frame names the models whose answers were compared: they determine the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.chat.fitted_frames import pieces
from genai_core.domain.chat.frames import Frame
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.frames import Passages, Provisional, Token
from genai_core.usecases.answering.publish_frames import FramePublisher

_PIECE = re.compile(r"\S.{0,240}\S*\s*|\s+", re.DOTALL)
"""A few lines a frame: the whole text is there, and each frame costs two writes and a call."""


@dataclass(frozen=True, slots=True)
class Streamed:
    """What was already streamed, by the frames of a run.

    Attributes:
        text: The answer as far as it was streamed.
        compared: Models whose answers were compared for it; empty if nothing was streamed.
        provisional: The last answer that was shown as provisional; empty if there was none.
        passages_at, first_token_at: RFC 3339 times; empty if there was none.
    """

    text: str = ""
    compared: tuple[ModelId, ...] = ()
    provisional: str = ""
    passages_at: str = ""
    first_token_at: str = ""


def stream_answer(
    publisher: FramePublisher, text: str, *, compared: Sequence[ModelId], at: str, done: str = ""
) -> None:
    """Publishes the text as `token` frames, except what is `done` already."""
    rest = text.removeprefix(done)
    is_first = not done
    for piece in _pieces(rest):
        publisher.publish(Token(piece, tuple(compared), at) if is_first else Token(piece))
        is_first = False


def read_streamed(frames: Sequence[Frame]) -> Streamed:
    """Returns what these frames of one run, in order, have shown the client."""
    tokens = [frame.content for frame in frames if isinstance(frame.content, Token)]
    first = tokens[0] if tokens else Token("")
    shown = [frame.content.answer for frame in frames if isinstance(frame.content, Provisional)]
    return Streamed(
        text="".join(token.token for token in tokens),
        compared=tuple(map(ModelId, first.compared)),
        provisional=shown[-1] if shown else "",
        passages_at=next((frame.content.at for frame in frames if isinstance(frame.content, Passages)), ""),
        first_token_at=first.at,
    )


def _pieces(text: str) -> Iterator[str]:
    for match in _PIECE.finditer(text):
        yield from pieces(match.group())
