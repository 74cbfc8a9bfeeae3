"""A model that the user drops: the run ends with the others, through all steps."""

from __future__ import annotations

from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.domain.chat.frames import Frame
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId, RunId
from genai_core.domain.protocol.frames import FrameContent, ModelReport
from genai_core.domain.protocol.outcomes import Mode
from tests.benchmarks.in_process import InProcess, PacedModel, RunOutcome
from tests.unit.usecases.answering.test_modes import GOOD, QUESTION, SAME, TEXTS, fails, says, statuses

SLOW_S = 20.0


class ImpatientRunStore(MemoryRunStore):
    """Drops the model `slow` as soon as so many others have ended."""

    def __init__(self, others: int) -> None:
        super().__init__()
        self._out = others

    def append_frame(self, run_id: RunId, content: FrameContent) -> Frame:
        frame = super().append_frame(run_id, content)
        if isinstance(content, ModelReport) and content.model != "slow":
            self._out -= 1
            if self._out == 0:
                self.drop_model(run_id, ModelId("slow"))
        return frame


def ask_impatiently(others: dict[str, PacedModel], mode: Mode) -> RunOutcome:
    models = {**others, "slow": says(GOOD, SLOW_S)}
    specs = [ModelSpec(ModelId(name), name, "openai", total_timeout_s=60.0) for name in models]
    return InProcess(TEXTS, models, runs=ImpatientRunStore(len(others))).ask(QUESTION, specs, mode)


def test_the_answer_is_made_of_the_others_and_no_frame_is_lost_or_doubled() -> None:
    outcome = ask_impatiently({"a": says(GOOD), "b": says(SAME, 0.1)}, "compare")
    assert outcome.wall_s < SLOW_S
    assert statuses(outcome) == {"a": "answered", "b": "answered", "slow": "cancelled"}
    assert outcome.answer.models[-1].reason == "dropped by the user"
    seqs = [frame["seq"] for _, frame in outcome.frames]
    assert sorted(seqs) == list(range(len(seqs)))
    assert outcome.frames[-1][1]["type"] == "done"
    assert not any(frame.get("model") == "slow" for _, frame in outcome.frames if frame["type"] == "draft")
    assert "1 of 3 models was not waited for." in outcome.frames[-1][1]["findings"]


def test_if_no_other_model_answered_the_error_names_each_reason() -> None:
    outcome = ask_impatiently({"a": fails()}, "quorum")
    assert outcome.error is not None
    assert "slow: dropped by the user" in outcome.error.message
