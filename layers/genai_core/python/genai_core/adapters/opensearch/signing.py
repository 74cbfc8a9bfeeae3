"""Sign requests to an OpenSearch domain by Signature Version 4, with the function's own role."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Literal

from genai_core.errors import Misconfigured

Service = Literal["es", "aoss"]
Sign = Callable[[str, str, bytes, Mapping[str, str]], dict[str, str]]


def signer(service: Service) -> Sign:
    """Returns a function of (method, url, body, headers) that returns the signed headers.

    Args:
        service: `es` for a domain of OpenSearch Service, `aoss` for a collection of OpenSearch Serverless.

    Raises:
        Misconfigured: This process has no AWS credentials or no region.
    """
    # Imported here: a server without signatures does not need the AWS SDK.
    import botocore.session  # noqa: PLC0415
    from botocore.auth import SigV4Auth  # noqa: PLC0415
    from botocore.awsrequest import AWSRequest  # noqa: PLC0415

    session: Any = botocore.session.get_session()
    credentials, region = session.get_credentials(), session.get_config_variable("region")
    if credentials is None or not region:
        raise Misconfigured(
            "no AWS credentials or region to sign requests to OpenSearch",
            remedy="Set OPENSEARCH_AUTH to 'none' for a local server, or give the function its role.",
        )

    def sign(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
        # Serverless requires this header with the digest of the body; a domain ignores it.
        digest = hashlib.sha256(body).hexdigest()
        request: Any = AWSRequest(method, url, {**headers, "x-amz-content-sha256": digest}, body)
        SigV4Auth(credentials.get_frozen_credentials(), service, region).add_auth(request)
        return dict(request.headers.items())

    return sign
