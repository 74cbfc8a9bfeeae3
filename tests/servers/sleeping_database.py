"""A PostgreSQL that is paused, as Aurora at no capacity is: the first connection wakes it, and waits."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class SleepingDatabase:
    """A port before a server that runs.

    Attributes:
        sleeps_s: How long it takes to wake, from the first connection on.
        connections: When each connection came, seconds after the first.
        deaf: Once True, whatever was connected before is neither answered nor closed.
    """

    host: str
    port: int
    sleeps_s: float
    listener: socket.socket
    connections: list[float] = field(default_factory=list[float])
    deaf: bool = False
    _open: list[socket.socket] = field(default_factory=list[socket.socket])
    _is_closed: bool = False
    _first_at: float = 0.0

    @property
    def listens_at(self) -> int:
        return int(self.listener.getsockname()[1])

    def serve(self) -> None:
        """Takes connections until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                self._open.append(client)
                self._first_at = self._first_at or time.monotonic()
                self.connections.append(time.monotonic() - self._first_at)
                threading.Thread(target=self._take, args=(client,), daemon=True).start()

    def _take(self, client: socket.socket) -> None:
        time.sleep(max(0.0, self._first_at + self.sleeps_s - time.monotonic()))
        with suppress(OSError):
            server = socket.create_connection((self.host, self.port))
            self._open.append(server)
            if self._is_closed:  # whoever waited for it has gone meanwhile
                server.close()
                return
            hears = self.deaf
            for source, to in ((client, server), (server, client)):
                threading.Thread(target=self._pass, args=(source, to, hears), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket, hears: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self.deaf and not hears:
                    return
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Ends all connections, and those that are being made."""
        self._is_closed = True
        for each in self._open:
            each.close()


@contextmanager
def sleeping_database(host: str, port: int, sleeps_s: float) -> Generator[SleepingDatabase]:
    """Listens on a free loopback port before that server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        database = SleepingDatabase(host, port, sleeps_s, listener)
        threading.Thread(target=database.serve, daemon=True).start()
        yield database
        listener.shutdown(socket.SHUT_RDWR)
        database.close()
