"""What a document's record keeps of the versions, and of the failed attempts, that newer ones replaced."""

from __future__ import annotations

from dataclasses import dataclass, field

from genai_core.domain.identifiers import ContentHash, UserId

MAX_EARLIER = 10
"""The oldest are forgotten beyond that, so that a record stays small."""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version that is no longer the newest; its text is not kept.

    Attributes:
        submitted_at: RFC 3339, UTC.
        owner: The user who uploaded it; None for a file that a program put into the bucket.
        reached: When it first had each status, RFC 3339 in UTC, by the status's name.
        readers: The only users who could find it; empty for all members.
    """

    content_hash: ContentHash
    submitted_at: str
    size_bytes: int
    owner: UserId | None = None
    reached: dict[str, str] = field(default_factory=dict[str, str])
    reason: str = ""
    failed_step: str = ""
    readers: tuple[str, ...] = ()
