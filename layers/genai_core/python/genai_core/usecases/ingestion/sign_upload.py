"""Sign the upload of one file into a workspace's inbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import read_label, write_label
from genai_core.domain.ingestion.uploads import UploadTicket, inbox_key, safe_path, upload_type
from genai_core.domain.permissions import require
from genai_core.errors import InvalidInput
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.upload_signer import UploadSigner
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion.replacing import known_document, require_replacing

VALID_S = 900


@dataclass(frozen=True, slots=True)
class SignUpload:
    """Signs uploads.

    Attributes:
        max_document_bytes: Written into the signature, so that a larger file is refused by the store.
    """

    workspaces: WorkspaceStore
    documents: DocumentStore
    signer: UploadSigner
    max_document_bytes: int

    def __call__(
        self,
        user_id: UserId,
        workspace_id: WorkspaceId,
        name: str,
        *,
        size_bytes: int | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> UploadTicket:
        """Returns a form for one file.

        Args:
            metadata: Stated by the user: author, date, language, tags, readers.

        Raises:
            NotFound: There is no such workspace.
            Forbidden: The user is not in it, or may not replace or restrict the document of that name.
            InvalidInput: The name, type or metadata is not valid, or the file is too large.
        """
        workspace = self.workspaces.get(workspace_id)
        require("upload document", user_id, workspace)
        path = safe_path(name)
        content_type = upload_type(path)
        if size_bytes is not None and not 0 < size_bytes <= self.max_document_bytes:
            raise InvalidInput(
                f"the file has {size_bytes} bytes", remedy=f"It must have 1 to {self.max_document_bytes}."
            )
        label = write_label(metadata or {}, user_id)
        known = known_document(self.documents, workspace_id, path)
        if known is not None:
            require_replacing(user_id, workspace, known, read_label(label).metadata)
        return self.signer.sign(
            inbox_key(workspace_id, path),
            content_type=content_type,
            max_bytes=self.max_document_bytes,
            valid_s=VALID_S,
            label=label,
        )
