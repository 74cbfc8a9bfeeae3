"""The database must show a certificate for its name that a known authority signed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from cryptography import x509

from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.pgvector.store import RDS_ROOTS
from genai_core.errors import Misconfigured
from local_runtime.servers.throwaway_postgres import PostgresAddress
from tests.servers.encrypted_database import Authority, encrypted_database

HOST = "localhost"
IN_TWENTY_YEARS = datetime.datetime(2046, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.in_folder(tmp_path_factory.mktemp("tls") / "ours")


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.in_folder(tmp_path_factory.mktemp("tls") / "another")


def database(postgres: PostgresAddress, port: int, roots: Path) -> Database:
    return Database(HOST, port, postgres.database, postgres.user, lambda: "token", roots)


def test_a_server_with_the_right_certificate_is_asked_over_tls(
    postgres: PostgresAddress, ours: Authority
) -> None:
    with encrypted_database(postgres.host, postgres.port, ours.certify(HOST)) as port:
        asked = database(postgres, port, ours.roots)
        assert asked.query("SELECT 1", ()) == [(1,)]
        asked.close()


@pytest.mark.parametrize(
    ("signed_by", "named", "reason"),
    [
        ("another", HOST, "certificate verify failed"),
        ("ours", "elsewhere.example.org", "does not match host name"),
    ],
)
def test_a_server_that_only_says_who_it_is_gets_no_token(
    postgres: PostgresAddress, ours: Authority, another: Authority, signed_by: str, named: str, reason: str
) -> None:
    authority = {"ours": ours, "another": another}[signed_by]
    shown = authority.certify(named)
    with (
        encrypted_database(postgres.host, postgres.port, shown) as port,
        pytest.raises(Misconfigured, match=reason),
    ):
        database(postgres, port, ours.roots).query("SELECT 1", ())


def test_a_server_that_does_not_encrypt_is_refused(postgres: PostgresAddress, ours: Authority) -> None:
    with pytest.raises(Misconfigured, match="SSL"):
        database(postgres, postgres.port, ours.roots).query("SELECT 1", ())


def test_a_server_of_somebody_else_is_refused_by_the_authorities_of_rds(
    postgres: PostgresAddress, ours: Authority
) -> None:
    """libpq reads the shipped file: otherwise it would say that it cannot."""
    shown = ours.certify(HOST)
    with (
        encrypted_database(postgres.host, postgres.port, shown) as port,
        pytest.raises(Misconfigured, match="certificate verify failed"),
    ):
        database(postgres, port, RDS_ROOTS).query("SELECT 1", ())


def test_the_shipped_authorities_are_roots_of_rds_for_every_region_for_long() -> None:
    roots = x509.load_pem_x509_certificates(RDS_ROOTS.read_bytes())
    names = {root.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value for root in roots}
    for region in ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-northeast-1", "sa-east-1"):
        for kind in ("RSA2048", "RSA4096", "ECC384"):
            assert f"Amazon RDS {region} Root CA {kind} G1" in names
    for root in roots:
        root.verify_directly_issued_by(root)
        assert "Amazon RDS" in root.subject.rfc4514_string()
        assert root.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert root.not_valid_after_utc > IN_TWENTY_YEARS
