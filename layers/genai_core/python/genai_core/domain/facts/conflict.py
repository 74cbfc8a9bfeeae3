"""A conflict: one fact in which a claim and its evidence differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ConflictKind = Literal[
    "number", "unit", "date", "time", "version", "address", "frequency", "binding", "precision", "order",
    "name", "negation", "opposite", "quantifier", "modality", "condition", "exception", "role",
]  # fmt: skip

WEIGHTS: dict[ConflictKind, float] = {"name": 0.35, "negation": 1.5, "quantifier": 0.5}
"""Factor by which a kind counts against support, if not 1. An absent name may be a title or a spelling."""

VALUE_KINDS = frozenset[ConflictKind](
    (
        "number", "unit", "date", "time", "version", "address", "frequency", "binding", "precision", "order",
    )
)  # fmt: skip
_OF_LOGIC = frozenset[ConflictKind](
    ("name", "opposite", "quantifier", "modality", "condition", "exception", "role")
)
"""Kinds that bar a claim only if the evidence says otherwise; values and denials bar it if absent, too."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One fact that differs.

    Attributes:
        claim, evidence: The words on either side; `evidence` has the words in its place, and is empty if
            there are none: then the evidence leaves the claim open.
    """

    kind: ConflictKind
    claim: str
    evidence: str = ""

    @property
    def weight(self) -> float:
        return WEIGHTS.get(self.kind, 1.0)

    @property
    def is_mandatory(self) -> bool:
        """True if this conflict alone keeps the claim from being supported."""
        return bool(self.evidence) or self.kind not in _OF_LOGIC
