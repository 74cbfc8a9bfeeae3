"""Small functions for the emulator, run by the Lambda runtime client as the deployed ones are."""

from __future__ import annotations

import io
import sys
import uuid
import zipfile

from local_runtime.child_environment import ACCOUNT
from tests.contract.aws import Aws

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any"
_BOOTSTRAP = f"""#!/bin/sh
cd "${{LAMBDA_TASK_ROOT:-$(dirname "$0")}}"
exec {sys.executable} -m awslambdaric "$_HANDLER"
"""


def create_function(aws: Aws, name: str, source: str, variables: dict[str, str] | None = None) -> str:
    """Creates a function whose `handle(event, context)` is in `source`, and returns its ARN."""
    created = aws.client("lambda").create_function(
        FunctionName=f"{name}-{uuid.uuid4().hex[:8]}",
        Runtime="provided.al2023",
        Handler="given.handle",
        Role=ROLE,
        Timeout=30,
        Code={"ZipFile": _zipped(source)},
        Environment={"Variables": variables or {}},
    )
    return str(created["FunctionArn"])


def _zipped(source: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        package.writestr("given.py", source)
        bootstrap = zipfile.ZipInfo("bootstrap")
        bootstrap.external_attr = 0o755 << 16
        package.writestr(bootstrap, _BOOTSTRAP)
    return body.getvalue()
