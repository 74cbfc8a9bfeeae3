"""Blobs in a dictionary."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.errors import NotFound


class MemoryBlobStore:
    """Keeps bytes for the life of the process."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytes] = {}
        self._labels: dict[str, str] = {}

    def put(
        self, key: str, body: bytes, *, content_type: str = "application/octet-stream", label: str = ""
    ) -> None:
        del content_type  # it cannot be read back through the port
        self._blobs[key] = bytes(body)
        self._labels[key] = label

    def get(self, key: str) -> bytes:
        body = self._blobs.get(key)
        if body is None:
            raise NotFound(f"there is nothing under the key {key!r}")
        return body

    def size(self, key: str) -> int:
        return len(self.get(key))

    def label(self, key: str) -> str:
        self.get(key)
        return self._labels[key]

    def keys(self, prefix: str) -> Iterator[str]:
        # Code point order equals the order of UTF-8 bytes, which S3 uses.
        yield from sorted(key for key in self._blobs if key.startswith(prefix))

    def remove(self, key: str) -> None:
        """Deletes one key if it exists."""
        self._blobs.pop(key, None)

    def delete(self, prefix: str) -> int:
        keys = list(self.keys(prefix))
        for key in keys:
            del self._blobs[key]
        return len(keys)
