"""Translate scopes to OpenSearch queries: access control and filters over the keywords below `fields`."""

from __future__ import annotations

from typing import Any

from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.retrieval.filters import And, Equals, Exists, Filter, In, Not, Or, Range
from genai_core.domain.retrieval.scopes import Scope

Query = dict[str, Any]
_BOUNDS = ("gte", "gt", "lte", "lt")
_NOTHING: Query = {"match_none": {}}
_EVERYTHING: Query = {"match_all": {}}


def condition_of(scope: Scope) -> Query:
    """Returns the condition for chunks of the scope's workspace, without scores."""
    readable = _any([_not(_exists(READERS)), _equals(READERS, scope.reader)])
    return readable if scope.filter is None else _all([readable, _of(scope.filter)])


def _of(wanted: Filter) -> Query:  # noqa: PLR0911  (one for each kind of filter)
    match wanted:
        case Equals(field, value):
            return _equals(field, value)
        case In(field, values):
            return {"terms": {_path(field): list(values)}}
        case Exists(field):
            return _exists(field)
        case Range():
            return _range(wanted)
        case And(parts):
            return _all([_of(part) for part in parts])
        case Or(parts):
            return _any([_of(part) for part in parts])
        case Not(part):
            return _not(_of(part))


def _range(bounds: Range) -> Query:
    given = {name: getattr(bounds, name) for name in _BOUNDS if getattr(bounds, name) is not None}
    # A query takes one bound on each side; the stricter of two is equivalent to both.
    if "gte" in given and "gt" in given:
        del given["gte" if given["gt"] >= given["gte"] else "gt"]
    if "lte" in given and "lt" in given:
        del given["lte" if given["lt"] <= given["lte"] else "lt"]
    return {"range": {_path(bounds.field): given}} if given else _exists(bounds.field)


def _path(field: str) -> str:
    return f"fields.{field}"


def _equals(field: str, value: str) -> Query:
    return {"term": {_path(field): {"value": value}}}


def _exists(field: str) -> Query:
    return {"exists": {"field": _path(field)}}


def _not(query: Query) -> Query:
    return {"bool": {"must_not": [query]}}


def _all(queries: list[Query]) -> Query:
    return {"bool": {"filter": queries}} if queries else _EVERYTHING


def _any(queries: list[Query]) -> Query:
    return {"bool": {"should": queries, "minimum_should_match": 1}} if queries else _NOTHING
