"""Erases a user, or the remains of a deleted workspace: `python -m tools.erase user ID --environment NAME`.

Without `--delete` it only lists what is there. It runs with the credentials of whoever calls it, who must be
able to read and write all tables and the bucket; the settings are read from the deployed functions. The
database of the cloud is reached from within its network only: there, the index is emptied by the deletion of
each document, and the sweep says that it did not look.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from genai_core.domain.email_addresses import email_address
from genai_core.domain.identifiers import UserId
from genai_core.errors import Misconfigured, QuorumError

_FUNCTIONS = ("serve_api", "receive_frame", "authorize_request", "delete_document")
"""Together they have the settings of all tables, the bucket and the database."""


def main(arguments: Sequence[str]) -> int:
    """Returns 0 if nothing is left, 1 if something is, or if it cannot be told."""
    parser = argparse.ArgumentParser(prog="python -m tools.erase", description=__doc__)
    parser.add_argument("kind", choices=("workspace", "user"))
    parser.add_argument("id")
    parser.add_argument("--email", help="the user's address: open invitations of it are erased too")
    parser.add_argument("--environment", required=True, help="as config.json names it")
    parser.add_argument("--delete", action="store_true", help="erase it; else only list it")
    parser.add_argument("--no-index", action="store_true", help="the database cannot be reached from here")
    options = parser.parse_args(arguments)
    if options.email and options.kind != "user":
        parser.error("--email goes with a user only")
    try:
        adopt_settings(options.environment, without_index=options.no_index)
        return _sweep(options)
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 1


def adopt_settings(environment: str, *, without_index: bool, client: Any = None) -> None:
    """Takes the settings of the deployed functions into this process's environment.

    Raises:
        Misconfigured: Region, credentials or environment are missing or wrong.
    """
    for name in _FUNCTIONS:
        function = f"quorum-{environment}-{name}"
        try:
            client = client or _functions_client()
            deployed = client.get_function_configuration(FunctionName=function)
        except (BotoCoreError, ClientError) as error:
            raise Misconfigured(
                f"{function} cannot be read: {error}",
                remedy="Set AWS_PROFILE, or AWS_REGION and credentials, of the environment's account.",
            ) from None
        for key, value in deployed.get("Environment", {}).get("Variables", {}).items():
            if not key.startswith(("AWS_", "PYTHON", "PATH")):
                os.environ[key] = value
    if without_index:
        os.environ.pop("DATABASE_HOST", None)


def _functions_client() -> Any:
    import boto3  # noqa: PLC0415

    if region := os.environ.get("AWS_REGION"):
        # Functions have both variables, and botocore reads only this one.
        os.environ.setdefault("AWS_DEFAULT_REGION", region)
    return boto3.client("lambda")


def _sweep(options: argparse.Namespace) -> int:
    from genai_core.wiring import erasure  # noqa: PLC0415 - reads the settings when it is imported

    user_id, erase_user = UserId(options.id), erasure.erase_user()
    email = email_address(options.email) if options.email else None
    if options.delete:
        is_user = options.kind == "user"
        erased = erase_user(user_id, email) if is_user else erasure.sweep()(options.id)
        for store, count in erased.items():
            print(f"{store}: {count} erased")
    left = erasure.sweep().find(options.id)
    if invitations := erase_user.invitations(user_id, email):
        left["invitations"] = list(invitations)
    for store, keys in left.items():
        print(f"{store}: {len(keys)} left", *(f"  {key}" for key in keys[:20]), sep="\n")
    if options.no_index:
        print("index: not looked at")
    if not left:
        print(f"nothing names {options.id} any more")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
