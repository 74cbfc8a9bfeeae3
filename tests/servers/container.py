"""The real containers of `sagemaker_models/`, except for their models, behind a server of the tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.servers.loopback import LoopbackHandler
from tests.servers.script import Script

_MODELS = Path(__file__).parents[2] / "sagemaker_models"


class ContainerHandler(LoopbackHandler):
    """Answers as a service of AWS does, or as one of our containers does."""

    container: ModuleType

    def fail(self, status: int, code: str, message: str, **more: Any) -> None:
        """Answers with an error in the form that the SDK of AWS reads."""
        self.answer_json(status, {"message": message, "__type": code, **more}, {"x-amzn-errortype": code})

    def failed_as_told(self, script: Script, earlier: int) -> bool:
        """Fails, or sends what is not JSON, if the script says so; returns whether it did."""
        if script.fails(earlier):
            self.fail(script.status, script.code, script.message)
        elif script.text == "garbage":
            self.answer(200, "application/json", b"<html>")
        else:
            return False
        return True

    def container_request(self, body: bytes) -> Any:
        """Returns what the container reads from a body; None if it refused it, which is then answered."""
        try:
            return self.container.input_fn(body, self.headers.get("content-type", ""))
        except self.container.RequestError as error:
            self.fail(424, "ModelError", error.message, OriginalStatusCode=error.status_code)
            return None


def load_container(model: str) -> ModuleType:
    """Returns the module that a container runs, by the folder of its model."""
    spec = importlib.util.spec_from_file_location(f"{model}_container", _MODELS / model / "inference.py")
    assert spec
    assert spec.loader
    container = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up by name.
    sys.modules[spec.name] = container
    spec.loader.exec_module(container)
    return container
