"""One host for files by their paths: a bucket of S3 (path style), and repositories of Hugging Face.

A file of a repository is at `/<repository>/resolve/<revision>/<path>`, as the hub's own client asks for it.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager

from tests.servers.loopback import LoopbackHandler, LoopbackServer, serving


class FileHandler(LoopbackHandler):
    files: dict[str, bytes]

    def do_PUT(self) -> None:
        """Keeps a file, or a part of one under its address and number."""
        self.files[self.path] = self.read_body()
        self.answer(200, "application/xml", b"", {"etag": '"kept"'})

    def do_POST(self) -> None:
        """Begins an upload in parts, or puts the parts together."""
        self.read_body()
        path, _, query = self.path.partition("?")
        if query != "uploads":
            parts = {_number(each): each for each in self.files if each.startswith(f"{path}?")}
            self.files[path] = b"".join(self.files.pop(parts[number]) for number in sorted(parts))
        kind = "InitiateMultipartUploadResult" if query == "uploads" else "CompleteMultipartUploadResult"
        answer = f"<{kind}><UploadId>1</UploadId><ETag>kept</ETag></{kind}>"
        self.answer(200, "application/xml", answer.encode())

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def do_GET(self) -> None:
        self._send(with_body=True)

    def _send(self, *, with_body: bool) -> None:
        whole = self.files.get(self.path)
        part = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("range", ""))
        body = whole or b""
        if part:
            body = body[int(part[1]) : int(part[2] or len(body)) + 1]
        self.send_response(404 if whole is None else 206 if part else 200)
        self.send_header("content-length", str(len(body)))
        self.send_header("etag", '"0123456789abcdef0123456789abcdef01234567"')
        if "/resolve/" in self.path:
            self.send_header("x-repo-commit", self.path.split("/resolve/")[1].split("/")[0])
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _number(address: str) -> int:
    return int(re.findall(r"partNumber=(\d+)", address)[0])


def file_host(files: dict[str, bytes]) -> AbstractContextManager[LoopbackServer]:
    """Serves `files` by path, and keeps in it what is put."""
    return serving(type("Files", (FileHandler,), {"files": files}))
