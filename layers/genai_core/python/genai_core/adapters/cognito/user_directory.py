"""Users of a Cognito user pool, read by their ids."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of
from genai_core.domain.identifiers import UserId

_AT_ONCE = 10
_ID = re.compile(r"[0-9a-f-]{36}")
_FAILURES = Failures(operator="Deploy again, and grant this function `users:read`.")


class CognitoUserDirectory:
    """Reads one user a call, ten at once: `ListUsers` can filter by one id only, and reads more slowly.

    Users of identity providers cannot be read by their id otherwise.

    Args:
        client: Client of `cognito-idp`; safe between threads, as all of botocore's are.
    """

    def __init__(self, client: Any, user_pool_id: str) -> None:
        self._client = client
        self._user_pool_id = user_pool_id

    def addresses(self, user_ids: Collection[UserId], *, only_verified: bool = False) -> Mapping[UserId, str]:
        wanted = list(dict.fromkeys(user_ids))
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            users = dict(zip(wanted, threads.map(self._attributes, wanted), strict=True))
        return {
            user_id: user["email"]
            for user_id, user in users.items()
            if user.get("email") and (not only_verified or user.get("email_verified") == "true")
        }

    def _attributes(self, user_id: UserId) -> dict[str, str]:
        with _FAILURES.translated("reading a user"):
            try:
                # A pool whose users sign in by address takes their id as the name, too.
                user = self._client.admin_get_user(UserPoolId=self._user_pool_id, Username=user_id)
                listed = user["UserAttributes"]
            except ClientError as error:
                if code_of(error) != "UserNotFoundException":
                    raise
                listed = self._of_a_provider(user_id)
        attributes = {each["Name"]: each["Value"] for each in listed}
        # A name that somebody chose could be another's id.
        return attributes if attributes.get("sub") == user_id else {}

    def _of_a_provider(self, user_id: UserId) -> list[dict[str, str]]:
        """Returns the attributes of an identity provider's user, whose name is not the id; none if gone."""
        if not _ID.fullmatch(user_id):
            return []
        users = self._client.list_users(UserPoolId=self._user_pool_id, Filter=f'sub = "{user_id}"', Limit=1)[
            "Users"
        ]
        return users[0]["Attributes"] if users else []
