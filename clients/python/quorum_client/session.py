"""Sessions: a deployment's addresses and its user, kept in a file that only its owner may read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from quorum_client.errors import NotSignedIn

SESSION_VARIABLE = "QUORUM_SESSION"
STATE_VARIABLE = "QUORUM_STATE"


@dataclass(frozen=True, slots=True)
class Session:
    """How to reach one deployment, as one user.

    Attributes:
        endpoint_url: Where sign-in happens if not at the region's public address, as on a laptop.
        workspace_id: The default workspace; may be empty.
        password: Of a laptop's demo user; empty after `quorum sign-in`.
        refresh_token: What `quorum sign-in` keeps instead; gets new tokens until it ends.
        documents_bucket: Known on a laptop only; uploads elsewhere go through signed forms.
        providers: Identity providers whose users sign in on the page; empty if there are none.
        file: Where it was read from; empty if it was made in memory.
    """

    api_url: str
    websocket_url: str
    user_pool_id: str
    client_id: str
    region: str
    username: str
    password: str = ""
    refresh_token: str = ""
    endpoint_url: str = ""
    workspace_id: str = ""
    documents_bucket: str = ""
    providers: str = ""
    file: str = ""

    def __repr__(self) -> str:
        return f"Session(api_url={self.api_url!r}, username={self.username!r})"

    @classmethod
    def from_values(cls, values: Mapping[str, Any], file: str = "") -> Session:
        """Returns the session that the values describe. Raises NotSignedIn if one is missing."""
        known = {spec.name for spec in fields(cls)}
        try:
            return cls(
                **{**{name: str(text) for name, text in values.items() if name in known}, "file": file}
            )
        except TypeError as error:
            raise NotSignedIn(
                f"the session {file or 'given'} is incomplete ({error})", remedy=_REMEDY
            ) from None

    @classmethod
    def load(cls, file: str | Path | None = None) -> Session:
        """Reads the named file, else the first that exists of `session_files()`.

        Raises:
            NotSignedIn: There is none, or it cannot be read.
        """
        files = [Path(file)] if file else session_files()
        existing = next((each for each in files if each.is_file()), None)
        if existing is None:
            raise NotSignedIn(f"there is no session in {files[0]}", remedy=_REMEDY)
        try:
            values = json.loads(existing.read_text())
        except (OSError, ValueError) as error:
            raise NotSignedIn(
                f"the session {str(existing)!r} cannot be read ({error})", remedy=_REMEDY
            ) from None
        return cls.from_values(values, str(existing))

    def save(self, file: Path) -> None:
        """Writes the session for its owner only."""
        write_private(file, {name: text for name, text in asdict(self).items() if name != "file"})


_REMEDY = "Sign in with `quorum sign-in --config-url ADDRESS`, or run `make start` in a checkout."


def session_files(environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Returns the files that may hold a session; the first that exists is used.

    Without a variable that names one it is the one written last: by `make start`, or by `quorum sign-in`.
    """
    if named := environment.get(SESSION_VARIABLE):
        return [Path(named)]
    if state := environment.get(STATE_VARIABLE):
        return [Path(state) / "session.json"]
    checkout = Path(__file__).resolve().parents[3]
    laptops = [folder / ".local" / "session.json" for folder in (Path.cwd(), *Path.cwd().parents, checkout)]
    laptop = next((file for file in laptops if file.is_file()), laptops[0])
    return sorted((laptop, signed_in_file(environment)), key=_written_at, reverse=True)


def signed_in_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Returns the file in which `quorum sign-in` keeps its session."""
    config = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return config / "quorum" / "session.json"


def _written_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def write_private(file: Path, values: Mapping[str, Any]) -> None:
    """Replaces a file in one step; nobody but its owner can ever read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(values, indent=2) + "\n")
    draft.replace(file)
