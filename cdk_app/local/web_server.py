"""Serves the built page and its `/config.json` on the loopback address, as CloudFront does in the cloud."""

from __future__ import annotations

import argparse
import functools
import http.server
from pathlib import Path

from cdk_app.local.ports import HOST

# As on CloudFront: no framing, no sniffing, no referrer to strangers.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class PageHandler(http.server.SimpleHTTPRequestHandler):
    """Files of one folder; a path that is no file is a page of the app."""

    def __init__(self, *args: object, config_file: Path, directory: str, **kwargs: object) -> None:
        self._config_file = config_file
        super().__init__(*args, directory=directory, **kwargs)  # pyright: ignore[reportArgumentType]

    def translate_path(self, path: str) -> str:
        if path.partition("?")[0] == "/config.json":
            return str(self._config_file)
        found = Path(super().translate_path(path))
        return str(found if found.exists() or found.suffix else Path(self.directory) / "index.html")

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        hashed = self.path.startswith("/assets/")
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if hashed else "no-cache")
        super().end_headers()

    def list_directory(self, path: str) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  # noqa: ARG002
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing about successful requests."""


def main() -> None:
    """Serves until it is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True)
    arguments = parser.parse_args()
    handler = functools.partial(PageHandler, config_file=arguments.config, directory=str(arguments.folder))
    with http.server.ThreadingHTTPServer((HOST, arguments.port), handler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
