"""The Cognito user pool: who may sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from stacks.constructs.identity_providers import Federation
from stacks.constructs.reasons import explain

# Under another id the group would be made a second time, before the first is deleted: its name is taken then.
_GROUP_IDS = {"admin": "Administrators"}
Mfa = Literal["off", "optional", "required"]
_MFA = {"off": cognito.Mfa.OFF, "optional": cognito.Mfa.OPTIONAL, "required": cognito.Mfa.REQUIRED}


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """How users sign in.

    Attributes:
        mfa: Whether users with a password need a second factor (an authenticator app).
        token_minutes: Lifetime of a token.
        session_days: Lifetime of the refresh token.
        federation: Identity providers at which users may sign in; None for passwords only.
    """

    mfa: Mfa
    token_minutes: int
    session_days: int
    federation: Federation | None = None


class AuthStack(Stack):
    """A user pool with one public client.

    Args:
        retain: Keep the users when the stack is destroyed.
        groups: The groups of users by name, with what each may do.
        keys_host: Address of the pool's keys: `https://cognito-idp.<region>.amazonaws.com` if None, else an
            emulator's address.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        retain: bool,
        groups: Mapping[str, str],
        keys_host: str | None,
        sign_in: SignIn,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: sign-in", **stack)
        self.pool = cognito.UserPool(
            self,
            "Users",
            sign_in_aliases=cognito.SignInAliases(email=True),
            self_sign_up_enabled=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_digits=True,
                require_lowercase=True,
                require_uppercase=True,
                require_symbols=True,
                temp_password_validity=Duration.days(3),
            ),
            mfa=_MFA[sign_in.mfa],
            mfa_second_factor=None if sign_in.mfa == "off" else cognito.MfaSecondFactor(sms=False, otp=True),
            deletion_protection=retain,
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )
        for name, purpose in groups.items():
            self.pool.add_group(_GROUP_IDS.get(name, name), group_name=name, description=purpose)
        federation = sign_in.federation
        providers = federation.add_to(self.pool) if federation else []
        self.client = self.pool.add_client(
            "Page",
            generate_secret=False,
            prevent_user_existence_errors=True,
            # Without this the CDK allows implicit and code grants, which passwords do not need.
            disable_o_auth=not federation,
            o_auth=federation.flow if federation else None,
            supported_identity_providers=federation.supported if federation else None,
            enable_token_revocation=True,
            auth_flows=cognito.AuthFlow(user_srp=True, user_password=True),
            access_token_validity=Duration.minutes(sign_in.token_minutes),
            id_token_validity=Duration.minutes(sign_in.token_minutes),
            refresh_token_validity=Duration.days(sign_in.session_days),
        )
        self.client.node.add_dependency(*providers)
        self.client_id = self.client.user_pool_client_id
        self.issuer = f"https://cognito-idp.{self.region}.amazonaws.com/{self.pool.user_pool_id}"
        host = f"{keys_host}/{self.pool.user_pool_id}" if keys_host else self.issuer
        self.keys_url = f"{host}/.well-known/jwks.json"
        explain(
            self.pool,
            {
                "AwsSolutions-COG2": "Whether a second factor is asked of users is set by `sign_in.mfa` in "
                "config.json.",
                "AwsSolutions-COG3": "Threat protection is billed per user; nothing here costs while idle.",
                "AwsSolutions-COG8": "The Plus plan is billed per user; nothing here costs while idle.",
            },
        )
        CfnOutput(self, "UserPoolId", value=self.pool.user_pool_id)
        CfnOutput(self, "ClientId", value=self.client_id)
