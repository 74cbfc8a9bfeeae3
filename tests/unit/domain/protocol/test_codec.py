"""Values of the contract as JSON: what is written, what is read, and what is refused in which words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.protocol.client_frames import Ask, Cancel, Resume
from genai_core.domain.protocol.codec import from_json, to_json, viewed_as
from genai_core.domain.protocol.description import OMITTED, Limits, field_specs
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Part:
    name: Annotated[str, Limits(least=1, most=3), "What it is called."]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Whole:
    kind: Literal["whole"]
    parts: Annotated[tuple[Part, ...], Limits(most=2)]
    outcome: Outcome | None = None
    count: Annotated[int, Limits(least=0, most=9)] = 0
    by_name: dict[str, int] = field(default_factory=dict[str, int])
    either: str | tuple[str, ...] = ""
    note: Annotated[str, OMITTED] = ""


@dataclass(frozen=True, slots=True)
class Open:
    IGNORES_UNKNOWN: ClassVar[bool] = True
    name: str


GOOD: dict[str, Any] = {"kind": "whole", "parts": [{"name": "a"}]}


def test_a_value_reads_back_as_it_was_written() -> None:
    whole = Whole("whole", (Part("a"), Part("b", 1.0)), Outcome.NOT_SUPPORTED, 3, {"x": 1}, ("p", "q"), "n")
    assert from_json(Whole, json.loads(json.dumps(to_json(whole)))) == whole


def test_what_is_left_out_has_its_default_and_an_omitted_default_is_not_written() -> None:
    whole = from_json(Whole, GOOD)
    assert (whole.outcome, whole.count, whole.either) == (None, 0, "")
    assert to_json(whole) == {
        "kind": "whole",
        "parts": [{"name": "a", "share": 0.5}],
        "outcome": None,
        "count": 0,
        "by_name": {},
        "either": "",
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"colour": "red"},
            "the request has an unknown field 'colour'. Leave it out. Known are kind, ",
        ),
        ({"parts": [{"name": "a", "nmae": "b"}]}, "parts[0] has an unknown field 'nmae'."),
        ({"parts": [{}]}, "parts[0] lacks 'name'. Add it: What it is called."),
        ({"parts": [{"name": "abcd"}]}, "parts[0].name has 4 characters: 'abcd'. It must have 1 to 3 char"),
        ({"parts": [{"name": 7}]}, "parts[0].name is 7. It must be text."),
        ({"parts": [{"name": "a", "share": True}]}, "parts[0].share is True. It must be a number."),
        ({"parts": {}}, "parts is {}. It must be a list."),
        ({"parts": ["a"]}, "parts[0] is 'a'. It must be an object."),
        ({"parts": [{"name": "a"}] * 3}, "parts has 3 items"),
        ({"kind": "half"}, "kind is 'half'. It must be one of whole."),
        ({"kind": ["whole"]}, "kind is ['whole']. It must be one of whole."),
        ({"outcome": "agree"}, "outcome is 'agree'. It must be one of agreed, single, disputed, not_supp"),
        ({"count": 10}, "count is 10. It must be 0 to 9."),
        ({"count": 1.5}, "count is 1.5. It must be a whole number."),
        ({"count": True}, "count is True. It must be a whole number."),
        ({"by_name": {"x": "1"}}, "by_name['x'] is '1'. It must be a whole number."),
        ({"either": 3}, "either is 3. It must be text."),
        ({"kind": "x" * 500}, "kind is 'xxxxx"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path_its_value_and_the_remedy(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        from_json(Whole, GOOD | change)
    assert str(refused.value).startswith(message)
    assert refused.value.remedy
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("value", [None, [], "x", 1, True])
def test_a_value_that_is_not_an_object_is_refused_by_its_name(value: Any) -> None:
    with pytest.raises(InvalidInput, match=r"^the frame is .* It must be an object\.$"):
        from_json(Whole, value, named="the frame")


def test_a_tolerant_reader_ignores_what_it_does_not_know_at_every_depth_and_nothing_else() -> None:
    newer = {**GOOD, "colour": "red", "parts": [{"name": "a", "weight": 1}]}
    assert from_json(Whole, newer, is_tolerant=True) == from_json(Whole, GOOD)
    with pytest.raises(InvalidInput):
        from_json(Whole, {**newer, "count": "many"}, is_tolerant=True)


def test_a_kind_may_ignore_what_it_does_not_know() -> None:
    assert from_json(Open, {"name": "a", "temperature": 0.2}) == Open("a")


def test_a_domain_value_is_shown_without_what_the_contract_does_not_have() -> None:
    @dataclass(frozen=True, slots=True)
    class Stored:
        name: str
        share: float
        secret: str

    assert viewed_as(Part, Stored("a", 0.25, "s")) == Part("a", 0.25)


@pytest.mark.parametrize("kind", [Ask, Cancel, Resume])
def test_every_field_of_every_client_frame_is_known_by_its_name(kind: type) -> None:
    whole = {"action": kind.__name__.lower(), "request_id": "r", "workspace_id": "w", "query": "?"}
    known = {spec.name for spec in field_specs(kind)}
    frame = {name: value for name, value in whole.items() if name in known}
    from_json(kind, frame)
    for name in known:
        with pytest.raises(InvalidInput, match=f"'{name}_'"):
            from_json(kind, {**frame, f"{name}_": 1})


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["kind", "parts", "count", "either", "by_name", "x"]), _json) | _json)
def test_any_json_is_read_or_refused_and_never_breaks_the_reader(value: Any) -> None:
    try:
        whole = from_json(Whole, value)
    except InvalidInput:
        return
    assert from_json(Whole, to_json(whole)) == whole
