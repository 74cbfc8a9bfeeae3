# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""The outcomes of answers, models and claims."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Mode = Literal["quorum", "cascade", "single", "compare"]
MadeBy = Literal["pick", "writer"]


class Outcome(StrEnum):
    """What kind of answer the user gets, named by its cause.

    `agreed`: several models say it, and the documents support it. `single`: one model says it, and the
    documents support it. `disputed`: supported answers differ, or the documents do. `not_supported`:
    answers came, and the documents do not support them. `not_found`: nothing relevant was found, or every
    model says so.
    `withheld`: the answer is not sure enough for what the workspace promises of its answers.
    `no_answer`: no model answered; it comes as an `error` frame, over REST as 503. `cancelled`: the user
    stopped the run.
    """

    AGREED = "agreed"
    SINGLE = "single"
    DISPUTED = "disputed"
    NOT_SUPPORTED = "not_supported"
    NOT_FOUND = "not_found"
    NO_ANSWER = "no_answer"
    WITHHELD = "withheld"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What the passages say about one sentence; `unchecked` if its language or kind cannot be read."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


class Stance(StrEnum):
    """What one model says about one claim.

    `says`: the same value. `says_otherwise`: another value for the same thing. `denies`: that it is not so.
    `silent`: nothing about it.
    """

    SAYS = "says"
    SAYS_OTHERWISE = "says_otherwise"
    DENIES = "denies"
    SILENT = "silent"


class ModelStatus(StrEnum):
    """How one model's call ended. All but `answered` count as no vote."""

    ANSWERED = "answered"
    REFUSED = "refused"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"


class ProvisionalFate(StrEnum):
    """The result for a provisional answer after all answers were compared."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REPLACED = "replaced"
