"""`quorum model`: the models that are asked."""

from __future__ import annotations

from typing import Any

import click

from quorum_client.cli.display import console, json_option, notes, open_quorum, write_json
from quorum_client.cli.groups import NounGroup
from quorum_client.cli.stores import list_stores, stores
from quorum_client.cli.tables import list_options, write_list
from quorum_client.errors import WrongInput

ADD_A_MODEL = """
Add a better model with one setting, then run `make start` again:
  any OpenAI-compatible server   OPENAI_BASE_URL=http://127.0.0.1:11434/v1 OPENAI_MODEL=llama3.1 make start
  Amazon Bedrock                 under "models" in config.json: "provider": "bedrock", "target": "<model id>"
More members of different families make agreement mean more."""
FIELDS = {
    "family": "family",
    "provider": "provider",
    "role": "role",
    "context": "context_tokens",
    "USD in": "input_price",
    "USD out": "output_price",
}


@click.group(cls=NounGroup)
def model() -> None:
    """The models that are asked."""


@model.command("list")
@click.option("--check", is_flag=True, help="Asks each something trivial; fails if none answers.")
@click.option("--stores", is_flag=True, hidden=True, help="The same as `quorum model stores`.")
@list_options
def list_models(*, check: bool, stores: bool, output_format: str) -> None:
    """Lists the models that are asked, and says how to add a better one."""
    if stores:
        list_stores(output_format)
        return
    with open_quorum() as quorum:
        models = quorum.models(check=check)
    health = {"model": "id", "answers": "answers", "ms": "latency_ms", "reason": "reason"}
    listed = {"model": "id", **FIELDS}
    write_list(output_format, models, health if check else listed, empty="No model is configured.")
    if check and not any(item["answers"] for item in models):
        raise SystemExit(1)
    if not check and output_format == "table":
        notes.print(ADD_A_MODEL, soft_wrap=True, markup=False)


@model.command()
@click.argument("name", metavar="MODEL")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """Shows one MODEL by its id, and whether it answers now."""
    with open_quorum() as quorum:
        known = quorum.models(check=True)
    details = _named(known, name)
    if as_json:
        write_json(details)
        return
    console.print(details["id"], markup=False)
    for label, field in FIELDS.items():
        console.print(f"{label:10}{details[field]}", markup=False)
    state = f"yes, in {details['latency_ms']} ms" if details["answers"] else f"no: {details['reason']}"
    console.print(f"answers   {state}", markup=False)


model.add_command(stores)


def _named(known: list[dict[str, Any]], name: str) -> dict[str, Any]:
    for item in known:
        if item["id"] == name:
            return item
    ids = ", ".join(item["id"] for item in known) or "none"
    raise WrongInput(f"there is no model {name!r}", remedy=f"There are {ids}")
