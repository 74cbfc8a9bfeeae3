"""Routes about workspaces and their members."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.consensus.calibration import MINIMUM_JUDGEMENTS, Calibration
from genai_core.domain.consensus.judgements import Learnt
from genai_core.domain.identifiers import ModelId, UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.change_workspace import WorkspaceChange
from genai_core.wiring import api, storage
from lambdas.serve_api.routing import route, user


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """A workspace to create; the caller owns it."""

    name: str
    members: tuple[UserId, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkspaceList:
    """The caller's workspaces, newest first."""

    workspaces: tuple[Workspace, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceDeletion:
    """How many documents are being deleted with the workspace."""

    documents: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a workspace learnt from judged answers.

    Attributes:
        judgements: How many answers were judged. needed: How many it takes for probabilities.
        weights_are_priors: Every model's voice counts alike, since too little was judged.
        weights: How much a model's voice counts, 1 in the mean; a model that is missing counts 1.
        calibration: What scores were worth; null while too little was judged.
    """

    judgements: int
    needed: int
    learnt_at: str
    weights_are_priors: bool
    weights: dict[ModelId, float]
    calibration: Calibration | None


@route("GET", "/workspaces")
def list_workspaces() -> WorkspaceList:
    """Lists the workspaces that the caller owns or is a member of."""
    return WorkspaceList(tuple(storage.workspace_store().visible_to(user())))


@route("POST", "/workspaces", status=201)
def create_workspace(body: NewWorkspace) -> Workspace:
    """Creates a workspace."""
    return api.create_workspace()(user(), body.name, body.members)


@route("GET", "/workspaces/<workspace_id>")
def get_workspace(workspace_id: str) -> Workspace:
    """Returns a workspace."""
    workspace = storage.workspace_store().get(WorkspaceId(workspace_id))
    workspace.require_reader(user())
    return workspace


@route("GET", "/workspaces/<workspace_id>/lesson")
def get_lesson(workspace_id: str) -> Lesson:
    """Returns what the workspace learnt from feedback and evaluations."""
    storage.workspace_store().get(WorkspaceId(workspace_id)).require_reader(user())
    learnt = storage.judgement_store().learnt(WorkspaceId(workspace_id)) or Learnt(0, "")
    return Lesson(
        judgements=learnt.judgements,
        needed=MINIMUM_JUDGEMENTS,
        learnt_at=learnt.learnt_at,
        weights_are_priors=not learnt.weights,
        weights=learnt.weights,
        calibration=learnt.calibration,
    )


@route("PATCH", "/workspaces/<workspace_id>")
def change_workspace(workspace_id: str, body: WorkspaceChange) -> Workspace:
    """Changes what is given and leaves the rest; only the owner may."""
    return api.change_workspace()(user(), WorkspaceId(workspace_id), body)


@route("DELETE", "/workspaces/<workspace_id>", status=202)
def delete_workspace(workspace_id: str) -> WorkspaceDeletion:
    """Deletes a workspace with all its documents; only the owner may."""
    return WorkspaceDeletion(api.delete_workspace()(user(), WorkspaceId(workspace_id)))


@route("PUT", "/workspaces/<workspace_id>/members/<user_id>")
def add_member(workspace_id: str, user_id: str) -> Workspace:
    """Lets a user read and ask; only the owner may."""
    return api.change_workspace().add_member(user(), WorkspaceId(workspace_id), UserId(user_id))


@route("DELETE", "/workspaces/<workspace_id>/members/<user_id>")
def remove_member(workspace_id: str, user_id: str) -> Workspace:
    """Takes a member out; only the owner may."""
    return api.change_workspace().remove_member(user(), WorkspaceId(workspace_id), UserId(user_id))
