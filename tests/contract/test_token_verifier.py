"""What every token verifier does, and what the one for Cognito must not let through."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from genai_core.adapters.cognito.token_verifier import CACHED_S, CognitoTokenVerifier
from genai_core.adapters.memory.token_verifier import MemoryTokenVerifier
from genai_core.domain.callers import Caller, Group
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, Overloaded
from tests.contract.aws import Aws
from tests.contract.clocks import SetClock

ISSUER = "https://issuer.example/pool-1"
CLIENT = "client-1"


@dataclass(slots=True)
class Issuer:
    """A pool of our own: it signs tokens and publishes its keys over HTTP.

    Attributes:
        published: The keys it answers with; None makes it fail.
        asked: How often it was asked.
    """

    key: RSAPrivateKey
    url: str = ""
    published: list[dict[str, Any]] | None = field(default_factory=list[dict[str, Any]])
    asked: int = 0

    def publish(self, key_id: str, key: RSAPrivateKey) -> None:
        assert self.published is not None
        self.published.append(json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": key_id})

    def token(self, *, key: Any = None, key_id: str = "k1", algorithm: str = "RS256", **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "sub": "ann",
            "iss": ISSUER,
            "client_id": CLIENT,
            "token_use": "access",
            "iat": now,
            "exp": now + 3600,
        }
        kept = {name: value for name, value in (claims | changes).items() if value is not None}
        return jwt.encode(kept, key or self.key, algorithm=algorithm, headers={"kid": key_id})


@pytest.fixture(scope="module")
def keys() -> list[RSAPrivateKey]:
    return [generate_private_key(65537, 2048) for _ in range(2)]


@pytest.fixture
def issuer(keys: list[RSAPrivateKey]) -> Iterator[Issuer]:
    made = Issuer(keys[0])
    made.publish("k1", keys[0])

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked += 1
            self.send_response(200 if made.published is not None else 503)
            self.end_headers()
            self.wfile.write(json.dumps({"keys": made.published}).encode())

        def log_message(self, *_: Any) -> None:
            """Keeps the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.url = f"http://127.0.0.1:{server.server_port}/jwks.json"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def verifier(issuer: Issuer, clock: SetClock) -> CognitoTokenVerifier:
    return CognitoTokenVerifier(issuer=ISSUER, client_id=CLIENT, keys_url=issuer.url, clock=clock)


def test_the_memory_verifier_knows_its_own_tokens_until_they_expire(clock: SetClock) -> None:
    memory = MemoryTokenVerifier(clock)
    token = memory.issue(UserId("ann"), valid_s=10)
    assert memory.verify(token).user_id == "ann"
    clock.pass_by(11)
    for refused in (token, "forged"):
        with pytest.raises(Forbidden):
            memory.verify(refused)


def test_access_and_id_tokens_name_their_user(verifier: CognitoTokenVerifier, issuer: Issuer) -> None:
    assert verifier.verify(issuer.token()).user_id == "ann"
    assert verifier.verify(issuer.token(token_use="id", client_id=None, aud=CLIENT)).user_id == "ann"


@pytest.mark.parametrize(
    ("groups", "known"),
    [
        (["admin"], {Group.ADMIN}),
        (["staff", "admin"], {Group.ADMIN}),
        (["workspace_manager", "user"], {Group.WORKSPACE_MANAGER}),
        (["administrators", ["admin"], {"admin": 1}, None], set()),
        ("admin", set()),
        ({"admin": 1}, set()),
        ({}, set()),
    ],
    ids=str,
)
def test_a_caller_is_a_user_and_in_the_groups_that_the_token_lists(
    verifier: CognitoTokenVerifier, issuer: Issuer, groups: Any, known: set[Group]
) -> None:
    assert verifier.verify(issuer.token(**{"cognito:groups": groups})).groups == known | {Group.USER}


@pytest.mark.parametrize(
    ("email", "is_verified", "address"),
    [
        (" Ann@Quorum.example ", True, "ann@quorum.example"),
        ("ann@quorum.example", "true", "ann@quorum.example"),
        ("ann@quorum.example", False, None),
        ("ann@quorum.example", "false", None),
        ("ann@quorum.example", 1, None),
        ("ann@quorum.example", None, None),
        ("\u212aim@quorum.example", True, None),
        ("ann", True, None),
        (None, True, None),
    ],
)
def test_an_address_counts_only_if_it_is_verified(
    verifier: CognitoTokenVerifier, issuer: Issuer, email: Any, is_verified: Any, address: str | None
) -> None:
    claims: dict[str, Any] = {"token_use": "id", "client_id": None, "aud": CLIENT}
    token = issuer.token(**claims, email=email, email_verified=is_verified)
    assert verifier.verify(token).email == address
    assert verifier.verify(issuer.token()).email is None


def test_a_user_of_an_identity_provider_is_known_by_id_and_verified_address(
    verifier: CognitoTokenVerifier, issuer: Issuer
) -> None:
    claims: dict[str, Any] = {
        **{"token_use": "id", "client_id": None, "aud": CLIENT, "sub": "u-1"},
        **{"cognito:username": "Company_ann", "cognito:groups": ["eu-west-1_pool_Company"]},
        "identities": [{"providerName": "Company", "providerType": "OIDC", "userId": "ann"}],
        **{"email": "ann@example.org", "email_verified": True},
    }
    caller = verifier.verify(issuer.token(**claims))
    assert (caller.user_id, caller.email, caller.groups) == ("u-1", "ann@example.org", {Group.USER})


def test_keys_are_fetched_once(verifier: CognitoTokenVerifier, issuer: Issuer) -> None:
    for _ in range(5):
        verifier.verify(issuer.token())
    assert issuer.asked == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"exp": None},
        {"iss": "https://issuer.example/pool-2"},
        {"iss": None},
        {"sub": None},
        {"client_id": "client-2"},
        {"client_id": None},
        {"token_use": "refresh"},
        {"token_use": None},
        {"token_use": "id"},
        {"nbf": 99999999999},
    ],
)
def test_a_token_expired_or_meant_for_others_is_forbidden(
    verifier: CognitoTokenVerifier, issuer: Issuer, changes: dict[str, Any]
) -> None:
    with pytest.raises(Forbidden, match="not valid"):
        verifier.verify(issuer.token(**changes))


def test_a_token_signed_by_another_key_is_forbidden(
    verifier: CognitoTokenVerifier, issuer: Issuer, keys: list[RSAPrivateKey]
) -> None:
    with pytest.raises(Forbidden):
        verifier.verify(issuer.token(key=keys[1]))


def test_a_token_may_not_choose_its_algorithm(verifier: CognitoTokenVerifier, issuer: Issuer) -> None:
    with pytest.raises(Forbidden):
        verifier.verify(issuer.token(key="x" * 64, algorithm="HS256"))
    unsigned = jwt.encode({"sub": "ann", "iss": ISSUER}, "", algorithm="none", headers={"kid": "k1"})
    with pytest.raises(Forbidden):
        verifier.verify(unsigned)


@pytest.mark.parametrize(
    "token",
    ["", "a", "a.b.c", "ä.ö.ü", "x" * 10_000, "..", "eyJhbGciOiJSUzI1NiJ9.e30."],  # pragma: allowlist secret
)
def test_an_invalid_token_is_forbidden(verifier: CognitoTokenVerifier, token: str) -> None:
    with pytest.raises(Forbidden):
        verifier.verify(token)


def test_an_unknown_key_is_looked_up_at_most_once_a_minute(
    verifier: CognitoTokenVerifier, issuer: Issuer, keys: list[RSAPrivateKey], clock: SetClock
) -> None:
    verifier.verify(issuer.token())
    rotated = issuer.token(key=keys[1], key_id="k2")
    for _ in range(5):
        with pytest.raises(Forbidden, match="unknown"):
            verifier.verify(rotated)
    assert issuer.asked == 1
    issuer.publish("k2", keys[1])
    clock.pass_by(61)
    assert verifier.verify(rotated).user_id == "ann"
    assert issuer.asked == 2


def test_known_keys_stay_good_while_the_issuer_is_down(
    verifier: CognitoTokenVerifier, issuer: Issuer, keys: list[RSAPrivateKey], clock: SetClock
) -> None:
    verifier.verify(issuer.token())
    issuer.published = None
    clock.pass_by(61)
    with pytest.raises(Forbidden):
        verifier.verify(issuer.token(key=keys[1], key_id="k2"))
    assert verifier.verify(issuer.token()).user_id == "ann"


def test_without_any_keys_the_caller_may_come_again(verifier: CognitoTokenVerifier, issuer: Issuer) -> None:
    published, issuer.published = issuer.published, None
    with pytest.raises(Overloaded):
        verifier.verify(issuer.token())
    issuer.published = published
    assert verifier.verify(issuer.token()).user_id == "ann"


def test_a_token_of_a_real_user_pool_is_good(aws: Aws, clock: SetClock) -> None:
    pools = aws.client("cognito-idp")
    pool = pools.create_user_pool(PoolName="pool")["UserPool"]["Id"]
    client = pools.create_user_pool_client(
        UserPoolId=pool, ClientName="page", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    pools.admin_create_user(UserPoolId=pool, Username="ann", MessageAction="SUPPRESS")
    pools.create_group(UserPoolId=pool, GroupName="admin")
    pools.admin_add_user_to_group(UserPoolId=pool, Username="ann", GroupName="admin")
    pools.admin_set_user_password(UserPoolId=pool, Username="ann", Password="Correct-Horse-7", Permanent=True)
    signed_in = pools.initiate_auth(
        ClientId=client,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "ann", "PASSWORD": "Correct-Horse-7"},
    )["AuthenticationResult"]
    claims = jwt.decode(signed_in["AccessToken"], options={"verify_signature": False})
    verifier = CognitoTokenVerifier(
        issuer=claims["iss"],
        client_id=client,
        keys_url=f"{aws.endpoint_url}/{pool}/.well-known/jwks.json",
        clock=clock,
    )
    for token in (signed_in["AccessToken"], signed_in["IdToken"]):
        assert verifier.verify(token) == Caller(claims["sub"], frozenset({Group.ADMIN, Group.USER}))


@pytest.mark.parametrize(("left_s", "is_good"), [(CACHED_S + 30, True), (CACHED_S - 5, False)])
def test_no_token_outlives_its_end_in_the_gateways_cache(issuer: Issuer, left_s: int, is_good: bool) -> None:
    verifier = CognitoTokenVerifier(issuer=ISSUER, client_id=CLIENT, keys_url=issuer.url, clock=SetClock())
    token = issuer.token(exp=int(time.time()) + left_s)
    if is_good:
        assert verifier.verify(token).user_id == "ann"
        return
    with pytest.raises(Forbidden, match=f"ends within {CACHED_S} s"):
        verifier.verify(token)
