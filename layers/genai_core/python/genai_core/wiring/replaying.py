"""Builds the replay of a run: the API starts it; the first step of the state machine creates the run."""

from __future__ import annotations

from functools import cache

from genai_core.usecases.answering.replay_question import ReplayQuestion, StartReplay
from genai_core.wiring.clock import clock
from genai_core.wiring.storage import run_store, workflow_starter, workspace_store


@cache
def replay_question() -> ReplayQuestion:
    """Returns the step that creates the run of a replay."""
    return ReplayQuestion(runs=run_store(), clock=clock())


@cache
def start_replay() -> StartReplay:
    """Returns the use case that starts a replay."""
    return StartReplay(
        runs=run_store(),
        workspaces=workspace_store(),
        replay=replay_question(),
        workflows=workflow_starter(),
    )
