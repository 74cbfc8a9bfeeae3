"""Short-lived database passwords from the function's own IAM role.

The token is signed locally, without a network call, so it works in an isolated subnet. It equals the result
of `generate_db_auth_token` of boto3's RDS client, without loading that client's large model.
"""

from __future__ import annotations

from typing import Any

from genai_core.errors import Misconfigured

_TOKEN_LIFETIME_S = 900


def iam_token(host: str, port: int, user: str) -> str:
    """Returns a password for `user` that can open connections for 15 minutes.

    Raises:
        Misconfigured: This process has no AWS credentials or no region.
    """
    # Imported here: a database with trust or a password does not need the AWS SDK.
    import botocore.session  # noqa: PLC0415
    from botocore.model import ServiceId  # noqa: PLC0415
    from botocore.signers import RequestSigner  # noqa: PLC0415

    session = botocore.session.get_session()
    credentials, region = session.get_credentials(), session.get_config_variable("region")
    if credentials is None or not region:
        raise Misconfigured(
            f"no AWS credentials or region to sign a database token for {user!r}",
            remedy="Set DATABASE_AUTH to 'trust' for a local server, or give the function its role.",
        )
    hooks: Any = session.get_component("event_emitter")
    signer = RequestSigner(ServiceId("rds-db"), region, "rds-db", "v4", credentials, hooks)
    url = f"https://{host}:{port}/?Action=connect&DBUser={user}"
    request = {"method": "GET", "url": url, "body": {}, "headers": {}, "context": {}}
    signed: Any = signer.generate_presigned_url(
        request, operation_name="connect", expires_in=_TOKEN_LIFETIME_S, region_name=region
    )
    return str(signed).removeprefix("https://")
