"""Users of a Cognito user pool, read by their ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of
from genai_core.domain.identifiers import UserId

_AT_ONCE = 10
_FAILURES = Failures(operator="Deploy again, and grant this function `users:read`.")


class CognitoUserDirectory:
    """Reads one user a call, ten at once: `ListUsers` can filter by one id only, and reads more slowly.

    Args:
        client: Client of `cognito-idp`; safe between threads, as all of botocore's are.
    """

    def __init__(self, client: Any, user_pool_id: str) -> None:
        self._client = client
        self._user_pool_id = user_pool_id

    def addresses(self, user_ids: Collection[UserId]) -> Mapping[UserId, str]:
        wanted = list(dict.fromkeys(user_ids))
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            addresses = dict(zip(wanted, threads.map(self._address, wanted), strict=True))
        return {user_id: address for user_id, address in addresses.items() if address}

    def _address(self, user_id: UserId) -> str:
        with _FAILURES.translated("reading a user"):
            try:
                # A pool whose users sign in by address takes their id as the name, too.
                user = self._client.admin_get_user(UserPoolId=self._user_pool_id, Username=user_id)
            except ClientError as error:
                if code_of(error) == "UserNotFoundException":
                    return ""
                raise
        attributes = {each["Name"]: each["Value"] for each in user["UserAttributes"]}
        # A name that somebody chose could be another's id.
        return attributes.get("email", "") if attributes.get("sub") == user_id else ""
