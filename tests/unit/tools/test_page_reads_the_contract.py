"""What the server writes, the page's own validators read, field by field; and what it must not read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.description import field_specs
from genai_core.domain.protocol.frames import FRAME_CONTENTS, Envelope, message_of
from genai_core.domain.protocol.page_config import PageConfig
from quorum_client.errors import Unreadable
from quorum_client.protocol import frames as sdk_frames
from tests.page_reader import read_by_page
from tests.unit.domain.protocol.examples import EXAMPLES, STATUS

MESSAGES = [
    message_of(example, request_id="r", run_id="run", seq=number)
    for examples in EXAMPLES.values()
    for number, example in enumerate(examples)
]
REFUSAL = message_of(EXAMPLES["error"][0], request_id="r")


def test_the_page_reads_every_frame_as_it_was_written() -> None:
    wire = json.loads(json.dumps([*MESSAGES, REFUSAL]))
    assert [answer.get("value", answer) for answer in read_by_page("frame", wire)] == wire


def test_the_page_reads_a_document_status() -> None:
    assert read_by_page("status", [to_json(STATUS)]) == [{"value": to_json(STATUS)}]


def test_the_page_ignores_fields_and_types_of_a_newer_server() -> None:
    newer = {**REFUSAL, "colour": "red"}
    unknown = {"type": "applause", "request_id": "r"}
    assert read_by_page("frame", [newer, unknown]) == [{"value": REFUSAL}, {"value": None}]


def _required(message: dict[str, Any]) -> list[str]:
    """Returns the fields that every frame of this type has."""
    kinds = (Envelope, FRAME_CONTENTS[message["type"]])
    return [spec.name for kind in kinds for spec in field_specs(kind) if not spec.is_omitted]


def _without(message: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != name}


WRONG: list[Any] = [
    *[None, [], "text", {}, {"type": 7}],
    *[_without(message, name) for message in MESSAGES for name in _required(message)],
    *[{**message, name: {"no": "such"}} for message in MESSAGES for name in _required(message)],
    *[{**message, "seq": "1"} for message in MESSAGES],
]


def test_the_page_says_where_a_frame_does_not_fit() -> None:
    answers = read_by_page("frame", WRONG)
    taken = [value for value, answer in zip(WRONG, answers, strict=True) if "error" not in answer]
    assert taken == []
    assert all(" is " in answer["error"] for answer in answers)


def test_an_outcome_that_the_page_does_not_know_is_reported() -> None:
    done = {**message_of(EXAMPLES["done"][0], request_id="r"), "outcome": "guessed"}
    (answer,) = read_by_page("frame", [done])
    assert 'done.outcome is "guessed", not one of agreed, single' in answer["error"]


def test_the_sdk_reads_every_frame_as_it_was_written() -> None:
    for message in MESSAGES:
        content = sdk_frames.read_content(message["type"], message)
        again = sdk_frames.message_of(content, request_id="r", run_id="run", seq=message["seq"])
        assert again == message


def test_the_sdk_says_where_a_frame_does_not_fit() -> None:
    with pytest.raises(Unreadable, match="outcome is 'guessed'"):
        sdk_frames.read_content(
            "done", {**message_of(EXAMPLES["done"][0], request_id="r"), "outcome": "guessed"}
        )


def test_the_page_reads_a_configuration_with_and_without_what_only_a_laptop_has() -> None:
    cloud = PageConfig(region="r", api_url="a", websocket_url="w", user_pool_id="p", client_id="c")
    laptop = PageConfig(
        region="r", api_url="a", websocket_url="w", user_pool_id="p", client_id="c", demo_user="demo"
    )
    wire = [to_json(cloud), to_json(laptop)]
    assert [answer["value"] for answer in read_by_page("config", wire)] == wire
    old = {"region": "r", "apiUrl": "a", "websocketUrl": "w", "userPoolId": "p", "userPoolClientId": "c"}
    assert "error" in read_by_page("config", [old])[0]
