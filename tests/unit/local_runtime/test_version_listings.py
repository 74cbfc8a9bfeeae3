"""A file name with control characters does not hide a bucket's other versions."""

from __future__ import annotations

from xml.etree import ElementTree

from ministack.services import s3

from local_runtime.servers.version_listings import encode_keys

NAME = "inbox/w-1/a \x1b]0;b & c.md"
LIST = getattr(s3, "_list_object_versions")  # noqa: B009 - MiniStack's own


def listed(query: dict[str, list[str]]) -> str:
    s3._buckets["versions"] = {"name": "versions", "objects": {}, "created": "2026-01-01T00:00:00Z"}
    version = {
        "version_id": "1",
        "is_latest": True,
        "last_modified": "2026-01-01T00:00:00Z",
        "etag": '"0"',
        "size": 1,
    }
    s3._object_versions["versions", NAME] = [version]
    try:
        status, _, body = encode_keys(LIST)("versions", query)
    finally:
        del s3._buckets["versions"], s3._object_versions["versions", NAME]
    assert status == 200
    return body.decode()


def test_keys_are_encoded_where_the_client_asks_for_it() -> None:
    root = ElementTree.fromstring(listed({"encoding-type": ["url"], "prefix": ["inbox/"]}))
    texts = {element.tag.rpartition("}")[2]: element.text for element in root.iter()}
    assert texts["Key"] == "inbox/w-1/a%20%1B%5D0%3Bb%20%26%20c.md"
    assert texts["Prefix"] == "inbox/"
    assert texts["EncodingType"] == "url"


def test_other_clients_get_keys_as_they_are() -> None:
    assert "\x1b]0;b &amp; c.md</Key>" in listed({})
