"""The type of the catalogue's rows, one per function. Imports nothing of the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grant = Literal[
    "blobs:read",
    "blobs:write",
    "archive:read",
    "inbox:read",
    "inbox:link",
    "artifacts:write",
    "documents:read",
    "documents:write",
    "workspaces:read",
    "workspaces:write",
    "sessions:read",
    "sessions:write",
    "connections:read",
    "connections:write",
    "runs:read",
    "runs:write",
    "usage:read",
    "usage:write",
    "tables:sweep",
    "database:read",
    "database:write",
    "database:wake",
    "models:invoke",
    "images:recognize",
    "encoders:invoke",
    "reranker:invoke",
    "catalogue:read",
    "websocket:send",
    "status:publish",
    "inbox:receive",
    "inbox:watch",
    "inbox:redrive",
    "users:read",
    "answer:start",
    "replay:start",
    "ingest:start",
    "ingest:queue",
    "delete:start",
    "move:start",
]
Layer = Literal["light", "query", "ingestion", "recognition", "model"]
"""Of packages: `light` what every function of events and requests needs, `query` that and what embedding and
searching need, `ingestion` what reading files needs, `recognition` what recognising text in pictures needs.
`model` holds the encoder, and comes with `query`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionSpec:
    """One function.

    Attributes:
        name: verb_noun; its handler is `lambdas.<name>.handler.handler`.
        timeout_s: Longer than the slowest expected call, shorter than its state machine's step.
        layers: Dependency layers besides the core, which all have.
        grants: What it may do, and nothing else; one that connects to the database runs in the VPC.
        isolated: Whether it runs in subnets without internet access though it needs no database, because it
            reads untrusted files.
        settings: Names of `genai_core.settings.Settings` that it reads, besides those of its grants and the
            sections of `config.json`, which every function gets.
    """

    name: str
    purpose: str
    memory_mb: int = 512
    timeout_s: int = 30
    layers: tuple[Layer, ...] = ("light",)
    grants: tuple[Grant, ...] = ()
    isolated: bool = False
    settings: tuple[str, ...] = ()

    @property
    def handler(self) -> str:
        return f"lambdas.{self.name}.handler.handler"

    @property
    def in_vpc(self) -> bool:
        return self.isolated or not {"database:read", "database:write"}.isdisjoint(self.grants)
