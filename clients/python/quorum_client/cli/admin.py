"""`quorum admin`: what administrators of a deployment see and do."""

from __future__ import annotations

from typing import Any

import click

from quorum_client.cli.display import (
    confirm,
    console,
    json_option,
    notes,
    open_quorum,
    write_json,
    yes_option,
)
from quorum_client.cli.groups import NounGroup
from quorum_client.cli.tables import Column, list_options, write_list
from quorum_client.protocol.administration import DailyBudget
from quorum_client.protocol.codec import to_json

KEYS = {"day": "day", "model": "model_id", "user": "user_id"}
"""What usage is summed by, and the field that names each."""


@click.group(cls=NounGroup)
def admin() -> None:
    """Usage, models and queue of the whole deployment, for users in the sign-in group `admin`."""


@admin.command()
@click.option("--by", type=click.Choice(list(KEYS)), default="day", show_default=True, help="Sum by this.")
@click.option(
    "--since", default="", metavar="DAY", help="YYYY-MM-DD, at most 92 days ago; default is 30 days ago."
)
@list_options
def usage(by: str, since: str, *, output_format: str) -> None:
    """Lists what all users used; of users and models the most expensive come first."""
    with open_quorum() as quorum:
        report = quorum.administration.usage(since)
    if output_format == "json":
        write_json(to_json(report))
        return
    lines = {"day": report.days, "model": report.models, "user": report.users}[by]
    columns: dict[str, Column] = {
        by: KEYS[by] if by != "user" else lambda line: line["email"] or line["user_id"],
        "calls": "calls",
        "tokens in": "input_tokens",
        "tokens out": "output_tokens",
        "USD": lambda line: f"{line['cost_usd']:.4f}",
    }
    records = [_flat(to_json(line)) for line in lines]
    write_list(output_format, records, columns, empty=f"Nothing was used since {report.since}.")
    if by == "user" and report.further_users:
        notes.print(f"{report.further_users} more users are not listed.", markup=False)
    total = f"Since {report.since}: {report.calls} calls, {report.total.cost_usd:.4f} USD."
    notes.print(f"{total} {_budget(report.budget)}", markup=False)


@admin.command()
@list_options
def models(output_format: str) -> None:
    """Lists the models with their circuit breakers: a model that keeps failing is not called for a while."""
    with open_quorum() as quorum:
        breakers = quorum.administration.breakers()
    columns: dict[str, Column] = {
        "model": "model_id",
        "breaker": "condition",
        "failures": "failures",
        "not called until": "rests_until",
    }
    write_list(output_format, [to_json(each) for each in breakers], columns, empty="No model is configured.")


@admin.command()
@list_options
def queue(output_format: str) -> None:
    """Lists messages about documents that failed for good, and counts those that wait."""
    with open_quorum() as quorum:
        report = quorum.administration.queue()
    if output_format == "json":
        write_json(to_json(report))
        return
    columns: dict[str, Column] = {"sent": "sent_at", "about": "about", "message": "message_id"}
    records = [to_json(each) for each in report.messages]
    write_list(output_format, records, columns, empty="No message failed.")
    notes.print(f"{report.waiting} wait, {report.in_work} are in work, {report.failed} failed.", markup=False)
    if report.failed:
        notes.print("Send the failed again with `quorum admin redrive`.", markup=False)


@admin.command()
@yes_option
@json_option
def redrive(*, yes: bool, as_json: bool) -> None:
    """Sends failed messages again, at most 200 of them."""
    with open_quorum() as quorum:
        failed = quorum.administration.queue().failed
        if failed:
            confirm(f"Send {failed} failed messages again?", yes=yes)
        redriven = quorum.administration.redrive()
    if as_json:
        write_json(to_json(redriven))
        return
    console.print(f"{redriven.sent} messages are sent again, {redriven.left} are left.", markup=False)


def _flat(line: dict[str, Any]) -> dict[str, Any]:
    """Returns a line with its figures beside its name, as a table and CSV have them."""
    figures = {name: line["usage"][name] for name in ("input_tokens", "output_tokens", "cost_usd")}
    return {name: value for name, value in line.items() if name not in ("usage", "today")} | figures


def _budget(budget: DailyBudget) -> str:
    limits = {"tokens": budget.tokens, "USD": budget.cost_usd}
    words = " and ".join(f"{limit:,} {unit}" for unit, limit in limits.items() if limit)
    return f"Each user may use {words} a day." if words else "There is no daily budget."
