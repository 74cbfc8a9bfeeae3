"""Delete old versions of files, as the bucket's lifecycle rule does on AWS; MiniStack applies no rules.

Otherwise the files of deleted documents would stay on the laptop's disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from local_runtime import deployment
from local_runtime.deployed import read_outputs
from local_runtime.home import Home
from local_runtime.ports import Ports

KEPT = timedelta(days=30)
"""As `noncurrent_version_expiration` of the documents' bucket."""


def delete_old(home: Home, ports: Ports) -> int:
    """Deletes versions that were replaced or deleted more than `KEPT` ago; returns their number."""
    bucket = read_outputs(home)["DocumentsBucketName"]
    objects = deployment.client(ports, "s3")
    pages = objects.get_paginator("list_object_versions").paginate(Bucket=bucket)
    entries = [
        {
            "Key": each["Key"],
            "VersionId": each["VersionId"],
            "at": each["LastModified"],
            "is_marker": is_marker,
        }
        for page in pages
        for kind, is_marker in (("Versions", False), ("DeleteMarkers", True))
        for each in page.get(kind, ())
    ]
    old = list(expired(entries, datetime.now(UTC) - KEPT))
    for each in old:
        objects.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])
    return len(old)


def expired(entries: Iterable[dict[str, Any]], before: datetime) -> Iterator[dict[str, Any]]:
    """Yields the versions and delete markers that were replaced before that time, and the delete markers
    that are all that is left of a file.

    Args:
        entries: Each with its Key, its VersionId, when it was written (`at`), and whether it is a marker.
    """
    by_key: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        by_key[entry["Key"]].append(entry)
    for versions in by_key.values():
        versions.sort(key=lambda entry: entry["at"], reverse=True)
        old = [replaced for newer, replaced in pairwise(versions) if newer["at"] < before]
        yield from old
        if versions[0]["is_marker"] and versions[0]["at"] < before and len(old) == len(versions) - 1:
            yield versions[0]
