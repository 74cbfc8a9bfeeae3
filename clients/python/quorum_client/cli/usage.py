"""`quorum usage`: lists the tokens and the cost of the user."""

from __future__ import annotations

from typing import Any

import click

from quorum_client.cli.display import open_quorum, write_json
from quorum_client.cli.tables import Column, list_options, write_list


@click.command()
@list_options
def usage(output_format: str) -> None:
    """Lists what you have used, per day and model."""
    with open_quorum() as quorum:
        report = quorum.usage()
    columns: dict[str, Column] = {
        "day": "day",
        "model": "model_id",
        "tokens in": "input_tokens",
        "tokens out": "output_tokens",
        "USD": lambda line: f"{line['cost_usd']:.4f}",
    }
    if output_format == "json":
        write_json(report)
        return
    records = [_flat(line) for line in report["lines"]]
    write_list(output_format, records, columns, empty="Nothing was used yet.")


def _flat(line: dict[str, Any]) -> dict[str, Any]:
    spent = line["usage"]
    figures = {name: spent.get(name, 0) for name in ("input_tokens", "output_tokens", "cost_usd")}
    return {"day": line["day"], "model_id": line["model_id"], **figures}
