"""Documents in DynamoDB, one item each.

`compound_sort_key` orders a workspace's documents by time; the index over the status needs a
`document_type`, so an item of a type that is not known yet has a dash.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, fields, replace
from typing import Any

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable
from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import as_metadata
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.ingestion.earlier_versions import EarlierVersion
from genai_core.errors import Conflict, NotFound
from genai_core.ports.clock import Clock

_UNKNOWN_TYPE = "-"
_REACHED = "reached_"
"""Begins the attribute of each status that the version has had: an update can set one that is missing."""
_FIELDS = frozenset(spec.name for spec in fields(Document))
_UNFINISHED = tuple(status for status in DocumentStatus if not status.is_final)


class DynamoDocumentStore:
    """Keeps documents in the table `documents`."""

    def __init__(self, table: DynamoTable, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def get(self, workspace_id: WorkspaceId, document_id: DocumentId) -> Document:
        item = self._table.get(_key(workspace_id, document_id))
        if item is None:
            raise NotFound(
                f"there is no document {document_id!r} in workspace {workspace_id!r}",
                remedy="List the workspace's documents.",
            )
        return _document(item)

    def some(self, workspace_id: WorkspaceId, document_ids: Collection[DocumentId]) -> list[Document]:
        keys = [_key(workspace_id, document_id) for document_id in set(document_ids)]
        return [_document(item) for item in self._table.get_many(keys)]

    def submit(self, document: Document) -> bool:
        try:
            self._table.put(
                _item(replace(document, status=DocumentStatus.SUBMITTED)),
                condition="attribute_not_exists(document_id) OR "
                "(#status <> :deleting AND (content_hash <> :version OR #status = :failed))",
                names={"#status": "status"},
                values={
                    "deleting": DocumentStatus.DELETING.value,
                    "failed": DocumentStatus.FAILED.value,
                    "version": document.content_hash,
                },
            )
        except ConditionFailed:
            return False
        return True

    def advance(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        status: DocumentStatus,
        **changes: Any,
    ) -> Document:
        now = self._clock.now().isoformat()
        sets = {"status": status.value, "updated_at": now, **changes}
        if "document_type" in sets:
            sets["document_type"] = sets["document_type"] or _UNKNOWN_TYPE
        before = {
            f"from{number}": previous.value
            for number, previous in enumerate(DocumentStatus)
            if status.may_follow(previous)
        }
        allowed = ", ".join(f":{name}" for name in before)
        try:
            item = self._table.update(
                _key(workspace_id, document_id),
                "SET #reached = if_not_exists(#reached, :updated_at), "
                + ", ".join(f"#{name} = :{name}" for name in sets),
                condition=f"content_hash = :version AND #status IN ({allowed})",
                names={f"#{name}": name for name in sets} | {"#reached": f"{_REACHED}{status.value}"},
                values={**sets, **before, "version": version},
            )
        except ConditionFailed:
            stored = self.get(workspace_id, document_id)
            raise Conflict(
                f"document {document_id!r} is {stored.status.value!r} at version {stored.content_hash!r}, "
                f"so version {version!r} cannot become {status.value!r}",
                remedy="A newer event has replaced it; there is nothing to do.",
            ) from None
        return _document(item)

    def remove(self, workspace_id: WorkspaceId, document_id: DocumentId) -> None:
        self._table.delete_many([_key(workspace_id, document_id)])

    def in_workspace(self, workspace_id: WorkspaceId, *, after: Document | None = None) -> Iterator[Document]:
        condition, values = "workspace_id = :workspace", {"workspace": str(workspace_id)}
        if after is not None:
            condition += " AND compound_sort_key < :after"
            values["after"] = _time_key(after)
        return map(_document, self._table.query(condition, values, index="by_time", forward=False))

    def all_in_workspace(self, workspace_id: WorkspaceId) -> Iterator[Document]:
        # The index of `in_workspace` follows within moments; the table itself is never behind.
        values = {"workspace": workspace_id}
        yield from map(_document, self._table.query("workspace_id = :workspace", values, consistent=True))

    def unfinished(self, *, before: str) -> Iterator[Document]:
        for status in _UNFINISHED:
            for item in self._table.query(
                "#status = :status", {"status": status.value}, index="by_status", names={"#status": "status"}
            ):
                if item["updated_at"] < before:
                    yield _document(item)


def _key(workspace_id: WorkspaceId, document_id: DocumentId) -> dict[str, str]:
    return {"workspace_id": workspace_id, "document_id": document_id}


def _time_key(document: Document) -> str:
    return f"{document.created_at}#{document.document_id}"


def _item(document: Document) -> dict[str, Any]:
    values = asdict(document)
    reached = {f"{_REACHED}{status}": at for status, at in values.pop("reached").items()}
    return {
        **values,
        **reached,
        "status": document.status.value,
        "document_type": document.document_type or _UNKNOWN_TYPE,
        "compound_sort_key": _time_key(document),
    }


def _document(item: dict[str, Any]) -> Document:
    values: dict[str, Any] = {key: value for key, value in item.items() if key in _FIELDS}
    values["status"] = DocumentStatus(values["status"])
    if values["document_type"] == _UNKNOWN_TYPE:
        values["document_type"] = ""
    values["metadata"] = as_metadata(values["metadata"])
    values["reached"] = {
        key.removeprefix(_REACHED): at for key, at in item.items() if key.startswith(_REACHED)
    }
    values["earlier"] = tuple(map(_earlier_version, values.get("earlier", ())))
    return Document(**values)


def _earlier_version(stored: dict[str, Any]) -> EarlierVersion:
    values: dict[str, Any] = {**stored, "readers": tuple(stored["readers"])}
    return EarlierVersion(**values)
