"""What the codec and the generators learn of a contract type from its annotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

import pytest

from genai_core.domain.protocol.description import (
    OMITTED,
    FieldSpec,
    Limits,
    field_specs,
    limits_of,
    unwrapped,
)

SHORT = Annotated[str, "A short text.", Limits(1, 9)]


@dataclass(frozen=True)
class Plain:
    needed: int
    named: SHORT
    renamed: Annotated[SHORT, "The text of this type."]
    optional: Annotated[str, OMITTED] = ""
    listed: tuple[str, ...] = field(default_factory=tuple[str, ...])


def spec(name: str) -> FieldSpec:
    return next(each for each in field_specs(Plain) if each.name == name)


def test_fields_come_in_the_order_of_the_type() -> None:
    assert [each.name for each in field_specs(Plain)] == [
        "needed",
        "named",
        "renamed",
        "optional",
        "listed",
    ]


def test_a_field_without_annotations_has_a_type_and_nothing_else() -> None:
    needed = spec("needed")
    assert (needed.annotation, needed.doc, needed.has_default, needed.is_omitted) == (int, "", False, False)


def test_limits_stay_with_the_type_and_the_documentation_does_not() -> None:
    named = spec("named")
    kind, extras = unwrapped(named.annotation)
    assert (kind, limits_of(extras), named.doc) == (str, Limits(1, 9), "A short text.")
    assert len(extras) == 1


def test_of_two_documentations_the_outer_one_counts_and_the_limits_are_kept() -> None:
    renamed = spec("renamed")
    assert renamed.doc == "The text of this type."
    assert limits_of(unwrapped(renamed.annotation)[1]) == Limits(1, 9)


@pytest.mark.parametrize(("name", "default"), [("optional", ""), ("listed", ())])
def test_a_default_may_be_a_value_or_be_made(name: str, default: object) -> None:
    assert spec(name).has_default
    assert spec(name).default == default


def test_only_a_marked_field_is_omitted() -> None:
    assert spec("optional").is_omitted
    assert not spec("listed").is_omitted


def test_a_type_without_limits_has_none() -> None:
    assert unwrapped(int) == (int, ())
    assert limits_of(()) == Limits()
    assert limits_of(("a text", 7)) == Limits()
