"""Port: nearest chunks by cosine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class VectorIndex(Protocol):
    """Finds the chunks nearest to a vector within one scope."""

    def search_vector(self, scope: Scope, vector: NDArray[np.float32], limit: int) -> list[Candidate]:
        """Returns at most `limit` chunks, best first; the score is the cosine, -1 to 1.

        Raises:
            InvalidInput: `limit` below 1, or `vector` is not [d].
            Unavailable: The engine cannot be reached now.
        """
        ...

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:
        """Builds an index if the workspace is large enough; returns whether an index is in use now.

        Building takes minutes, during which searches and writes continue. May be repeated.

        Raises:
            Unavailable: The engine cannot be reached now.
        """
        ...
