"""Sign upload forms for S3 locally, by a POST policy."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import BotoCoreError

from genai_core.adapters.s3.blob_store import LABEL
from genai_core.domain.ingestion.uploads import UploadTicket
from genai_core.errors import Misconfigured


class S3UploadSigner:
    """Signs forms for one bucket with the function's own credentials."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def sign(self, key: str, *, content_type: str, max_bytes: int, valid_s: int, label: str) -> UploadTicket:
        fields = {"Content-Type": content_type}
        if label:
            fields[f"x-amz-meta-{LABEL}"] = label
        try:
            form = self._client.generate_presigned_post(
                Bucket=self._bucket,
                Key=key,
                Fields=dict(fields),
                Conditions=[
                    *({name: value} for name, value in fields.items()),
                    ["content-length-range", 1, max_bytes],
                ],
                ExpiresIn=valid_s,
            )
        except BotoCoreError as error:
            raise Misconfigured(
                f"an upload cannot be signed: {error}", remedy="Check the credentials."
            ) from error
        return UploadTicket(
            url=form["url"],
            key=key,
            max_bytes=max_bytes,
            content_type=content_type,
            valid_s=valid_s,
            fields=form["fields"],
        )
