"""Expressions that are parsed once mean the same as before."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from ministack.services import dynamodb

from local_runtime.servers.parsed_expressions import remember_parsed

EXPRESSION = "run_id = :run AND #item BETWEEN :first AND :last"


def test_an_expression_is_parsed_once_and_each_caller_has_a_list_of_its_own() -> None:
    parsed: list[str] = []

    def tokenize(expression: str) -> list[Any]:
        parsed.append(expression)
        return dynamodb._tokenize(expression)

    module = SimpleNamespace(_tokenize=tokenize, _condition_syntax_error=dynamodb._condition_syntax_error)
    remember_parsed(module)
    module._tokenize(EXPRESSION).clear()
    assert module._tokenize(EXPRESSION) == dynamodb._tokenize(EXPRESSION)
    assert parsed == [EXPRESSION]


@pytest.mark.parametrize("expression", [EXPRESSION, "a = = :b", "contains(a, :b) OR NOT c"])
def test_a_wrong_expression_is_named_by_its_place_each_time(expression: str) -> None:
    module = SimpleNamespace(
        _tokenize=dynamodb._tokenize, _condition_syntax_error=dynamodb._condition_syntax_error
    )
    remember_parsed(module)
    for slot in ("KeyConditionExpression", "FilterExpression", "FilterExpression"):
        assert module._condition_syntax_error(expression, slot) == dynamodb._condition_syntax_error(
            expression, slot
        )
