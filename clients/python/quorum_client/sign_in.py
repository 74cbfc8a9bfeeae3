"""Signs in with a password, and answers the challenges of Cognito."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from quorum_client.cognito import Cognito, CognitoRefused
from quorum_client.errors import NotSignedIn

ATTEMPTS = 3
# Errors after which the user may type again.
_MISTYPED = frozenset(
    {
        "CodeMismatchException",
        "EnableSoftwareTokenMFAException",
        "InvalidPasswordException",
        "InvalidParameterException",
        "PasswordHistoryPolicyViolationException",
    }
)
_CODES = {
    "SOFTWARE_TOKEN_MFA": ("SOFTWARE_TOKEN_MFA_CODE", "Code of your authenticator app"),
    "SMS_MFA": ("SMS_MFA_CODE", "Code from the text message"),
    "EMAIL_OTP": ("EMAIL_OTP_CODE", "Code from the e-mail"),
}
Answer = Mapping[str, Any]


class Prompts(Protocol):
    """Asks the user who signs in."""

    def ask(self, question: str) -> str:
        """Returns a line, which is echoed."""
        ...

    def ask_new_password(self, question: str) -> str:
        """Returns a password that was typed twice, which is not echoed."""
        ...

    def say(self, sentence: str) -> None: ...


class SignIn:
    """Signs one user in.

    Args:
        email: The e-mail address or user name.
    """

    def __init__(self, cognito: Cognito, email: str, prompts: Prompts) -> None:
        self._cognito, self._email, self._prompts = cognito, email, prompts

    def run(self, password: str) -> dict[str, str]:
        """Returns the id token and the refresh token.

        Raises:
            NotSignedIn: Password or code are wrong, a step took too long, or one is unknown here.
            QuorumUnreachable: Cognito does not answer.
        """
        parameters = {"USERNAME": self._email, "PASSWORD": password}
        answer: Answer = self._cognito.initiate("USER_PASSWORD_AUTH", parameters)
        while "AuthenticationResult" not in answer:
            answer = self._take_step(answer)
        result = answer["AuthenticationResult"]
        return {"id_token": result["IdToken"], "refresh_token": result["RefreshToken"]}

    def _take_step(self, answer: Answer) -> Answer:
        match answer.get("ChallengeName"):
            case "NEW_PASSWORD_REQUIRED":
                return self._choose_password(answer)
            case "MFA_SETUP":
                return self._set_up_app(answer)
            case "SELECT_MFA_TYPE":
                return self._choose_factor(answer)
            case str(name) if name in _CODES:
                field, question = _CODES[name]
                return self._until_right(
                    lambda: self._respond(answer, {field: self._prompts.ask(question).strip()})
                )
            case name:
                raise NotSignedIn(
                    f"sign-in needs {name!r}, which this command does not know",
                    remedy="Update quorum-client.",
                )

    def _choose_password(self, answer: Answer) -> Answer:
        self._prompts.say("Your password is temporary. Choose your own.")
        required = json.loads(_parameters(answer).get("requiredAttributes") or "[]")
        more = {
            name: self._prompts.ask(name.removeprefix("userAttributes.").replace("_", " ").capitalize())
            for name in (f"userAttributes.{name.removeprefix('userAttributes.')}" for name in required)
        }
        return self._until_right(
            lambda: self._respond(
                answer, {"NEW_PASSWORD": self._prompts.ask_new_password("New password"), **more}
            )
        )

    def _set_up_app(self, answer: Answer) -> Answer:
        possible = _parameters(answer).get("MFAS_CAN_SETUP")
        if possible and "SOFTWARE_TOKEN_MFA" not in json.loads(possible):
            raise NotSignedIn(
                f"sign-in needs one of {possible}, which cannot be set up here",
                remedy="Ask your administrator to set it up.",
            )
        given = self._cognito.associate(answer["Session"])
        secret = str(given["SecretCode"])
        self._prompts.say(
            "A second factor is required. Add this secret to an authenticator app:\n"
            f"  {secret}\n  otpauth://totp/{quote(f'Quorum:{self._email}')}?secret={secret}&issuer=Quorum"
        )
        verified = self._until_right(lambda: self._verify(str(given["Session"])))
        return self._respond({**answer, "Session": verified["Session"]}, {})

    def _verify(self, session: str) -> Answer:
        verified = self._cognito.verify(session, self._prompts.ask("Code of your authenticator app").strip())
        if verified.get("Status") != "SUCCESS":
            raise CognitoRefused("EnableSoftwareTokenMFAException", "the code does not match")
        return verified

    def _choose_factor(self, answer: Answer) -> Answer:
        possible = json.loads(_parameters(answer).get("MFAS_CAN_CHOOSE") or "[]")
        known = [name for name in _CODES if name in possible]
        if not known:
            raise NotSignedIn(
                f"none of the second factors {possible} is known", remedy="Update quorum-client."
            )
        return self._respond(answer, {"ANSWER": known[0]})

    def _respond(self, answer: Answer, responses: Mapping[str, str]) -> Answer:
        # A user may sign in by an alias; later steps need the name that Cognito returned.
        username = _parameters(answer).get("USER_ID_FOR_SRP") or self._email
        return self._cognito.respond(
            answer["ChallengeName"], answer.get("Session", ""), {"USERNAME": username, **responses}
        )

    def _until_right(self, step: Callable[[], Answer]) -> Answer:
        for _ in range(ATTEMPTS - 1):
            try:
                return step()
            except CognitoRefused as error:
                if error.code not in _MISTYPED:
                    raise
                self._prompts.say(f"{error.reason.rstrip('.')}. Try again.")
        return step()


def _parameters(answer: Answer) -> Mapping[str, str]:
    return answer.get("ChallengeParameters") or {}
