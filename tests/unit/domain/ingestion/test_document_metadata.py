from __future__ import annotations

import json
from typing import Any

import pytest

from genai_core.domain.identifiers import UserId, content_hash
from genai_core.domain.ingestion.document_metadata import (
    MAX_LABEL_BYTES,
    Label,
    merged,
    read_label,
    write_label,
)
from genai_core.errors import InvalidInput


def test_a_label_reads_back_as_it_was_written_and_is_ascii() -> None:
    label = write_label({"author": "Zoë  K.", "tags": ["a", "b", "a", ""], "readers": ["ada"], "date": ""})
    assert label.isascii()
    assert read_label(label) == Label({"author": "Zoë K.", "tags": ("a", "b"), "readers": ("ada",)})


def test_a_label_says_who_uploaded_and_nobody_can_say_it_as_metadata() -> None:
    assert read_label(write_label({}, UserId("ada"))) == Label({}, UserId("ada"))
    with pytest.raises(InvalidInput, match="metadata names 'uploader'"):
        write_label({"uploader": "bob"}, UserId("ada"))
    for label in ('{"uploader": 7}', '{"uploader": " "}'):
        with pytest.raises(InvalidInput, match="the uploader is"):
            read_label(label)


@pytest.mark.parametrize("readers", [[], [""], ["  "], ["ada", ""], ["\u2003"]])
def test_readers_that_name_nobody_are_refused_and_not_read_as_everybody(readers: list[str]) -> None:
    for refuse in (write_label, lambda metadata: read_label(json.dumps(metadata))):
        with pytest.raises(InvalidInput, match=r"metadata\.readers is .* Name one user or more"):
            refuse({"readers": readers})


def test_without_metadata_the_label_is_empty() -> None:
    assert write_label({}) == write_label({"tags": [], "author": " "}) == ""
    assert read_label("") == Label()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"colour": "red"}, "metadata names 'colour'"),
        ({"source": "x"}, "metadata names 'source'"),
        ({"author": 7}, "metadata.author is 7"),
        ({"tags": "a"}, "metadata.tags is 'a'"),
        ({"tags": [1]}, "metadata.tags is 1"),
        ({"readers": [str(number) for number in range(51)]}, "metadata.readers is"),
        ({"date": "yesterday"}, "metadata.date is 'yesterday'"),
        ({"author": "x" * 1795}, f"takes {MAX_LABEL_BYTES + 8} bytes"),
    ],
)
def test_what_cannot_be_said_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        write_label(given)


@pytest.mark.parametrize("label", ["{", "[]", "7", '{"colour": "red"}'])
def test_a_label_that_says_nothing_sensible_is_refused(label: str) -> None:
    with pytest.raises(InvalidInput, match="metadata"):
        read_label(label)


def test_what_the_uploader_says_stands_above_what_the_file_says() -> None:
    extracted = {"author": "Word", "language": "en-US", "tags": '[red, "dark blue"; red]', "date": "2020"}
    assert merged(extracted, {"author": "Ada", "readers": ("ada",)}) == {
        "author": "Ada",
        "language": "en",
        "tags": ("red", "dark blue"),
        "date": "2020",
        "readers": ("ada",),
    }


def test_another_label_is_another_version() -> None:
    assert content_hash(b"x") == content_hash(b"x", "")
    assert len({content_hash(b"x"), content_hash(b"x", "{}"), content_hash(b"x", '{"tags":["a"]}')}) == 3
