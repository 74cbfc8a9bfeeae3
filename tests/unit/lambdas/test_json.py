"""JSON of clients is read with a limit on its size and depth."""

import pytest

from lambdas.http.json import MAX_BODY_CHARS, MAX_DEPTH, read_json


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, "[" * 33 + "]" * 33])
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"deeper|Expecting"):
        read_json(text)


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert read_json('{"a": {"b": [1, 2]}}') == {"a": {"b": [1, 2]}}


def test_what_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(ValueError, match="characters"):
        read_json('"' + "a" * MAX_BODY_CHARS + '"')
