# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""REST bodies about the people of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Person:
    """The owner or a member of a workspace."""

    user_id: str
    email: Annotated[str, "The verified address; empty if there is none, or the sign-in did not respond."] = (
        ""
    )


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The owner, then the members. Invited users are not among them before they accept."""

    people: tuple[Person, ...]
