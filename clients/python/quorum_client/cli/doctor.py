"""`quorum doctor`: what works, and what to do about what does not."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from quorum_client import checkout
from quorum_client.cli.display import console, open_quorum
from quorum_client.client import Quorum
from quorum_client.errors import ClientError


@click.command()
def doctor() -> None:
    """Checks the machine, the running parts, sign-in, the API and the models."""
    sys.stdout.flush()
    machine = checkout.run_module("cdk_app.local", ["doctor"]) if (checkout.ROOT / "cdk_app").is_dir() else 0
    console.print("\nClient")
    with open_quorum() as quorum:
        checks: tuple[tuple[str, Callable[[Quorum], str]], ...] = (
            ("sign-in", _signed_in),
            ("API", lambda one: str(one.health().get("status"))),
            ("workspaces", lambda one: ", ".join(item.name for item in one.workspaces.list()) or "none yet"),
            ("models", lambda one: ", ".join(item["id"] for item in one.models()) or "none"),
            ("WebSocket", _ticket),
        )
        well = all([_check(quorum, name, look) for name, look in checks])
    if machine or not well:
        raise SystemExit(1)


def _check(quorum: Quorum, name: str, look: Callable[[Quorum], str]) -> bool:
    try:
        console.print(f"  ✓ {name}: {look(quorum)}", markup=False)
    except ClientError as error:
        console.print(f"  ✗ {name}: {error}", markup=False, soft_wrap=True)
        return False
    return True


def _signed_in(quorum: Quorum) -> str:
    quorum.tokens.id_token()
    return quorum.session.username


def _ticket(quorum: Quorum) -> str:
    quorum.rest.call("POST", "/ws-ticket", repeatable=True)
    return "tickets are given out"
