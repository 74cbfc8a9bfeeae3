"""A deployed environment, as seen with the operator's credentials."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from genai_core.errors import Misconfigured

LOCAL = "local"
"""The environment of the laptop, which is reached through its emulator."""


@dataclass(frozen=True, slots=True)
class Account:
    """One environment.

    Attributes:
        client: Returns a boto3 client of a service.
    """

    environment: str
    client: Callable[[str], Any]

    def outputs(self) -> dict[str, str]:
        """Returns the outputs of the environment's stacks. Raises Misconfigured if there are none."""
        outputs = dict(self._outputs())
        if not outputs:
            raise Misconfigured(
                f"no stack of the environment {self.environment!r} is deployed here",
                remedy="Check the credentials and the region, or deploy it.",
            )
        return outputs

    def _outputs(self) -> Iterator[tuple[str, str]]:
        pages = self.client("cloudformation").get_paginator("describe_stacks").paginate()
        for stack in (stack for page in pages for stack in page["Stacks"]):
            if stack["StackName"].startswith(f"quorum-{self.environment}-"):
                for output in stack.get("Outputs", []):
                    yield output["OutputKey"], output["OutputValue"]


def account_of(environment: str) -> Account:
    """Returns the environment, reached with the credentials of the shell; the laptop's needs none.

    Raises:
        Misconfigured: The laptop was never started.
    """
    if environment != LOCAL:
        import boto3  # noqa: PLC0415 - 0.3 s that the help need not wait for

        return Account(environment, boto3.client)
    from local_runtime import deployment  # noqa: PLC0415
    from local_runtime.home import find_home  # noqa: PLC0415
    from local_runtime.ports import remembered_ports  # noqa: PLC0415

    ports = remembered_ports(find_home(os.environ))
    if ports is None:
        raise Misconfigured("nothing was ever started here", remedy="Run `make start`.")
    return Account(environment, lambda service: deployment.client(ports, service))
