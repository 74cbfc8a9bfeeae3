from dataclasses import replace

from genai_core.adapters.memory.feedback_store import MemoryFeedbackStore
from genai_core.adapters.memory.judgement_store import MemoryJudgementStore
from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.domain.identifiers import RunId
from genai_core.domain.learning.calibration import MINIMUM_JUDGEMENTS
from genai_core.domain.protocol.answers import CheckedSentence, ModelResult
from genai_core.domain.protocol.figures import Share
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, Verdict
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.answering.give_feedback import GiveFeedback
from genai_core.usecases.answering.learn_from_feedback import LearnFromFeedback
from tests.unit.domain.protocol.examples import BARE
from tests.unit.usecases.answering.scenario import ANNA, SPACE, ManualClock, question


class Backend:
    """Runs that were answered, and what their users said of them."""

    def __init__(self) -> None:
        self.runs, self.judgements = MemoryRunStore(), MemoryJudgementStore()
        clock = ManualClock()
        workspaces = MemoryWorkspaceStore()
        workspaces.create(Workspace(SPACE, "Space", ANNA, ""))
        learn = LearnFromFeedback(self.runs, self.judgements, clock)
        self.give = GiveFeedback(self.runs, workspaces, MemoryFeedbackStore(), clock, learn)

    def answered(self, number: int, score: float, chosen: str | None = "a") -> RunId:
        run_id = RunId(f"r{number}")
        self.runs.create(replace(question(), run_id=run_id, request_id=run_id))
        done = replace(
            BARE,
            run_id=run_id,
            outcome=Outcome.SINGLE if chosen else Outcome.NOT_FOUND,
            chosen_model=chosen,
            sentences=(CheckedSentence("It is so.", Verdict.SUPPORTED, score),),
            agreement=Share(score, 1, 1),
            groundedness=Share(score, 1, 1),
            relevance=score,
            models=tuple(ModelResult(name, name, ModelStatus.ANSWERED) for name in "ab"),
        )
        self.runs.keep_result(run_id, done)
        return run_id


def test_a_workspace_learns_once_enough_of_its_answers_were_judged() -> None:
    backend = Backend()
    for number in range(MINIMUM_JUDGEMENTS):
        rating = "up" if number > 10 else "down"
        backend.give(ANNA, backend.answered(number, score=number / MINIMUM_JUDGEMENTS), rating)
        learnt = backend.judgements.calibration(SPACE)
        assert learnt is not None
        assert (learnt.calibration is not None) == (number + 1 == MINIMUM_JUDGEMENTS)
    learnt = backend.judgements.calibration(SPACE)
    assert learnt is not None
    assert learnt.calibration is not None
    assert learnt.calibration.probability(0.9).value > learnt.calibration.probability(0.1).value


def test_a_changed_mind_counts_once() -> None:
    backend = Backend()
    run_id = backend.answered(1, score=0.8)
    backend.give(ANNA, run_id, "up")
    backend.give(ANNA, run_id, "down")
    assert [judgement.is_right for judgement in backend.judgements.judgements(SPACE)] == [False]


def test_a_run_without_an_answer_teaches_nothing() -> None:
    backend = Backend()
    backend.give(ANNA, backend.answered(1, score=0.8, chosen=None), "down")
    unfinished = replace(question(), run_id=RunId("open"), request_id="open")
    backend.runs.create(unfinished)
    backend.give(ANNA, RunId("open"), "up")
    assert backend.judgements.calibration(SPACE) is None
