"""Clients of AWS, one per service and process.

botocore without boto3: the same clients, 100 ms less of a cold start. botocore reads region and keys from the
function's environment as usual; `AWS_ENDPOINT_URL` points to an emulator.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

CONNECT_TIMEOUT_S = 2.0
USER_AGENT = "quorum"
"""botocore would compose its own twice for every request, an eighth of the request's time here."""
_OF_SERVICE: dict[str, dict[str, Any]] = {
    # botocore signs upload forms by version 2 in the older regions, which S3 refuses for new buckets, and
    # addresses them to the global host, which redirects and which the page is not allowed to reach.
    "s3": {
        "signature_version": "s3v4",
        "s3": {"us_east_1_regional_endpoint": "regional", "addressing_style": "virtual"},
    },
}


# A session makes one client at a time.
_CREATING = Lock()


@cache
def aws_client(
    service: str, *, endpoint_url: str | None = None, read_timeout_s: float = 5.0, attempts: int = 4
) -> Any:
    """Returns a low-level client; `attempts` counts the first call and its repetitions with jitter."""
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=read_timeout_s,
        retries={"mode": "standard", "total_max_attempts": attempts},
        # A session creates one client at a time.
        max_pool_connections=32,
        user_agent=USER_AGENT,
        **_OF_SERVICE.get(service, {}),
    )
    with _CREATING:
        return aws_session().create_client(service, endpoint_url=endpoint_url, config=config)


@cache
def aws_session() -> Any:
    """Returns the one session of this process.

    Each session reads botocore's lists of partitions and endpoints itself: 60 ms for every client after the
    first.
    """
    import botocore.session

    return botocore.session.get_session()
