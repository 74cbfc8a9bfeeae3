"""Read metadata values in PostgreSQL, cached in the process until the workspace changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from psycopg import sql

from genai_core.adapters.pgvector.conditions import condition_of
from genai_core.adapters.pgvector.connection import Cursor, Database
from genai_core.domain.recently_used import RecentlyUsed
from genai_core.domain.retrieval.scopes import Scope
from genai_core.ports.field_values import FIELDS, MAX_VALUES

# Every write and removal adds a segment; segment numbers are never reused.
_STATE = """
    SELECT coalesce(array_agg(segment_id ORDER BY segment_id), '{}')
    FROM lexical_segments WHERE workspace_id = %s
"""
_VALUES = sql.SQL("""
    SELECT DISTINCT value #>> '{{}}' FROM chunks, jsonb_path_query(metadata, {path}) AS value
    WHERE workspace_id = %s AND ordinal = 0 AND {condition} LIMIT {most}
""")
_ANY = sql.SQL("""
    SELECT EXISTS (SELECT FROM chunks WHERE workspace_id = %s AND ordinal = 0 AND {condition})
""")
_KEPT_SCOPES = 64

_State = tuple[int, ...]
_Values = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PgFieldValues:
    """Implements FieldValues."""

    database: Database
    _kept: RecentlyUsed[Scope, tuple[_State, _Values]] = field(
        default_factory=lambda: RecentlyUsed[Scope, tuple[_State, _Values]](_KEPT_SCOPES),
        repr=False,
        compare=False,
    )

    def field_values(self, scope: Scope) -> _Values:
        ((segments,),) = self.database.query(_STATE, (scope.workspace_id,))
        cached = self._kept.known([scope]).get(scope)
        if cached and cached[0] == tuple(segments):
            return cached[1]
        return self.database.read(lambda cursor: self._read(cursor, scope))

    def admits_any(self, scope: Scope) -> bool:
        condition = condition_of(scope)
        statement = _ANY.format(condition=condition.clause)
        ((exists,),) = self.database.query(statement, (scope.workspace_id, *condition.values))
        return bool(exists)

    def _read(self, cursor: Cursor, scope: Scope) -> _Values:
        ((segments,),) = cursor.execute(_STATE, (scope.workspace_id,)).fetchall()
        listed = {name: _values_of(cursor, scope, name) for name in FIELDS}
        field_values = {name: values for name, values in listed.items() if values}
        self._kept.keep({scope: (tuple(segments), field_values)})
        return field_values


def _values_of(cursor: Cursor, scope: Scope, name: str) -> tuple[str, ...]:
    condition = condition_of(scope)
    statement = _VALUES.format(
        # In lax mode a path descends into lists and treats a text as a list of one.
        path=sql.Literal(f'lax $."{name}"[*]'),
        condition=condition.clause,
        most=sql.Literal(MAX_VALUES),
    )
    rows = cursor.execute(statement, (scope.workspace_id, *condition.values)).fetchall()
    return tuple(sorted(value for (value,) in rows if value))
