"""Types documented commands as a reader does: in a folder of their own files, with a home of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.documented_commands import IN_CHECKOUT, SHOWN, TYPED
from tests.e2e.laptop import ROOT, Laptop

LIMIT_S = 180
WORKSPACE = "papers"


@dataclass(frozen=True)
class Reader:
    """A reader whose commands run in `folder` and reach `laptop`; theirs is the workspace `papers`."""

    laptop: Laptop
    folder: Path

    def sign_in(self) -> None:
        """Writes a session whose default workspace is the reader's own, so that commands change no other.

        One model answers there, which is quick; the samples are asked of all.
        """
        values = json.loads((self.laptop.folder / "session.json").read_text())
        with self.laptop.connect() as quorum:
            own = quorum.workspaces.find_or_create(WORKSPACE).workspace_id
            quorum.workspaces.change(own, mode="single")
        values["workspace_id"] = own
        self._session.write_text(json.dumps(values))

    def type(self, command: str) -> str:
        """Runs a command; returns what is wrong with its end or output, or an empty text."""
        done = subprocess.run(
            ["bash", "-c", self._filled(command)],
            cwd=ROOT if command.startswith(IN_CHECKOUT) else self.folder,
            env=self._environment(),
            input=TYPED.get(command, ""),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        if done.returncode:
            return f"`{command}` ends with {done.returncode}: {done.stdout[-300:]}{done.stderr[-700:]}"
        expected = SHOWN.get(command, "")
        return "" if expected in done.stdout else f"`{command}` does not print {expected!r}: {done.stdout}"

    @property
    def _session(self) -> Path:
        return self.folder / "session.json"

    def _environment(self) -> dict[str, str]:
        programs = [str(Path(sys.executable).parent), str(ROOT / "node_modules/.bin"), os.environ["PATH"]]
        return {
            **os.environ,
            "QUORUM_STATE": str(self.laptop.folder),
            "QUORUM_SESSION": str(self._session),
            "HOME": str(self.folder / "home"),
            "PATH": os.pathsep.join(programs),
        }

    def _filled(self, command: str) -> str:
        """Returns the command with RUN and SESSION replaced by the newest ones."""
        words = (self._newest(word) if word in ("RUN", "SESSION") else word for word in command.split(" "))
        return " ".join(words)

    def _newest(self, word: str) -> str:
        """Returns the newest conversation about the reader's workspace, or its newest run."""
        own = json.loads(self._session.read_text())["workspace_id"]
        with self.laptop.connect() as quorum:
            session = next(each["session_id"] for each in quorum.sessions() if each["workspace_id"] == own)
            if word == "SESSION":
                return session
            return next(
                message.run_id
                for message in quorum.session_messages(session).messages[::-1]
                if message.run_id
            )
