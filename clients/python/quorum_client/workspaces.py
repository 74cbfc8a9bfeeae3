"""Workspaces: sets of documents that are searched together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from quorum_client.errors import WrongInput
from quorum_client.protocol.evaluations import EvaluationList, EvaluationRun, NewEvaluation
from quorum_client.protocol.people import PeopleList, Person
from quorum_client.protocol.sessions import DisputeList
from quorum_client.protocol.workspaces import WorkspaceBudget
from quorum_client.rest import RestClient
from quorum_client.values import CalibrationReport, Invitation, Mode, MoveState, Workspace, read, to_json

Invitations = tuple[Invitation, ...]
_ID = re.compile(r"w-[0-9a-f]{16}")


def resolve(known: Iterable[Workspace], id_or_name: str) -> Workspace | None:
    """Returns the workspace of that id, else the user's own of that name; None if there is neither.

    A name never means a workspace of somebody else, who may have chosen the same name.

    Raises:
        WrongInput: Several of the user's own have the name, or only workspaces of others; it lists them.
    """
    listed = list(known)
    for item in listed:
        if item.workspace_id == id_or_name:
            return item
    named = [item for item in listed if item.name == id_or_name]
    own = [item for item in named if item.is_own]
    if len(own) == 1:
        return own[0]
    if not named:
        return None
    candidates = ", ".join(
        f"{item.workspace_id} ({'yours' if item.is_own else f'owner {item.owner}'})" for item in named
    )
    whose = f"{len(own)} workspaces of yours are" if own else "only a workspace of somebody else is"
    raise WrongInput(f"{whose} called {id_or_name!r}", remedy=f"Use an id: {candidates}")


class Workspaces:
    """The workspaces that the user may read."""

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    def list(self) -> list[Workspace]:
        return [read(Workspace, item) for item in self._rest.call("GET", "/workspaces")["workspaces"]]

    def find(self, id_or_name: str) -> Workspace:
        """Returns the workspace of that id, else the user's own of that name (`resolve`).

        Raises:
            WrongInput: There is none, or more than one could be meant; it lists what there is.
        """
        known = self.list()
        workspace = resolve(known, id_or_name)
        if workspace is not None:
            return workspace
        names = ", ".join(sorted(repr(item.name) for item in known if item.is_own)) or "none yet"
        raise WrongInput(f"you have no workspace {id_or_name!r}", remedy=f"You have {names}")

    def create(self, name: str, members: Sequence[str] = ()) -> Workspace:
        """Creates a workspace; the members, ids or e-mail addresses of users, are invited."""
        wish = {"name": name, "members": [each for each in members if not _is_address(each)]}
        made = read(Workspace, self._rest.call("POST", "/workspaces", wish))
        for address in filter(_is_address, members):
            made = self.invite(made.workspace_id, address)
        return made

    def find_or_create(self, id_or_name: str) -> Workspace:
        """Returns the same as `find`, or a new workspace of that name if there is none.

        Raises:
            WrongInput: More than one could be meant, or it is an id of no workspace of the user.
        """
        workspace = resolve(self.list(), id_or_name)
        if workspace is not None:
            return workspace
        if _ID.fullmatch(id_or_name):
            raise WrongInput(f"you have no workspace {id_or_name!r}", remedy="Check the id, or use a name")
        return self.create(id_or_name)

    def invite(self, workspace_id: str, user: str) -> Workspace:
        """Invites a user, who is a member once they accept.

        Args:
            user: An id, or an e-mail address: then the user who signs in with it, once it is verified.
                The answer does not tell whether the address has an account.
        """
        path = f"/workspaces/{workspace_id}"
        if _is_address(user):
            # In the body: addresses of calls are logged by everything they pass.
            return read(Workspace, self._post(f"{path}/invitations", user))
        return read(Workspace, self._rest.call("PUT", f"{path}/members/{user}"))

    def remove(self, workspace_id: str, user: str) -> Workspace:
        """Removes a member by id, or withdraws an invitation by id or e-mail address.

        Nothing changes if there is neither. A member who was invited by address has an id.
        """
        path = f"/workspaces/{workspace_id}"
        if _is_address(user):
            return read(Workspace, self._post(f"{path}/invitations/withdraw", user))
        return read(Workspace, self._rest.call("DELETE", f"{path}/members/{user}"))

    def _post(self, path: str, address: str) -> Any:
        # Inviting twice is inviting once.
        return self._rest.call("POST", path, {"email": address}, repeatable=True)

    def invitations(self) -> Invitations:
        """Returns the invitations that the user has not answered."""
        listed = self._rest.call("GET", "/invitations")["invitations"]
        return tuple(read(Invitation, item) for item in listed)

    def accept(self, workspace_id: str) -> Workspace:
        """Joins the workspace that invites."""
        return read(Workspace, self._rest.call("PUT", f"/invitations/{workspace_id}"))

    def decline(self, workspace_id: str) -> None:
        """Declines an invitation, or leaves a workspace that the user joined."""
        self._rest.call("DELETE", f"/invitations/{workspace_id}")

    def change(
        self,
        workspace_id: str,
        *,
        name: str | None = None,
        mode: Mode | None = None,
        max_error: float | None = None,
        daily_tokens: int | None = None,
        daily_cost_usd: float | None = None,
    ) -> Workspace:
        """Changes what is given and returns the workspace; only its owner may.

        Args:
            max_error: 0 to 0.5, at most this share of questions may get a wrong answer; 0 promises nothing.
            daily_tokens, daily_cost_usd: What all members together may use per day (UTC); 0 for no limit.
        """
        change = {
            "name": name,
            "mode": mode,
            "max_error": max_error,
            "daily_tokens": daily_tokens,
            "daily_cost_usd": daily_cost_usd,
        }
        given = {field: value for field, value in change.items() if value is not None}
        return read(Workspace, self._rest.call("PATCH", f"/workspaces/{workspace_id}", given))

    def calibration(self, workspace_id: str) -> CalibrationReport:
        """Returns a workspace's calibration by judged answers, and what it can promise so far."""
        return read(CalibrationReport, self._rest.call("GET", f"/workspaces/{workspace_id}/lesson"))

    def people(self, workspace_id: str) -> Sequence[Person]:
        """Returns the owner and then the members, with the verified addresses of those who have one."""
        return read(PeopleList, self._rest.call("GET", f"/workspaces/{workspace_id}/people")).people

    def budget(self, workspace_id: str) -> WorkspaceBudget:
        """Returns what all members together may use per day, and what they have used today."""
        return read(WorkspaceBudget, self._rest.call("GET", f"/workspaces/{workspace_id}/budget"))

    def disputes(self, workspace_id: str) -> DisputeList:
        """Returns the user's latest answers in the workspace that models or documents dispute."""
        return read(DisputeList, self._rest.call("GET", f"/workspaces/{workspace_id}/disputes"))

    def evaluations(self, workspace_id: str) -> Sequence[EvaluationRun]:
        """Returns the newest evaluation runs that were published to the workspace, newest first."""
        listed = self._rest.call("GET", f"/workspaces/{workspace_id}/evaluations")
        return read(EvaluationList, listed).evaluations

    def publish_evaluation(self, workspace_id: str, new: NewEvaluation) -> EvaluationRun:
        """Publishes the summary of an evaluation run; only the owner may."""
        path = f"/workspaces/{workspace_id}/evaluations"
        return read(EvaluationRun, self._rest.call("POST", path, to_json(new)))

    def move(self, workspace_id: str, engine: str | None = None, encoder: str | None = None) -> MoveState:
        """Begins to move a workspace to another search engine or encoder; searches go on meanwhile."""
        change = {"engine": engine, "encoder": encoder}
        return self._move_state(self._rest.call("PATCH", f"/workspaces/{workspace_id}", change))

    def move_state(self, workspace_id: str) -> MoveState:
        """Returns how far a move is."""
        return self._move_state(self._rest.call("GET", f"/workspaces/{workspace_id}"))

    def _move_state(self, answer: dict[str, Any]) -> MoveState:
        workspace = read(Workspace, answer)
        moving = workspace.moving
        if moving is None:
            return MoveState(workspace.engine, workspace.encoder)
        return MoveState(
            engine=workspace.engine,
            encoder=workspace.encoder,
            moving_to=moving.engine,
            moving_to_encoder=moving.encoder,
            copied=moving.copied,
            total=moving.total,
        )

    def delete(self, workspace_id: str) -> None:
        self._rest.call("DELETE", f"/workspaces/{workspace_id}")


def _is_address(user: str) -> bool:
    """Returns whether it is an e-mail address: an id has no @."""
    return "@" in user
