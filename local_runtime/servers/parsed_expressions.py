"""Parses each DynamoDB expression once.

MiniStack parses and checks the key condition of a query again for every item of the partition, which took
more than a third of the query's time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_EXPRESSIONS = 512
"""Quorum has a few dozen; values are not part of them."""


def remember_parsed(tables: Any) -> None:
    """Changes MiniStack's module `dynamodb`."""
    tokens_of = lru_cache(_EXPRESSIONS)(tables._tokenize)

    def tokenize(expression: str) -> list[Any]:
        # Callers may change the list.
        return list(tokens_of(expression))

    tables._tokenize = tokenize
    tables._condition_syntax_error = lru_cache(_EXPRESSIONS)(tables._condition_syntax_error)
