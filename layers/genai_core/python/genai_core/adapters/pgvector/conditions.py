"""Translate scopes to SQL: access control and filters over the columns `readers` and `metadata` of a
chunk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import sql

from genai_core.domain.retrieval.filters import And, Equals, Exists, Filter, In, Not, Or, Range
from genai_core.domain.retrieval.scopes import Scope

_BOUNDS = {"gte": sql.SQL(">="), "gt": sql.SQL(">"), "lte": sql.SQL("<="), "lt": sql.SQL("<")}
_READABLE = sql.SQL("(readers IS NULL OR %s = ANY(readers))")


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a WHERE clause with the values of its placeholders, in order.

    The SQL itself contains no value from the caller.
    """

    clause: sql.Composable
    values: tuple[str | list[str], ...] = ()


def condition_of(scope: Scope) -> Condition:
    """Returns the condition for rows of the scope's workspace, without the workspace itself."""
    readable = Condition(_READABLE, (scope.reader,))
    return readable if scope.filter is None else _joined([readable, _of(scope.filter)], sql.SQL(" AND "))


def _of(wanted: Filter) -> Condition:  # noqa: PLR0911  (one for each kind)
    match wanted:
        case Equals(field, value):
            # `?` compares a whole text, or looks for an element of a list.
            return Condition(sql.SQL("coalesce(metadata->{} ? %s, false)").format(field), (value,))
        case In(field, values):
            clause = sql.SQL("coalesce(metadata->{} ?| %s::text[], false)").format(field)
            return Condition(clause, (list(values),))
        case Exists(field):
            return Condition(sql.SQL("metadata ? {}").format(field))
        case Range():
            return _range(wanted)
        case And(parts):
            return _joined([_of(part) for part in parts], sql.SQL(" AND "), "true")
        case Or(parts):
            return _joined([_of(part) for part in parts], sql.SQL(" OR "), "false")
        case Not(part):
            inner = _of(part)
            return Condition(sql.SQL("NOT ({})").format(inner.clause), inner.values)


def _range(bounds: Range) -> Condition:
    given = list(_given(bounds))
    tests = sql.SQL(" AND ").join(
        sql.SQL("(value #>> '{{}}') COLLATE \"C\" {} %s").format(_BOUNDS[name]) for name, _ in given
    )
    # In lax mode a path descends into lists and treats a text as a list of one.
    path = sql.Literal(f'lax $."{bounds.field}"[*]')
    clause = sql.SQL("EXISTS (SELECT FROM jsonb_path_query(metadata, {}) AS value WHERE {})")
    return Condition(
        clause.format(path, tests if given else sql.SQL("true")), tuple(value for _, value in given)
    )


def _given(bounds: Range) -> Iterator[tuple[str, str]]:
    for name in _BOUNDS:
        value = getattr(bounds, name)
        if value is not None:
            yield name, value


def _joined(parts: list[Condition], word: sql.SQL, empty: str = "true") -> Condition:
    if not parts:
        return Condition(sql.SQL("true") if empty == "true" else sql.SQL("false"))
    clause = word.join(part.clause for part in parts)
    return Condition(sql.SQL("({})").format(clause), tuple(value for part in parts for value in part.values))
