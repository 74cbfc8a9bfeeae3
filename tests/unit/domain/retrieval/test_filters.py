from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import FIELDS
from genai_core.domain.retrieval.filter_parsing import MAX_CONDITIONS, parse_filter
from genai_core.domain.retrieval.filters import And, Not, Or, accepts
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import InvalidInput

BOOK: dict[str, str | tuple[str, ...]] = {
    "author": "Ada Lovelace",
    "type": "pdf",
    "date": "2024-05-17",
    "tags": ("engines", "numbers"),
    "language": "",
}


def passes(filters: dict[str, Any], metadata: dict[str, str | tuple[str, ...]] = BOOK) -> bool:
    wanted = parse_filter(filters)
    assert wanted is not None
    return accepts(wanted, metadata)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"author": "Ada Lovelace"}, True),
        ({"author": "ada"}, False),
        ({"type": {"in": ["md", "pdf"]}}, True),
        ({"type": {"in": ["md"]}}, False),
        ({"tags": "numbers"}, True),
        ({"tags": {"in": ["poems", "engines"]}}, True),
        ({"date": "2024"}, True),
        ({"date": "2024-05-17"}, True),
        ({"date": 2024}, True),
        ({"date": {"gte": "2024-05", "lt": "2024-06"}}, True),
        ({"date": {"gt": "2024"}}, False),
        ({"date": {"lte": "2024-05"}}, True),
        ({"date": {"in": ["2023", "2024"]}}, True),
        ({"author": {"gte": "A", "lt": "B"}}, True),
        ({"tags": {"exists": True}}, True),
        ({"language": {"exists": True}}, False),
        ({"source": {"exists": False}}, True),
        ({"author": "Ada Lovelace", "type": "md"}, False),
        ({"or": [{"author": "Bo"}, {"type": "pdf"}]}, True),
        ({"not": {"or": [{"author": "Bo"}, {"type": "pdf"}]}}, False),
        ({"and": [{"tags": "engines"}, {"not": {"tags": "poems"}}]}, True),
    ],
)
def test_a_document_passes_by_what_its_metadata_says(filters: dict[str, Any], expected: bool) -> None:
    assert passes(filters) is expected


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"colour": "red"}, "'filters.colour' names no field"),
        ({"readers": "eve"}, "'filters.readers' names no field"),
        ({"and": [{"type": "pdf"}, {"colour": "red"}]}, r"filters.and\[1\].colour' names no field"),
        ({"type": None}, "filters.type is None"),
        ({"type": ""}, "filters.type is ''"),
        ({"type": ["pdf"]}, "filters.type is"),
        ({"type": {"in": "pdf"}}, "filters.type.in is 'pdf'"),
        ({"type": {"in": []}}, "filters.type.in is"),
        ({"type": {"like": "p%"}}, "filters.type.like is 'p%'"),
        ({"type": {"exists": "yes"}}, "filters.type.exists is 'yes'"),
        ({"date": {"gte": "2024", "exists": True}}, "filters.date is"),
        ({"or": []}, r"filters.or is \[\]"),
        ({"not": {}}, "filters.not is {}"),
        ({"type": "x" * 500}, "filters.type is"),
        ({"type": "p\x00df"}, "filters.type is"),
        ({"or": [{"type": str(number)} for number in range(MAX_CONDITIONS + 1)]}, "65 conditions"),
        (
            {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"type": "x"}}}}}}}}},
            "is nested too deeply",
        ),
    ],
)
def test_an_invalid_filter_is_named_with_its_position(filters: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        parse_filter(filters)


def test_an_empty_filter_filters_nothing() -> None:
    assert parse_filter({}) is None
    assert parse_filter(None) is None


LEAVES = st.sampled_from(FIELDS).flatmap(
    lambda field: st.sampled_from(["a", "b", "2024"]).map(lambda value: parse_filter({field: value}))
)
FILTERS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)
METADATA = st.dictionaries(
    st.sampled_from(FIELDS),
    st.one_of(st.sampled_from(["a", "b", ""]), st.tuples(st.sampled_from(["a", "2024-01"]))),
)


@given(FILTERS, FILTERS, METADATA)
def test_not_and_or_obey_de_morgan(left: Any, right: Any, metadata: Any) -> None:
    assert accepts(Not(And((left, right))), metadata) is accepts(Or((Not(left), Not(right))), metadata)
    assert accepts(Not(Not(left)), metadata) is accepts(left, metadata)


def test_a_document_that_names_its_readers_is_found_by_nobody_else() -> None:
    secret: dict[str, str | tuple[str, ...]] = {**BOOK, "readers": ("ada", "bo")}
    everything = {"or": [{"type": "pdf"}, {"not": {"type": "pdf"}}]}
    for filters in ({}, everything):
        scopes = {
            name: Scope(WorkspaceId("w"), UserId(name), parse_filter(filters))
            for name in ("ada", "bo", "eve", "")
        }
        assert [name for name, scope in scopes.items() if scope.admits(secret)] == ["ada", "bo"]
        assert all(scope.admits(BOOK) for scope in scopes.values())
