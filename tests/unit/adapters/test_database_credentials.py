from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from genai_core.adapters.pgvector.credentials import iam_token
from genai_core.errors import Misconfigured

HOST, PORT, USER = "db.cluster.eu-west-1.rds.amazonaws.com", 5432, "quorum"


@pytest.fixture
def role(monkeypatch):
    for name, value in {
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_SESSION_TOKEN": "session",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)


def test_the_token_is_the_one_the_sdk_makes(role):
    ours = iam_token(HOST, PORT, USER)
    client = boto3.Session().client("rds", region_name="eu-west-1")
    theirs = client.generate_db_auth_token(DBHostname=HOST, Port=PORT, DBUsername=USER)
    parts = [parse_qs(urlsplit("https://" + token).query) for token in (ours, theirs)]
    for query in parts:
        assert query.pop("X-Amz-Signature")
        assert query.pop("X-Amz-Date")
    assert parts[0] == parts[1]
    assert ours.startswith(f"{HOST}:{PORT}/?Action=connect&DBUser={USER}")


def test_without_a_region_the_operator_is_told(role, monkeypatch):
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    with pytest.raises(Misconfigured, match="'quorum'"):
        iam_token(HOST, PORT, USER)
