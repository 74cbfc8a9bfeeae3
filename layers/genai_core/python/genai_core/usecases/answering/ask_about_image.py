"""Answer a question about an image: a model or text recognition reads it, and that text is a passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from genai_core.domain.chat.run_identity import new_run_id
from genai_core.domain.generation.budgets import budget_day
from genai_core.domain.generation.image_prompts import image_request
from genai_core.domain.generation.models import Image, ModelAnswer, ModelSpec, ModelStatus
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.questions import MAX_TABLE_CHARS
from genai_core.domain.workspaces import Workspace
from genai_core.errors import InvalidInput, NotFound, Overloaded, QuorumError, TimedOut
from genai_core.ports.clock import Clock
from genai_core.ports.image_reader import ImageReader
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.run_store import RunStore
from genai_core.ports.usage_ledger import UsageLedger
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.accept_question import AcceptQuestion, Asked
from genai_core.usecases.answering.consume_stream import StreamState, answer_so_far, consume_stream

_LIMIT_S = 12.0
"""A gateway waits 29 s for image and answer; a client that was cut off repeats its request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAboutImage:
    """Reads an image and answers a question from it and from the documents.

    Attributes:
        accept: Answers the question, with the text of the image as its attachment.
        catalogue: Returns the deployment's models.
        model: Builds the model of a row of the catalogue.
        recognition: Reads the image if no model of the catalogue does; None if the deployment has none.
        check_budget: Raises Refused if the user's budget or the workspace's is spent.
    """

    accept: AcceptQuestion
    runs: RunStore
    workspaces: WorkspaceStore
    catalogue: Callable[[], Sequence[ModelSpec]]
    model: Callable[[ModelSpec], LanguageModel]
    recognition: ImageReader | None
    ledger: UsageLedger
    clock: Clock
    check_budget: Callable[[UserId, Workspace], None]

    def __call__(
        self,
        user_id: UserId,
        asked: Asked,
        image: Image,
        on_accepted: Callable[[RunId], None] = lambda _run_id: None,
    ) -> Done:
        """Answers while the caller waits, as `AcceptQuestion.run` does; a repeated request is not read again.

        Raises:
            InvalidInput: No model reads images and there is no text recognition, or nothing is legible.
            NotFound, Forbidden: There is no such workspace, or the user is not in it.
            Refused: The user's budget of the day, or the workspace's, is spent.
            Overloaded, TimedOut: The model or the recognition does not reply.
        """
        workspace = self.workspaces.get(asked.workspace_id)
        require("ask workspace", user_id, workspace)
        attachment = self._known(user_id, asked.request_id)
        if attachment is None:
            self.check_budget(user_id, workspace)
            attachment = self._read(user_id, asked, image)
        return self.accept.run(user_id, replace(asked, attachment=attachment), on_accepted)

    def _known(self, user_id: UserId, request_id: str) -> str | None:
        """Returns the earlier reading of the same request; None if there was none."""
        try:
            return self.runs.question(self.runs.find(user_id, request_id)).attachment
        except NotFound:
            return None

    def _read(self, user_id: UserId, asked: Asked, image: Image) -> str:
        """Returns the attachment of the question: its table, then the text of the image."""
        spec = self._spec()
        seen = self._seen(spec, user_id, asked, image) if spec else self._recognized(image)
        return "\n\n".join(filter(None, (asked.attachment, seen)))[:MAX_TABLE_CHARS]

    def _spec(self) -> ModelSpec | None:
        rows = self.catalogue()
        return next((row for row in rows if row.accepts_images), None)

    def _recognized(self, image: Image) -> str:
        if self.recognition is None:
            raise InvalidInput(
                "no model reads images here, and there is no text recognition",
                remedy="Describe the image in words, or send its table as text in `table`. An operator can "
                "set `reads_images` of a model of the provider openai or bedrock.",
            )
        return self.recognition.read(image.body)

    def _seen(self, spec: ModelSpec, user_id: UserId, asked: Asked, image: Image) -> str:
        answer = self._ask(spec, asked.query, image)
        if answer.usage != Usage():
            # The question continues if the ledger cannot be written now.
            with suppress(QuorumError):
                now = self.clock.now()
                name = ModelId(f"{spec.model_id} as reader")
                self.ledger.record(
                    user_id,
                    new_run_id(now),
                    name,
                    answer.usage,
                    day=budget_day(now),
                    workspace_id=asked.workspace_id,
                )
        if answer.status is ModelStatus.TIMED_OUT:
            raise TimedOut(f"{spec.model_id!r} read the image for longer than {_LIMIT_S:g} s")
        if answer.status is not ModelStatus.ANSWERED:
            raise Overloaded(f"{spec.model_id!r}, which reads images, gave no reply: {answer.reason}")
        seen = answer.text.strip()
        if not seen:
            raise InvalidInput(
                f"{spec.model_id!r} found nothing in the image", remedy="Send a sharper image."
            )
        return seen

    def _ask(self, spec: ModelSpec, question: str, image: Image) -> ModelAnswer:
        began = self.clock.monotonic()
        hasty = replace(
            spec,
            first_token_timeout_s=min(spec.first_token_timeout_s, _LIMIT_S),
            total_timeout_s=min(spec.total_timeout_s, _LIMIT_S),
        )
        state = StreamState(hasty, image_request(question, image), started_at=began, ends_at=began + _LIMIT_S)
        state.check_limits(began)
        consume_stream(
            lambda: self.model(hasty), state, self.clock, on_delta=lambda _: False, stop_reason=lambda: ""
        )
        return answer_so_far(state, self.clock.monotonic())
