"""Documents: upload, list, and wait until they can be searched."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import httpx

from quorum_client.errors import QuorumUnreachable, ServerRefused, WrongInput
from quorum_client.protocol.document_details import DocumentChunks, DocumentHistory
from quorum_client.protocol.documents import DocumentContent
from quorum_client.rest import RestClient, refusal
from quorum_client.values import Document, read

POLL_S = 0.5
# S3 answers an upload only after it has read all of it.
UPLOAD_TIMEOUT_S = 600.0
_LABEL_FIELD = "x-amz-meta-quorum"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The path of a file in the workspace, and the version that the server will give it."""

    path: str
    version: str


class Documents:
    """The documents of workspaces."""

    def __init__(self, rest: RestClient, http: httpx.Client) -> None:
        self._rest, self._http = rest, http

    def list(self, workspace_id: str) -> list[Document]:
        """Returns all documents of a workspace, page by page."""
        documents: list[Document] = []
        params: dict[str, str] = {}
        while True:
            page = self._rest.call("GET", f"/workspaces/{workspace_id}/documents", params=params)
            documents += [read(Document, item) for item in page["documents"]]
            if not page.get("next"):
                return documents
            params = {"after": page["next"]}

    def get(self, workspace_id: str, document_id: str) -> Document:
        path = f"/workspaces/{workspace_id}/documents/{document_id}"
        return read(Document, self._rest.call("GET", path))

    def content(self, workspace_id: str, document_id: str, *, start: int = 0) -> DocumentContent:
        """Returns a part of the text that a document's passages are from; `next` starts the following part.

        Raises:
            ServerRefused: There is no such document, or none of its versions is ready.
        """
        path = f"/workspaces/{workspace_id}/documents/{document_id}/content"
        return read(DocumentContent, self._rest.call("GET", path, params={"start": str(start)}))

    def text(self, workspace_id: str, document_id: str) -> str:
        """Returns a document's whole text. Raises as `content`."""
        parts: list[str] = []
        start: int | None = 0
        while start is not None:
            part = self.content(workspace_id, document_id, start=start)
            parts.append(part.text)
            start = part.next
        return "".join(parts)

    def chunks(
        self, workspace_id: str, document_id: str, *, start: int = 0, limit: int = 100
    ) -> DocumentChunks:
        """Returns a part of the chunks that a document is searched by; `next` starts the following part.

        Raises:
            ServerRefused: There is no such document, none of its versions is ready, or it has fewer chunks.
        """
        path = f"/workspaces/{workspace_id}/documents/{document_id}/chunks"
        params = {"start": str(start), "limit": str(limit)}
        return read(DocumentChunks, self._rest.call("GET", path, params=params))

    def history(self, workspace_id: str, document_id: str) -> DocumentHistory:
        """Returns the versions of a document, newest first, and what happened to each when."""
        path = f"/workspaces/{workspace_id}/documents/{document_id}/history"
        return read(DocumentHistory, self._rest.call("GET", path))

    def original(self, workspace_id: str, document_id: str) -> bytes:
        """Returns the file itself, as it was uploaded.

        Raises:
            ServerRefused: As `content`, or a newer version is being processed and the old file is gone.
            QuorumUnreachable: The file could not be fetched.
        """
        link = self.content(workspace_id, document_id).original
        if link is None:
            raise ServerRefused(
                f"the file of {document_id!r} was replaced", remedy="Wait until its new version is ready."
            )
        try:
            response = self._http.get(link.url, timeout=UPLOAD_TIMEOUT_S)
        except httpx.HTTPError as error:
            raise QuorumUnreachable(f"the file was not fetched ({error})", remedy="Repeat it.") from error
        if not response.is_success:
            raise refusal(response)
        return response.content

    def delete(self, workspace_id: str, document_id: str) -> None:
        self._rest.call("DELETE", f"/workspaces/{workspace_id}/documents/{document_id}")

    def retry(self, workspace_id: str, document_id: str) -> None:
        """Processes a failed document again."""
        self._rest.call("POST", f"/workspaces/{workspace_id}/documents/{document_id}/retry")

    def upload(
        self, workspace_id: str, file: Path, *, path: str = "", metadata: Mapping[str, Any] | None = None
    ) -> Uploaded:
        """Uploads one file with a signed form, straight to the bucket.

        Args:
            metadata: Its author, date, language and tags; and readers, the only users who may find it.
        """
        name = path or file.name
        try:
            wish = {
                "workspace_id": workspace_id,
                "filename": name,
                "size_bytes": file.stat().st_size,
                "metadata": dict(metadata or {}),
            }
            ticket = self._rest.call("POST", "/presigned-url", wish, repeatable=True)
            with file.open("rb") as body:
                self._send(ticket, file.name, body)
            version = version_of(file, label=ticket["fields"].get(_LABEL_FIELD, ""))
        except OSError as error:
            raise WrongInput(f"{file} cannot be read ({error})") from None
        return Uploaded(str(ticket["key"]).removeprefix(f"inbox/{workspace_id}/"), version)

    def _send(self, ticket: Mapping[str, Any], name: str, body: BinaryIO) -> None:
        try:
            response = self._http.post(
                ticket["url"],
                data=ticket["fields"],
                files={"file": (name, body, ticket["content_type"])},
                timeout=UPLOAD_TIMEOUT_S,
            )
        except httpx.HTTPError as error:
            raise QuorumUnreachable(f"{name} was not uploaded ({error})", remedy="Repeat it.") from error
        if not response.is_success:
            raise refusal(response)

    def wait(
        self,
        workspace_id: str,
        paths: Iterable[str] | Mapping[str, str],
        *,
        limit_s: float = 600.0,
        on_change: Callable[[Document], None] | None = None,
    ) -> list[Document]:
        """Waits until the documents at those paths are ready or failed, and returns them.

        Args:
            paths: Paths, or paths with the version (`version_of`) that must have settled: an earlier
                version of the same path may be ready long before.
            limit_s: After that, the documents are returned as they are.
            on_change: Called with each document whose status has changed.
        """
        wanted = paths if isinstance(paths, Mapping) else dict.fromkeys(paths, "")
        seen: dict[str, Document] = {}
        deadline = time.monotonic() + limit_s
        while wanted:
            for document in self._list_patiently(workspace_id):
                version = wanted.get(document.path)
                if version is None or (version and document.content_hash not in ("", version)):
                    continue
                before = seen.get(document.path)
                seen[document.path] = document
                if on_change and (before is None or before.status != document.status):
                    on_change(document)
            settled = [path for path in wanted if path in seen and seen[path].is_settled]
            if len(settled) == len(wanted) or time.monotonic() > deadline:
                break
            time.sleep(POLL_S)
        return [seen[path] for path in wanted if path in seen]

    def _list_patiently(self, workspace_id: str) -> list[Document]:
        """Returns nothing while the server is down: it may come back, and its work goes on."""
        try:
            return self.list(workspace_id)
        except QuorumUnreachable:
            return []
        except ServerRefused as error:
            if error.status >= 500 or error.status == 429:
                return []
            raise


def version_of(file: Path, *, label: str = "", max_bytes: int = 1 << 30) -> str:
    """Returns the version the server gives a file with that label; empty if it will not read the file."""
    size = file.stat().st_size
    if size == 0 or size > max_bytes:
        return ""
    with file.open("rb") as body:
        digest = hashlib.file_digest(body, "sha256")
    if label:
        digest.update(b"\x00" + label.encode())
    return digest.hexdigest()[:32]
