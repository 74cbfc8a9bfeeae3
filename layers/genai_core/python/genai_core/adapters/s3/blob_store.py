"""The blob store on one S3 bucket."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from genai_core.errors import Forbidden, Misconfigured, NotFound, Overloaded, Throttled

LABEL = "quorum"
"""The name of an object's label among its metadata: S3 sends it as `x-amz-meta-quorum`."""

_ABSENT = {"NoSuchKey", "404", "NotFound"}
_THROTTLED = {"SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests"}
_DELETE_LIMIT = 1000


class S3BlobStore:
    """Keeps blobs in a bucket.

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
        said = {"Metadata": {LABEL: label}} if label else {}
        with self._translated(key):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=content_type, **said)

    def get(self, key: str) -> bytes:
        with self._translated(key):
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            return body

    def size(self, key: str) -> int:
        with self._translated(key):
            return int(self._client.head_object(Bucket=self._bucket, Key=key)["ContentLength"])

    def label(self, key: str) -> str:
        with self._translated(key):
            said: dict[str, str] = self._client.head_object(Bucket=self._bucket, Key=key)["Metadata"]
            return said.get(LABEL, "")

    def keys(self, prefix: str) -> Iterator[str]:
        with self._translated(prefix):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
            for page in pages:
                for item in page.get("Contents", ()):
                    yield item["Key"]

    def delete(self, prefix: str) -> int:
        found = list(self.keys(prefix))
        for start in range(0, len(found), _DELETE_LIMIT):
            batch = [{"Key": key} for key in found[start : start + _DELETE_LIMIT]]
            with self._translated(prefix):
                done = self._client.delete_objects(
                    Bucket=self._bucket, Delete={"Objects": batch, "Quiet": True}
                )
            if refused := done.get("Errors"):
                raise Overloaded(f"{len(refused)} of {len(batch)} keys under {prefix!r} could not be deleted")
        return len(found)

    @contextmanager
    def _translated(self, key: str) -> Generator[None]:
        try:
            yield
        except ClientError as error:
            raise _error(error, key, self._bucket) from error
        except BotoCoreError as error:
            raise Overloaded(f"S3 cannot be reached for {key!r}: {error}") from error


def _error(error: ClientError, key: str, bucket: str) -> Exception:
    code = str(error.response.get("Error", {}).get("Code", ""))
    if code in _ABSENT:
        return NotFound(f"there is nothing under the key {key!r}")
    if code == "NoSuchBucket":
        return Misconfigured(f"there is no bucket {bucket!r}", remedy="Deploy the storage stack.")
    if code in ("AccessDenied", "403"):
        return Forbidden(f"S3 refuses access to {key!r}", remedy="Grant it to this function in the stack.")
    if code in _THROTTLED:
        return Throttled(f"S3 asks to slow down at {key!r}")
    return Overloaded(f"S3 answered {code!r} for {key!r}: {error}")
