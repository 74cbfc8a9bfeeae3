"""The caller in the authorizer's context: written by the authorizer, read by every function after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from genai_core.domain.callers import Caller, Group, known_groups
from genai_core.domain.email_addresses import verified_address
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden


def write_caller(caller: Caller) -> dict[str, str]:
    """Returns the context as texts, because the gateway forwards nothing else."""
    context = {"user_id": str(caller.user_id)}
    if caller.groups != frozenset({Group.USER}):
        context["groups"] = " ".join(sorted(caller.groups))
    if caller.email:
        context["email"] = caller.email
    return context


def read_caller(context: Mapping[str, Any]) -> Caller:
    """Returns the caller. Raises Forbidden if the authorizer did not run."""
    user_id = str(context.get("user_id") or "")
    if not user_id:
        raise Forbidden("the request carries no user", remedy="Sign in and send the token.")
    # The authorizer writes verified addresses only.
    email = verified_address(context.get("email"), is_verified=True)
    return Caller(UserId(user_id), known_groups(str(context.get("groups") or "").split()), email)
