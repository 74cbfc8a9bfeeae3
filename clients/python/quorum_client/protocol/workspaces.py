# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""REST bodies about workspaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from quorum_client.protocol.client_frames import MAX_MODELS
from quorum_client.protocol.description import Limits
from quorum_client.protocol.figures import Promise
from quorum_client.protocol.outcomes import Mode

MAX_NAME_CHARS = 100
MAX_ADDRESS_CHARS = 254
MAX_MEMBERS = 90
"""A change and its members are one transaction, which takes a hundred records."""
Engine = Literal["postgresql", "opensearch", "store"]
"""What can search a workspace; `store` is the pluggable store that the deployment names, if any."""
WorkspaceName = Annotated[str, Limits(least=1, most=MAX_NAME_CHARS)]
Members = Annotated[
    tuple[str, ...],
    Limits(most=MAX_MEMBERS),
    "Ids of users who may read and ask; those who are not members yet are invited, and accept or decline.",
]
Models = Annotated[
    tuple[str, ...], Limits(most=MAX_MODELS), "Default models; empty for the deployment's own."
]

MaxError = Annotated[float, Limits(least=0, most=0.5)]
ChunkWords = Annotated[int, Limits(least=20, most=400)]
ChunkOverlap = Annotated[int, Limits(least=0, most=200)]


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
    """What to change; null or left out leaves it as it is."""

    name: WorkspaceName | None = None
    mode: Mode | None = None
    models: Models | None = None
    members: Members | None = None
    max_error: Annotated[
        MaxError | None, "At most this share of questions may get a wrong answer; 0 promises nothing."
    ] = None
    engine: Annotated[Engine | None, "Begins to move the workspace there; searches go on meanwhile."] = None
    encoder: Annotated[
        str | None,
        Limits(most=MAX_NAME_CHARS),
        "Begins to embed the workspace again with it; searches go on meanwhile.",
    ] = None
    revision: Annotated[int | None, "The one that was read; null takes the newest."] = None
    chunk_words: Annotated[
        ChunkWords | None, "Words of a passage, at most; for documents that are processed from now on."
    ] = None
    chunk_overlap: Annotated[
        ChunkOverlap | None, "Words that neighbouring passages share, at most half of a passage."
    ] = None


@dataclass(frozen=True, slots=True)
class EmailInvitation:
    """An invitation of whoever signs in with an e-mail address that is verified."""

    email: Annotated[
        str,
        Limits(least=3, most=MAX_ADDRESS_CHARS),
        "Case and the spaces around it do not count. The answer does not depend on who has an account.",
    ]


@dataclass(frozen=True, slots=True)
class Move:
    """A workspace on its way to another engine or encoder."""

    engine: Engine
    copied: Annotated[int, "Documents that are there."] = 0
    total: Annotated[int, "Documents in all."] = 0
    encoder: Annotated[str, "What embeds its documents there."] = "all-minilm-l6-v2"


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
    engine: Annotated[Engine, "What searches it."] = "postgresql"
    moving: Annotated[Move | None, "Set while it is copied to another engine or encoder."] = None
    revision: Annotated[int, "Grows by one with each change."] = 1
    encoder: Annotated[str, "What embeds its documents and questions."] = "all-minilm-l6-v2"
    invited: Annotated[tuple[str, ...], "Ids of users who have not answered their invitation yet."] = ()
    chunk_words: Annotated[int, "Words of a passage that its documents are cut into, at most."] = 120
    chunk_overlap: Annotated[int, "Words that neighbouring passages share."] = 20
    invited_emails: Annotated[
        tuple[str, ...], "Addresses that have not answered their invitation yet; only the owner sees them."
    ] = ()
    is_own: Annotated[bool, "Whether the caller owns it: only a name among one's own says which it is."] = (
        False
    )


@dataclass(frozen=True, slots=True)
class Invitation:
    """A workspace that the caller is asked to join; until then it is not the caller's to see or ask."""

    workspace_id: str
    name: str
    owner: Annotated[str, "Who invites."]


@dataclass(frozen=True, slots=True)
class InvitationList:
    """Invitations that the caller has not answered."""

    invitations: tuple[Invitation, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceList:
    """The caller's workspaces, newest first."""

    workspaces: tuple[Workspace, ...]


@dataclass(frozen=True, slots=True)
class WorkspaceDeletion:
    """What is deleted with a workspace."""

    documents: Annotated[int, "How many documents are being deleted."]


@dataclass(frozen=True, slots=True)
class CalibrationStep:
    """Answers of neighbouring scores."""

    upto: Annotated[float, "The highest score of the step, 0 to 1."]
    right: Annotated[int, "How many of them proved right."]
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """What scores were worth."""

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
    weights: Annotated[dict[str, float], "By model, 1 in the mean; a model that is missing counts 1."]
    calibration: Annotated[Calibration | None, "Null while too few answers were judged."]
    promise: Annotated[Promise | None, "What it promises about its answers; null if it promises nothing."] = (
        None
    )
