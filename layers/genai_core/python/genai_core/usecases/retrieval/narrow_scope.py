"""Narrow a scope by the conditions that a question states, as long as some document satisfies them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.self_query import (
    guessed_conditions,
    mentions_documents,
    narrowed,
    stated_conditions,
)
from genai_core.errors import Unavailable
from genai_core.ports.field_values import FieldValues


@dataclass(frozen=True, slots=True)
class NarrowedScope:
    """The scope in which a question is searched.

    Attributes:
        filters: The applied conditions, in readable form.
        relaxed: The dropped conditions, which no document satisfied together with the others.
        degraded: `self_query` if the values could not be looked up.
    """

    scope: Scope
    filters: tuple[str, ...] = ()
    relaxed: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NarrowScope:
    """Narrows the scope in each step of retrieval: the same question and workspace give the same scope."""

    values: FieldValues

    def __call__(self, scope: Scope, text: str, guess: Mapping[str, Any] | None = None) -> NarrowedScope:
        """Returns the narrowed scope; the least certain condition is dropped first, the user's filter never.

        Args:
            guess: Conditions that a model found, by field; weaker than those that rules find.
        """
        if not guess and not mentions_documents(text):
            return NarrowedScope(scope)
        try:
            return self._narrow(scope, text, guess or {})
        except Unavailable:
            return NarrowedScope(scope, degraded=("self_query",))

    def _narrow(self, scope: Scope, text: str, guess: Mapping[str, Any]) -> NarrowedScope:
        values = self.values.field_values(scope)
        stated = stated_conditions(text, values)
        fields = {condition.field for condition in stated}
        guessed = (
            guess_condition
            for guess_condition in guessed_conditions(guess, values)
            if guess_condition.field not in fields
        )
        kept = [*stated, *guessed]
        relaxed: list[str] = []
        while kept:
            within = replace(scope, filter=narrowed(scope.filter, tuple(kept)))
            if self.values.admits_any(within):
                return NarrowedScope(within, tuple(applied.shown for applied in kept), tuple(relaxed))
            relaxed.append(kept.pop().shown)
        return NarrowedScope(scope, (), tuple(relaxed))
