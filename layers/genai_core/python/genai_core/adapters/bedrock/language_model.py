"""A language model on Amazon Bedrock, over ConverseStream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from typing import Any, Literal

from genai_core.adapters.bedrock.failures import BEDROCK
from genai_core.domain.generation.models import (
    Finished,
    Image,
    Message,
    ModelEvent,
    ModelRequest,
    ModelSpec,
    ReasoningDelta,
    TextDelta,
)
from genai_core.domain.generation.pulled_stream import until
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import Misconfigured, Overloaded, Refused

_REFUSED = {"guardrail_intervened", "content_filtered", "refusal"}
_LENGTH = {"max_tokens", "model_context_window_exceeded"}


class BedrockLanguageModel:
    """Streams answers of a foundation model, an inference profile or an imported model.

    A guardrail in the catalogue checks each call synchronously, so that no text is returned before it passes.
    The client's read timeout limits the silence between two events; wrappers enforce the other limits.

    Args:
        spec: `target` is the model id, inference profile id or ARN.
        client: A `bedrock-runtime` client with few retries of its own: a wrapper retries.
    """

    def __init__(self, spec: ModelSpec, client: Any) -> None:
        if not spec.target:
            raise Misconfigured(
                f"target of the model {spec.model_id!r} is {spec.target!r}",
                remedy="It must be a Bedrock model id, an inference profile or an ARN.",
            )
        self._spec = spec
        self._client = client

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the answer as it arrives; see the port."""
        with BEDROCK.translated(f"the model {self._spec.target!r}"):
            response = self._client.converse_stream(**self._call(request))
            with closing(response["stream"]) as events:
                yield from self._events(until(events, self._spec.total_timeout_s, self._spec.target))

    def _call(self, request: ModelRequest) -> dict[str, Any]:
        call: dict[str, Any] = {
            "modelId": self._spec.target,
            "messages": turns(request.messages),
            "inferenceConfig": {"maxTokens": request.max_output_tokens, "temperature": request.temperature},
        }
        if request.images:
            content = call["messages"][-1]["content"]
            # Only the last message carries images; earlier turns of the user were merged into it.
            content[-1:] = [*_image_blocks(request.images), *content[-1:]]
        if request.system:
            call["system"] = [{"text": request.system}]
        if self._spec.guardrail:
            identifier, _, version = self._spec.guardrail.rpartition(":")
            call["guardrailConfig"] = {
                "guardrailIdentifier": identifier,
                "guardrailVersion": version,
                "streamProcessingMode": "sync",
            }
        return call

    def _events(self, events: Iterator[dict[str, Any]]) -> Iterator[ModelEvent]:
        usage, stop_reason, has_text = Usage(), "", False
        for event in events:
            delta = event.get("contentBlockDelta", {}).get("delta", {})
            if "reasoningContent" in delta:
                # Encrypted reasoning and signatures have no text, but they show that the model works.
                yield ReasoningDelta(delta["reasoningContent"].get("text", ""))
            if text := delta.get("text", ""):
                has_text = True
                yield TextDelta(text)
            stop_reason = event.get("messageStop", {}).get("stopReason", stop_reason)
            usage = _usage(event.get("metadata", {}).get("usage", {})) or usage
        if not stop_reason:
            raise Overloaded(f"the model {self._spec.target!r} ended the stream in the middle of its answer")
        if stop_reason in _REFUSED and not has_text:
            raise Refused(f"a guardrail of the model {self._spec.target!r} rejects the question")
        yield Finished(usage, _stop_reason(stop_reason))


def turns(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """Returns the conversation with consecutive turns of one side merged: the service needs alternation."""
    return [
        {"role": role, "content": [{"text": message.text} for message in group if message.text.strip()]}
        for role, group in groupby(messages, key=lambda message: message.role)
    ]


def _image_blocks(images: Sequence[Image]) -> Iterator[dict[str, Any]]:
    for image in images:
        if image.label:
            yield {"text": image.label}
        yield {"image": {"format": image.kind, "source": {"bytes": image.body}}}


def _stop_reason(reason: str) -> Literal["stop", "length", "refused"]:
    if reason in _REFUSED:
        return "refused"
    return "length" if reason in _LENGTH else "stop"


def _usage(counts: dict[str, int]) -> Usage | None:
    if not counts:
        return None
    cached = counts.get("cacheReadInputTokens", 0) + counts.get("cacheWriteInputTokens", 0)
    return Usage(counts.get("inputTokens", 0) + cached, counts.get("outputTokens", 0))
