"""Builds the environment of child processes, with only the needed variables of the caller.

A developer's shell may hold real AWS keys, a profile or a proxy; none of them may reach the emulator,
the functions in it, or a deployment to it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from local_runtime.engine import chosen, uses_opensearch
from local_runtime.home import REPOSITORY, Home
from local_runtime.ports import HOST, Ports
from local_runtime.servers.local_models import has_second

REGION = "us-east-1"
ACCOUNT = "000000000000"
_KEPT = (
    "PATH",
    "HOME",
    "USER",
    "LANG",
    "LC_ALL",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
    "SYSTEMROOT",
)
# These settings add a better model, or bound ingestion; the deployment reads them.
_SETTINGS = ("OPENAI_", "QUORUM_DOCUMENTS_AT_ONCE", "QUORUM_BATCHES_AT_ONCE")


def plain(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Returns the variables that any program needs."""
    kept = {name: environment[name] for name in _KEPT if name in environment}
    return {**kept, "PYTHONUNBUFFERED": "1", "NO_PROXY": "127.0.0.1,localhost"}


def python_path() -> str:
    """Returns the `PYTHONPATH` of the project, whether or not it is installed."""
    folders = (
        REPOSITORY,
        *(REPOSITORY / part for part in ("layers/genai_core/python", "clients/python", "contrib/stores")),
    )
    return os.pathsep.join(str(folder) for folder in folders)


def aws_client(endpoint_url: str, region: str = REGION) -> dict[str, str]:
    """Returns the variables that make an SDK or the CDK CLI use only the emulator."""
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def deployment(ports: Ports, home: Home, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Returns the environment of the CDK CLI and of the app it runs."""
    chosen_settings = {name: text for name, text in environment.items() if name.startswith(_SETTINGS)}
    return {
        **plain(environment),
        **aws_client(ports.endpoint_url),
        **chosen_settings,
        "CDK_DEFAULT_ACCOUNT": ACCOUNT,
        "CDK_DEFAULT_REGION": REGION,
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "CDK_DISABLE_VERSION_CHECK": "1",
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
        "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")]),
        "PYTHONPATH": python_path(),
        "QUORUM_ENVIRONMENT": "local",
        "QUORUM_DATABASE_HOST": HOST,
        "QUORUM_DATABASE_PORT": str(ports.postgres),
        "QUORUM_ENGINE": chosen(home),
        "QUORUM_OPENSEARCH_URL": ports.opensearch_url if uses_opensearch(home) else "",
        "QUORUM_SMOLLM2_URL": ports.language_model_url,
        "QUORUM_SECOND_MODEL_URL": ports.second_model_url if has_second() else "",
        "QUORUM_WEB_PORT": str(ports.web),
        "QUORUM_STATE": str(home.folder),
    }


def python() -> str:
    """Returns this interpreter, for programs that start Python themselves."""
    return sys.executable
