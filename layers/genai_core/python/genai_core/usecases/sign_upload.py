"""Signs the upload of one file into a workspace's inbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.ingestion.uploads import UploadTicket, inbox_key, safe_path, upload_type
from genai_core.errors import InvalidInput
from genai_core.ports.upload_signer import UploadSigner
from genai_core.ports.workspace_store import WorkspaceStore

VALID_S = 900


@dataclass(frozen=True, slots=True)
class SignUpload:
    """Signs uploads.

    Attributes:
        max_document_bytes: Written into the signature, so that a larger file is refused by the store.
    """

    workspaces: WorkspaceStore
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
            metadata: What the user says of it: author, date, language, tags, readers.

        Raises:
            NotFound, Forbidden: There is no such workspace, or the user is not in it.
            InvalidInput: The name, kind or metadata cannot be taken, or the file is too large.
        """
        self.workspaces.get(workspace_id).require_reader(user_id)
        path = safe_path(name)
        content_type = upload_type(path)
        if size_bytes is not None and not 0 < size_bytes <= self.max_document_bytes:
            raise InvalidInput(
                f"the file has {size_bytes} bytes", remedy=f"It must have 1 to {self.max_document_bytes}."
            )
        return self.signer.sign(
            inbox_key(workspace_id, path),
            content_type=content_type,
            max_bytes=self.max_document_bytes,
            valid_s=VALID_S,
            label=write_label(metadata or {}),
        )
