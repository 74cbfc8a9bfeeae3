"""Sign links to objects in S3 locally."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from botocore.exceptions import BotoCoreError

from genai_core.adapters.s3.blob_store import failures_at
from genai_core.errors import Misconfigured


class S3LinkSigner:
    """Signs links for one bucket with the function's own credentials."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def sign(self, key: str, *, file_name: str, content_type: str, inline: bool, valid_s: int) -> str:
        # RFC 6266: any name, percent-encoded.
        disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(file_name, safe='')}"
        try:
            return self._client.generate_presigned_url(
                "get_object",
                Params={
                    "Bucket": self._bucket,
                    "Key": key,
                    **self._version(key),
                    "ResponseContentType": content_type,
                    "ResponseContentDisposition": disposition,
                },
                ExpiresIn=valid_s,
            )
        except BotoCoreError as error:
            raise Misconfigured(
                f"a link cannot be signed: {error}", remedy="Check the credentials."
            ) from error

    def _version(self, key: str) -> dict[str, str]:
        """Returns the object's version for the link; empty if the bucket has no versions."""
        with failures_at(self._bucket, key):
            version: str = self._client.head_object(Bucket=self._bucket, Key=key).get("VersionId", "")
        return {"VersionId": version} if version not in ("", "null") else {}
