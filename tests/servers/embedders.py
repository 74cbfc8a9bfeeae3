"""Embeddings over the wire: Bedrock's Titan and Cohere, our SageMaker container, and `/embeddings` of OpenAI.

Vectors are those of the encoder without a model, so that tests know them. The target is a script of
`tests.servers.script`, put into the model's id: `status` and `code` fail, `first_ms` waits, and `text` is
`short` (a vector is missing), `longer` (of another length), `garbage` (not JSON), `reordered` or `base64`.
A request that the service would refuse is refused. The container is the real one, except for its model.
"""

from __future__ import annotations

import base64
import json
import re
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import unquote

import numpy as np

from genai_core.adapters.memory.embedder import HashingEmbedder, hashing_profile
from tests.servers.container import ContainerHandler, load_container
from tests.servers.loopback import Call, LoopbackServer, serving
from tests.servers.script import Script, read_script

_ENDPOINT = re.compile(r"/endpoints/(.+)/invocations")
_MODEL = re.compile(r"/model/(.+)/invoke")
_TITAN_DIMENSIONS = (256, 512, 1024)


class _Handler(ContainerHandler):
    def do_POST(self) -> None:
        body = self.read_body()
        match = _ENDPOINT.fullmatch(self.path) or _MODEL.fullmatch(self.path)
        request = json.loads(body)
        target = unquote(match.group(1)) if match else request["model"]
        family, _, script_text = target.rpartition("/")
        script = read_script(script_text)
        earlier = self.server.begin(Call(target, self.headers.get("authorization", ""), request))
        self.wait(script.first_ms / 1000)
        if self.failed_as_told(script, earlier):
            return
        if self.path.startswith("/endpoints/"):
            self._container(script, body)
        elif match:
            self._titan(script, request) if "titan" in family else self._cohere(script, request)
        else:
            self._openai(script, request)

    def _container(self, script: Script, body: bytes) -> None:
        container = self.container
        request = self.container_request(body)
        if request is None:
            return
        vectors, tokens = HashingEmbedder(hashing_profile()).embed_tokens(request.texts)
        pieces = tuple(
            container.Pieces(pieces.keys.tolist(), pieces.offsets.tolist(), pieces.vectors)
            for pieces in tokens
        )
        encoded = container.Encoded(_told(script, vectors), pieces if request.wants_tokens else ())
        answer, kind = container.output_fn(encoded, "application/json")
        self.answer(200, kind, answer.encode())

    def _titan(self, script: Script, request: dict[str, Any]) -> None:
        text, length = request.get("inputText", ""), request.get("dimensions")
        if not 1 <= len(text) <= 50_000 or length not in _TITAN_DIMENSIONS:
            self.fail(400, "ValidationException", "1 to 50000 characters, 256, 512 or 1024 dimensions")
            return
        rows = _told(script, _vectors([text], length))
        answer = {"embedding": rows[0].tolist()} if len(rows) else {}
        self.answer_json(200, {**answer, "inputTextTokenCount": len(text.split())})

    def _cohere(self, script: Script, request: dict[str, Any]) -> None:
        texts = request["texts"]
        is_new = "output_dimension" in request
        allowed = ("LEFT", "RIGHT", "NONE") if is_new else ("START", "END", "NONE")
        is_fine = 1 <= len(texts) <= 96 and all(texts) and (is_new or max(map(len, texts)) <= 2048)
        if not is_fine or request["input_type"] not in ("search_query", "search_document"):
            self.fail(400, "ValidationException", "1 to 96 texts of at most 2048 characters")
            return
        if request["truncate"] not in allowed:
            self.fail(400, "ValidationException", f"truncate must be one of {allowed}")
            return
        rows = _told(script, _vectors(texts, request.get("output_dimension", 1024))).tolist()
        self.answer_json(200, {"embeddings": {"float": rows} if is_new else rows, "texts": texts})

    def _openai(self, script: Script, request: dict[str, Any]) -> None:
        texts = request["input"]
        if not all(texts) or len(texts) > 2048 or max(len(text.split()) for text in texts) > 8191:
            self.fail(400, "", "1 to 2048 texts of at most 8191 tokens")
            return
        rows = _told(script, _vectors(texts, request.get("dimensions", 1536)))
        rows_sent = [
            {"object": "embedding", "index": index, "embedding": _encoded(script, row)}
            for index, row in enumerate(rows)
        ]
        self.answer_json(
            200, {"object": "list", "data": rows_sent[::-1] if script.text == "reordered" else rows_sent}
        )

    def fail(self, status: int, code: str, message: str, **more: Any) -> None:
        super().fail(status, code, message, error={"message": message, "code": code}, **more)


def _vectors(texts: list[str], length: int) -> np.ndarray:
    return HashingEmbedder(hashing_profile(dimensions=length)).embed(texts)


def _told(script: Script, vectors: np.ndarray) -> np.ndarray:
    if script.text == "short":
        return vectors[1:]
    return np.concatenate([vectors, vectors], axis=1) if script.text == "longer" else vectors


def _encoded(script: Script, row: np.ndarray) -> Any:
    return base64.b64encode(row.astype("<f4").tobytes()).decode() if script.text == "base64" else row.tolist()


def embedding_server() -> AbstractContextManager[LoopbackServer]:
    """Runs the server in a thread of this process; clients reach it by `endpoint_url`."""
    _Handler.container = load_container("all_minilm_l6_v2")
    return serving(_Handler)
