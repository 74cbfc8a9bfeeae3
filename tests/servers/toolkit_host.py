"""Hosts a model as SageMaker does: AWS's inference toolkit over an unpacked archive, behind the runtime API.

Run as `python toolkit_host.py MODEL_FOLDER` with the archive's `code/` on PYTHONPATH, by itself: it imports
nothing of this project. It prints its address, and serves until its input is closed.
"""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sagemaker_inference.default_handler_service import DefaultHandlerService


class Context:
    """What the model server tells the toolkit of a request, and hears back."""

    def __init__(self, folder: str, headers: dict[str, str]) -> None:
        self.system_properties = {"model_dir": folder}
        self.request_processor = [self]
        self.headers, self.status, self.kind = headers, 200, ""

    def get_request_properties(self) -> dict[str, str]:
        return self.headers

    def set_response_content_type(self, index: int, kind: str) -> None:
        self.kind = kind

    def set_response_status(self, code: int, phrase: str) -> None:
        self.status = code


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: DefaultHandlerService
    folder: str

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        properties = {
            "Content-Type": self.headers.get("content-type", ""),
            "Accept": self.headers.get("accept", ""),
        }
        context = Context(self.folder, properties)
        (answer,) = self.service.handle([{"body": body}], context)
        if context.status == 200:
            self._send(200, context.kind, answer.encode())
            return
        failed = {"OriginalStatusCode": context.status, "OriginalMessage": answer, "message": answer}
        self._send(424, "application/json", json.dumps(failed).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        if status == 424:
            self.send_header("x-amzn-errortype", "ModelError")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def main(folder: str) -> None:
    Handler.folder, Handler.service = folder, DefaultHandlerService()
    Handler.service.initialize(Context(folder, {}))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
