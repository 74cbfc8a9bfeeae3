"""What is generated, and where it lies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tools.generate.api_pages import rest_page, websocket_page
from tools.generate.asyncapi import asyncapi_document
from tools.generate.cli import cli_page
from tools.generate.openapi import openapi_document
from tools.generate.operator_pages import errors_page, metrics_page
from tools.generate.sdk import sdk_modules
from tools.generate.settings import config_schema, settings_page
from tools.generate.typescript import typescript_modules

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "frontend_react" / "src" / "api" / "generated"
SDK = ROOT / "clients" / "python" / "quorum_client" / "protocol"
REFERENCE = ROOT / "docs" / "reference"
REFERENCE_PAGES = {
    "errors.md": errors_page,
    "metrics.md": metrics_page,
    "rest.md": rest_page,
    "settings.md": settings_page,
    "websocket.md": websocket_page,
}
DOCUMENTS = {
    "docs/openapi.json": openapi_document,
    # The same document beside the function that serves it.
    "lambdas/serve_api/openapi.json": openapi_document,
    "docs/asyncapi.json": asyncapi_document,
    "config.schema.json": config_schema,
}


def generated_files() -> dict[Path, str]:
    """Returns every generated file with its content."""
    return contract_files() | {ROOT / "docs" / "reference" / "cli.md": cli_page()}


def contract_files() -> dict[Path, str]:
    """Returns the files that follow from contract and settings alone, the SDK's among them."""
    documents = {
        ROOT / name: json.dumps(document(), ensure_ascii=False, indent=2) + "\n"
        for name, document in DOCUMENTS.items()
    }
    reference = {REFERENCE / name: page() for name, page in REFERENCE_PAGES.items()}
    page = {PAGE / name: text for name, text in typescript_modules().items()}
    sdk = {SDK / name: text for name, text in sdk_modules().items()}
    return documents | reference | page | sdk


def stale_files(wanted: Mapping[Path, str]) -> list[Path]:
    """Returns the files that differ, are missing, or are not generated any more."""
    differing = [
        path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    left = [path for folder in (PAGE, SDK) for path in folder.glob("*.*") if path not in wanted]
    return differing + left
