"""No port of a running Quorum serves another site's page, and nothing it keeps is open to other users."""

from __future__ import annotations

import http.client
import json
import stat
from collections.abc import Iterator

import psutil
import psycopg
import pytest

from tests.e2e.laptop import Laptop

STRANGERS = (
    {"Host": "evil.example"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:8000"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
)


def ports(laptop: Laptop) -> dict[str, int]:
    return json.loads((laptop.folder / "ports.json").read_text())


def listening(laptop: Laptop) -> Iterator[tuple[str, int]]:
    """Yields address and port of every socket that a part, or what it has started, listens on."""
    for file in (laptop.folder / "processes").glob("*.json"):
        process = laptop.process(file.stem)
        assert process is not None
        for member in [process, *process.children(recursive=True)]:
            for connection in member.net_connections("tcp"):
                if connection.status == psutil.CONN_LISTEN:
                    yield connection.laddr.ip, connection.laddr.port


def status(port: int, method: str, headers: dict[str, str], path: str = "/") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, b"" if method == "POST" else None, headers)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_every_port_refuses_strange_hosts_and_origins(laptop: Laptop) -> None:
    with laptop.connect() as quorum:
        quorum.workspaces.list()
    addresses = set(listening(laptop))
    named = {name: port for name, port in ports(laptop).items() if ("127.0.0.1", port) in addresses}
    # The emulator also opens a port for each copy of a function.
    assert {"emulator", "postgres", "language_model", "web"} < {*named, "further"} <= {*named, "further"}
    assert len(addresses) > len(named)
    assert {address for address, _ in addresses} == {"127.0.0.1"}
    for _, port in sorted(addresses - {("127.0.0.1", named["postgres"])}):
        for stranger in STRANGERS:
            for method in ("GET", "POST", "OPTIONS"):
                assert status(port, method, stranger) == 403, (port, method, stranger)


def test_the_page_itself_is_served_and_reaches_the_emulator(laptop: Laptop) -> None:
    own = ports(laptop)
    for origin in (f"http://127.0.0.1:{own['web']}", f"http://localhost:{own['web']}"):
        assert status(own["web"], "GET", {"Origin": origin}) == 200
        assert status(own["emulator"], "GET", {"Origin": origin}, "/_ministack/health") == 200
        assert status(own["emulator"], "OPTIONS", {"Origin": origin}) == 200
    assert status(own["web"], "GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}) == 200


@pytest.mark.parametrize(("user", "database"), [("quorum", "quorum"), ("postgres", "postgres")])
def test_the_database_asks_for_a_password(laptop: Laptop, user: str, database: str) -> None:
    address = {"host": "127.0.0.1", "port": ports(laptop)["postgres"], "user": user, "dbname": database}
    with pytest.raises(psycopg.OperationalError, match=r"password|pg_hba"):
        psycopg.connect(**address, passfile="/dev/null", connect_timeout=10)


def test_files_of_the_home_are_for_their_owner_only(laptop: Laptop) -> None:
    # Started by root, PostgreSQL's system user may pass through the folder, and nobody else.
    assert stat.S_IMODE(laptop.folder.stat().st_mode) & 0o067 == 0
    open_to_others = [
        str(file)
        for file in laptop.folder.rglob("*")
        # The program that starts a function is part of the repository, and keeps its mode.
        if not file.is_symlink() and file.name != "bootstrap" and stat.S_IMODE(file.stat().st_mode) & 0o077
    ]
    assert open_to_others == []
