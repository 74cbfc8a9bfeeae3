"""Answer by quoting sentences of the passages, without a neural model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from genai_core.domain.consensus.refusals import NOT_FOUND_TEXT
from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, TextDelta
from genai_core.domain.generation.passage_sentences import PassageSentence, passage_sentences
from genai_core.domain.generation.prompts import estimate_tokens
from genai_core.domain.generation.sentence_selection import Encoding, Selection, select_sentences
from genai_core.domain.grounding.injections import evidence_of
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.retrieval.passages import COMPUTED, Passage
from genai_core.domain.text.scripts import ENDS_WITHOUT_SPACE
from genai_core.domain.text.table_rows import CELLS
from genai_core.ports.embedder import Embedder

_STOPS = f".!?…{ENDS_WITHOUT_SPACE}\"'”’»)]"


class ExtractiveLanguageModel:
    """Answers with one to three sentences of the passages, each followed by its passage's `[n]`.

    The answer is only `NOT_FOUND_TEXT` if the passages do not support an answer. It depends on the question
    and the passages only, not on the rendered prompt or the temperature; the same request gives the same
    answer.

    Args:
        embedder: None to compare words only, which is faster and less precise.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields one delta per sentence; see the port."""
        selection = self._select(request)
        pieces = _pieces(selection.sentences) if selection.is_supported else [NOT_FOUND_TEXT]
        left = request.max_output_tokens
        sent: list[str] = []
        for piece in pieces:
            left -= estimate_tokens(piece)
            if left < 0 and sent:
                break
            sent.append(piece)
            yield TextDelta(piece)
        read = request.question + "".join(passage.chunk.text for passage in request.passages)
        yield Finished(
            Usage(estimate_tokens(read), estimate_tokens("".join(sent))),
            "stop" if len(sent) == len(pieces) else "length",
        )

    def _select(self, request: ModelRequest) -> Selection:
        sentences = passage_sentences(evidence_of(request.passages))
        if computed := _computed(request.passages, sentences):
            return Selection((computed,), 1.0, is_supported=True)
        if self._embedder is None or not sentences:
            return select_sentences(request.question, sentences)
        texts = [request.question, *(sentence.text for sentence in sentences)]
        vectors = self._embedder.embed([request.question, *(sentence.titled for sentence in sentences)])
        _, tokens = self._embedder.embed_tokens(texts)
        return select_sentences(request.question, sentences, Encoding(vectors, tokens))


def _computed(passages: Sequence[Passage], sentences: Sequence[PassageSentence]) -> PassageSentence | None:
    """Returns the sentence that was computed from a table; None if there is none or it may not be quoted."""
    computed = [index for index, passage in enumerate(passages) if COMPUTED in passage.scores]
    return next(
        (sentence for sentence in sentences if sentence.passage in computed and not sentence.position), None
    )


def _pieces(sentences: Sequence[PassageSentence]) -> list[str]:
    marked = [f"{' '.join(sentence.text.split())} [{sentence.passage + 1}]" for sentence in sentences]
    gaps = [_gap(before.text, after.text) for before, after in pairwise(sentences)]
    return [*marked[:1], *(gap + piece for gap, piece in zip(gaps, marked[1:], strict=True))]


def _gap(before: str, after: str) -> str:
    """Returns the separator of two quoted sentences, so that they are not read as one.

    A blank line follows a table row or a sentence without a full stop, and precedes one without a capital.
    """
    if CELLS in before and CELLS in after:
        return "\n"
    return " " if before[-1] in _STOPS and not after[:1].islower() else "\n\n"
