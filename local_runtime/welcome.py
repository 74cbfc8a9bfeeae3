"""Prints a sign-in and commands to try, at the end of `make start` and `make status`."""

from __future__ import annotations

from urllib.parse import quote

from local_runtime.home import Home, read_json
from local_runtime.ports import Ports
from local_runtime.report import say

WORKSPACE = "samples"


def explain(home: Home, ports: Ports, *, question: str = "") -> None:
    """Prints the page's address and the sign-in; with a question also how to ask it.

    Nothing is printed before the first start has finished. The link signs the demo user in: its password is
    behind the `#`, which a browser does not send to any server.
    """
    session = read_json(home.session_file)
    if not session.get("password"):
        return
    say(f"  page     {ports.web_url}")
    say(f"  sign-in  {session['username']}   {session['password']}")
    say(f"           or open {ports.web_url}/#demo={quote(session['password'])}")
    if question:
        say(f"  API      {session['api_url']}")
        say(f'  ask      .venv/bin/quorum ask "{question}" --workspace {WORKSPACE}')
        say(f"  ingest   .venv/bin/quorum ingest FILE... --workspace {WORKSPACE}")
        say("  models   .venv/bin/quorum model list  (and how to add a better one)")
        say("  more     .venv/bin/quorum -h")
