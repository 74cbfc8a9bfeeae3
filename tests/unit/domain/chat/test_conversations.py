"""Conversations: order and keys of turns, titles, summaries; ids of runs; the documents of an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.chat.conversations import (
    TITLE_CHARS,
    SessionMessage,
    given_title,
    session_title,
    summarise,
    turn_id,
    turn_order,
)
from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.quoted_documents import quoted_in_answer, quoted_in_frames, quoted_in_record
from genai_core.domain.chat.run_identity import age_s, new_run_id, new_session_id
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.protocol.frames import FrameContent, Passages, Token
from genai_core.errors import InvalidInput
from tests.unit.domain.protocol.examples import BARE, CITATION, PASSAGE, WHOLE

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def turn(role: Literal["user", "assistant"], text: str, at: str, run_id: str = "r") -> SessionMessage:
    return SessionMessage(SessionId("s"), WorkspaceId("w"), UserId("ann"), role, text, at, run_id)


QUESTION, ANSWER = (
    turn("user", "How long?", "2026-03-01T12:00:00Z"),
    turn("assistant", "84 km.", "2026-03-01T12:00:00Z"),
)


def test_within_one_instant_the_question_comes_before_its_answer() -> None:
    earlier = turn("assistant", "Earlier.", "2026-03-01T11:59:59Z")
    assert sorted([ANSWER, QUESTION, earlier], key=turn_order) == [earlier, QUESTION, ANSWER]


def test_a_turn_that_is_recorded_twice_has_one_key_and_question_and_answer_have_two() -> None:
    assert turn_id(QUESTION) == turn_id(replace(QUESTION, created_at="2026-03-01T12:00:09Z"))
    assert turn_id(QUESTION) != turn_id(ANSWER)


def test_turns_without_a_run_are_told_apart_by_their_time() -> None:
    first, second = (turn("user", "Hm", f"2026-03-01T12:00:0{second}Z", run_id="") for second in (1, 2))
    assert turn_id(first) != turn_id(second)


@given(st.text(max_size=300))
def test_a_title_is_one_line_of_bounded_length(text: str) -> None:
    title = session_title(text)
    assert len(title) <= TITLE_CHARS + 1
    assert "\n" not in title
    assert title == " ".join(title.split())


def test_a_long_question_is_cut_between_words_and_a_long_word_inside() -> None:
    assert (
        session_title("word " * 40) == " ".join(["word"] * 16)[: TITLE_CHARS - 1].rsplit(" ", 1)[0] + " word…"
    )
    assert session_title("x" * 200) == "x" * TITLE_CHARS + "…"
    assert session_title(" How\n long  is it? ") == "How long is it?"


@pytest.mark.parametrize("text", ["", " ", "\n\t\n", "\u2003"])
def test_an_empty_title_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="the title is") as refused:
        given_title(text)
    assert "name" in refused.value.remedy


def test_a_summary_has_the_first_question_as_title_unless_the_user_gave_one() -> None:
    messages = [QUESTION, ANSWER, turn("user", "And wide?", "2026-03-01T12:05:00Z", "r2")]
    summary = summarise(messages)
    assert (summary.title, summary.message_count) == ("How long?", 3)
    assert (summary.created_at, summary.updated_at) == ("2026-03-01T12:00:00Z", "2026-03-01T12:05:00Z")
    assert not summary.is_shared
    assert summarise(messages, "Bridges", is_shared=True).title == "Bridges"
    assert summarise(messages, "").title == ""


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=8, unique=True))
def test_runs_sort_by_the_time_when_they_began(milliseconds: list[int]) -> None:
    moments = [NOW + timedelta(milliseconds=each) for each in sorted(milliseconds)]
    ids = [new_run_id(moment) for moment in moments]
    assert all(earlier < later for earlier, later in pairwise(ids))
    assert all(len(each) == 32 for each in ids)


def test_ids_made_in_one_instant_differ() -> None:
    assert len({new_run_id(NOW) for _ in range(50)}) == 50
    assert len({new_session_id() for _ in range(50)}) == 50


@pytest.mark.parametrize(("seconds", "age"), [(0, 0.0), (90, 90.0), (-5, 0.0)])
def test_the_age_of_a_run_is_never_negative(seconds: int, age: float) -> None:
    assert age_s(new_run_id(NOW), NOW + timedelta(seconds=seconds)) == pytest.approx(age)


@pytest.mark.parametrize("run_id", ["", "r", "not-hexadecimal-at-all", "run-1"])
def test_an_id_of_another_form_has_no_age(run_id: str) -> None:
    assert age_s(RunId(run_id), NOW) == 0.0


def test_a_model_stops_if_it_was_dropped_or_the_run_is_over_and_says_which() -> None:
    slow, fast = ModelId("slow"), ModelId("fast")
    going = RunState(dropped=frozenset({slow}))
    assert going.stop_reason(fast) == ""
    assert going.stop_reason(slow) == "dropped by the user"
    assert "decided or cancelled" in RunState(is_over=True).stop_reason(fast)
    assert RunState(is_over=True, dropped=frozenset({slow})).stop_reason(slow) == "dropped by the user"


def test_an_answer_was_made_of_what_it_cites_what_it_shows_and_what_the_models_read() -> None:
    answer = replace(
        WHOLE,
        citations=(replace(CITATION, document_id="cited"),),
        nearest=(replace(PASSAGE, document_id="shown"),),
        documents=("read",),
    )
    assert quoted_in_answer(answer) == {"cited", "shown", "read"}
    assert quoted_in_answer(BARE) == frozenset()


def test_an_attachment_is_the_asker_s_own_and_names_no_document() -> None:
    answer = replace(
        WHOLE, documents=("attachment",), nearest=(), citations=(replace(CITATION, document_id="d"),)
    )
    assert quoted_in_answer(answer) == {"d"}


@pytest.mark.parametrize(
    ("record", "documents"),
    [
        (None, set[str]()),
        ({}, set[str]()),
        ({"citations": None, "nearest": None, "documents": None}, set[str]()),
        ({"citations": [{"document_id": "a"}], "nearest": [{"document_id": "b"}]}, {"a", "b"}),
        ({"documents": ["c", "attachment"]}, {"c"}),
    ],
)
def test_a_recorded_answer_names_its_documents_also_if_it_is_old_or_empty(
    record: dict[str, object] | None, documents: set[str]
) -> None:
    assert quoted_in_record(record) == documents


def test_the_frames_of_a_run_name_each_document_that_they_show() -> None:
    contents: list[FrameContent] = [
        Token("It is"),
        Passages((replace(PASSAGE, document_id="passage"),)),
        replace(WHOLE, citations=(replace(CITATION, document_id="cited"),), nearest=(), documents=()),
    ]
    frames = [Frame(RunId("r"), "q", number, content) for number, content in enumerate(contents)]
    assert quoted_in_frames(frames) == {"passage", "cited"}
    assert quoted_in_frames(frames[:1]) == frozenset()
