"""Learns from what users say of answers: what a workspace's scores and its models' voices are worth."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.learning.judgements import Learnt, judgement_of, learn
from genai_core.ports.clock import Clock
from genai_core.ports.judgement_store import JudgementStore
from genai_core.ports.run_store import RunStore


@dataclass(frozen=True, slots=True)
class LearnFromFeedback:
    """Turns feedback into judgements, and learns anew with each; may be repeated."""

    runs: RunStore
    judgements: JudgementStore
    clock: Clock

    def __call__(self, feedback: Feedback) -> Learnt | None:
        """Returns what the workspace knows now; None where the run served no one answer to judge."""
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
        learnt = learn(judged, self.clock.now().isoformat())
        self.judgements.keep(feedback.workspace_id, learnt)
        return learnt
