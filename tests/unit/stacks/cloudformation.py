"""CloudFormation's side of a custom resource: an address to answer to, and what it was told."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.servers.loopback import LoopbackHandler, serving

IDS = {"StackId": "stack", "RequestId": "request", "LogicalResourceId": "It"}


@dataclass
class CloudFormation:
    """Makes events and keeps answers."""

    url: str
    answers: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def event(self, kind: str, properties: dict[str, Any], physical_id: str = "") -> dict[str, Any]:
        known = {"PhysicalResourceId": physical_id} if physical_id else {}
        return {
            "RequestType": kind,
            "ResponseURL": self.url,
            "ResourceProperties": properties,
            **IDS,
            **known,
        }


@contextmanager
def cloudformation() -> Generator[CloudFormation]:
    """Listens for answers."""
    formation = CloudFormation("")

    class Handler(LoopbackHandler):
        def do_PUT(self) -> None:
            formation.answers.append(json.loads(self.read_body()))
            self.answer(200, "", b"")

    with serving(Handler) as server:
        formation.url = f"{server.address}/answer"
        yield formation
