"""The caller of a request, from the sign-in token."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId

ADMINISTRATORS = "admin"
"""Cognito group whose users are administrators."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user.

    Attributes:
        is_administrator: Whether the user is in the group ADMINISTRATORS.
        email: The verified address in the token; None if it has none.
    """

    user_id: UserId
    is_administrator: bool = False
    email: EmailAddress | None = None
