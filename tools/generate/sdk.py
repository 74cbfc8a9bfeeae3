"""The SDK's types: the contract's own modules, for a package that imports nothing of the server."""

from __future__ import annotations

from pathlib import Path

from genai_core.domain import protocol

HEADER = "# Generated from genai_core/domain/protocol by `make generate`; do not edit.\n"
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
    modules = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    return {name: HEADER + _renamed(text) for name, text in modules.items() if name not in LEFT_OUT}


def _renamed(text: str) -> str:
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    assert "genai_core." not in text, "the contract imports more of the core than the SDK has"  # noqa: S101
    return text
