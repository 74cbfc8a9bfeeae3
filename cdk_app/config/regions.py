"""The regions of AWS, of all partitions, as the installed SDK knows them."""

from __future__ import annotations

from functools import cache

import botocore.session


@cache
def aws_regions() -> tuple[str, ...]:
    """Returns the names of all regions where CloudFormation is, sorted; reads a file of the SDK."""
    session = botocore.session.get_session()
    partitions: list[str] = session.get_available_partitions()
    return tuple(
        sorted(
            region
            for partition in partitions
            for region in session.get_available_regions("cloudformation", partition_name=partition)
        )
    )
