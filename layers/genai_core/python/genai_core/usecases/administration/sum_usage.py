"""Sum the usage of all users, by day, model and user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from genai_core.domain.callers import Caller
from genai_core.domain.generation.budgets import Budget, budget_day
from genai_core.domain.identifiers import UserId
from genai_core.domain.permissions import require_in_deployment
from genai_core.domain.protocol.administration import (
    MOST_USERS,
    AllUsage,
    DailyBudget,
    DayUsage,
    ModelUsage,
    UserUsage,
)
from genai_core.domain.protocol.figures import Usage
from genai_core.errors import InvalidInput, Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.usage_ledger import UsageLedger, UserLine, total_usage
from genai_core.ports.user_directory import UserDirectory

USAGE_DAYS, MOST_DAYS = 30, 92
Sums = dict[str, tuple[int, Usage]]
"""Calls and usage by name."""


@dataclass(frozen=True, slots=True)
class SumUsage:
    """Reads the ledger, one day after another.

    Attributes:
        directory: Returns the user directory, which only this report reads.
    """

    ledger: UsageLedger
    directory: Callable[[], UserDirectory]
    clock: Clock
    budget: Budget

    def __call__(self, caller: Caller, since: str) -> AllUsage:
        """Returns the sums from that day (YYYY-MM-DD; empty for 30 days ago) until today.

        Raises:
            Forbidden: The caller is not an administrator.
            InvalidInput: The day is not a day, or more than 92 days ago.
        """
        require_in_deployment("read administration", caller)
        today = date.fromisoformat(budget_day(self.clock.now()))
        first = _first(since, today)
        days = [(first + timedelta(each)).isoformat() for each in range((today - first).days + 1)]
        by_day = {day: self.ledger.lines_of_day(day) for day in days}
        return self._report(first, by_day, today.isoformat())

    def _report(self, first: date, by_day: dict[str, list[UserLine]], today: str) -> AllUsage:
        lines = [line for day_lines in by_day.values() for line in day_lines]
        users = _most_expensive(_sums((each.user_id, each) for each in lines))
        emails = self._emails(name for name, _ in users[:MOST_USERS])
        now = _sums((each.user_id, each) for each in by_day.get(today, []))
        days = _sums((each.line.day, each) for each in lines)
        return AllUsage(
            since=first.isoformat(),
            calls=sum(each.line.calls for each in lines),
            total=total_usage(each.line for each in lines),
            budget=DailyBudget(self.budget.daily_tokens, self.budget.daily_cost_usd),
            days=tuple(DayUsage(day, *days[day]) for day in sorted(days)),
            models=tuple(
                ModelUsage(name, *sums)
                for name, sums in _most_expensive(_sums((each.line.model_id, each) for each in lines))
            ),
            users=tuple(
                UserUsage(name, *sums, now.get(name, (0, Usage()))[1], emails.get(UserId(name), ""))
                for name, sums in users[:MOST_USERS]
            ),
            further_users=max(0, len(users) - MOST_USERS),
        )

    def _emails(self, user_ids: Iterable[str]) -> Mapping[UserId, str]:
        """Returns the users' addresses; none if the directory does not respond: the sums matter more."""
        try:
            return self.directory().addresses([UserId(each) for each in user_ids])
        except Unavailable:
            return {}


def _first(since: str, today: date) -> date:
    if not since:
        return today - timedelta(days=USAGE_DAYS)
    try:
        first = date.fromisoformat(since)
    except ValueError:
        raise InvalidInput(f"since is {since!r:.40}", remedy="Give a day as YYYY-MM-DD.") from None
    if (today - first).days > MOST_DAYS:
        raise InvalidInput(
            f"since is {since!r}, {(today - first).days} days ago",
            remedy=f"Give one of the last {MOST_DAYS}.",
        )
    return first


def _sums(named: Iterable[tuple[str, UserLine]]) -> Sums:
    sums: Sums = {}
    for name, each in named:
        calls, usage = sums.get(name, (0, Usage()))
        sums[name] = calls + each.line.calls, usage + each.line.usage
    return sums


def _most_expensive(sums: Sums) -> list[tuple[str, tuple[int, Usage]]]:
    def order(item: tuple[str, tuple[int, Usage]]) -> tuple[float, int, str]:
        name, (_, usage) = item
        return -usage.cost_usd, -(usage.input_tokens + usage.output_tokens), name

    return sorted(sums.items(), key=order)
