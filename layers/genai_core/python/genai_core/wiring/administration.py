"""Builds the use cases of administrators."""

from __future__ import annotations

from functools import cache

from genai_core.domain.generation.budgets import Budget
from genai_core.ports.breaker_state import BreakerState
from genai_core.ports.inbox_queue import InboxQueue
from genai_core.ports.user_directory import UserDirectory
from genai_core.settings import settings
from genai_core.usecases.administration.list_breakers import ListBreakers
from genai_core.usecases.administration.sum_usage import SumUsage
from genai_core.usecases.administration.watch_queue import WatchQueue
from genai_core.wiring.aws import aws_client
from genai_core.wiring.clock import clock
from genai_core.wiring.storage import dynamo_table, model_catalogue, usage_ledger
from genai_core.wrappers.cached_user_directory import CachedUserDirectory


def sum_usage() -> SumUsage:
    """Returns the use case that sums the usage of all users."""
    limits = settings().limits
    budget = Budget(limits.daily_tokens, limits.daily_cost_usd)
    return SumUsage(usage_ledger(), user_directory, clock(), budget)


def list_breakers() -> ListBreakers:
    """Returns the use case that lists circuit breakers."""
    return ListBreakers(model_catalogue().models, breaker_state(), clock())


def watch_queue() -> WatchQueue:
    """Returns the use case that reads the inbox queue."""
    return WatchQueue(inbox_queue())


@cache
def breaker_state() -> BreakerState:
    """Returns the store of circuit breakers."""
    from genai_core.adapters.dynamodb.breaker_state import DynamoBreakerState

    return DynamoBreakerState(dynamo_table("runs_table"))


@cache
def user_directory() -> UserDirectory:
    """Returns the users of the sign-in; their addresses are cached for a minute."""
    from genai_core.adapters.cognito.user_directory import CognitoUserDirectory

    users = CognitoUserDirectory(aws_client("cognito-idp"), settings().require("user_pool_id"))
    return CachedUserDirectory(users, clock())


@cache
def inbox_queue() -> InboxQueue:
    """Returns the inbox queue."""
    from genai_core.adapters.sqs.inbox_queue import SqsInboxQueue

    here = settings()
    return SqsInboxQueue(
        aws_client("sqs"), here.require("inbox_queue_url"), here.require("inbox_dead_letters_url")
    )
