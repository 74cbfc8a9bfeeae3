"""`quorum smoke`: tests a deployed environment as its first user, and as its operator.

It makes a user, signs in with a temporary password, uploads a document, asks, replays, rings an alarm, and
has a failed message tried again. Everything that it makes it removes, also if a step fails. It needs
credentials of the account that may make users and use queues, topics and alarms.
"""

from __future__ import annotations

import argparse
import contextlib
import secrets
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from genai_core.errors import QuorumError
from local_runtime.report import say, step
from quorum_client import Quorum, Session
from quorum_client.answering import Answer
from quorum_client.cognito import Cognito
from quorum_client.errors import ClientError
from quorum_client.sign_in import SignIn
from tools.operate.account import LOCAL, Account, account_of
from tools.operate.alarm_bell import ring
from tools.operate.redrive import dead_letter_queues, hold, release, send_again

QUESTION, FACT = "How deep is the harbour of Quorumness?", "The harbour of Quorumness is 31 metres deep."
EXPECTED = "31 metres"
READY_S = 300.0


class SmokeFailed(QuorumError):
    """A step ended otherwise than it should."""


@dataclass(frozen=True, slots=True)
class FirstUser:
    """Answers the questions of a first sign-in."""

    password: str

    def ask(self, question: str) -> str:
        raise SmokeFailed(f"sign-in asks for {question!r}", remedy="Set sign_in.mfa to optional meanwhile.")

    def ask_new_password(self, question: str) -> str:
        del question
        return self.password

    def say(self, sentence: str) -> None:
        del sentence


def main(arguments: Sequence[str]) -> int:
    """Runs every step; returns 1 at the first that fails, with its reason."""
    parser = argparse.ArgumentParser(prog="quorum smoke", description=__doc__)
    parser.add_argument("--environment", default=LOCAL, help="a key of config.json's environments")
    asked = parser.parse_args(arguments)
    try:
        with contextlib.ExitStack() as left:
            walk(account_of(asked.environment), _deployment(asked.environment), left)
    except (QuorumError, ClientError) as error:
        print(f"quorum: {error}", file=sys.stderr)
        return 1
    say("everything answers as it should")
    return 0


def walk(account: Account, deployment: Session, left: contextlib.ExitStack) -> None:
    """Does one step after the other; `left` removes what they made."""
    with step("first user, with a temporary password"):
        session = sign_up(account, deployment, left)
    with Quorum(session) as quorum:
        with step("document"):
            workspace = quorum.workspaces.create(f"smoke {secrets.token_hex(4)}").workspace_id
            left.callback(_leave, session, workspace)
            _upload(quorum, workspace)
        with step("question") as current:
            answer = _checked(quorum.ask(QUESTION, workspace))
            current.note = (
                f"{answer.outcome}, {sum(model.status == 'answered' for model in answer.models)} models"
            )
        with step("replay"):
            again = _checked(quorum.replay(answer.run_id))
            if again.run_id == answer.run_id:
                raise SmokeFailed(f"the replay of {answer.run_id} is not a separate run")
    with step("alarm") as current:
        current.note = ring(account)
    with step("failed message, tried again"):
        _redrive(account, f"inbox/{workspace}/harbour.txt")


def sign_up(account: Account, deployment: Session, left: contextlib.ExitStack) -> Session:
    """Makes a user as an administrator does, and signs in for the first time as that user."""
    cognito, pool = account.client("cognito-idp"), deployment.user_pool_id
    name, first, chosen = (f"smoke-{secrets.token_hex(6)}@quorum.example", *(_password() for _ in range(2)))
    attributes = [{"Name": "email", "Value": name}, {"Name": "email_verified", "Value": "true"}]
    user = {"UserPoolId": pool, "Username": name}
    cognito.admin_create_user(
        **user, TemporaryPassword=first, MessageAction="SUPPRESS", UserAttributes=attributes
    )
    left.callback(cognito.admin_delete_user, **user)
    with httpx.Client(timeout=60.0, trust_env=not deployment.endpoint_url) as http:
        tokens = SignIn(Cognito(deployment, http), name, FirstUser(chosen)).run(first)
    return replace(deployment, username=name, refresh_token=tokens["refresh_token"])


def _deployment(environment: str) -> Session:
    from quorum_client import deployments  # noqa: PLC0415 - `--help` needs none

    if environment != LOCAL:
        return deployments.from_stacks(environment)
    return deployments.of_session(Session.load())


def _upload(quorum: Quorum, workspace: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "harbour.txt")
        file.write_text(FACT, encoding="utf-8")
        sent = quorum.documents.upload(workspace, file)
    (document,) = quorum.documents.wait(workspace, {sent.path: sent.version}, limit_s=READY_S)
    if document.status != "ready":
        raise SmokeFailed(f"the document is {document.status}: {document.reason}")


def _checked(answer: Answer) -> Answer:
    if EXPECTED not in answer.text:
        raise SmokeFailed(f"the answer is {answer.text!r}", remedy=f"Its run is {answer.run_id}.")
    return answer


def _redrive(account: Account, key: str) -> None:
    """Puts a message about the document into the dead-letter queue, and has it tried again."""
    sqs, queues = account.client("sqs"), dead_letter_queues(account)
    body = f'{{"Records": [{{"s3": {{"object": {{"key": "{key}"}}}}}}]}}'
    message_id = sqs.send_message(QueueUrl=queues[0].url, MessageBody=body)["MessageId"]
    held = list(hold(sqs, queues))
    ours = [message for message in held if message.message_id == message_id]
    release(sqs, [message for message in held if message not in ours])
    if not ours:
        raise SmokeFailed(f"the message {message_id} is not in {queues[0].url}")
    send_again(sqs, ours[0])


def _leave(session: Session, workspace: str) -> None:
    with Quorum(session) as quorum:
        quorum.workspaces.delete(workspace)


def _password() -> str:
    return f"{secrets.token_urlsafe(18)}-aZ7"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
