"""Builds the use cases behind the pages Trust and Settings."""

from __future__ import annotations

from genai_core.usecases.answering.list_disputes import ListDisputes
from genai_core.usecases.workspaces.list_people import ListPeople
from genai_core.usecases.workspaces.publish_evaluation import PublishEvaluation
from genai_core.usecases.workspaces.read_budget import ReadBudget
from genai_core.wiring import administration, api, storage
from genai_core.wiring.clock import clock


def list_disputes() -> ListDisputes:
    """Returns the use case that lists disputed answers."""
    conversations = api.read_conversations()
    return ListDisputes(
        conversations.workspaces, conversations, conversations.conversations, conversations.quotes
    )


def list_people() -> ListPeople:
    """Returns the use case that lists the people of a workspace."""
    return ListPeople(storage.workspace_store(), administration.user_directory)


def publish_evaluation() -> PublishEvaluation:
    """Returns the use case that publishes and lists evaluation runs."""
    return PublishEvaluation(storage.workspace_store(), storage.evaluation_store(), clock())


def read_budget() -> ReadBudget:
    """Returns the use case that reads a workspace's budget."""
    return ReadBudget(storage.workspace_store(), storage.usage_ledger(), clock())
