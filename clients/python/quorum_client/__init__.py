"""Client of Quorum: SDK, command line and LangChain retriever; imports nothing of the server.

from quorum_client import Quorum

with Quorum.connect() as quorum:
    workspace = quorum.workspaces.find("samples")
    answer = quorum.ask("How long is the warranty?", workspace.workspace_id)
    print(answer.text, answer.agreement)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.errors import (
        ClientError,
        NotSignedIn,
        QuorumUnreachable,
        ServerRefused,
    )
    from quorum_client.session import Session
    from quorum_client.values import (
        Answer,
        Citation,
        Document,
        Found,
        FoundPassage,
        ModelResult,
        Probability,
        Share,
        Workspace,
    )

__all__ = [
    "Answer",
    "Citation",
    "ClientError",
    "Document",
    "Found",
    "FoundPassage",
    "ModelResult",
    "NotSignedIn",
    "Probability",
    "Quorum",
    "QuorumUnreachable",
    "ServerRefused",
    "Session",
    "Share",
    "Workspace",
]

# Each is imported when it is first used, so that the command line's help and completion stay fast.
_MODULES = {
    "Quorum": "client",
    **dict.fromkeys(("ClientError", "NotSignedIn", "QuorumUnreachable", "ServerRefused"), "errors"),
    "Session": "session",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"quorum_client.{_MODULES.get(name, 'values')}"), name)
    globals()[name] = value
    return value
