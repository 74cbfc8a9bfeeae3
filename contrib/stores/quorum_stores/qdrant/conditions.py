"""Translate scopes to Qdrant's filters, as far as Qdrant can express them."""

from __future__ import annotations

from typing import Any

from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.retrieval.filters import And, Equals, Exists, Filter, In, Not, Or, Range
from genai_core.domain.retrieval.scopes import Scope


def condition_of(scope: Scope) -> Any:
    """Returns a filter that passes all that the scope admits, and little more.

    Qdrant compares only numbers and times, so conditions with ranges over texts are left out.
    """
    from qdrant_client import models  # noqa: PLC0415

    readable = models.Filter(should=[_is_empty(READERS), _among(READERS, (scope.reader,))])
    if scope.filter is None or (wanted := _of(scope.filter)) is None:
        return models.Filter(must=[readable])
    return models.Filter(must=[readable, wanted])


def _of(wanted: Filter) -> Any:  # noqa: PLR0911  (one for each kind)
    """Returns the condition, exact except in conjunctions; None if it cannot be expressed."""
    from qdrant_client import models  # noqa: PLC0415

    match wanted:
        case Equals(field, value):
            return models.Filter(must=[_among(field, (value,))])
        case In(field, values):
            return models.Filter(must=[_among(field, values)])
        case Exists(field):
            return models.Filter(must_not=[_is_empty(field)])
        case And(parts):
            # A conjunction without some parts passes more, never less.
            return models.Filter(must=[condition for part in parts if (condition := _of(part)) is not None])
        case Or(parts):
            conditions = [_of(part) for part in parts]
            return models.Filter(should=conditions) if conditions and None not in conditions else None
        case Not(part):
            # The negation of a condition that passes too much would pass too little.
            return models.Filter(must_not=[_of(part)]) if _is_exact(part) else None
        case Range():
            return None


def _is_exact(wanted: Filter) -> bool:
    match wanted:
        case And(parts) | Or(parts):
            return bool(parts) and all(map(_is_exact, parts))
        case Not(part):
            return _is_exact(part)
        case Range():
            return False
        case _:
            return True


def _among(field: str, values: tuple[str, ...]) -> Any:
    from qdrant_client import models  # noqa: PLC0415

    # A list passes if one of its elements does.
    return models.FieldCondition(key=f"metadata.{field}", match=models.MatchAny(any=list(values)))


def _is_empty(field: str) -> Any:
    from qdrant_client import models  # noqa: PLC0415

    return models.IsEmptyCondition(is_empty=models.PayloadField(key=f"metadata.{field}"))
