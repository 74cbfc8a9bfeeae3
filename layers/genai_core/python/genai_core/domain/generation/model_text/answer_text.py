"""Collect a model's streamed text as a draft, and normalise it as an answer at the end."""

from __future__ import annotations

from typing import NamedTuple

from genai_core.domain.generation.model_text.citation_marks import remove_citation_marks
from genai_core.domain.generation.model_text.reasoning import Piece, ReasoningFilter
from genai_core.domain.generation.model_text.wrappings import unwrapped
from genai_core.domain.generation.models import ModelRequest
from genai_core.domain.text.visible_text import visible_text


class DraftPiece(NamedTuple):
    """New text of a draft; `restarts` if all text before it turned out to be reasoning."""

    text: str
    restarts: bool = False


class ModelWords:
    """Collects the text of one model without its reasoning."""

    def __init__(self) -> None:
        self._filter = ReasoningFilter()
        self._pieces: list[str] = []
        self.reasoned = False
        """Whether the model sent reasoning."""

    def add(self, delta: str) -> DraftPiece:
        """Consumes the next delta and returns what it adds to the draft."""
        return self._take(self._filter.feed(delta))

    def end(self) -> str:
        """Returns the whole text; no delta may follow."""
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
    """Returns a model's answer to `request` in the form that drafts, checks and consensus use.

    Reasoning, a wrapping that was not requested, and marks that cite a shown passage are removed. Everything
    else is unchanged: lists, tables, code and headings.

    Args:
        text: The model's whole output, or its text without the reasoning.
    """
    words = ModelWords()
    words.add(text)
    passages = (f"{passage.chunk.title}\n{passage.chunk.text}" for passage in request.passages)
    given = "\n".join((request.question, *passages))
    answer = unwrapped(visible_text(words.end()), f"{request.question}\n{request.system}", given)
    return remove_citation_marks(answer, max(len(request.passages), request.named), given).strip()
