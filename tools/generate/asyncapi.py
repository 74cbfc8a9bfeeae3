"""The AsyncAPI document of the WebSocket."""

from __future__ import annotations

import inspect
from typing import Any

from genai_core.domain.protocol.client_frames import CLIENT_FRAMES
from genai_core.domain.protocol.frames import FRAME_CONTENTS, MAX_FRAME_BYTES, Envelope
from genai_core.domain.protocol.status import DocumentStatusFrame
from genai_core.domain.protocol.version import PROTOCOL_VERSION
from tools.generate.json_schema import Schema, Schemas

CHANNEL = "#/channels/socket"


def asyncapi_document() -> dict[str, Any]:
    """Returns the document, as JSON values."""
    schemas = Schemas()
    received = {name: _message(kind, _received(schemas, kind)) for name, kind in CLIENT_FRAMES.items()}
    sent = {name: _message(kind, _sent(schemas, name, kind)) for name, kind in FRAME_CONTENTS.items()}
    status = schemas.reference(DocumentStatusFrame, is_received=False)
    sent["status"] = _message(DocumentStatusFrame, status)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Quorum",
            "version": str(PROTOCOL_VERSION),
            "description": "Open the socket with a ticket of `POST /ws-ticket`, as `?ticket=`. "
            f"A frame is one JSON object in a text message; the server's are under {MAX_FRAME_BYTES} bytes. "
            "A client that knows only the keys `token`, `done` and `error` works.",
            "license": {"name": "Apache-2.0"},
        },
        "channels": {
            "socket": {
                "address": "/",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in (*received, *sent)},
                "bindings": {"ws": {"query": _ticket()}},
            }
        },
        "operations": {
            "take": _operation("receive", "What a client sends.", list(received)),
            "tell": _operation("send", "What the server sends.", list(sent)),
        },
        "components": {"messages": {**received, **sent}, "schemas": dict(sorted(schemas.components.items()))},
    }


def _operation(action: str, summary: str, names: list[str]) -> dict[str, Any]:
    messages = [{"$ref": f"{CHANNEL}/messages/{name}"} for name in names]
    return {"action": action, "summary": summary, "channel": {"$ref": CHANNEL}, "messages": messages}


def _message(kind: type, payload: Schema) -> dict[str, Any]:
    summary = (inspect.getdoc(kind) or "").partition("\n")[0]
    return {"name": kind.__name__, "summary": summary, "contentType": "application/json", "payload": payload}


def _received(schemas: Schemas, kind: type) -> Schema:
    return schemas.reference(kind, is_received=True)


def _sent(schemas: Schemas, name: str, kind: type) -> Schema:
    """A frame is its envelope and what it says, in one object."""
    envelope = schemas.reference(Envelope, is_received=False)
    typed = {"type": "object", "properties": {"type": {"const": name}}}
    return {"allOf": [envelope, typed, schemas.reference(kind, is_received=False)]}


def _ticket() -> Schema:
    ticket = {"type": "string", "description": "Works once, within a minute."}
    return {"type": "object", "properties": {"ticket": ticket}, "required": ["ticket"]}
