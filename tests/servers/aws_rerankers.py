"""Bedrock's Rerank API and a SageMaker endpoint with our reranker's container, in AWS's own wire format.

Both score a text by the words it shares with the question, so that tests know the order. The target is a
script of `tests.servers.script`: `status` and `code` fail, `first_ms` waits, `text=short` leaves a score
out, `text=garbage` sends what is not JSON. A request that AWS would refuse is refused. The container is
the real one of `sagemaker_models/`, except for its model.
"""

from __future__ import annotations

import json
import re
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import unquote

import numpy as np

from tests.servers.container import ContainerHandler, load_container
from tests.servers.loopback import Call, LoopbackServer, serving
from tests.servers.script import Script, read_script

_ENDPOINT = re.compile(r"/endpoints/(.+)/invocations")
_PAGE = 100


def shared_words(question: str, text: str) -> int:
    """How many words of the question stand in the text."""
    return len(set(question.lower().split()) & set(re.findall(r"\w+", text.lower())))


class _Handler(ContainerHandler):
    def do_POST(self) -> None:
        body = self.read_body()
        endpoint = _ENDPOINT.fullmatch(self.path)
        request = json.loads(body)
        target = unquote(endpoint.group(1)) if endpoint else _model(request)
        script = read_script(target)
        earlier = self.server.begin(Call(target, self.headers.get("authorization", ""), request))
        self.wait(script.first_ms / 1000)
        if self.failed_as_told(script, earlier):
            return
        if endpoint:
            self._container(script, body)
        else:
            self._bedrock(script, request)

    def _container(self, script: Script, body: bytes) -> None:
        container = self.container
        request = self.container_request(body)
        if request is None:
            return
        logits = np.array([shared_words(request.question, text) for text in request.texts], np.float32)
        answer, kind = container.output_fn(container.likelihoods(logits), "application/json")
        if script.text == "short":
            answer = json.dumps({"scores": json.loads(answer)["scores"][1:]})
        self.answer(200, kind, answer.encode())

    def _bedrock(self, script: Script, request: dict[str, Any]) -> None:
        (asked,) = request["queries"]
        texts = [each["inlineDocumentSource"]["textDocument"]["text"] for each in request["sources"]]
        if not 1 <= len(texts) <= 1000 or not all(texts) or max(map(len, texts)) > 32_000:
            self.fail(400, "ValidationException", "1 to 1000 sources of 1 to 32000 characters")
            return
        scores = [shared_words(asked["textQuery"]["text"], text) for text in texts]
        ordered = sorted(range(len(texts)), key=lambda index: -scores[index])
        start = int(request.get("nextToken", "0"))
        rows = [
            {"index": index, "relevanceScore": float(1 / (1 + np.exp(-scores[index])))}
            for index in ordered[start : start + _PAGE]
        ]
        answer: dict[str, Any] = {"results": rows[1:] if script.text == "short" else rows}
        if start + _PAGE < len(texts):
            answer["nextToken"] = str(start + _PAGE)
        self.answer_json(200, answer)


def _model(request: dict[str, Any]) -> str:
    configuration = request["rerankingConfiguration"]["bedrockRerankingConfiguration"]["modelConfiguration"]
    return str(configuration["modelArn"]).split("/", 1)[1]


def reranker_server() -> AbstractContextManager[LoopbackServer]:
    """Runs the server in a thread of this process; clients reach it by `endpoint_url`."""
    _Handler.container = load_container("ms_marco_minilm_l6_v2")
    return serving(_Handler)
