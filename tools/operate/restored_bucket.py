"""A versioned bucket as it was at one moment, in a bucket of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Any


def restore_bucket(s3: Any, source: str, target: str, moment: datetime) -> set[str]:
    """Copies into a new bucket what the source held at the moment; returns the keys."""
    region = s3.meta.region_name
    options = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=target, **options)
    versions = versions_at(s3, source, moment)
    for key, version in versions.items():
        s3.copy({"Bucket": source, "Key": key, "VersionId": version}, target, key)
    return set(versions)


def versions_at(s3: Any, bucket: str, moment: datetime) -> dict[str, str]:
    """Returns by key the version that was the current one at the moment; deleted keys are left out."""
    newest: dict[str, tuple[datetime, str]] = {}
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for each in (*page.get("Versions", []), *page.get("DeleteMarkers", [])):
            at, version = each["LastModified"], each["VersionId"] if "Size" in each else ""
            # Newer ones are listed first, so the first of two of one second counts.
            if at <= moment and (each["Key"] not in newest or at > newest[each["Key"]][0]):
                newest[each["Key"]] = (at, version)
    return {key: version for key, (_, version) in newest.items() if version}


def empty_and_delete(s3: Any, bucket: str) -> None:
    """Deletes a bucket that has no versions, with all its objects; a missing bucket is not an error."""
    try:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for each in page.get("Contents", []):
                s3.delete_object(Bucket=bucket, Key=each["Key"])
    except s3.exceptions.NoSuchBucket:
        return
    s3.delete_bucket(Bucket=bucket)
