"""One model's words: heard as they come, and read as an answer in the end."""

from __future__ import annotations

from typing import NamedTuple

from genai_core.domain.generation.model_text.citation_marks import remove_citation_marks
from genai_core.domain.generation.model_text.reasoning import Piece, ReasoningFilter
from genai_core.domain.generation.model_text.wrappings import unwrapped
from genai_core.domain.generation.models import ModelRequest
from genai_core.domain.text.visible_text import visible_text


class DraftPiece(NamedTuple):
    """What a draft gains; `restarts` where all before it turned out to be reasoning."""

    text: str
    restarts: bool = False


class ModelWords:
    """Collects what one model says; its reasoning is counted, not kept."""

    def __init__(self) -> None:
        self._filter = ReasoningFilter()
        self._pieces: list[str] = []
        self.reasoned = False
        """Whether some of it was reasoning."""

    def hear(self, delta: str) -> DraftPiece:
        """Takes the next delta; returns what it adds to the draft."""
        return self._take(self._filter.feed(delta))

    def end(self) -> str:
        """Returns all that is text; nothing may be heard after it."""
        self._take(self._filter.finish())
        return "".join(self._pieces)

    def _take(self, pieces: list[Piece]) -> DraftPiece:
        added: list[str] = []
        restarts = False
        for piece in pieces:
            if piece.kind == "text":
                added.append(piece.text)
                continue
            self.reasoned = True
            if piece.kind == "restart":
                restarts = True
                added.clear()
                self._pieces.clear()
        self._pieces += added
        return DraftPiece("".join(added), restarts)


def read_answer(text: str, request: ModelRequest) -> str:
    """Returns what a model said in answer to `request` as drafts, check and consensus read it.

    Reasoning is dropped, a wrapping that was not asked for taken off, and marks that name a passage shown
    are removed. Everything else comes out as it went in: lists, tables, code and headings.

    Args:
        text: All the model said, or its text without the reasoning.
    """
    words = ModelWords()
    words.hear(text)
    said = unwrapped(words.end(), f"{request.question}\n{request.system}")
    passages = (passage.chunk.text for passage in request.passages)
    given = "\n".join((request.question, *passages))
    said = visible_text(said)
    return remove_citation_marks(said, max(len(request.passages), request.named), given).strip()
