"""Deploys one environment of `config.json`: reads it and passes its values to the stacks.

Run by the CDK CLI (`cdk.json`). The environment is `-c environment=<name>`, else `QUORUM_ENV`, else
`local`.
"""

from __future__ import annotations

import os
import sys

from aws_cdk import App, CliCredentialsStackSynthesizer

from cdk_app.composition import Composition
from cdk_app.config.file import REPOSITORY, read_environment
from cdk_app.function_platform import Sources
from genai_core.errors import Misconfigured


def main() -> None:
    """Synthesises the cloud assembly, or prints in one sentence why it cannot."""
    app = App()
    name = app.node.try_get_context("environment") or os.environ.get("QUORUM_ENV") or "local"
    try:
        config = read_environment(name, environment=os.environ)
    except Misconfigured as error:
        sys.exit(f"config.json: {error}")
    if config.aws_endpoint:
        # An emulator that enforces IAM allows AWS's bootstrap roles nothing, so they are not used there.
        app = App(default_stack_synthesizer=CliCredentialsStackSynthesizer())
    Composition(app, config, Sources.of(REPOSITORY, sys.executable))
    app.synth()


if __name__ == "__main__":
    main()
