"""Workspaces: who may ask about which documents, and with which settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, ModelId, UserId, WorkspaceId
from genai_core.domain.protocol.outcomes import Mode
from genai_core.domain.protocol.workspaces import Engine


@dataclass(frozen=True, slots=True)
class Place:
    """The engine that has a workspace's chunks, and the encoder that embedded them."""

    engine: Engine = "postgresql"
    encoder: EncoderName = DEFAULT_ENCODER

    def collection(self, workspace_id: WorkspaceId) -> WorkspaceId:
        """Returns the engine's name for a workspace's chunks.

        Each encoder has its own collection, so that vectors of two encoders are never compared.
        """
        if self.encoder == DEFAULT_ENCODER:
            return workspace_id
        return WorkspaceId(f"{workspace_id}~{self.encoder}")


DEFAULT_PLACE = Place()


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a workspace to another engine, another encoder, or both.

    Attributes:
        move_id: Identifies this attempt, so that an earlier one notices that it was replaced.
        copied, total: Documents that are copied so far, and all documents.
    """

    engine: Engine
    move_id: str
    copied: int = 0
    total: int = 0
    encoder: EncoderName = DEFAULT_ENCODER

    @property
    def place(self) -> Place:
        """The engine and encoder that the chunks are copied to."""
        return Place(self.engine, self.encoder)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A set of documents with its owner, members and defaults.

    Attributes:
        created_at: RFC 3339, UTC.
        members: Users who accepted an invitation. invited: Users who have not answered their invitation yet.
        invited_emails: Invited addresses whose users have not answered yet.
        models: Default models; empty for the deployment's own.
        max_error: Maximum share of questions with a wrong answer; 0 promises nothing.
        engine: The engine that searches it. encoder: The encoder of its documents and questions.
        moving: Set while it is copied to another engine or embedded by another encoder; None otherwise.
        revision: Grows by one with each change; a conditional write needs the one that was read.
        chunk_words: Maximum words of the passages that its documents are cut into.
        chunk_overlap: Words that neighbouring passages share.
    """

    workspace_id: WorkspaceId
    name: str
    owner: UserId
    created_at: str
    members: tuple[UserId, ...] = ()
    mode: Mode = "quorum"
    models: tuple[ModelId, ...] = ()
    max_error: float = 0.0
    engine: Engine = "postgresql"
    moving: Move | None = None
    revision: int = 1
    encoder: EncoderName = DEFAULT_ENCODER
    invited: tuple[UserId, ...] = ()
    chunk_words: int = 120
    chunk_overlap: int = 20
    invited_emails: tuple[EmailAddress, ...] = ()

    @property
    def place(self) -> Place:
        """The engine and encoder of its chunks."""
        return Place(self.engine, self.encoder)

    @property
    def people(self) -> int:
        """Number of members and open invitations."""
        return len(self.members) + len(self.invited) + len(self.invited_emails)

    def without(self, user_id: UserId, email: EmailAddress | None = None) -> Workspace:
        """Returns the workspace without that member and their invitations, by id and address."""
        return replace(
            self,
            members=tuple(user for user in self.members if user != user_id),
            invited=tuple(user for user in self.invited if user != user_id),
            invited_emails=tuple(address for address in self.invited_emails if address != email),
        )
