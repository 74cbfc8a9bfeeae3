"""Keeps frames below the size limit of a WebSocket frame, however long answers and documents are.

An answer that does not fit is shortened step by step, the least important parts first, in the order of
`ANSWER_STEPS`. `truncated` tells the client that `GET /runs/{run_id}` has the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from genai_core.domain.protocol.answers import Citation, ClaimRow, ModelResult, ShownPassage
from genai_core.domain.protocol.codec import to_json, wire_bytes
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Weights
from genai_core.domain.protocol.frames import (
    MAX_FRAME_BYTES,
    Failure,
    FrameContent,
    ModelReport,
    Passages,
    Provisional,
)

ENVELOPE_BYTES = 600
"""Maximum bytes of type, request id, run id and `seq`, with their names."""
PIECE_CHARS = 4000
"""Characters of a draft or a token; one takes at most six bytes."""
REASON_CHARS = 500
ContentKind = TypeVar("ContentKind", bound=FrameContent)


def fitted(content: ContentKind) -> ContentKind:
    """Returns a frame's content, shortened to fit; drafts and tokens are already cut into `pieces`."""
    return _shortened(content, _STEPS.get(type(content), ()))


def pieces(text: str) -> Iterator[str]:
    """Yields the text in pieces that each fit into a frame."""
    for start in range(0, len(text), PIECE_CHARS):
        yield text[start : start + PIECE_CHARS]


def _shortened(content: ContentKind, steps: tuple[Callable[[ContentKind], ContentKind], ...]) -> ContentKind:
    for step in steps:
        if _fits(content):
            return content
        content = step(content)
    return content


def _fits(content: FrameContent) -> bool:
    return len(wire_bytes(to_json(content))) + ENVELOPE_BYTES <= MAX_FRAME_BYTES


def _cut(text: str, chars: int) -> str:
    return text if len(text) <= chars else text[: max(chars - 1, 0)] + "…" * (chars > 0)


def _marked(done: Done) -> Done:
    return replace(done, truncated=True)


def _drafts(chars: int) -> Callable[[Done], Done]:
    def cut(model: ModelResult) -> ModelResult:
        return replace(model, text=_cut(model.text, chars), reason=_cut(model.reason, REASON_CHARS))

    return lambda done: replace(
        done, models=tuple(map(cut, done.models)), further_calls=tuple(map(cut, done.further_calls))
    )


def _quotes(chars: int) -> Callable[[Done], Done]:
    return lambda done: replace(
        done,
        citations=tuple(_quoted(citation, chars) for citation in done.citations),
        nearest=tuple(_passage(passage, chars) for passage in done.nearest),
    )


def _quoted(citation: Citation, chars: int) -> Citation:
    section, title = _cut(citation.section, 200), _cut(citation.title, 200)
    return replace(citation, quote=_cut(citation.quote, chars), section=section, title=title)


def _passage(passage: ShownPassage, chars: int) -> ShownPassage:
    section, title = _cut(passage.section, 200), _cut(passage.title, 200)
    return replace(passage, text=_cut(passage.text, chars), section=section, title=title)


def _found_by(done: Done) -> Done:
    return replace(
        done,
        citations=tuple(replace(citation, found_by=()) for citation in done.citations),
        nearest=tuple(replace(passage, found_by=()) for passage in done.nearest),
    )


def _other_passages(done: Done) -> Done:
    return replace(
        done, sentences=tuple(replace(sentence, also=(), against=()) for sentence in done.sentences)
    )


def _sentence_figures(done: Done) -> Done:
    """The matrix also says which model states each sentence; the verdict is kept."""
    return replace(
        done, sentences=tuple(replace(sentence, supporters=(), disputed_by=()) for sentence in done.sentences)
    )


def _claim_values(done: Done) -> Done:
    return replace(done, claims=tuple(_claim(row) for row in done.claims))


def _claim(row: ClaimRow) -> ClaimRow:
    models = tuple(replace(stance, value=_cut(stance.value, 40)) for stance in row.models)
    return replace(row, claim=_cut(row.claim, 120), models=models, evidence=_cut(row.evidence, 120))


def _few_disputed(done: Done) -> Done:
    return replace(done, disputed=tuple(_cut(claim, 200) for claim in done.disputed[:10]))


def _extras(done: Done) -> Done:
    return replace(done, claims=(), nearest=(), further_calls=(), degraded=done.degraded[:10])


def _sentences(done: Done) -> Done:
    """Without sentences, an answer is shown as plain text."""
    return replace(done, sentences=(), citations=done.citations[:20])


def _bare(done: Done) -> Done:
    """Outcome, figures and text: the least that a client needs."""
    return replace(
        done,
        citations=(),
        models=(),
        disputed=(),
        degraded=(),
        timings_ms={},
        weights=Weights(are_priors=done.weights.are_priors, values={}),
    )


def _text(done: Done) -> Done:
    return replace(done, answer=_longest(done.answer, lambda text: _fits(replace(done, answer=text))))


def _longest(text: str, fits: Callable[[str], bool]) -> str:
    """Returns the longest beginning of a text that fits."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(_cut(text, middle)) else (low, middle - 1)
    return _cut(text, low)


ANSWER_STEPS: tuple[Callable[[Done], Done], ...] = (
    _marked,
    _drafts(300),
    _drafts(0),
    _found_by,
    _other_passages,
    _quotes(300),
    _quotes(120),
    _sentence_figures,
    _claim_values,
    _few_disputed,
    _extras,
    _sentences,
    _bare,
    _text,
)


def _provisional_quotes(content: Provisional) -> Provisional:
    citations = (replace(citation, found_by=()) for citation in content.citations)
    return replace(content, citations=tuple(_quoted(citation, 120) for citation in citations))


def _provisional_others(content: Provisional) -> Provisional:
    return replace(
        content, sentences=tuple(replace(sentence, also=(), against=()) for sentence in content.sentences)
    )


def _provisional_marks(content: Provisional) -> Provisional:
    return replace(content, sentences=(), citations=())


def _provisional_text(content: Provisional) -> Provisional:
    return replace(
        content, answer=_longest(content.answer, lambda text: _fits(replace(content, answer=text)))
    )


def _passages(count: int, chars: int) -> Callable[[Passages], Passages]:
    return lambda content: replace(
        content, passages=tuple(_passage(passage, chars) for passage in content.passages[:count])
    )


def _failures(content: Failure) -> Failure:
    models = tuple(replace(model, reason=_cut(model.reason, REASON_CHARS)) for model in content.models[:8])
    return replace(
        content, error=_cut(content.error, 1000), remedy=_cut(content.remedy, REASON_CHARS), models=models
    )


def _report(content: ModelReport) -> ModelReport:
    return replace(content, reason=_cut(content.reason, REASON_CHARS))


_STEPS: dict[type[Any], tuple[Callable[[Any], Any], ...]] = {
    Done: ANSWER_STEPS,
    Provisional: (_provisional_others, _provisional_quotes, _provisional_marks, _provisional_text),
    Passages: (_passages(100, 1000), _passages(50, 300), _passages(20, 100), _passages(8, 0)),
    Failure: (_failures, lambda content: replace(content, models=())),
    ModelReport: (_report,),
}
