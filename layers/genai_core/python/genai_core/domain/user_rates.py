"""Rate limits per user for calls that cost work or storage. Answers have budgets instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, get_args

from genai_core.domain.identifiers import UserId
from genai_core.errors import Refused

Allowance = Literal["uploads", "documents", "workspaces", "searches"]
ALLOWANCES: tuple[Allowance, ...] = get_args(Allowance)

ROUTES_TAKE: Mapping[str, Allowance] = {
    "sign_upload": "uploads",
    "delete_document": "documents",
    "retry_document": "documents",
    "create_workspace": "workspaces",
    "change_workspace": "workspaces",
    "delete_workspace": "workspaces",
    "add_member": "workspaces",
    "invite_address": "workspaces",
    "retrieve": "searches",
}
"""The allowance that a call of each route uses; other routes have budgets or read single records."""


def rate_exceeded(
    user_id: UserId, allowance: Allowance, per_minute: int, wait_s: float, now: datetime
) -> Refused:
    """Returns the error for a user whose allowance is used up for now."""
    reset_at = (now + timedelta(seconds=wait_s)).isoformat()
    return Refused(
        f"user {user_id!r} has had {per_minute} {allowance} a minute",
        remedy=f"Repeat it in {wait_s:.0f} s.",
        reset_at=reset_at,
    )
