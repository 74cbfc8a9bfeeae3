"""Composes the replay of a run: the API starts it, and the state machine's first step begins it."""

from __future__ import annotations

from functools import cache

from genai_core.usecases.answering.replay_question import ReplayQuestion, StartReplay
from genai_core.wiring.clock import clock
from genai_core.wiring.storage import run_store, workflow_starter, workspace_store


@cache
def replay_question() -> ReplayQuestion:
    """Returns what begins the run of a replay."""
    return ReplayQuestion(runs=run_store(), clock=clock())


@cache
def start_replay() -> StartReplay:
    """Returns what lets a user replay a run."""
    return StartReplay(
        runs=run_store(),
        workspaces=workspace_store(),
        replay=replay_question(),
        workflows=workflow_starter(),
    )
