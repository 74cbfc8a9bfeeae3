"""Routes about workspaces and their members."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from genai_core.domain import workspaces
from genai_core.domain.identifiers import EncoderName, ModelId, UserId, WorkspaceId
from genai_core.domain.learning.calibration import MINIMUM_JUDGEMENTS
from genai_core.domain.learning.judgements import WorkspaceCalibration
from genai_core.domain.learning.promises import workspace_promise
from genai_core.domain.permissions import require
from genai_core.domain.protocol.codec import viewed_as
from genai_core.domain.protocol.workspaces import (
    Calibration,
    CalibrationReport,
    EmailInvitation,
    Invitation,
    InvitationList,
    NewWorkspace,
    Workspace,
    WorkspaceChange,
    WorkspaceDeletion,
    WorkspaceList,
)
from genai_core.usecases.workspaces.change_workspace import Change
from genai_core.wiring import api, storage, trust
from lambdas.serve_api.routing import serves, signed_in, user

Shown = TypeVar("Shown", Workspace, Invitation)


@serves("list_workspaces")
def list_workspaces() -> WorkspaceList:
    """Lists the workspaces that the caller owns or is a member of."""
    workspaces = storage.workspace_store().visible_to(user())
    may_create = api.create_workspace().is_allowed(signed_in())
    return WorkspaceList(_with_owners(workspaces, _shown), may_create)


@serves("create_workspace")
def create_workspace(body: NewWorkspace) -> Workspace:
    """Creates a workspace, if the deployment lets the caller."""
    members, encoder = tuple(map(UserId, body.members)), _encoder(body.encoder)
    return _shown(api.create_workspace()(signed_in(), body.name, members, encoder))


@serves("get_workspace")
def get_workspace(workspace_id: str) -> Workspace:
    """Returns a workspace."""
    workspace = storage.workspace_store().get(WorkspaceId(workspace_id))
    require("read workspace", user(), workspace)
    return _shown(workspace)


@serves("get_lesson")
def get_lesson(workspace_id: str) -> CalibrationReport:
    """Returns the workspace's calibration by feedback and evaluations."""
    workspace = storage.workspace_store().get(WorkspaceId(workspace_id))
    require("read lesson", user(), workspace)
    calibrated = storage.judgement_store().calibration(WorkspaceId(workspace_id)) or WorkspaceCalibration(
        0, ""
    )
    return CalibrationReport(
        judgements=calibrated.judgements,
        needed=MINIMUM_JUDGEMENTS,
        learnt_at=calibrated.learnt_at,
        weights_are_priors=not calibrated.weights,
        weights={**calibrated.weights},
        calibration=viewed_as(Calibration, calibrated.calibration) if calibrated.calibration else None,
        promise=workspace_promise(calibrated.bounds, calibrated.judgements, workspace.max_error),
    )


@serves("change_workspace")
def change_workspace(workspace_id: str, body: WorkspaceChange) -> Workspace:
    """Changes the given fields; only the owner may."""
    change = Change(
        name=body.name,
        mode=body.mode,
        models=None if body.models is None else tuple(map(ModelId, body.models)),
        max_error=body.max_error,
        members=None if body.members is None else tuple(map(UserId, body.members)),
        engine=body.engine,
        encoder=_encoder(body.encoder),
        chunk_words=body.chunk_words,
        chunk_overlap=body.chunk_overlap,
        daily_tokens=body.daily_tokens,
        daily_cost_usd=body.daily_cost_usd,
        revision=body.revision,
    )
    return _shown(api.change_workspace()(user(), WorkspaceId(workspace_id), change))


@serves("delete_workspace")
def delete_workspace(workspace_id: str) -> WorkspaceDeletion:
    """Deletes a workspace with all its documents; only the owner may."""
    return WorkspaceDeletion(api.delete_workspace()(user(), WorkspaceId(workspace_id)))


@serves("add_member")
def add_member(workspace_id: str, user_id: str) -> Workspace:
    """Invites a user to read and ask; only the owner may."""
    changed = api.change_workspace().add_member(user(), WorkspaceId(workspace_id), UserId(user_id))
    return _shown(changed)


@serves("remove_member")
def remove_member(workspace_id: str, user_id: str) -> Workspace:
    """Removes a member or an invitation; only the owner may."""
    changed = api.change_workspace().remove_member(user(), WorkspaceId(workspace_id), UserId(user_id))
    return _shown(changed)


@serves("invite_address")
def invite_address(workspace_id: str, body: EmailInvitation) -> Workspace:
    """Invites whoever signs in with the address; only the owner may."""
    return _shown(api.invite_address().invite(signed_in(), WorkspaceId(workspace_id), body.email))


@serves("withdraw_address")
def withdraw_address(workspace_id: str, body: EmailInvitation) -> Workspace:
    """Withdraws the invitation of an address; only the owner may."""
    return _shown(api.invite_address().withdraw(signed_in(), WorkspaceId(workspace_id), body.email))


@serves("list_invitations")
def list_invitations() -> InvitationList:
    """Lists the workspaces that the caller is invited to, by id or by a verified address."""
    pending = api.answer_invitation().pending(signed_in())
    return InvitationList(_with_owners(pending, _invitation))


@serves("accept_invitation")
def accept_invitation(workspace_id: str) -> Workspace:
    """Makes the caller a member of the workspace that invites."""
    return _shown(api.answer_invitation().accept(signed_in(), WorkspaceId(workspace_id)))


@serves("decline_invitation")
def decline_invitation(workspace_id: str) -> Invitation:
    """Declines an invitation, or leaves a workspace that the caller joined."""
    return _invitation(api.answer_invitation().decline(signed_in(), WorkspaceId(workspace_id)))


def _with_owners(
    listed: Sequence[workspaces.Workspace], show: Callable[[workspaces.Workspace], Shown]
) -> tuple[Shown, ...]:
    """Returns the workspaces as they are shown, with the addresses of the others who own them."""
    owners = trust.list_people().owners(user(), listed)
    return tuple(replace(show(each), owner_email=owners.get(each.owner, "")) for each in listed)


def _shown(workspace: workspaces.Workspace) -> Workspace:
    """Returns the workspace as the caller may see it: only the owner sees invited addresses."""
    is_own = workspace.owner == user()
    shown = replace(viewed_as(Workspace, workspace), is_own=is_own)
    if is_own:
        return shown
    until = {name: end for name, end in shown.invited_until.items() if name in shown.invited}
    return replace(shown, invited_emails=(), invited_until=until)


def _invitation(workspace: workspaces.Workspace) -> Invitation:
    until = workspace.invitation_end(user(), signed_in().email)
    return replace(viewed_as(Invitation, workspace), until=until)


def _encoder(name: str | None) -> EncoderName | None:
    return EncoderName(name) if name else None
