"""Separates a model's reasoning from its answer in a stream, wherever the stream is cut.

Reasoning is a sign of life and never part of the answer. Tags inside code are left alone: an answer may
be about them. A closing tag without an opening one, as models send whose prompt template holds the
opening tag, turns all text before it into reasoning; so does a final channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from genai_core.domain.generation.model_text.tags import (
    ANSWER_CLOSING,
    ANSWER_OPENING,
    CHANNEL,
    CLOSING,
    FENCES,
    MESSAGE,
    OPENING,
    TAG,
    TURN_END,
    TURN_START,
    unfinished_tag,
)

_SURROGATE = re.compile("[\ud800-\udfff]")
_FINAL_CHANNEL = "final"
_REASONING_CHANNELS = frozenset(("analysis", "commentary"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a stream.

    Attributes:
        kind: `text` of the answer; `reasoning`; `restart` where the text so far was none of the answer.
    """

    kind: Literal["text", "reasoning", "restart"]
    text: str = ""


class ReasoningFilter:
    """Reads one stream; the joined text is the same for every way of cutting it."""

    def __init__(self) -> None:
        self._held = ""
        self._mode: Literal["text", "reasoning", "header"] = "text"
        self._header = ""
        self._text = _WrittenText()

    def feed(self, delta: str) -> list[Piece]:
        """Returns what can be said of the stream so far; the beginning of a tag waits for its end."""
        joined = self._held + delta
        whole = joined[:-1] if "\ud800" <= joined[-1:] <= "\udbff" else joined
        end = len(whole) - unfinished_tag(whole)
        self._held = joined[end:]
        return list(self._pieces(_with_pairs(whole[:end])))

    def finish(self) -> list[Piece]:
        """Returns what was waiting for more."""
        rest, self._held = self._held, ""
        return list(self._pieces(_with_pairs(rest)))

    def _pieces(self, text: str) -> Iterator[Piece]:
        position = 0
        for match in TAG.finditer(text):
            yield from self._said(text[position : match.start()])
            yield from self._tag(match.group())
            position = match.end()
        yield from self._said(text[position:])

    def _said(self, text: str) -> Iterator[Piece]:
        if not text:
            return
        if self._mode == "header":
            self._header += text
        elif self._mode == "reasoning":
            self._text.line_begins = _line_begins(text, self._text.line_begins)
            yield Piece("reasoning", text)
        else:
            self._text.add(text)
            yield Piece("text", text)

    def _tag(self, tag: str) -> Iterator[Piece]:
        name = tag.lower()
        if self._mode == "text" and (name in FENCES or self._text.is_literal(name)):
            self._text.add_tag(name)
            yield Piece("text", tag)
        elif name in FENCES:
            yield from self._said(tag)
        elif name in (CHANNEL, TURN_START):
            self._mode, self._header = "header", ""
        elif name == MESSAGE:
            yield from self._message()
        elif self._mode == "reasoning":
            yield from self._tag_in_reasoning(tag, name)
        else:
            yield from self._tag_in_text(name)

    def _tag_in_text(self, name: str) -> Iterator[Piece]:
        if name in OPENING:
            self._mode, self._text.line_begins = "reasoning", False
        elif name in CLOSING:
            yield from self._restart()

    def _tag_in_reasoning(self, tag: str, name: str) -> Iterator[Piece]:
        opens_answer = name in ANSWER_OPENING and self._text.line_begins
        if name in CLOSING or name in TURN_END or opens_answer:
            self._mode = "text"
            self._text.leave_code()
        elif name in OPENING or name in ANSWER_OPENING or name in ANSWER_CLOSING:
            yield from self._said(tag)

    def _message(self) -> Iterator[Piece]:
        """Ends a header: what follows is the answer, or what its channel says."""
        channel = self._header.strip().partition(" ")[0].lower()
        self._mode = "reasoning" if channel in _REASONING_CHANNELS else "text"
        if channel == _FINAL_CHANNEL:
            yield from self._restart()

    def _restart(self) -> Iterator[Piece]:
        if not self._text.is_blank:
            yield Piece("restart")
        self._text = _WrittenText()


class _WrittenText:
    """What must be known of the answer's text so far to tell a tag from a word about a tag."""

    def __init__(self) -> None:
        self.is_blank = True
        self.line_begins = True
        self._last = ""
        self._in_fence = False
        self._opened_in_code = 0

    def add(self, text: str) -> None:
        self.is_blank = self.is_blank and not text.strip()
        self._last = text[-1]
        self.line_begins = _line_begins(text, self.line_begins)

    def add_tag(self, name: str) -> None:
        if name in FENCES and self.line_begins:
            self._in_fence = not self._in_fence
        self._opened_in_code += (name in OPENING) - (name in CLOSING)
        self.is_blank, self.line_begins, self._last = False, False, name[-1]

    def is_literal(self, name: str) -> bool:
        """True for a tag inside code: behind a backtick, or in a fence where its partner stands too."""
        if self._last == "`":
            return True
        return self._in_fence and (name not in CLOSING or self._opened_in_code > 0)

    def leave_code(self) -> None:
        self._in_fence, self._opened_in_code, self._last = False, 0, ""


def _line_begins(text: str, began: bool) -> bool:
    """Returns whether only blanks stand in the last line; `began` is the same before the text."""
    _, newline, line = text.rpartition("\n")
    return not line.strip() and (bool(newline) or began)


def _with_pairs(text: str) -> str:
    """Joins the halves of characters that came in two deltas; a half without its other is U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
