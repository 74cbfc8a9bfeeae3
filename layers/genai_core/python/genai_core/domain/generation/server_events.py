"""Parse server-sent events: turn received bytes into the data of whole events.

Chat models stream in this format. Only `data` is used; comments, names and ids are ignored.
"""

from __future__ import annotations

MAX_EVENT_BYTES = 1_000_000
"""Maximum bytes of an event; a longer one is an error of the server and would fill the memory."""


class ServerEvents:
    """Splits a byte stream into events; pieces may end anywhere, even inside a character."""

    def __init__(self) -> None:
        self._rest = b""
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> list[str]:
        """Returns the data of the events that `piece` completes, in order.

        Raises:
            ValueError: The bytes are not UTF-8, or an event is too long.
        """
        # "\r\n" may be split between two pieces: hold a final "\r" back.
        lines = (self._rest + piece).replace(b"\r\n", b"\n").split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > MAX_EVENT_BYTES:
            raise ValueError(f"a line has more than {MAX_EVENT_BYTES!r} bytes")
        return [event for line in lines if (event := self._take(line.rstrip(b"\r"))) is not None]

    def finish(self) -> list[str]:
        """Returns the data that the end of the stream completes: some servers omit the last blank line."""
        return self.feed(b"\n\n")

    def _take(self, line: bytes) -> str | None:
        if not line:
            event, self._data, self._size = self._data, [], 0
            return b"\n".join(event).decode("utf-8") if event else None
        if line.startswith(b"data:"):
            value = line[5:].removeprefix(b" ")
            self._size += len(value)
            if self._size > MAX_EVENT_BYTES:
                raise ValueError(f"an event has more than {MAX_EVENT_BYTES!r} bytes")
            self._data.append(value)
        return None
