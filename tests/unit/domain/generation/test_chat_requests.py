"""What servers of chat completions are sent, and what becomes of their streams."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.generation.chat_protocol import (
    ChatDialect,
    ChatPiece,
    chat_payload,
    corrected_dialect,
    model_events,
    read_chunk,
    read_error,
)
from genai_core.domain.generation.models import (
    Finished,
    Image,
    Message,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    TextDelta,
)
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Overloaded, Refused, Unavailable

REQUEST = ModelRequest(
    question="What?",
    passages=(),
    system="Be brief.",
    messages=(Message("user", "What?"),),
    max_output_tokens=9,
)
END = ChatPiece(stop_reason="stop", usage=Usage(3, 4))
pieces = st.builds(ChatPiece, text=st.text(max_size=5), reasoning=st.text(max_size=5))


def events(*came: ChatPiece) -> list[ModelEvent]:
    return list(model_events(came, "the server", lambda piece: Unavailable(piece.error)))


def test_a_request_streams_and_asks_for_usage() -> None:
    assert chat_payload(REQUEST, "m", ChatDialect()) == {
        "model": "m",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "What?"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 9,
        "temperature": 0.0,
    }


def test_without_a_system_prompt_no_empty_message_is_sent() -> None:
    payload = chat_payload(replace(REQUEST, system=""), "m", ChatDialect())
    assert [message["role"] for message in payload["messages"]] == ["user"]


def test_a_reasoning_model_gets_its_own_limit_and_no_temperature() -> None:
    payload = chat_payload(REQUEST, "m", ChatDialect("max_completion_tokens", sends_temperature=False))
    assert payload["max_completion_tokens"] == 9
    assert {"max_tokens", "temperature"} & payload.keys() == set()


def test_images_go_before_the_text_of_the_last_message_each_after_its_label() -> None:
    images = (Image("png", b"one"), Image("jpeg", b"two", label="Figure 2"))
    earlier = (Message("user", "Before"), Message("assistant", "Yes"))
    request = replace(REQUEST, messages=(*earlier, *REQUEST.messages), images=images)
    *others, last = chat_payload(request, "m", ChatDialect())["messages"]
    assert [message["content"] for message in others] == ["Be brief.", "Before", "Yes"]
    assert last["content"] == [
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{b64encode(b'one').decode()}"}},
        {"type": "text", "text": "Figure 2"},
        {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{b64encode(b'two').decode()}"}},
        {"type": "text", "text": "What?"},
    ]


@pytest.mark.parametrize(
    ("complaint", "corrected"),
    [
        ("Use 'max_completion_tokens' instead.", ChatDialect("max_completion_tokens")),
        ("'temperature' does not support 0.0", ChatDialect(sends_temperature=False)),
        ("The model is not there.", None),
    ],
)
def test_a_server_that_says_what_it_misses_gets_it(complaint: str, corrected: ChatDialect | None) -> None:
    assert corrected_dialect(ChatDialect(), complaint) == corrected


def test_a_server_that_still_complains_is_not_asked_for_ever() -> None:
    complaint = "neither max_completion_tokens nor temperature"
    first = corrected_dialect(ChatDialect(), complaint)
    assert first is not None
    second = corrected_dialect(first, complaint)
    assert second is not None
    assert second == ChatDialect("max_completion_tokens", sends_temperature=False)
    assert corrected_dialect(second, complaint) is None


@given(st.lists(pieces, max_size=8))
def test_a_stream_keeps_every_letter_in_order_and_ends_with_its_usage(came: list[ChatPiece]) -> None:
    *deltas, finished = events(*came, END)
    assert finished == Finished(Usage(3, 4), "stop")
    assert "".join(each.text for each in deltas if isinstance(each, TextDelta)) == "".join(
        piece.text for piece in came
    )
    assert "".join(each.text for each in deltas if isinstance(each, ReasoningDelta)) == "".join(
        piece.reasoning for piece in came
    )
    assert all(delta.text for delta in deltas if isinstance(delta, TextDelta | ReasoningDelta))


@given(st.lists(pieces, max_size=8))
def test_a_stream_without_an_end_is_not_taken_for_an_answer(came: list[ChatPiece]) -> None:
    with pytest.raises(Overloaded, match="the server ended the stream"):
        events(*came)


def test_a_filter_refuses_before_any_text_and_cuts_after_it() -> None:
    filtered = ChatPiece(stop_reason="refused")
    with pytest.raises(Refused, match="the content filter of the server"):
        events(ChatPiece(reasoning="Hm."), filtered)
    assert events(ChatPiece(text="Yes"), filtered)[-1] == Finished(Usage(), "refused")


def test_a_failure_during_the_stream_ends_it_with_the_server_s_words() -> None:
    stream = model_events(
        [ChatPiece(text="Y"), ChatPiece(error="full")], "s", lambda it: Unavailable(it.error)
    )
    assert next(stream) == TextDelta("Y")
    with pytest.raises(Unavailable, match="full"):
        next(stream)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"message": "no", "code": "c"}}, ("no", "c")),
        ({"error": {"message": "no", "type": "t"}}, ("no", "t")),
        ({"error": "no", "error_type": "t"}, ("no", "t")),
        ({"message": "no", "code": 429}, ("no", "429")),
        ({"detail": "no"}, ("no", "")),
        ({"error": {"status": 5}}, ("{'status': 5}", "")),
    ],
)
def test_the_message_of_an_error_is_found_wherever_a_server_puts_it(
    body: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert read_error(body) == expected


@pytest.mark.parametrize("data", ["[]", '"x"', "7", "null", "no JSON"])
def test_data_that_is_not_an_object_is_refused(data: str) -> None:
    with pytest.raises(ValueError):
        read_chunk(data)


@pytest.mark.parametrize(
    ("data", "usage"),
    [
        ('{"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}', Usage(3, 4)),
        ('{"usage": {"prompt_tokens": null}}', Usage()),
        ('{"choices": null, "usage": null}', None),
    ],
)
def test_usage_comes_in_a_chunk_without_choices(data: str, usage: Usage | None) -> None:
    assert read_chunk(data) == ChatPiece(usage=usage)
