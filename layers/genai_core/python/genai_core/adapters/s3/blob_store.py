"""The blob store on one S3 bucket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from genai_core.adapters.aws.failures import Failures
from genai_core.errors import Forbidden, Misconfigured, NotFound, Overloaded

LABEL = "quorum"
"""Key of the label in an object's metadata; S3 sends it as `x-amz-meta-quorum`."""

_DELETE_LIMIT = 1000
_FAILURES = Failures(
    operator="Deploy the storage stack, and grant it to this function.",
    kinds={
        "NoSuchKey": NotFound,
        "404": NotFound,
        "NotFound": NotFound,
        "NoSuchBucket": Misconfigured,
        "AccessDenied": Forbidden,
        "403": Forbidden,
    },
)


class S3BlobStore:
    """Stores blobs in a bucket.

    Args:
        client: A boto3 S3 client.
        bucket: The bucket's name.
    """

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(
        self, key: str, body: bytes, *, content_type: str = "application/octet-stream", label: str = ""
    ) -> None:
        extra = {"Metadata": {LABEL: label}} if label else {}
        with self._at(key):
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=body, ContentType=content_type, **extra
            )

    def get(self, key: str) -> bytes:
        with self._at(key):
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            return body

    def size(self, key: str) -> int:
        with self._at(key):
            return int(self._client.head_object(Bucket=self._bucket, Key=key)["ContentLength"])

    def label(self, key: str) -> str:
        with self._at(key):
            metadata: dict[str, str] = self._client.head_object(Bucket=self._bucket, Key=key)["Metadata"]
            return metadata.get(LABEL, "")

    def keys(self, prefix: str) -> Iterator[str]:
        with self._at(prefix):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            for page in pages:
                for item in page.get("Contents", ()):
                    yield item["Key"]

    def delete(self, prefix: str) -> int:
        keys = list(self.keys(prefix))
        for start in range(0, len(keys), _DELETE_LIMIT):
            batch = [{"Key": key} for key in keys[start : start + _DELETE_LIMIT]]
            with self._at(prefix):
                done = self._client.delete_objects(
                    Bucket=self._bucket, Delete={"Objects": batch, "Quiet": True}
                )
            if refused := done.get("Errors"):
                raise Overloaded(f"{len(refused)} of {len(batch)} keys under {prefix!r} could not be deleted")
        return len(keys)

    def _at(self, key: str) -> AbstractContextManager[None]:
        return failures_at(self._bucket, key)


def failures_at(bucket: str, key: str) -> AbstractContextManager[None]:
    """Translates the errors of a call for a key."""
    return _FAILURES.translated(f"the bucket {bucket!r}, at {key!r},")
