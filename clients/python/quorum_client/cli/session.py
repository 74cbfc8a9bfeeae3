"""`quorum session`: your conversations."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quorum_client.cli.display import confirm, console, json_option, open_quorum, write_json, yes_option
from quorum_client.cli.files import output_option, write_output
from quorum_client.cli.groups import NounGroup
from quorum_client.cli.markdown import conversation_markdown
from quorum_client.cli.printable import json_text
from quorum_client.cli.tables import Column, list_options, write_list
from quorum_client.errors import ServerRefused, WrongInput
from quorum_client.protocol.codec import to_json

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.values import Conversation

EXPORTS = ("markdown", "json")
LIKELY = 3
_ID = re.compile(r"[\w.:-]+")


@click.group(cls=NounGroup)
def session() -> None:
    """Your conversations."""


@session.command("list")
@list_options
def list_sessions(output_format: str) -> None:
    """Lists your conversations, last used first."""
    with open_quorum() as quorum:
        sessions = quorum.sessions()
    columns: dict[str, Column] = {
        "title": "title",
        "messages": "message_count",
        "last used": lambda each: each["updated_at"][:19].replace("T", " "),
        "session": "session_id",
    }
    write_list(output_format, sessions, columns, empty="There are no conversations yet.")


@session.command()
@click.argument("name", metavar="SESSION")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """Shows a SESSION (id or title), oldest message first; `quorum ask --in-session` continues it.

    A conversation that another member shares is named by its id.
    """
    with open_quorum() as quorum:
        title, conversation = _open(quorum, name)
    if as_json:
        write_json(to_json(conversation))
        return
    console.print(f"{title} ({conversation.session_id})", markup=False, style="bold")
    for message in conversation.messages:
        who = "You" if message.role == "user" else "Quorum"
        console.print(f"\n{who}, {message.created_at[:16].replace('T', ' ')}", markup=False, style="dim")
        console.print(message.text, markup=False)
        if message.role == "assistant" and message.run_id:
            console.print(f"run {message.run_id}", markup=False, style="dim")


@session.command()
@click.argument("name", metavar="SESSION")
@click.option("--format", "kind", type=click.Choice(EXPORTS), default="markdown", show_default=True)
@output_option
def export(name: str, *, kind: str, output: Path | None) -> None:
    """Writes a SESSION (id or title) with its answers, sources and run ids."""
    with open_quorum() as quorum:
        title, conversation = _open(quorum, name)
    markdown = conversation_markdown(title, conversation)
    write_output(markdown if kind == "markdown" else f"{json_text(to_json(conversation))}\n", output)


@session.command()
@click.argument("name", metavar="SESSION")
@click.argument("title")
def rename(name: str, title: str) -> None:
    """Gives a SESSION (id or title) the title TITLE."""
    with open_quorum() as quorum:
        summary = resolve(quorum.sessions(), name)
        quorum.rename_session(summary["session_id"], title)
    console.print(f"{summary['session_id']} is called {title!r} now.", markup=False)


@session.command()
@click.argument("name", metavar="SESSION")
@click.option("--stop", is_flag=True, help="Make it yours alone again.")
def share(name: str, *, stop: bool) -> None:
    """Lets the members of its workspace read a SESSION (id or title), now and later."""
    with open_quorum() as quorum:
        summary = resolve(quorum.sessions(), name)
        quorum.share_session(summary["session_id"], is_shared=not stop)
    readers = "you alone" if stop else "you and the members of its workspace"
    console.print(f"{summary['title']!r} can be read by {readers}.", markup=False)


@session.command()
@click.argument("names", nargs=-1, required=True, metavar="SESSION...")
@yes_option
def delete(names: tuple[str, ...], *, yes: bool) -> None:
    """Deletes conversations (ids or titles) for good."""
    with open_quorum() as quorum:
        known = quorum.sessions()
        wanted = [resolve(known, name) for name in names]
        confirm(f"Delete {', '.join(repr(each['title']) for each in wanted)}?", yes=yes)
        for each in wanted:
            quorum.delete_session(each["session_id"])
            console.print(f"{each['title']!r} is deleted.", markup=False)


def resolve(known: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Returns the conversation of that id, else the only one of that title.

    Raises:
        WrongInput: There is none, or there are several of that title.
    """
    same = [each for each in known if name in (each["session_id"], each["title"])]
    exact = [each for each in same if each["session_id"] == name]
    match exact or same:
        case [only]:
            return only
        case []:
            last = ", ".join(f"{each['session_id']} ({each['title'][:40]})" for each in known[:LIKELY])
            remedy = f"The last ones are {last}" if last else "You have none yet; `quorum ask` begins one"
            raise WrongInput(f"you have no conversation {name!r}", remedy=remedy)
        case several:
            ids = ", ".join(each["session_id"] for each in several)
            raise WrongInput(f"{len(several)} conversations are called {name!r}", remedy=f"Use an id: {ids}")


def _open(quorum: Quorum, name: str) -> tuple[str, Conversation]:
    """Returns a conversation and its title; one that another member shares is found by its id only."""
    known = quorum.sessions()
    is_own = any(name in (each["session_id"], each["title"]) for each in known)
    if not is_own and _ID.fullmatch(name):
        with suppress(ServerRefused):
            shared = quorum.session_messages(name)
            return shared.messages[0].text, shared
    summary = resolve(known, name)
    return summary["title"], quorum.session_messages(summary["session_id"])
