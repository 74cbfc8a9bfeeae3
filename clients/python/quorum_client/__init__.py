"""Client of Quorum: SDK, command line and LangChain retriever; imports nothing of the server.

from quorum_client import Quorum

with Quorum.connect() as quorum:
    workspace = quorum.workspaces.find("samples")
    answer = quorum.ask("How long is the warranty?", workspace.workspace_id)
    print(answer.text, answer.agreement)
"""

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
