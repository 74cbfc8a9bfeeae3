"""Port: bytes by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class BlobStore(Protocol):
    """Stores bytes under keys such as `artifacts/<workspace>/<document>/<version>/chunks.json`."""

    def put(
        self, key: str, body: bytes, *, content_type: str = "application/octet-stream", label: str = ""
    ) -> None:
        """Writes or overwrites bytes and label; may be repeated. A label is ASCII, at most 1,800
        characters."""
        ...

    def get(self, key: str) -> bytes:
        """Returns the bytes. Raises NotFound if the key is absent."""
        ...

    def size(self, key: str) -> int:
        """Returns the size in bytes without reading the body. Raises NotFound if the key is absent."""
        ...

    def label(self, key: str) -> str:
        """Returns the label, empty if there is none. Raises NotFound if the key is absent."""
        ...

    def keys(self, prefix: str) -> Iterator[str]:
        """Yields the keys that start with `prefix`, in order."""
        ...

    def delete(self, prefix: str) -> int:
        """Deletes every key that starts with `prefix` and returns their number."""
        ...
