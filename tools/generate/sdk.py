"""The SDK's types: the contract's own modules, for a package that imports nothing of the server."""

from __future__ import annotations

from pathlib import Path

from genai_core.domain import protocol

HEADER = "# Generated from genai_core/domain/{} by `make generate`; do not edit.\n"
BESIDES = "ingestion/document_types.py"
"""What the command line lists besides the contract."""
LEFT_OUT = (
    "administration_routes.py",
    "completions.py",
    "document_routes.py",
    "page_config.py",
    "route.py",
    "routes.py",
    "trust_routes.py",
)
RENAMED = {
    "genai_core.errors import InvalidInput": "quorum_client.errors import Unreadable as InvalidInput",
    "genai_core.domain.protocol": "quorum_client.protocol",
}


def sdk_modules() -> dict[str, str]:
    """Returns the modules by file name."""
    folder = Path(protocol.__file__).parent
    paths = [*sorted(folder.glob("*.py")), folder.parent / BESIDES]
    return {path.name: _module(path) for path in paths if path.name not in LEFT_OUT}


def _module(path: Path) -> str:
    origin = BESIDES if BESIDES.endswith(path.name) else "protocol"
    return HEADER.format(origin) + _renamed(path.read_text(encoding="utf-8"))


def _renamed(text: str) -> str:
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    assert "genai_core." not in text, "the contract imports more of the core than the SDK has"  # noqa: S101
    return text
