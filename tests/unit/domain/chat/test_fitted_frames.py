"""No frame is longer than a WebSocket frame, whatever models and documents say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_core.domain.chat.fitted_frames import fitted, pieces
from genai_core.domain.protocol.answers import CheckedSentence, Citation, ClaimRow, ModelResult, ModelStance
from genai_core.domain.protocol.codec import from_json, to_json, wire_bytes
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Share
from genai_core.domain.protocol.frames import (
    MAX_FRAME_BYTES,
    Draft,
    Failure,
    FrameContent,
    Passages,
    Provisional,
    Token,
    message_of,
)
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, Stance, Verdict
from tests.unit.domain.protocol.examples import PASSAGE, WHOLE

# One byte, two, three, four; characters that JSON escapes; half a character.
ALPHABET = ("a", "é", "€", "🗼", '"', "\\", "\n", "\x00", "\u2028", "\ud83d")


def size(content: FrameContent) -> int:
    numbered: dict[str, Any] = {"request_id": "r" * 128, "run_id": "f" * 32, "seq": 10**9}
    return len(wire_bytes(message_of(content, **numbered)))


def answer(*, models: int, chars: int, char: str) -> Done:
    """An answer of so many models that each wrote so much, cited and compared sentence by sentence."""
    text = char * chars
    names = [f"model-{number}" for number in range(models)]
    cut = [text[start : start + 500] for start in range(0, chars, 500)] or [""]
    return Done(
        run_id="f" * 32,
        answer=text,
        outcome=Outcome.AGREED,
        sentences=tuple(
            CheckedSentence(text, Verdict.SUPPORTED, 0.5, (1, 2), tuple(names), ()) for text in cut
        ),
        citations=tuple(Citation(number, "d" * 32, "c" * 32, text, text) for number, text in enumerate(cut)),
        agreement=Share(1.0, models, models),
        groundedness=Share(1.0, len(cut), len(cut)),
        models=tuple(
            ModelResult(name, "family", ModelStatus.ANSWERED, text=text, reason=text) for name in names
        ),
        claims=tuple(
            ClaimRow(text, Verdict.SUPPORTED, tuple(ModelStance(name, Stance.SAYS, text) for name in names))
            for text in cut
        ),
        disputed=tuple(cut),
        nearest=tuple(replace(PASSAGE, text=text, title=text) for text in cut),
        degraded=tuple(cut),
    )


@settings(max_examples=60, deadline=None)
@given(
    models=st.integers(0, 8),
    chars=st.sampled_from([0, 10, 1000, 3000, 10_000, 100_000]),
    char=st.sampled_from(ALPHABET),
)
def test_an_answer_fits_whatever_the_number_and_length_of_answers(models: int, chars: int, char: str) -> None:
    whole = answer(models=models, chars=chars, char=char)
    short = fitted(whole)
    assert size(short) < MAX_FRAME_BYTES
    assert from_json(Done, to_json(short)) == short
    assert short.truncated is (short != whole)
    assert (short.run_id, short.outcome, short.agreement) == (whole.run_id, whole.outcome, whole.agreement)
    assert short.answer == whole.answer or short.answer[:-1] == whole.answer[: len(short.answer) - 1]
    assert fitted(short) is short


@pytest.mark.parametrize("char", ALPHABET)
def test_eight_models_of_a_hundred_kilobytes_leave_most_of_a_frame_to_the_answer(char: str) -> None:
    short = fitted(answer(models=8, chars=100_000, char=char))
    assert 31_000 < size(short) < MAX_FRAME_BYTES
    assert short.truncated


def test_what_fits_is_served_as_it_is() -> None:
    whole = replace(WHOLE, truncated=False)
    assert fitted(whole) is whole


def test_drafts_go_first_then_quotes_then_figures_and_the_answer_last() -> None:
    drafts = answer(models=8, chars=3000, char="a")
    short = fitted(replace(drafts, claims=(), nearest=(), disputed=(), degraded=()))
    assert all(len(model.text) <= 300 for model in short.models)
    assert (short.answer, short.citations) == (drafts.answer, drafts.citations)
    quotes = replace(
        WHOLE, citations=tuple(replace(WHOLE.citations[0], marker=n, quote="q" * 900) for n in range(50))
    )
    short = fitted(quotes)
    assert {len(citation.quote) for citation in short.citations} == {300}
    assert short.sentences == WHOLE.sentences


@given(char=st.sampled_from(ALPHABET), chars=st.sampled_from([10, 1000, 100_000]), count=st.integers(1, 40))
@settings(max_examples=40, deadline=None)
def test_every_other_frame_fits_too(char: str, chars: int, count: int) -> None:
    text = char * chars
    done = answer(models=3, chars=min(chars, 20_000), char=char)
    frames: list[FrameContent] = [
        Passages((replace(PASSAGE, text=text, title=text, section=text),) * count),
        Provisional(text, Outcome.SINGLE, done.sentences, done.citations),
        Failure(text, "NoAnswer", text),
        *(Draft("model", piece) for piece in pieces(text)),
        *(Token(piece, ("a", "b"), "2026-01-02T00:00:00+00:00") for piece in pieces(text)),
    ]
    assert max(size(fitted(frame)) for frame in frames) < MAX_FRAME_BYTES


@given(st.text(max_size=20_000))
def test_pieces_make_up_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
