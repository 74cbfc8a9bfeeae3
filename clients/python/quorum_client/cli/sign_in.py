"""`quorum sign-in` and `quorum sign-out`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import click
import httpx

from quorum_client import deployments
from quorum_client.cognito import Cognito
from quorum_client.errors import ClientError, NotSignedIn, WrongInput
from quorum_client.session import SESSION_VARIABLE, Session, session_files, signed_in_file
from quorum_client.sign_in import SignIn

LAPTOP = "local"


class Terminal:
    """Asks on the terminal; secrets are never echoed."""

    def ask(self, question: str) -> str:
        return click.prompt(question, type=str)

    def ask_new_password(self, question: str) -> str:
        return click.prompt(question, hide_input=True, confirmation_prompt="The same again")

    def say(self, sentence: str) -> None:
        click.echo(sentence)


@click.command("sign-in")
@click.option("--config-url", metavar="ADDRESS", help="The address of the deployment's page.")
@click.option(
    "--environment",
    metavar="NAME",
    help="An environment of config.json, found in your AWS account; or local.",
)
@click.option("--email", metavar="ADDRESS", help="Who signs in; asked for if it is not given.")
def sign_in(config_url: str | None, environment: str | None, email: str | None) -> None:
    """Signs in to a deployment, and keeps the session for the other commands.

    Without --config-url and --environment it is the deployment of the session that is used now. A new
    password and a code of an authenticator app are asked for if the deployment wants them. The password
    itself is not kept. Users of an identity provider have none, and sign in on the page only.
    """
    if not sys.stdin.isatty():
        raise WrongInput("sign-in asks for a password", remedy="Run it in a terminal")
    file = _file()
    deployment = _deployment(config_url, environment)
    if deployment.providers:
        click.echo(
            f"Users of {deployment.providers} sign in on the page. This command is for users with a password "
            "of Quorum's own; ask an administrator for one to use the command line."
        )
    email = email or click.prompt("E-mail", default=deployment.username or None)
    password = click.prompt("Password", hide_input=True)
    with httpx.Client(timeout=60.0, trust_env=not deployment.endpoint_url) as http:
        tokens = SignIn(Cognito(deployment, http), email, Terminal()).run(password)
    _keep(replace(deployment, username=email, refresh_token=tokens["refresh_token"]), file)
    click.echo(f"Signed in to {deployment.api_url} as {email}. The session is in {file}.")
    if (used := next((each for each in session_files() if each.is_file()), file)) != file:
        click.echo(f"Commands use {used} all the same: name this one with --session or {SESSION_VARIABLE}.")


@click.command("sign-out")
def sign_out() -> None:
    """Ends the session that `quorum sign-in` began, here and at the deployment."""
    file = _file()
    session = Session.load(file)
    if not session.refresh_token:
        raise NotSignedIn(
            f"{file} was not written by `quorum sign-in`", remedy="`make reset` deletes a laptop's."
        )
    try:
        with httpx.Client(timeout=20.0, trust_env=not session.endpoint_url) as http:
            Cognito(session, http).revoke(session.refresh_token)
    except ClientError as error:
        click.echo(f"The deployment could not be told: {error}", err=True)
    for each in (file, file.with_name("tokens.json")):
        each.unlink(missing_ok=True)
    click.echo(f"Signed out {session.username} of {session.api_url}.")


def _file() -> Path:
    """Returns the file of the sign-in, which is never the one that `make start` writes."""
    named = click.get_current_context().find_root().obj or os.environ.get(SESSION_VARIABLE)
    return Path(named) if named else signed_in_file()


def _keep(session: Session, file: Path) -> None:
    # Tokens beside it may be those of another user.
    file.with_name("tokens.json").unlink(missing_ok=True)
    session.save(file)
    if file == signed_in_file():
        file.parent.chmod(0o700)


def _deployment(config_url: str | None, environment: str | None) -> Session:
    if config_url and environment:
        raise WrongInput("--config-url and --environment both name a deployment", remedy="Give one of them")
    if config_url:
        return deployments.from_page(config_url)
    if environment and environment != LAPTOP:
        return deployments.from_stacks(environment)
    return deployments.of_session(_known(is_laptop=environment == LAPTOP))


def _known(*, is_laptop: bool) -> Session:
    for file in session_files():
        if file.is_file():
            session = Session.load(file)
            # Only a laptop's own session holds a password.
            if session.password or not is_laptop:
                return session
    raise WrongInput(
        "no laptop runs here" if is_laptop else "no deployment is known here",
        remedy="Run `make start` in a checkout"
        if is_laptop
        else "Name it with --config-url or --environment",
    )
