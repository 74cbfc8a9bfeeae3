"""Reads the stacks' outputs, and turns their ids into addresses that resolve on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from genai_core.errors import Misconfigured
from local_runtime import child_environment
from local_runtime.home import Home, read_json
from local_runtime.ports import Ports

STACK_PREFIX = "quorum-local"


@dataclass(frozen=True, slots=True)
class Deployed:
    """Addresses and ids of the running deployment.

    The outputs of the stacks name amazonaws.com hosts, and names below localhost do not resolve
    everywhere: on a laptop the path forms of the emulator are used.
    """

    api_url: str
    websocket_url: str
    user_pool_id: str
    client_id: str
    documents_bucket: str
    region: str = child_environment.REGION


def read_deployed(home: Home, ports: Ports) -> Deployed:
    """Reads the stacks' outputs. Raises Misconfigured if there are none, or one is missing."""
    stacks = read_json(home.outputs_file)
    chat, auth, storage = (_stack(stacks, name) for name in ("chat-api", "auth", "storage"))
    paths = f"{ports.endpoint_url}/_aws/execute-api"
    sockets = f"ws://{ports.endpoint_url.removeprefix('http://')}/_aws/execute-api"
    return Deployed(
        api_url=f"{paths}/{_output(chat, 'RestApiId')}/{_output(chat, 'RestApiStage')}",
        websocket_url=f"{sockets}/{_output(chat, 'WebSocketApiId')}/{_output(chat, 'WebSocketApiStage')}",
        user_pool_id=_output(auth, "UserPoolId"),
        client_id=_output(auth, "ClientId"),
        documents_bucket=_output(storage, "DocumentsBucketName"),
    )


def read_outputs(home: Home) -> dict[str, str]:
    """Returns the outputs of all stacks by name."""
    stacks = read_json(home.outputs_file)
    return {name: text for stack in stacks.values() for name, text in stack.items()}


def _stack(stacks: dict[str, Any], name: str) -> dict[str, str]:
    return stacks.get(f"{STACK_PREFIX}-{name}", {})


def _output(stack: dict[str, str], name: str) -> str:
    try:
        return stack[name]
    except KeyError:
        raise Misconfigured(f"the stacks have no output {name!r}", remedy="Run `make start`.") from None
