"""Upload forms and the inbox, against a real S3 protocol."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3

from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.adapters.s3.blob_store import S3BlobStore
from genai_core.adapters.s3.inbox import S3Inbox
from genai_core.adapters.s3.link_signer import S3LinkSigner
from genai_core.adapters.s3.upload_signer import S3UploadSigner
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.document_metadata import write_label
from genai_core.domain.ingestion.uploads import UploadTicket
from genai_core.errors import NotFound
from tests.contract.aws import Aws

KEY = "inbox/w1/folder/ü b.txt"
LABEL = write_label({"tags": ["röd"], "readers": ["ada"]})


@pytest.fixture
def bucket(aws: Aws) -> str:
    return aws.create_bucket()


@pytest.fixture
def ticket(aws: Aws, bucket: str) -> UploadTicket:
    signer = S3UploadSigner(aws.client("s3"), bucket)
    return signer.sign(KEY, content_type="text/plain", max_bytes=10, valid_s=60, label=LABEL)


def post(ticket: UploadTicket, body: bytes, **changes: str) -> int:
    fields: dict[str, Any] = {**ticket.fields, **changes, "file": ("file", body)}
    with urllib3.PoolManager() as http:
        answered = http.request("POST", ticket.url, fields=fields, timeout=5, retries=False)
        return answered.status


def test_a_file_lands_where_its_form_says(aws: Aws, bucket: str, ticket: UploadTicket) -> None:
    assert post(ticket, b"hello") in (200, 201, 204)
    assert aws.client("s3").get_object(Bucket=bucket, Key=KEY)["Body"].read() == b"hello"
    assert S3BlobStore(aws.client("s3"), bucket).label(KEY) == LABEL


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        (b"x" * 11, {}),
        (b"", {}),
        (b"hello", {"key": "inbox/w2/b.txt"}),
        (b"hello", {"Content-Type": "text/html"}),
        (b"hello", {"x-amz-meta-quorum": '{"readers":["eve"]}'}),
    ],
)
def test_a_form_that_was_changed_or_overfilled_is_refused(
    aws: Aws, bucket: str, ticket: UploadTicket, body: bytes, changes: dict[str, str]
) -> None:
    assert post(ticket, body, **changes) in (400, 403)
    assert "Contents" not in aws.client("s3").list_objects_v2(Bucket=bucket)


def test_removing_a_file_leaves_those_that_begin_alike(aws: Aws, bucket: str) -> None:
    client = aws.client("s3")
    for key in ("inbox/w1/a.txt", "inbox/w1/a.txt.bak"):
        client.put_object(Bucket=bucket, Key=key, Body=b"x")
    inbox = S3Inbox(client, bucket)
    for _ in range(2):
        inbox.remove(WorkspaceId("w1"), "a.txt")
    kept = client.list_objects_v2(Bucket=bucket)["Contents"]
    assert [entry["Key"] for entry in kept] == ["inbox/w1/a.txt.bak"]


def test_a_link_serves_one_file_as_it_says_and_no_other(aws: Aws, bucket: str) -> None:
    for key in (KEY, "inbox/w1/other.txt"):
        aws.client("s3").put_object(Bucket=bucket, Key=key, Body=key.encode(), ContentType="text/html")
    signer = S3LinkSigner(aws.client("s3"), bucket)
    link = signer.sign(KEY, file_name='ü "b".txt', content_type="text/plain", inline=False, valid_s=60)
    with urllib3.PoolManager() as http:
        answered = http.request("GET", link, timeout=5, retries=False)
        assert (answered.status, answered.data) == (200, KEY.encode())
        assert answered.headers["Content-Type"] == "text/plain"
        assert answered.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%BC%20%22b%22.txt"
        # The emulator checks no signature: what S3 refuses is seen by what was signed.
        assert {"X-Amz-Signature", "X-Amz-Expires"} <= parse_qs(urlsplit(link).query).keys()


def test_a_link_serves_what_the_key_held_when_it_was_signed(aws: Aws, bucket: str) -> None:
    """The next version may be for other readers."""
    s3 = aws.client("s3")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket=bucket, Key=KEY, Body=b"for all")
    signer = S3LinkSigner(s3, bucket)
    link = signer.sign(KEY, file_name="b.txt", content_type="text/plain", inline=False, valid_s=60)
    s3.put_object(Bucket=bucket, Key=KEY, Body=b"for few")
    with urllib3.PoolManager() as http:
        assert http.request("GET", link, timeout=5, retries=False).data == b"for all"
    with pytest.raises(NotFound):
        signer.sign("inbox/w1/none", file_name="n", content_type="text/plain", inline=False, valid_s=60)


def test_the_memory_inbox_does_the_same() -> None:
    inbox = MemoryInbox()
    inbox.drop(WorkspaceId("w1"), "a.txt")
    inbox.drop(WorkspaceId("w1"), "a.txt.bak")
    for _ in range(2):
        inbox.remove(WorkspaceId("w1"), "a.txt")
    assert inbox.files == {("w1", "a.txt.bak")}
