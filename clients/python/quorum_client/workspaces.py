"""Workspaces: sets of documents that are searched together."""

from __future__ import annotations

from typing import Any

from quorum_client.errors import WrongInput
from quorum_client.rest import RestClient
from quorum_client.values import MoveState, Workspace, read


class Workspaces:
    """The workspaces one may read."""

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    def list(self) -> list[Workspace]:
        return [read(Workspace, item) for item in self._rest.call("GET", "/workspaces")["workspaces"]]

    def find(self, id_or_name: str) -> Workspace:
        """Returns the workspace of that id, else of that name. Raises WrongInput that lists what there is."""
        known = self.list()
        found = [item for item in known if item.workspace_id == id_or_name]
        found = found or [item for item in known if item.name == id_or_name]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(item.workspace_id for item in found)
            raise WrongInput(f"{len(found)} workspaces are called {id_or_name!r}", remedy=f"Use an id: {ids}")
        names = ", ".join(sorted(repr(item.name) for item in known)) or "none yet"
        raise WrongInput(f"there is no workspace {id_or_name!r}", remedy=f"There is {names}")

    def create(self, name: str) -> Workspace:
        return read(Workspace, self._rest.call("POST", "/workspaces", {"name": name}))

    def find_or_create(self, id_or_name: str) -> Workspace:
        """Returns the workspace of that id or name, made anew where there is none of either."""
        known = self.list()
        for wanted in ("workspace_id", "name"):
            found = next((item for item in known if getattr(item, wanted) == id_or_name), None)
            if found:
                return found
        return self.create(id_or_name)

    def move(self, workspace_id: str, engine: str) -> MoveState:
        """Begins to move a workspace to another search engine; searches go on meanwhile."""
        return self._move_state(self._rest.call("PATCH", f"/workspaces/{workspace_id}", {"engine": engine}))

    def move_state(self, workspace_id: str) -> MoveState:
        """Returns how far a move is."""
        return self._move_state(self._rest.call("GET", f"/workspaces/{workspace_id}"))

    def _move_state(self, found: dict[str, Any]) -> MoveState:
        moving = found.get("moving") or {}
        return MoveState(
            engine=found["engine"],
            moving_to=moving.get("engine", ""),
            copied=moving.get("copied", 0),
            total=moving.get("total", 0),
        )

    def delete(self, workspace_id: str) -> None:
        self._rest.call("DELETE", f"/workspaces/{workspace_id}")
