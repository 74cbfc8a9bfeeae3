"""Chooses free ports once and remembers them, because deployed functions and bookmarks contain them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from local_runtime.home import Home, read_json, write_json

HOST = "127.0.0.1"
PortName = Literal["emulator", "postgres", "language_model", "web", "opensearch", "second_model"]
# Tried first, so that a laptop usually has the same address; any free port would do.
PREFERRED: dict[PortName, int] = {
    "emulator": 4570,
    "postgres": 5470,
    "language_model": 8470,
    "web": 5173,
    "opensearch": 9270,
    "second_model": 8471,
}


@dataclass(frozen=True, slots=True)
class Ports:
    """The loopback port of each part."""

    emulator: int
    postgres: int
    language_model: int
    web: int
    opensearch: int = 0
    second_model: int = 0

    @property
    def endpoint_url(self) -> str:
        return f"http://{HOST}:{self.emulator}"

    @property
    def web_url(self) -> str:
        return f"http://{HOST}:{self.web}"

    @property
    def opensearch_url(self) -> str:
        return f"http://{HOST}:{self.opensearch}"

    @property
    def language_model_url(self) -> str:
        return f"http://{HOST}:{self.language_model}/v1"

    @property
    def second_model_url(self) -> str:
        return f"http://{HOST}:{self.second_model}/v1"


def remembered_ports(home: Home) -> Ports | None:
    """Returns the ports of the last start; None before the first."""
    ports = read_json(home.path("ports.json"))
    try:
        # A home from before a part existed has no port for it.
        return Ports(**{name: int(ports[name]) for name in get_args(PortName) if name in ports})
    except (KeyError, TypeError, ValueError):
        return None


def choose_ports(home: Home, *, is_ours: Callable[[PortName], bool], say: Callable[[str], None]) -> Ports:
    """Returns the remembered ports, replacing those that another program has taken.

    Args:
        is_ours: Whether a part of this home runs now; its own port is then not "taken".
        say: Called with a sentence for every changed port.
    """
    numbers = read_json(home.path("ports.json"))
    chosen: dict[PortName, int] = {}
    for name in get_args(PortName):
        port = numbers.get(name)
        if isinstance(port, int) and (is_ours(name) or is_free(port)):
            chosen[name] = port
            continue
        chosen[name] = free_port(PREFERRED[name], avoid=tuple(chosen.values()))
        if isinstance(port, int):
            say(f"Port {port} of {name} is taken by another program: using {chosen[name]} from now on.")
    ports = Ports(**chosen)
    write_json(home.path("ports.json"), {name: chosen[name] for name in get_args(PortName)})
    return ports


def free_port(preferred: int = 0, *, avoid: tuple[int, ...] = ()) -> int:
    """Returns `preferred` if it is free, else a port from the system; 0 means no preference."""
    if preferred and preferred not in avoid and is_free(preferred):
        return preferred
    while True:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = int(probe.getsockname()[1])
        if port not in avoid:
            return port


def is_free(port: int) -> bool:
    """Returns whether a server could listen on a loopback port now."""
    with socket.socket() as probe:
        # As servers do: a connection in TIME_WAIT does not block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
