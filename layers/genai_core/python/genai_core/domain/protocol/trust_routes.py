"""The routes behind the pages Trust and Settings: evaluation runs, disputed answers, people and budget."""

from __future__ import annotations

from genai_core.domain.protocol.evaluations import EvaluationList, EvaluationRun, NewEvaluation
from genai_core.domain.protocol.people import PeopleList
from genai_core.domain.protocol.route import Route
from genai_core.domain.protocol.route import route as _route
from genai_core.domain.protocol.sessions import DisputeList
from genai_core.domain.protocol.workspaces import WorkspaceBudget

_WORKSPACE = "/workspaces/{workspace_id}"

TRUST_ROUTES: tuple[Route, ...] = (
    _route(
        "list_evaluations",
        f"GET {_WORKSPACE}/evaluations",
        "Lists the newest evaluation runs that were published to the workspace.",
        EvaluationList,
    ),
    _route(
        "publish_evaluation",
        f"POST {_WORKSPACE}/evaluations",
        "Publishes the summary of an evaluation run; only the owner may.",
        EvaluationRun,
        body=NewEvaluation,
        status=201,
    ),
    _route(
        "list_disputes",
        f"GET {_WORKSPACE}/disputes",
        "Lists the caller's latest answers in the workspace that models or documents dispute.",
        DisputeList,
    ),
    _route(
        "list_people",
        f"GET {_WORKSPACE}/people",
        "Lists the owner and the members of the workspace with their verified e-mail addresses.",
        PeopleList,
    ),
    _route(
        "get_budget",
        f"GET {_WORKSPACE}/budget",
        "Returns the workspace's budget, and what is used of it today.",
        WorkspaceBudget,
    ),
)
