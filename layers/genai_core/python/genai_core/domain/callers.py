"""Who calls, as the sign-in says it."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import UserId

ADMINISTRATORS = "admin"
"""Name of the sign-in group (of Cognito) whose users are administrators."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user.

    Attributes:
        is_administrator: Belongs to the group ADMINISTRATORS.
    """

    user_id: UserId
    is_administrator: bool = False
