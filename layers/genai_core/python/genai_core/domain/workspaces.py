"""Workspaces: who may ask about which documents, and with which settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.generation.budgets import Budget
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, ModelId, UserId, WorkspaceId
from genai_core.domain.protocol.outcomes import Mode
from genai_core.domain.protocol.workspaces import Engine


@dataclass(frozen=True, slots=True)
class SearchBackend:
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


DEFAULT_BACKEND = SearchBackend()


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
    def backend(self) -> SearchBackend:
        """The engine and encoder that the chunks are copied to."""
        return SearchBackend(self.engine, self.encoder)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A set of documents with its owner, members and defaults.

    Attributes:
        created_at: RFC 3339, UTC.
        members: Who accepted an invitation. invited: Who was asked to join and has not answered yet.
        invited_emails: Addresses whose users were asked to join and have not answered yet.
        invited_until: When each invitation ends, by id or address, RFC 3339 in UTC; one that is missing here
            was made before invitations ended, and gets an end at the next change of people.
        models: Default models; empty for the deployment's own.
        max_error: At most this share of questions may get a wrong answer; 0 promises nothing.
        engine: What searches it. encoder: What its documents and questions are embedded by.
        moving: Set while it is copied to another engine or embedded by another encoder; None otherwise.
        revision: Grows by one with each change; a conditional write needs the one that was read.
        chunk_words: Words of a passage that its documents are cut into, at most.
        chunk_overlap: Words that neighbouring passages share.
        daily_tokens, daily_cost_usd: What all members together may use per day; 0 for no limit.
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
    invited_until: dict[str, str] = field(default_factory=dict[str, str])
    daily_tokens: int = 0
    daily_cost_usd: float = 0.0

    @property
    def backend(self) -> SearchBackend:
        """The engine and encoder of its chunks."""
        return SearchBackend(self.engine, self.encoder)

    @property
    def budget(self) -> Budget:
        """What all members together may use per day."""
        return Budget(self.daily_tokens, self.daily_cost_usd)

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
            invited_until={
                name: end for name, end in self.invited_until.items() if name not in (user_id, email)
            },
        )

    def invitation_end(self, user_id: UserId, email: EmailAddress | None = None) -> str:
        """Returns when the user's last invitation, by id or address, ends; empty if none has an end."""
        return max(self.invited_until.get(user_id, ""), self.invited_until.get(email or "", ""))

    def open_at(self, now: datetime) -> Workspace:
        """Returns it without the invitations that have ended."""
        ended = {name for name, end in self.invited_until.items() if datetime.fromisoformat(end) <= now}
        if not ended:
            return self
        return replace(
            self,
            invited=tuple(user for user in self.invited if user not in ended),
            invited_emails=tuple(address for address in self.invited_emails if address not in ended),
            invited_until={name: end for name, end in self.invited_until.items() if name not in ended},
        )

    def inviting_until(self, end: datetime) -> Workspace:
        """Returns it with that end for each invitation that has none, and without ends of other people."""
        invited = (*self.invited, *self.invited_emails)
        until = end.isoformat()
        return replace(self, invited_until={name: self.invited_until.get(name, until) for name in invited})
