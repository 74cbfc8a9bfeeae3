# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""REST bodies about workspaces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from quorum_client.protocol.client_frames import MAX_MODELS
from quorum_client.protocol.description import Limits
from quorum_client.protocol.figures import Promise, Usage
from quorum_client.protocol.outcomes import Mode

MAX_NAME_CHARS = 100
MAX_ADDRESS_CHARS = 254
MAX_MEMBERS = 90
"""A change and its members are one transaction, which takes a hundred records."""
Engine = Literal["postgresql", "opensearch", "store"]
"""The search engines; `store` is the pluggable store that the deployment names, if any."""
WorkspaceName = Annotated[str, Limits(least=1, most=MAX_NAME_CHARS)]
Members = Annotated[
    tuple[str, ...],
    Limits(most=MAX_MEMBERS),
    "Ids of users who may read and ask; new ones are invited, and accept or decline.",
]
Models = Annotated[
    tuple[str, ...], Limits(most=MAX_MODELS), "Default models; empty for the deployment's own."
]

MaxError = Annotated[float, Limits(least=0, most=0.5)]
ChunkWords = Annotated[int, Limits(least=20, most=400)]
ChunkOverlap = Annotated[int, Limits(least=0, most=200)]
DailyTokens = Annotated[int, Limits(least=0, most=10**12)]
DailyCost = Annotated[float, Limits(least=0, most=1e6)]


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """A workspace to create; the caller owns it."""

    name: WorkspaceName
    members: Members = ()
    encoder: Annotated[
        str | None, Limits(most=MAX_NAME_CHARS), "What embeds its documents; null for the deployment's first."
    ] = None


@dataclass(frozen=True, slots=True)
class WorkspaceChange:
    """The fields to change; null or omitted fields keep their values."""

    name: WorkspaceName | None = None
    mode: Mode | None = None
    models: Models | None = None
    members: Members | None = None
    max_error: Annotated[
        MaxError | None, "At most this share of questions may get a wrong answer; 0 promises nothing."
    ] = None
    engine: Annotated[Engine | None, "Starts to move the workspace there; searches continue."] = None
    encoder: Annotated[
        str | None,
        Limits(most=MAX_NAME_CHARS),
        "Starts to embed the workspace again with it; searches continue.",
    ] = None
    revision: Annotated[int | None, "The version that was read; null for the newest."] = None
    chunk_words: Annotated[
        ChunkWords | None, "Words of a passage, at most; for documents that are processed from now on."
    ] = None
    chunk_overlap: Annotated[
        ChunkOverlap | None, "Words that neighbouring passages share, at most half of a passage."
    ] = None
    daily_tokens: Annotated[
        DailyTokens | None, "Tokens that all its members together may use per day (UTC); 0 for no limit."
    ] = None
    daily_cost_usd: Annotated[
        DailyCost | None, "US dollars that all its members together may spend per day (UTC); 0 for no limit."
    ] = None


@dataclass(frozen=True, slots=True)
class EmailInvitation:
    """An invitation for a verified e-mail address."""

    email: Annotated[
        str,
        Limits(least=3, most=MAX_ADDRESS_CHARS),
        "Case and surrounding spaces are ignored. The answer does not reveal who has an account.",
    ]


@dataclass(frozen=True, slots=True)
class Move:
    """A workspace on its way to another engine or encoder."""

    engine: Engine
    copied: Annotated[int, "Documents that exist."] = 0
    total: Annotated[int, "Documents in total."] = 0
    encoder: Annotated[str, "The encoder of its documents there."] = "all-minilm-l6-v2"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A set of documents with its owner, members and defaults."""

    workspace_id: str
    name: str
    owner: str
    created_at: Annotated[str, "RFC 3339, UTC."]
    members: Annotated[tuple[str, ...], "Ids of users who accepted an invitation."] = ()
    mode: Mode = "quorum"
    models: Annotated[tuple[str, ...], "Default models; empty for the deployment's own."] = ()
    max_error: Annotated[
        float, "At most this share of questions may get a wrong answer; 0 promises nothing."
    ] = 0.0
    engine: Annotated[Engine, "Its search engine."] = "postgresql"
    moving: Annotated[Move | None, "Set while it is copied to another engine or encoder."] = None
    revision: Annotated[int, "Grows by one with each change."] = 1
    encoder: Annotated[str, "The encoder of its documents and questions."] = "all-minilm-l6-v2"
    invited: Annotated[tuple[str, ...], "Ids of users who have not answered their invitation yet."] = ()
    chunk_words: Annotated[int, "The most words of a passage into which its documents are cut."] = 120
    chunk_overlap: Annotated[int, "Words that neighbouring passages share."] = 20
    invited_emails: Annotated[
        tuple[str, ...], "Addresses that have not answered their invitation yet; only the owner sees them."
    ] = ()
    invited_until: Annotated[
        dict[str, str], "When each invitation ends, by id or address, RFC 3339; addresses for the owner only."
    ] = field(default_factory=dict[str, str])
    daily_tokens: Annotated[int, "Tokens that may be used per day, all members together; 0 for no limit."] = 0
    daily_cost_usd: Annotated[
        float, "US dollars that may be spent per day, all members together; 0 for no limit."
    ] = 0.0
    owner_email: Annotated[
        str, "The owner's verified address, in lists, if the caller is not the owner; else empty."
    ] = ""
    is_own: Annotated[
        bool, "Whether the caller owns it: names are unique only among a user's own workspaces."
    ] = False


@dataclass(frozen=True, slots=True)
class WorkspaceBudget:
    """What a workspace may use per day (UTC), all members together, and what it has used today."""

    daily_tokens: Annotated[int, "0 for no limit."]
    daily_cost_usd: Annotated[float, "0 for no limit."]
    used: Annotated[Usage, "Of today, by all members."]
    reset_at: Annotated[str, "When the next day begins, RFC 3339, UTC."]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A workspace that the caller is invited to; before accepting, the caller cannot see or ask it."""

    workspace_id: str
    name: str
    owner: Annotated[str, "Who invites."]
    owner_email: Annotated[str, "The verified address of who invites; empty if there is none."] = ""
    until: Annotated[str, "When it ends, RFC 3339; empty if it does not."] = ""


@dataclass(frozen=True, slots=True)
class InvitationList:
    """Invitations that the caller has not answered."""

    invitations: tuple[Invitation, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceList:
    """The caller's workspaces, newest first."""

    workspaces: tuple[Workspace, ...]
    may_create: Annotated[bool, "Whether the deployment lets the caller create another one."] = True


@dataclass(frozen=True, slots=True)
class WorkspaceDeletion:
    """What is deleted with a workspace."""

    documents: Annotated[int, "How many documents are being deleted."]


@dataclass(frozen=True, slots=True)
class CalibrationStep:
    """Answers of neighbouring scores."""

    upto: Annotated[float, "The highest score of the step, 0 to 1."]
    right: Annotated[int, "How many of them were judged right."]
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration of scores."""

    steps: Annotated[tuple[CalibrationStep, ...], "From the lowest scores to the highest."]
    brier: Annotated[float, "Brier score on judgements that were not fitted to; lower is better."]
    base_brier: Annotated[float, "Brier score of a baseline that always predicts the overall share."]


@dataclass(frozen=True, slots=True)
class CalibrationReport:
    """A workspace's calibration by its judged answers."""

    judgements: Annotated[int, "How many answers were judged."]
    needed: Annotated[int, "How many are needed for probabilities."]
    learnt_at: Annotated[str, "RFC 3339, when it was computed; empty if there is none yet."]
    weights_are_priors: Annotated[bool, "All models count equally: too few answers were judged."]
    weights: Annotated[dict[str, float], "By model, 1 on average; a missing model counts 1."]
    calibration: Annotated[Calibration | None, "Null while too few answers were judged."]
    promise: Annotated[Promise | None, "What it promises about its answers; null if it promises nothing."] = (
        None
    )
