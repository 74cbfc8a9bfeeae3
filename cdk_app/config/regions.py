"""The regions of AWS, of all partitions, as the installed SDK knows them."""

from __future__ import annotations

from functools import cache

import botocore.session

NEEDED = ("cloudformation", "cognito-idp", "apigateway")
"""Services that every environment needs and that some regions lack: China has no user pools."""


@cache
def aws_regions() -> tuple[str, ...]:
    """Returns the names of all regions with these services, sorted; reads files of the SDK."""
    session = botocore.session.get_session()
    partitions: list[str] = session.get_available_partitions()
    regions = (
        {name for part in partitions for name in session.get_available_regions(service, partition_name=part)}
        for service in NEEDED
    )
    return tuple(sorted(set.intersection(*regions)))
