"""`make start` deploys again if any file changes that the stacks are made of."""

import subprocess
import sys

from local_runtime.fingerprint import DEPLOYED
from local_runtime.home import REPOSITORY

_LOADED = """
import sys, cdk_app.composition, cdk_app.config.file
print(*(m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None)), sep="\\n")
"""


def test_every_module_that_synthesis_loads_is_looked_at() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _LOADED], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    rooms = tuple(f"{REPOSITORY / room}/" for room in ("cdk_app", "lambdas", "stacks"))
    loaded = {path for path in run.stdout.splitlines() if path.startswith(rooms)}
    looked_at = [str(REPOSITORY / folder) for folder in DEPLOYED]
    missed = [
        path
        for path in loaded
        if not path.endswith("__init__.py")
        and not any(path == folder or path.startswith(f"{folder}/") for folder in looked_at)
    ]
    assert len(loaded) > 30
    assert not missed
