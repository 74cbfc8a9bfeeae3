"""A loopback port in front of an HTTP server that checks neither `Host` nor `Origin` itself.

The server listens on a Unix socket in a folder that only its user may enter. A connection carries one
request: a second one would pass unchecked.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from local_runtime.ports import HOST
from local_runtime.servers.loopback_guard import FORBIDDEN, joined, refusal, refusal_body

_HEAD_LIMIT_BYTES = 64 * 1024
_PART_BYTES = 64 * 1024


def open_port(port: int, socket: Path) -> None:
    """Listens on a loopback port, in a thread of its own, and passes requests on to the Unix socket.

    Raises:
        OSError: The port is taken.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A client that disconnects, or sends no request, is not an error of the server.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await _answer(reader, writer, socket)
        writer.close()

    loop = asyncio.new_event_loop()
    loop.run_until_complete(asyncio.start_server(serve, HOST, port, limit=_HEAD_LIMIT_BYTES))
    threading.Thread(target=loop.run_forever, daemon=True, name="guarded-port").start()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, socket: Path) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    request, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    headers = joined(_fields(lines))
    if reason := refusal(headers, ()):
        writer.write(_forbidden(reason))
        await writer.drain()
        return
    kept = [line for line in lines if not line.lower().startswith(("connection:", "keep-alive:"))]
    single = "\r\n".join([request, *kept, "Connection: close", "", ""])
    await _pass_on(reader, writer, socket, single.encode("latin-1"))


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, socket: Path, head: bytes
) -> None:
    """Copies both ways until one side is done; the server must see when its client has left."""
    answers, requests = await asyncio.open_unix_connection(str(socket))
    requests.write(head)
    copying = {
        asyncio.create_task(_copy(reader, requests)),
        asyncio.create_task(_copy(answers, writer)),
    }
    _, pending = await asyncio.wait(copying, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*copying, return_exceptions=True)
    requests.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(_PART_BYTES):
        writer.write(part)
        await writer.drain()


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, value = line.partition(":")
        yield name, value.strip()


def _forbidden(reason: str) -> bytes:
    body = refusal_body(reason)
    head = (
        f"HTTP/1.1 {FORBIDDEN} Forbidden\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
