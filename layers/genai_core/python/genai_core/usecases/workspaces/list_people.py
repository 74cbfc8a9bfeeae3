"""List the people of a workspace by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.people import Person
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Misconfigured, Unavailable
from genai_core.ports.user_directory import UserDirectory
from genai_core.ports.workspace_store import WorkspaceStore

MOST_OWNERS = 50
"""Looking up one takes a call of the directory; of more owners, the ids are shown."""


@dataclass(frozen=True, slots=True)
class ListPeople:
    """Shows those who share a workspace to one another.

    Only people who joined are looked up: anybody can invite any id, and must not learn an address by it.

    Attributes:
        directory: Returns the user directory.
    """

    workspaces: WorkspaceStore
    directory: Callable[[], UserDirectory]

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId) -> tuple[Person, ...]:
        """Returns the owner, then the members. Raises NotFound, or Forbidden if the user is not in it."""
        workspace = self.workspaces.get(workspace_id)
        require("read workspace", user_id, workspace)
        people = (workspace.owner, *workspace.members)
        addresses = self._addresses(people)
        return tuple(Person(person, addresses.get(person, "")) for person in people)

    def owners(self, user_id: UserId, workspaces: Iterable[Workspace]) -> Mapping[UserId, str]:
        """Returns the addresses of the others who own these workspaces, as they share them or invite to them.

        Args:
            workspaces: Those that the user may read, or is invited to.
        """
        owners = dict.fromkeys(each.owner for each in workspaces if each.owner != user_id)
        return self._addresses(tuple(owners)[:MOST_OWNERS]) if owners else {}

    def _addresses(self, people: tuple[UserId, ...]) -> Mapping[UserId, str]:
        """Returns the verified addresses; none if the directory cannot be asked: ids are shown then."""
        try:
            return self.directory().addresses(people, only_verified=True)
        except (Unavailable, Misconfigured):
            return {}
