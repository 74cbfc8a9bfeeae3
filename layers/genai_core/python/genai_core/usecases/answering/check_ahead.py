"""Checks ahead: while a model writes, its branch checks the answers of models that have ended.

`CheckAnswers` remembers what it checked, so that only the own answer is left to check when the model ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread

from genai_core.domain.chat.run_state import RunState
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import Unavailable
from genai_core.ports.run_store import RunStore
from genai_core.usecases.answering.check_answers import CheckAnswers


@dataclass(slots=True)
class CheckAhead:
    """The work ahead for one question, in one background thread at a time.

    Attributes:
        checks_answers: Whether answers are checked ahead; passages always are prepared.
    """

    check: CheckAnswers
    runs: RunStore
    question: Question
    passages: Sequence[Passage]
    checks_answers: bool = True
    _reported: int = 0
    _thread: Thread = field(default_factory=Thread, repr=False)

    def start(self) -> None:
        """Begins to prepare the passages."""
        self._begin(lambda: self.check.prepare(self.question, self.passages))

    def notice(self, state: RunState) -> None:
        """Begins to check the answers so far if another model has ended; later if earlier work goes on."""
        is_new = state.reported > self._reported and not state.is_over
        if self.checks_answers and is_new and not self._thread.is_alive():
            self._reported = state.reported
            self._begin(self._check_arrived)

    def _check_arrived(self) -> None:
        # The check at the model's end reports what is unavailable.
        with suppress(Unavailable):
            self.check(self.question, self.runs.answers(self.question.run_id), self.passages)

    def _begin(self, work: Callable[[], None]) -> None:
        self._thread = Thread(target=work, daemon=True)
        self._thread.start()
