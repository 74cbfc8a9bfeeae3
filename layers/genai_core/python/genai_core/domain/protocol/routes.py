"""Every route of the REST API: its path, who may call it, what it takes and what it returns."""

from __future__ import annotations

from genai_core.domain.protocol.account import (
    Health,
    ModelList,
    ModelsQuery,
    SocketTicket,
    UsageQuery,
    UsageReport,
)
from genai_core.domain.protocol.administration_routes import ADMINISTRATION_ROUTES
from genai_core.domain.protocol.completions import ChatChunk, ChatCompletion, ChatModelList, ChatRequest
from genai_core.domain.protocol.document_routes import DOCUMENT_ROUTES
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.questions import (
    MultimodalQuery,
    RagQuery,
    Replay,
    Retrieved,
    RetrieveRequest,
    Run,
)
from genai_core.domain.protocol.route import Route
from genai_core.domain.protocol.route import route as _route
from genai_core.domain.protocol.sessions import (
    Feedback,
    Rating,
    Session,
    SessionChange,
    SessionDeletion,
    SessionList,
    SessionQuery,
    SessionSummary,
)
from genai_core.domain.protocol.trust_routes import TRUST_ROUTES
from genai_core.domain.protocol.workspaces import (
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

_WORKSPACE = "/workspaces/{workspace_id}"
_MEMBER = f"{_WORKSPACE}/members/{{user_id}}"
_INVITATION = "/invitations/{workspace_id}"

ROUTES: tuple[Route, ...] = (
    _route("health", "GET /health", "Reports that the API answers.", Health, needs_user=False),
    _route("openapi", "GET /openapi.json", "Describes every route.", None, needs_user=False),
    _route("list_workspaces", "GET /workspaces", "Lists the caller's workspaces.", WorkspaceList),
    _route(
        "create_workspace",
        "POST /workspaces",
        "Creates a workspace.",
        Workspace,
        body=NewWorkspace,
        status=201,
    ),
    _route("get_workspace", f"GET {_WORKSPACE}", "Returns a workspace.", Workspace),
    _route(
        "change_workspace",
        f"PATCH {_WORKSPACE}",
        "Changes the given fields; only the owner may.",
        Workspace,
        body=WorkspaceChange,
    ),
    _route(
        "delete_workspace",
        f"DELETE {_WORKSPACE}",
        "Deletes a workspace with all its documents; only the owner may.",
        WorkspaceDeletion,
        status=202,
    ),
    _route(
        "get_lesson",
        f"GET {_WORKSPACE}/lesson",
        "Returns the workspace's calibration by feedback and evaluations.",
        CalibrationReport,
    ),
    _route("add_member", f"PUT {_MEMBER}", "Invites a user to read and ask; only the owner may.", Workspace),
    _route(
        "remove_member",
        f"DELETE {_MEMBER}",
        "Removes a member or an invitation; only the owner may.",
        Workspace,
    ),
    _route(
        "invite_address",
        f"POST {_WORKSPACE}/invitations",
        "Invites whoever signs in with an e-mail address; only the owner may.",
        Workspace,
        body=EmailInvitation,
    ),
    _route(
        "withdraw_address",
        f"POST {_WORKSPACE}/invitations/withdraw",
        "Withdraws the invitation of an e-mail address; only the owner may.",
        Workspace,
        body=EmailInvitation,
    ),
    _route(
        "list_invitations",
        "GET /invitations",
        "Lists the workspaces that the caller is invited to.",
        InvitationList,
    ),
    _route(
        "accept_invitation",
        f"PUT {_INVITATION}",
        "Makes the caller a member of the workspace that invites.",
        Workspace,
    ),
    _route(
        "decline_invitation",
        f"DELETE {_INVITATION}",
        "Declines an invitation, or leaves a workspace that the caller joined.",
        Invitation,
    ),
    *DOCUMENT_ROUTES,
    _route(
        "retrieve",
        "POST /retrieve",
        "Finds passages, and makes a prompt of them for the caller's own model.",
        Retrieved,
        body=RetrieveRequest,
    ),
    _route(
        "rag_query",
        "POST /rag-query",
        "Answers a question with citations, agreement and groundedness.",
        Done,
        body=RagQuery,
        is_idempotent=True,
    ),
    _route(
        "rag_query_multimodal",
        "POST /rag-query-multimodal",
        "Answers a question about the documents, and a table or an image that comes with it.",
        Done,
        body=MultimodalQuery,
        is_idempotent=True,
    ),
    _route("get_run", "GET /runs/{run_id}", "Returns a run of the caller's with its whole answer.", Run),
    _route(
        "replay_run",
        "POST /runs/{run_id}/replay",
        "Asks every model the question of a run again, as a new run outside of any conversation.",
        Replay,
        status=202,
        is_idempotent=True,
    ),
    _route("list_sessions", "GET /sessions", "Lists the caller's conversations.", SessionList),
    _route(
        "get_session",
        "GET /sessions/{session_id}",
        "Returns the newest part of a conversation, the caller's own or a shared one, or a part before it.",
        Session,
        query=SessionQuery,
    ),
    _route(
        "rename_session",
        "PATCH /sessions/{session_id}",
        "Changes a conversation's title, or shares it with the members of its workspaces.",
        SessionSummary,
        body=SessionChange,
    ),
    _route("delete_session", "DELETE /sessions/{session_id}", "Deletes a conversation.", SessionDeletion),
    _route(
        "give_feedback",
        "POST /feedback",
        "Stores the caller's feedback on an answer; it replaces earlier feedback.",
        Feedback,
        body=Rating,
        status=201,
    ),
    _route(
        "list_models",
        "GET /models",
        "Lists the models of this deployment, which of them answer now, and why the others do not.",
        ModelList,
        query=ModelsQuery,
    ),
    _route(
        "report_usage", "GET /usage", "Reports the caller's tokens and cost.", UsageReport, query=UsageQuery
    ),
    _route(
        "issue_ticket",
        "POST /ws-ticket",
        "Issues a ticket for one WebSocket connection, so that no address contains a token.",
        SocketTicket,
        status=201,
    ),
    _route(
        "list_chat_models",
        "GET /v1/models",
        "Lists the caller's workspaces as models, in OpenAI's form.",
        ChatModelList,
    ),
    _route(
        "complete_chat",
        "POST /v1/chat/completions",
        "Answers the last user message from the documents of the workspace that `model` names.",
        ChatCompletion,
        body=ChatRequest,
        event=ChatChunk,
        is_idempotent=True,
    ),
    *TRUST_ROUTES,
    *ADMINISTRATION_ROUTES,
)


def route_named(name: str) -> Route:
    """Returns the route of that name. Raises KeyError."""
    return {route.name: route for route in ROUTES}[name]
