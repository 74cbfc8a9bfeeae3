"""List the people of a workspace by their addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.people import Person
from genai_core.errors import Unavailable
from genai_core.ports.user_directory import UserDirectory
from genai_core.ports.workspace_store import WorkspaceStore


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

    def _addresses(self, people: tuple[UserId, ...]) -> Mapping[UserId, str]:
        """Returns the verified addresses; none if the directory does not respond: ids are shown then."""
        try:
            return self.directory().addresses(people, only_verified=True)
        except Unavailable:
            return {}
