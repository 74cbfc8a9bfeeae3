"""Run the whole retrieval in one process: both retrievers, then the fusion."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from genai_core.domain.permissions import require
from genai_core.domain.questions import require_question_text
from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion
from genai_core.domain.retrieval.passages import Candidate, Passage, RetrieverResult
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import SearchBackend
from genai_core.errors import InvalidInput, Misconfigured, Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.retrieval.fuse_passages import FusePassages
from genai_core.usecases.retrieval.search_dense import SearchDense
from genai_core.usecases.retrieval.search_lexical import SearchLexical

_Asked = tuple[Scope, str, int, Expansion]


@dataclass(frozen=True, slots=True)
class TimedRetrieval:
    """The passages of one question, and how long each stage took.

    Attributes:
        passages: Best first.
        degraded: Stages that failed: `dense`, `lexical`, `reranker`; empty when all ran.
        filters: Conditions of the question that were applied. relaxed_filters: Those dropped.
        timings_ms: By stage: `dense`, `lexical`, `fuse`, and `retrieve` for all of it.
    """

    passages: tuple[Passage, ...]
    degraded: tuple[str, ...]
    timings_ms: dict[str, float]
    filters: tuple[str, ...] = ()
    relaxed_filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RetrievePassages:
    """Does in one process what the state machine does with three functions."""

    dense: SearchDense
    lexical: SearchLexical
    fuse: FusePassages
    clock: Clock

    def __call__(
        self, scope: Scope, text: str, depth: int, limit: int, expansion: Expansion = AS_ASKED
    ) -> TimedRetrieval:
        """Returns at most `limit` passages out of the `depth` best of each retriever.

        Raises:
            InvalidInput: `depth` or `limit` is below 1.
            Overloaded: Both retrievers failed.
            Unavailable: The engine cannot be reached now; a waking database says when to try again.
        """
        started = self.clock.monotonic()
        # Both wait for the engine most of the time.
        with ThreadPoolExecutor(1) as beside:
            question = (scope, text, depth, expansion)
            lexical = beside.submit(self._search, self.lexical, question)
            results = {"dense": self._search(self.dense, question), "lexical": lexical.result()}
        _require_one(*(error for _, _, error in results.values()))
        degraded = [name for name, (retrieval, _, _) in results.items() if retrieval is None]
        timings = {name: spent for name, (_, spent, _) in results.items()}
        began = self.clock.monotonic()
        retrieval = self.fuse(
            scope, text, results["dense"][0], results["lexical"][0], limit, degraded, expansion
        )
        timings |= {"fuse": self._since(began), "retrieve": self._since(started)}
        return TimedRetrieval(
            retrieval.passages, retrieval.degraded, timings, retrieval.filters, retrieval.relaxed_filters
        )

    def _search(
        self, retriever: Callable[[Scope, str, int, Expansion], RetrieverResult], question: _Asked
    ) -> tuple[tuple[Candidate, ...] | None, float, Unavailable | Misconfigured | None]:
        """Returns a retriever's hits, None if it failed, its milliseconds, and its error."""
        began = self.clock.monotonic()
        try:
            return retriever(*question).candidates, self._since(began), None
        except (Unavailable, Misconfigured) as error:
            return None, self._since(began), error

    def _since(self, began: float) -> float:
        return round((self.clock.monotonic() - began) * 1000, 2)


def _require_one(*errors: Unavailable | Misconfigured | None) -> None:
    """Raises the error of retrievers that have all failed, if it says when to repeat the call."""
    if None not in errors:
        for error in errors:
            if isinstance(error, Unavailable) and error.retry_after_s is not None:
                raise error


@dataclass(frozen=True, slots=True)
class RetrieveForUser:
    """Checks the caller and the question, then retrieves.

    Attributes:
        retrieve: Returns the retrieval of a backend; a workspace says which one it is in.
        depth: Candidates of each retriever.
        limit: Passages, unless the caller sets a number.
    """

    workspaces: WorkspaceStore
    retrieve: Callable[[SearchBackend], RetrievePassages]
    depth: int
    limit: int
    max_question_chars: int

    def __call__(self, scope: Scope, text: str, limit: int | None = None) -> TimedRetrieval:
        """Returns the passages of the scope for `text`.

        Raises:
            InvalidInput: The question is empty or too long, or `limit` is out of range.
            NotFound: There is no such workspace.
            Forbidden: The reader is not in it.
            Overloaded, Unavailable: As in RetrievePassages.
        """
        require_question_text(text, self.max_question_chars)
        wanted = self.limit if limit is None else limit
        if not 1 <= wanted <= 2 * self.depth:
            raise InvalidInput(f"the limit is {wanted!r}", remedy=f"Ask for 1 to {2 * self.depth} passages.")
        workspace = self.workspaces.get(scope.workspace_id)
        require("search workspace", scope.reader, workspace)
        within = replace(scope, workspace_id=workspace.backend.collection(scope.workspace_id))
        return self.retrieve(workspace.backend)(within, text, self.depth, wanted)
