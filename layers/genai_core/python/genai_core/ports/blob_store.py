"""The blob store: bytes by key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol


class BlobStore(Protocol):
    """Keeps bytes under keys such as `artifacts/<workspace>/<document>/<version>/chunks.json`."""

    def put(
        self, key: str, body: bytes, *, content_type: str = "application/octet-stream", label: str = ""
    ) -> None:
        """Writes or overwrites, the label with the bytes; may be repeated. Labels are ASCII, up to 1,800."""
        ...

    def get(self, key: str) -> bytes:
        """Returns the bytes. Raises NotFound if the key is absent."""
        ...

    def size(self, key: str) -> int:
        """Returns the size in bytes without reading. Raises NotFound if the key is absent."""
        ...

    def label(self, key: str) -> str:
        """Returns the label it was written with, empty for none. Raises NotFound if the key is absent."""
        ...

    def keys(self, prefix: str) -> Iterator[str]:
        """Yields the keys that start with `prefix`, in order."""
        ...

    def delete(self, prefix: str) -> int:
        """Removes every key that starts with `prefix` and returns how many."""
        ...
