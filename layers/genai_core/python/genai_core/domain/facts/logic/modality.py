"""Conflicts of modality: what may, must, should, will or is planned to happen, and what did."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause
from genai_core.domain.facts.logic.statements import Pair

_BEARS_OUT: dict[str, tuple[str, ...]] = {
    "fact": ("fact", "past", "must", "will"),
    "past": ("past", "fact"),
    "must": ("must", "fact", "will"),
    "should": ("should", "fact"),
    "may": ("may", "fact", "past", "will", "might", "neednot"),
    "might": ("might", "may", "fact", "past", "will", "plan"),
    "will": ("will", "fact", "must"),
    "plan": ("plan", "will"),
    "neednot": ("neednot",),
}
"""By the claim's modality: which of the evidence are enough. Rules may be facts: "staff wear badges"."""

_VERB_LAST = ("german", "dutch")


def modality_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the conflict of modality of two clauses that say the same, if there is one."""
    said, found = _modality(pair.said), _modality(pair.found)
    if found != "fact" and said in ("fact", "past") and _stands_behind(pair):
        return
    if found in _BEARS_OUT[said] or _is_borne_out_denied(pair, said, found):
        return
    yield Conflict("modality", said, found)


def _stands_behind(pair: Pair) -> bool:
    """True for a modal behind all that the claim repeats: "are used to try to ...".

    Not in languages whose verbs stand last.
    """
    if pair.there.language in _VERB_LAST or not pair.found.modal:
        return False
    shared = [other.start for item in pair.said.items if (other := pair.match(item)) is not None]
    return bool(shared) and max(shared) < pair.found.modal_start


def _is_borne_out_denied(pair: Pair, said: str, found: str) -> bool:
    """True for denials that come to the same: what does not happen, or may not."""
    if said == "neednot" and found == "fact":
        return pair.found.is_denied
    if not (pair.said.is_denied and pair.found.is_denied):
        return False
    return "neednot" not in (said, found)


def _modality(clause: Clause) -> str:
    return clause.modal or ("past" if clause.is_past else "fact")
