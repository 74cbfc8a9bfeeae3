"""`quorum doctor`: what works, and what to do about what does not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from quorum_client import checkout
from quorum_client.cli.display import console, open_quorum
from quorum_client.errors import ClientError

if TYPE_CHECKING:
    from quorum_client.client import Quorum


@click.command()
@click.option("--environment", help="Check whether this environment can be deployed, instead.")
@click.option("--offline", is_flag=True, help="With --environment: ask AWS nothing.")
def doctor(environment: str | None, *, offline: bool) -> None:
    """Checks the machine, the running parts, sign-in, the API and the models."""
    sys.stdout.flush()
    if environment:
        options = ["--environment", environment, *(["--offline"] if offline else [])]
        raise SystemExit(checkout.run_module("tools.preflight", options))
    machine = _machine()
    console.print("\nClient")
    with open_quorum() as quorum:
        checks: tuple[tuple[str, Callable[[Quorum], str]], ...] = (
            ("sign-in", _signed_in),
            ("API", lambda quorum: str(quorum.health().get("status"))),
            (
                "workspaces",
                lambda quorum: ", ".join(item.name for item in quorum.workspaces.list()) or "none yet",
            ),
            ("models", lambda quorum: ", ".join(item["id"] for item in quorum.models()) or "none"),
            ("WebSocket", _ticket),
        )
        well = all([_check(quorum, name, look) for name, look in checks])
    if machine or not well:
        raise SystemExit(1)


def _machine() -> int:
    """Checks the machine; returns the exit status."""
    if checkout.is_one():
        return checkout.run_module("local_runtime", ["doctor"])
    console.print("The machine is not checked: that needs a checkout of Quorum.")
    return 0


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
