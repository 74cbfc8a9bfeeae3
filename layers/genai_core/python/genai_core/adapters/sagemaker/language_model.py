"""A language model in a text-generation container behind a SageMaker endpoint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from genai_core.adapters.sagemaker.failures import SAGEMAKER
from genai_core.adapters.sagemaker.token_stream import read_piece
from genai_core.domain.generation.chat_protocol import (
    END_OF_STREAM,
    ChatDialect,
    ChatPiece,
    chat_payload,
    model_events,
)
from genai_core.domain.generation.models import (
    ModelEvent,
    ModelRequest,
    ModelSpec,
)
from genai_core.domain.generation.pulled_stream import until
from genai_core.domain.generation.server_events import ServerEvents
from genai_core.errors import Misconfigured, Overloaded, QuorumError

_CONTAINER_MODEL = "tgi"
"""The container serves one model and accepts any name."""


class SageMakerLanguageModel:
    """Streams answers through `invoke_endpoint_with_response_stream`.

    Sends the messages API (TGI, DJL-LMI and vLLM containers) and reads its chunks, or the token stream of
    TGI's own API if the endpoint sends that. The client's read timeout limits the silence between two events;
    wrappers enforce the other limits.

    Args:
        spec: `target` is the endpoint's name, or `endpoint/inference-component`.
        client: A `sagemaker-runtime` client with few retries of its own.
    """

    def __init__(self, spec: ModelSpec, client: Any) -> None:
        if not spec.target:
            raise Misconfigured(
                f"target of the model {spec.model_id!r} is {spec.target!r}",
                remedy="It must be the name of a SageMaker endpoint.",
            )
        self._spec = spec
        self._client = client

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the answer as it arrives; see the port."""
        with SAGEMAKER.translated(f"the endpoint {self._spec.target!r}"):
            response = self._client.invoke_endpoint_with_response_stream(**self._call(request))
            with closing(response["Body"]) as parts:
                yield from self._events(until(parts, self._spec.total_timeout_s, self._spec.target))

    def _call(self, request: ModelRequest) -> dict[str, Any]:
        endpoint, _, component = self._spec.target.partition("/")
        payload = chat_payload(request, _CONTAINER_MODEL, ChatDialect())
        call: dict[str, Any] = {
            "EndpointName": endpoint,
            "ContentType": "application/json",
            "Accept": "text/event-stream",
            "Body": json.dumps(payload).encode(),
        }
        if component:
            call["InferenceComponentName"] = component
        return call

    def _events(self, parts: Iterator[dict[str, Any]]) -> Iterator[ModelEvent]:
        server = f"the endpoint {self._spec.target!r}"

        def failed(piece: ChatPiece) -> QuorumError:
            return Overloaded(f"{server} ended the connection: {piece.error}")

        yield from model_events(_pieces(parts), server, failed)


def _pieces(parts: Iterator[dict[str, Any]]) -> Iterator[ChatPiece]:
    events = ServerEvents()
    for part in parts:
        for data in events.feed(part.get("PayloadPart", {}).get("Bytes", b"")):
            if data.strip() != END_OF_STREAM:
                yield read_piece(data)
    for data in events.finish():
        if data.strip() != END_OF_STREAM:
            yield read_piece(data)
