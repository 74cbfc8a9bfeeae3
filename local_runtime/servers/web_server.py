"""Serves the built page and its `/config.json` on the loopback address, as CloudFront does in the cloud."""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import io
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from local_runtime.home import read_json
from local_runtime.ports import HOST
from local_runtime.servers.loopback_guard import guard, page_origins
from stacks.page_headers import connect_policy, page_headers, with_policy

COMPRESSED = frozenset({".js", ".css", ".svg"})


class PageHandler(http.server.SimpleHTTPRequestHandler):
    """Files of one folder; any other path is a page of the app."""

    def __init__(self, *args: object, config_file: Path, directory: str, **kwargs: object) -> None:
        self._config_file, self._connect = config_file, connected(config_file)
        super().__init__(*args, directory=directory, **kwargs)  # pyright: ignore[reportArgumentType]

    def translate_path(self, path: str) -> str:
        if path.partition("?")[0] == "/config.json":
            return str(self._config_file)
        file = Path(super().translate_path(path))
        return str(file if file.exists() or file.suffix else Path(self.directory) / "index.html")

    def send_head(self) -> BinaryIO | io.BytesIO | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        path = Path(self.translate_path(self.path))
        index = path / "index.html" if path.is_dir() else path
        if index.name == "index.html" and index.is_file():
            page = with_policy(index.read_text(encoding="utf-8"), connect_policy(self._connect))
            return self._send(page.encode(), "text/html; charset=utf-8")
        if path.suffix in COMPRESSED and path.is_file() and "gzip" in self.headers.get("Accept-Encoding", ""):
            return self._send(gzipped(path, path.stat().st_mtime_ns), self.guess_type(path), "gzip")
        return super().send_head()

    def _send(self, body: bytes, content_type: str, encoding: str = "") -> io.BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        for name, value in page_headers(self._connect).items():
            self.send_header(name, value)
        hashed = self.path.startswith("/assets/")
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if hashed else "no-cache")
        super().end_headers()

    def list_directory(self, path: str) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  # noqa: ARG002
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Does not log successful requests."""


@functools.lru_cache(maxsize=64)
def gzipped(path: Path, modified_ns: int) -> bytes:  # noqa: ARG001 - a file that has changed is another one
    """Returns the file compressed, as CloudFront sends it."""
    return gzip.compress(path.read_bytes(), compresslevel=6)


def connected(config_file: Path) -> tuple[str, ...]:
    """Returns the origins that the page connects to besides its own, from the addresses in its configuration.

    On a laptop the emulator is all of them: both APIs, the user pool and the upload bucket.
    """
    values = read_json(config_file)
    urls = (urlsplit(values.get(name, "")) for name in ("api_url", "websocket_url", "cognito_endpoint"))
    return tuple(dict.fromkeys(f"{url.scheme}://{url.netloc}" for url in urls if url.netloc))


def main() -> None:
    """Serves until the process ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True)
    arguments = parser.parse_args()
    guard(PageHandler, page_origins(arguments.port), may_open=True)
    handler = functools.partial(PageHandler, config_file=arguments.config, directory=str(arguments.folder))
    with http.server.ThreadingHTTPServer((HOST, arguments.port), handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
