"""The caller, as the sign-in describes them."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId

ADMINISTRATORS = "admin"
"""Name of the sign-in group (of Cognito) whose users are administrators."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user.

    Attributes:
        is_administrator: Belongs to the group ADMINISTRATORS.
        email: The address that the sign-in has verified; None if the token names none.
    """

    user_id: UserId
    is_administrator: bool = False
    email: EmailAddress | None = None
