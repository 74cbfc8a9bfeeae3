"""Routes behind the pages Trust and Settings."""

from __future__ import annotations

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.evaluations import EvaluationList, EvaluationRun, NewEvaluation
from genai_core.domain.protocol.people import PeopleList
from genai_core.domain.protocol.sessions import DisputeList
from genai_core.domain.protocol.workspaces import WorkspaceBudget
from genai_core.wiring import trust
from lambdas.serve_api.routing import serves, user


@serves("list_evaluations")
def list_evaluations(workspace_id: str) -> EvaluationList:
    """Lists the newest evaluation runs that were published to the workspace."""
    return EvaluationList(tuple(trust.publish_evaluation().runs(user(), WorkspaceId(workspace_id))))


@serves("publish_evaluation")
def publish_evaluation(workspace_id: str, body: NewEvaluation) -> EvaluationRun:
    """Publishes the summary of an evaluation run; only the owner may."""
    return trust.publish_evaluation()(user(), WorkspaceId(workspace_id), body)


@serves("list_disputes")
def list_disputes(workspace_id: str) -> DisputeList:
    """Lists the caller's latest disputed answers in the workspace."""
    return trust.list_disputes()(user(), WorkspaceId(workspace_id))


@serves("list_people")
def list_people(workspace_id: str) -> PeopleList:
    """Lists the owner and the members with their verified addresses."""
    return PeopleList(trust.list_people()(user(), WorkspaceId(workspace_id)))


@serves("get_budget")
def get_budget(workspace_id: str) -> WorkspaceBudget:
    """Returns the workspace's budget, and what is used of it today."""
    return trust.read_budget()(user(), WorkspaceId(workspace_id))
