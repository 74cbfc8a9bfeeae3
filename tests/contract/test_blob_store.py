"""What every blob store promises."""

from __future__ import annotations

import boto3
import pytest
from botocore.config import Config

from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.adapters.s3.blob_store import S3BlobStore
from genai_core.errors import Misconfigured, NotFound, Overloaded
from genai_core.ports.blob_store import BlobStore


@pytest.fixture(params=["memory", "s3"])
def blobs(request: pytest.FixtureRequest) -> BlobStore:
    if request.param == "memory":
        return MemoryBlobStore()
    aws = request.getfixturevalue("aws")
    return S3BlobStore(aws.client("s3"), aws.create_bucket())


def test_bytes_come_back_as_they_were_put(blobs: BlobStore) -> None:
    blobs.put("artifacts/w/d/v/extracted.json", b"\x00\xff text", content_type="application/json")
    assert blobs.get("artifacts/w/d/v/extracted.json") == b"\x00\xff text"
    assert blobs.size("artifacts/w/d/v/extracted.json") == 7


def test_a_label_is_written_with_its_bytes(blobs: BlobStore) -> None:
    blobs.put("inbox/w/a.txt", b"x", label='{"tags":["a"]}')
    assert blobs.label("inbox/w/a.txt") == '{"tags":["a"]}'
    blobs.put("inbox/w/a.txt", b"x")
    assert not blobs.label("inbox/w/a.txt")
    with pytest.raises(NotFound, match=r"inbox/w/none\.txt"):
        blobs.label("inbox/w/none.txt")


def test_putting_again_overwrites(blobs: BlobStore) -> None:
    blobs.put("key", b"old")
    blobs.put("key", b"new one")
    assert blobs.get("key") == b"new one"


def test_an_absent_key_is_not_found_and_named(blobs: BlobStore) -> None:
    with pytest.raises(NotFound, match=r"inbox/w/none\.txt"):
        blobs.get("inbox/w/none.txt")
    with pytest.raises(NotFound, match=r"inbox/w/none\.txt"):
        blobs.size("inbox/w/none.txt")


def test_keys_with_spaces_and_other_scripts_are_kept(blobs: BlobStore) -> None:
    key = "inbox/w/Über uns/ゾルゲ + 100%.txt"
    blobs.put(key, b"x")
    assert list(blobs.keys("inbox/w/")) == [key]
    assert blobs.get(key) == b"x"


def test_keys_are_listed_in_order_below_a_prefix_past_one_page(blobs: BlobStore) -> None:
    names = [f"many/{number:04d}" for number in range(1003)]
    for name in reversed(names):
        blobs.put(name, b"")
    blobs.put("other/1", b"")
    assert list(blobs.keys("many/")) == names
    assert blobs.delete("many/") == 1003
    assert list(blobs.keys("")) == ["other/1"]


def test_deleting_nothing_is_not_an_error(blobs: BlobStore) -> None:
    assert blobs.delete("nothing/here") == 0


def test_a_missing_bucket_is_a_setting_to_fix(aws) -> None:
    with pytest.raises(Misconfigured, match="'no-such-bucket-here'"):
        S3BlobStore(aws.client("s3"), "no-such-bucket-here").get("key")


def test_an_unreachable_s3_may_be_tried_again() -> None:
    client = boto3.client(
        "s3",
        endpoint_url="http://127.0.0.1:1",
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 0}, connect_timeout=1),
    )
    with pytest.raises(Overloaded, match="cannot be reached"):
        S3BlobStore(client, "bucket").get("key")
