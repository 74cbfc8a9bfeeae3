"""The caller of a request, from the sign-in token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId


class Group(StrEnum):
    """A group of the user pool. Users of none, such as new ones of an identity provider, count as USER."""

    ADMIN = "admin"
    WORKSPACE_MANAGER = "workspace_manager"
    USER = "user"


GROUPS: Mapping[str, str] = {
    Group.ADMIN: "Sees usage, models and queues of all; creates workspaces.",
    Group.WORKSPACE_MANAGER: "Creates workspaces even if limits.workspace_creators lets only managers do so.",
    Group.USER: "Works in workspaces; so do users of no group, such as new ones of an identity provider.",
}
"""What each group may do. None opens a document: that is for the owner of a workspace and its members."""
_USERS = frozenset({Group.USER})

WorkspaceCreators = Literal["everyone", "workspace_managers"]
"""Who may create workspaces; the groups that this means stand in `permissions`."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user.

    Attributes:
        groups: The user's groups; USER among them.
        email: The verified address in the token; None if it has none.
    """

    user_id: UserId
    groups: frozenset[Group] = _USERS
    email: EmailAddress | None = None


def known_groups(names: Iterable[object]) -> frozenset[Group]:
    """Returns the groups of those names, and USER; the pool may have others, which mean nothing here."""
    return _USERS | {group for group in Group if group in names}
