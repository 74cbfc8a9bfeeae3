"""Separate a model's reasoning from its answer in a stream, wherever the stream is split.

Reasoning shows that the model works, and is never part of the answer. Tags in code, in quotation marks and
in the middle of a sentence are left unchanged: an answer may be about them. A closing tag without an opening
one turns all text before it into reasoning, since some prompt templates contain the opening tag; so does a
final channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from genai_core.domain.generation.model_text.tags import (
    ANSWER_CLOSING,
    ANSWER_OPENING,
    CLOSING,
    FENCES,
    HEADER_END,
    HEADER_START,
    LINE_HEADER,
    MENTIONED,
    OPENING,
    PROSE_CLOSING,
    PROSE_OPENING,
    TAG,
    TURN_END,
    canonical_tag,
    unfinished_tag,
)

_SURROGATE = re.compile("[\ud800-\udfff]")
_FINAL_CHANNEL = "final"
_NO_ANSWER = frozenset(("analysis", "commentary", "user", "system", "developer", "tool"))
"""Channels, and speakers of turns, whose text is not the answer."""
_BEFORE_MENTION = re.compile(r"(?:[^\W_][,;]?[ ]|[\"'(“‘«„])\Z")
_AFTER_MENTION = frozenset(" ,.;:)\"'”’»“‘")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a stream.

    Attributes:
        kind: `text` of the answer; `reasoning`; `restart` if the text so far was not part of the answer.
    """

    kind: Literal["text", "reasoning", "restart"]
    text: str = ""


class ReasoningFilter:
    """Reads one stream; the joined text does not depend on how the stream is split."""

    def __init__(self) -> None:
        self._held = ""
        self._mode: Literal["text", "reasoning", "header"] = "text"
        self._header = ""
        self._ends_with_line = False
        self._text = _WrittenText()

    def feed(self, delta: str) -> list[Piece]:
        """Returns the pieces that are certain so far; the beginning of a tag waits for its end."""
        joined = self._held + delta
        whole = joined[:-1] if "\ud800" <= joined[-1:] <= "\udbff" else joined
        end = len(whole) - unfinished_tag(whole)
        self._held = joined[end:]
        return list(self._pieces(_with_pairs(whole[:end]), self._held[:1]))

    def finish(self) -> list[Piece]:
        """Returns the pieces that were held back."""
        rest, self._held = self._held, ""
        return list(self._pieces(_with_pairs(rest), ""))

    def _pieces(self, text: str, following: str) -> Iterator[Piece]:
        position = 0
        for match in TAG.finditer(text):
            yield from self._spoken_pieces(text[position : match.start()])
            position = match.end()
            yield from self._tag(match.group(), text[position : position + 1] or following)
        yield from self._spoken_pieces(text[position:])

    def _spoken_pieces(self, text: str) -> Iterator[Piece]:
        if not text:
            return
        if self._mode == "header":
            header, newline, rest = text.partition("\n") if self._ends_with_line else (text, "", "")
            self._header += header
            if newline:
                yield from self._message()
                yield from self._spoken_pieces(rest)
        elif self._mode == "reasoning":
            self._text.line_begins = _line_begins(text, self._text.line_begins)
            yield Piece("reasoning", text)
        else:
            self._text.add(text)
            yield Piece("text", text)

    def _tag(self, tag: str, following: str) -> Iterator[Piece]:
        name = canonical_tag(tag)
        if self._mode == "text" and (name in FENCES or self._text.is_literal(name, following)):
            self._text.add_tag(name)
            yield Piece("text", tag)
        elif name in FENCES:
            yield from self._spoken_pieces(tag)
        elif name in HEADER_START:
            self._mode, self._header, self._ends_with_line = "header", "", name in LINE_HEADER
        elif name in HEADER_END:
            yield from self._message()
        elif self._mode == "reasoning":
            yield from self._tag_in_reasoning(tag, name)
        else:
            yield from self._tag_in_text(name)

    def _tag_in_text(self, name: str) -> Iterator[Piece]:
        if name in OPENING or name in PROSE_OPENING:
            self._mode, self._text.line_begins = "reasoning", False
        elif name in CLOSING:
            yield from self._restart()

    def _tag_in_reasoning(self, tag: str, name: str) -> Iterator[Piece]:
        opens_answer = (name in ANSWER_OPENING or name in PROSE_CLOSING) and self._text.line_begins
        if name in CLOSING or name in TURN_END or opens_answer:
            self._mode = "text"
            self._text.leave_code()
        else:
            yield from self._spoken_pieces(tag)

    def _message(self) -> Iterator[Piece]:
        """Ends a header: its channel decides whether the answer or reasoning follows."""
        channel = self._header.strip().partition(" ")[0].lower()
        self._mode = "reasoning" if channel in _NO_ANSWER else "text"
        if channel == _FINAL_CHANNEL:
            yield from self._restart()

    def _restart(self) -> Iterator[Piece]:
        if not self._text.is_blank:
            yield Piece("restart")
        self._text = _WrittenText()


class _WrittenText:
    """The state of the answer's text that distinguishes a tag from text about a tag."""

    def __init__(self) -> None:
        self.is_blank = True
        self.line_begins = True
        self._end = ""
        self._in_fence = False
        self._opened_in_code = 0
        self._mentioned = 0

    def add(self, text: str) -> None:
        self.is_blank = self.is_blank and not text.strip()
        self._end = (self._end + text)[-3:]
        self.line_begins = _line_begins(text, self.line_begins)

    def add_tag(self, name: str) -> None:
        if name in FENCES and self.line_begins:
            self._in_fence = not self._in_fence
        opened = (name in OPENING) - (name in CLOSING)
        self._opened_in_code += opened
        if not self._end.endswith("`"):
            self._mentioned += opened + (name in ANSWER_OPENING) - (name in ANSWER_CLOSING)
        self.is_blank, self.line_begins, self._end = False, False, name[-3:]

    def is_literal(self, name: str, following: str) -> bool:
        """True for a tag inside code, after a backtick, or that the text is about.

        In a fence a closing tag is code only if its partner is.
        """
        if self._end.endswith("`"):
            return True
        if name in PROSE_OPENING or name in PROSE_CLOSING:
            return name in PROSE_CLOSING or not self.is_blank
        if self._in_fence:
            return name not in CLOSING or self._opened_in_code > 0
        return self._is_mention(name, following)

    def _is_mention(self, name: str, following: str) -> bool:
        if name not in MENTIONED:
            return self._mentioned > 0
        if name in TURN_END:
            return self._end[-1:] == following != "" and following in "\"'"
        return bool(_BEFORE_MENTION.search(self._end)) and following in _AFTER_MENTION

    def leave_code(self) -> None:
        self._in_fence, self._opened_in_code, self._end = False, 0, ""


def _line_begins(text: str, began: bool) -> bool:
    """Returns whether the last line is blank so far; `began` says so for the text before."""
    _, newline, line = text.rpartition("\n")
    return not line.strip() and (bool(newline) or began)


def _with_pairs(text: str) -> str:
    """Joins surrogate pairs that were split between two deltas; an unpaired half becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
