"""OpenSearch's queries for filters mean what `accepts` says, over any metadata and any filter."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from genai_core.adapters.opensearch.conditions import condition_of
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import FIELDS
from genai_core.domain.retrieval.filters import And, Equals, Exists, Filter, In, Not, Or, Range, values_of
from genai_core.domain.retrieval.scopes import Scope

VALUES = st.sampled_from(["", "a", "ab", "b", "2024", "2024-05", "é", "\uffff", "\U0001f642", "\U0010ffff"])
NAMES = st.sampled_from(FIELDS)
BOUND = st.none() | VALUES
METADATA = st.dictionaries(
    st.sampled_from([*FIELDS, "readers"]), VALUES | st.lists(VALUES, max_size=3).map(tuple), max_size=4
)
SIMPLE: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Equals, NAMES, VALUES.filter(bool)),
    st.builds(In, NAMES, st.lists(VALUES.filter(bool), max_size=3).map(tuple)),
    st.builds(Range, NAMES, BOUND, BOUND, BOUND, BOUND),
    st.builds(Exists, NAMES),
)
FILTERS = st.recursive(
    SIMPLE,
    lambda parts: st.one_of(
        st.builds(And, st.lists(parts, max_size=3).map(tuple)),
        st.builds(Or, st.lists(parts, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=6,
)


def passes(query: dict[str, Any], metadata: dict[str, Any]) -> bool:
    """What OpenSearch does with the few kinds of queries that are used, over keywords as they are stored."""
    ((kind, condition),) = query.items()
    if kind in ("match_all", "match_none"):
        return kind == "match_all"
    if kind == "bool":
        should = [passes(part, metadata) for part in condition.get("should", [])]
        return (
            all(passes(part, metadata) for part in condition.get("filter", []))
            and not any(passes(part, metadata) for part in condition.get("must_not", []))
            and sum(should) >= condition.get("minimum_should_match", 0)
        )
    if kind == "exists":
        return bool(values_of(metadata, condition["field"].removeprefix("fields.")))
    ((path, wanted),) = condition.items()
    stored = values_of(metadata, path.removeprefix("fields."))
    if kind == "term":
        return wanted["value"] in stored
    if kind == "terms":
        return bool(set(wanted) & set(stored))
    assert kind == "range"
    return any(lies_within(value, wanted) for value in stored)


def lies_within(value: str, bounds: dict[str, str]) -> bool:
    """Compares as Lucene does: by bytes of UTF-8, one bound a side."""
    assert not {"gt", "gte"} <= bounds.keys()
    assert not {"lt", "lte"} <= bounds.keys()
    own, limits = value.encode(), {name: limit.encode() for name, limit in bounds.items()}
    return (
        own >= limits.get("gte", own)
        and own <= limits.get("lte", own)
        and ("gt" not in limits or own > limits["gt"])
        and ("lt" not in limits or own < limits["lt"])
    )


@settings(max_examples=400, deadline=None)
@given(FILTERS | st.none(), METADATA, st.sampled_from(["a", "b", "x"]))
def test_the_query_admits_what_the_scope_admits(
    wanted: Filter | None, metadata: dict[str, Any], reader: str
) -> None:
    scope = Scope(WorkspaceId("w"), UserId(reader), wanted)
    assert passes(condition_of(scope), metadata) == scope.admits(metadata)
