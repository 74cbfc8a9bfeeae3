"""Routes for administrators: users in the sign-in group that `domain.callers` names."""

from __future__ import annotations

from genai_core.domain.protocol.administration import (
    AllUsage,
    AllUsageQuery,
    BreakerList,
    QueueReport,
    Redriven,
)
from genai_core.domain.protocol.route import Route, route

ADMINISTRATION_ROUTES: tuple[Route, ...] = (
    route(
        "sum_usage",
        "GET /admin/usage",
        "Sums all users' tokens and cost by day, model and user; for administrators.",
        AllUsage,
        query=AllUsageQuery,
    ),
    route(
        "list_breakers",
        "GET /admin/breakers",
        "Returns which models are paused because they kept failing; for administrators.",
        BreakerList,
    ),
    route(
        "show_queue",
        "GET /admin/queue",
        "Returns how many documents wait, and which messages failed permanently; for administrators.",
        QueueReport,
    ),
    route(
        "redrive_messages",
        "POST /admin/queue/redrive",
        "Sends failed messages again, some hundred at a time; for administrators.",
        Redriven,
    ),
)
