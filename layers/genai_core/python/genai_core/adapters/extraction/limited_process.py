"""Read one body in a limited process: pass it through a folder, and return the result or raise its error."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.sandbox import Limits, hide_from_children
from genai_core.adapters.extraction.server_process import last_words, read_in_child
from genai_core.errors import InvalidInput, Overloaded, QuorumError

_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM)


@dataclass(frozen=True, slots=True)
class LimitedProcess:
    """Processes of one fork server.

    Attributes:
        name: For messages: "extraction".
        server: The program of the server.
        errors: What the process may raise; anything else becomes InvalidInput.
    """

    name: str
    server: str
    limits: Limits
    errors: tuple[type[QuorumError], ...]

    def read(
        self,
        folder: Path,
        body: bytes,
        request: Mapping[str, Any],
        *,
        too_slow: InvalidInput,
        crashed: Callable[[str], InvalidInput],
    ) -> dict[str, Any]:
        """Returns what the process writes as its result.

        Args:
            folder: An empty folder, which the process may write to.
            request: What the process is told besides the body and the limits.
            crashed: Returns the error for the signal that ended the process.

        Raises:
            Overloaded: The process failed without a result.
        """
        (folder / "body").write_bytes(body)
        (folder / "request.json").write_text(json.dumps({**request, "limits": asdict(self.limits)}))
        hide_from_children()
        exit_code = read_in_child(folder, self.limits.wall_s, server=self.server)
        written = folder / "result.json"
        if exit_code == 0 and written.exists():
            return self._checked(json.loads(written.read_text()))
        if -exit_code in _OUT_OF_TIME:
            raise too_slow
        if exit_code < 0:
            raise crashed(signal.Signals(-exit_code).name)
        raise Overloaded(f"the {self.name} process failed: {last_words(folder)}")

    def _checked(self, result: dict[str, Any]) -> dict[str, Any]:
        if "error" not in result:
            return result
        name, message, remedy = (result["error"][key] for key in ("name", "message", "remedy"))
        known = {kind.__name__: kind for kind in self.errors}
        raise known.get(name, InvalidInput)(message, remedy=remedy)
