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
        del content_type  # nobody asks for it back
        self._blobs[key] = bytes(body)
        self._labels[key] = label

    def get(self, key: str) -> bytes:
        found = self._blobs.get(key)
        if found is None:
            raise NotFound(f"there is nothing under the key {key!r}")
        return found

    def size(self, key: str) -> int:
        return len(self.get(key))

    def label(self, key: str) -> str:
        self.get(key)
        return self._labels[key]

    def keys(self, prefix: str) -> Iterator[str]:
        # S3 orders keys by their UTF-8 bytes; so does code point order.
        yield from sorted(key for key in self._blobs if key.startswith(prefix))

    def remove(self, key: str) -> None:
        """Removes one key, if it is there."""
        self._blobs.pop(key, None)

    def delete(self, prefix: str) -> int:
        found = list(self.keys(prefix))
        for key in found:
            del self._blobs[key]
        return len(found)
