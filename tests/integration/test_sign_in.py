"""`quorum sign-in` on a terminal, against a pool that speaks Cognito's wire format."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quorum_client import NotSignedIn, Quorum
from tests.servers.cognito import Pool, User, code, cognito
from tests.servers.terminal import Terminal

CLI = Path(sys.executable).with_name("quorum")
EMAIL = "ada@example.org"
PASSWORD = "Correct-horse-1"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Deployment:
    """A pool, and the home of a person who signs in to it."""

    address: str
    pool: Pool
    home: Path

    @property
    def file(self) -> Path:
        return self.home / "quorum/session.json"

    def sign_in(self, *arguments: str) -> Terminal:
        where = arguments or ("--config-url", self.address, "--email", EMAIL)
        return Terminal(CLI, "sign-in", *where, environment=self.environment)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [CLI, *arguments],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @property
    def environment(self) -> dict[str, str]:
        return {
            "XDG_CONFIG_HOME": str(self.home),
            "HOME": str(self.home),
            "PATH": "/usr/bin:/bin",
            "TERM": "dumb",
        }


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    with cognito() as (address, pool):
        yield Deployment(address, pool, tmp_path)


def test_a_password_is_enough_and_is_neither_shown_nor_kept(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    assert terminal.end() == 0, terminal.shown
    assert f"as {EMAIL}" in terminal.shown
    assert PASSWORD not in terminal.shown
    assert PASSWORD not in deployment.file.read_text()
    assert stat.S_IMODE(deployment.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(deployment.file.parent.stat().st_mode) == 0o700


def test_the_sdk_uses_and_renews_the_session(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD))
    deployment.pool.token_s = 30.0  # ends within the margin, so each call needs a new one
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    assert terminal.end() == 0
    with Quorum.connect(deployment.file) as quorum:
        first = quorum.tokens.id_token()
        assert [workspace.name for workspace in quorum.workspaces.list()] == ["samples"]
        assert quorum.tokens.id_token() != first
        deployment.pool.refresh_tokens.clear()
        with pytest.raises(NotSignedIn, match="quorum sign-in"):
            quorum.tokens.id_token()


def test_a_wrong_password_is_one_sentence_and_leaves_no_session(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD))
    terminal = deployment.sign_in()
    terminal.type("wrong", after="Password:")
    assert terminal.end() == 3
    assert "Incorrect username or password" in terminal.shown
    assert not deployment.file.exists()


def test_users_of_a_provider_are_told_to_use_the_page_before_they_type_a_password(deployment: Deployment):
    deployment.pool.providers = [{"name": "Company", "label": "Example Company"}]
    deployment.pool.add(User(EMAIL, PASSWORD))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    assert terminal.end() == 0, terminal.shown
    before, _, _ = terminal.shown.partition("Password:")
    assert "Users of Example Company sign in on the page." in before


def test_a_temporary_password_is_replaced(deployment: Deployment):
    user = deployment.pool.add(
        User(EMAIL, "Temporary-1", is_temporary=True, required_attributes=("given_name",))
    )
    terminal = deployment.sign_in()
    terminal.type("Temporary-1", after="Password:")
    terminal.type("Ada", after="Given name:")
    terminal.type("short", after="New password:")
    terminal.type("short", after="The same again:")
    terminal.type(PASSWORD, after="not long enough. Try again.")
    terminal.type(PASSWORD, after="The same again:")
    assert terminal.end() == 0, terminal.shown
    assert (user.password, user.attributes) == (PASSWORD, {"given_name": "Ada"})
    assert PASSWORD not in terminal.shown


def test_a_code_of_the_app_is_asked_for_until_it_is_right(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD, secret=SECRET))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    terminal.type("000000" if code(SECRET) != "000000" else "000001", after="authenticator app:")
    terminal.type(code(SECRET), after="Invalid code received for user. Try again.")
    assert terminal.end() == 0, terminal.shown


def test_three_wrong_codes_end_the_sign_in(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD, secret=SECRET))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    for _ in range(3):
        terminal.type("12", after="authenticator app:")
    assert terminal.end() == 3
    assert "Invalid code received" in terminal.shown
    assert not deployment.file.exists()


def test_the_app_is_chosen_where_there_are_several_factors(deployment: Deployment):
    factors = ("SMS_MFA", "SOFTWARE_TOKEN_MFA")
    deployment.pool.add(User(EMAIL, PASSWORD, secret=SECRET, factors=factors))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    terminal.type(code(SECRET), after="authenticator app:")
    assert terminal.end() == 0, terminal.shown


def test_an_app_is_set_up_with_the_secret_that_is_shown(deployment: Deployment):
    user = deployment.pool.add(User(EMAIL, PASSWORD, must_set_up=True))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    terminal.type("123456", after="authenticator app:")
    # The first answer came, so the secret has been shown.
    shown = terminal.shown.partition("otpauth://")[2].partition("secret=")[2].partition("&")[0]
    terminal.type(code(shown), after="Code mismatch. Try again.")
    assert terminal.end() == 0, terminal.shown
    assert user.secret == shown


def test_a_temporary_password_and_the_setting_up_follow_one_another(deployment: Deployment):
    user = deployment.pool.add(User(EMAIL, "Temporary-1", is_temporary=True, must_set_up=True))
    terminal = deployment.sign_in()
    terminal.type("Temporary-1", after="Password:")
    terminal.type(PASSWORD, after="New password:")
    terminal.type(PASSWORD, after="The same again:")
    terminal.type("1", after="authenticator app:")
    secret = terminal.shown.partition("secret=")[2].partition("&")[0]
    terminal.type(code(secret), after="Try again.")
    assert terminal.end() == 0, terminal.shown
    assert (user.password, user.secret) == (PASSWORD, secret)


def test_a_step_that_took_too_long_says_to_begin_again(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD, secret=SECRET))
    deployment.pool.session_s = 0.0
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    terminal.type(code(SECRET), after="authenticator app:")
    assert terminal.end() == 3
    assert "It took too long. Begin again" in " ".join(terminal.shown.split())


def test_a_factor_that_cannot_be_set_up_here_is_reported(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD, must_set_up=True, factors=("SMS_MFA",)))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    assert terminal.end() == 3
    assert "cannot be set up here" in terminal.shown


def test_signing_in_again_needs_no_address(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD))
    for arguments in ((), ("--email", EMAIL)):
        terminal = deployment.sign_in(*arguments)
        terminal.type(PASSWORD, after="Password:")
        assert terminal.end() == 0, terminal.shown
    assert json.loads(deployment.file.read_text())["api_url"] == f"{deployment.address}/api"


def test_signing_out_ends_the_session_here_and_at_the_deployment(deployment: Deployment):
    deployment.pool.add(User(EMAIL, PASSWORD))
    terminal = deployment.sign_in()
    terminal.type(PASSWORD, after="Password:")
    assert terminal.end() == 0
    assert len(deployment.pool.refresh_tokens) == 1
    done = deployment.run("sign-out")
    assert done.returncode == 0, done.stderr
    assert deployment.pool.refresh_tokens == {}
    assert list(deployment.file.parent.iterdir()) == []
    again = deployment.run("sign-out")
    assert again.returncode == 3
    assert "quorum sign-in" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sign-in", "--config-url", "http://127.0.0.1:9"], "Run it in a terminal"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_a_sentence(
    deployment: Deployment, arguments: list[str], message: str
):
    done = deployment.run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize(
    ("where", "message", "status"),
    [
        (["--config-url", "http://127.0.0.1:9"], "does not answer", 4),
        (["--config-url", "{}/api"], "is not the configuration of a Quorum page", 2),
        (["--config-url", "{}", "--environment", "dev"], "Give one of them", 2),
        (["--environment", "local"], "no laptop runs here", 2),
        ([], "no deployment is known here", 2),
    ],
)
def test_a_deployment_that_is_not_found_is_reported(
    deployment: Deployment, where: list[str], message: str, status: int
):
    # A laptop may run in this checkout; here none does.
    environment = {**deployment.environment, "QUORUM_STATE": str(deployment.home)}
    arguments = [part.format(deployment.address) for part in where]
    terminal = Terminal(CLI, "sign-in", *arguments, environment=environment)
    assert terminal.end() == status
    assert message in " ".join(terminal.shown.split())
