"""Calibrate a workspace by its users' feedback: its scores and the weights of its models."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.learning.judgements import WorkspaceCalibration, calibrate_workspace, judgement_of
from genai_core.ports.clock import Clock
from genai_core.ports.judgement_store import JudgementStore
from genai_core.ports.run_store import RunStore


@dataclass(frozen=True, slots=True)
class LearnFromFeedback:
    """Turns feedback into a judgement and recalibrates the workspace; may be repeated."""

    runs: RunStore
    judgements: JudgementStore
    clock: Clock

    def __call__(self, feedback: Feedback) -> WorkspaceCalibration | None:
        """Returns the new calibration; None if the run served no single answer to judge."""
        done = self.runs.result(feedback.run_id)
        if done is None:
            return None
        judgement = judgement_of(
            done, feedback.user_id, is_right=feedback.rating == "up", created_at=feedback.created_at
        )
        if judgement is None:
            return None
        self.judgements.add(feedback.workspace_id, judgement)
        judged = self.judgements.judgements(feedback.workspace_id)
        calibration = calibrate_workspace(judged, self.clock.now().isoformat())
        self.judgements.keep(feedback.workspace_id, calibration)
        return calibration
