"""What is not built stops a deployment, and nothing else does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.infrastructure.assembly import Assembly, stand_in, synthesise


def messages(assembly: Assembly) -> list[tuple[str, str]]:
    """Returns severity and text of what the CDK CLI would say; it stops at errors."""
    manifest = json.loads((assembly.folder / "manifest.json").read_text())
    messages: list[tuple[str, str]] = []
    for artifact in manifest["artifacts"].values():
        metadata = artifact.get("metadata", {})
        if "additionalMetadataFile" in artifact:
            metadata |= json.loads((assembly.folder / artifact["additionalMetadataFile"]).read_text())
        messages += [
            (entry["type"].removeprefix("aws:cdk:"), entry["data"])
            for entries in metadata.values()
            for entry in entries
            if entry["type"] in ("aws:cdk:error", "aws:cdk:warning")
        ]
    return messages


@pytest.fixture
def unbuilt(tmp_path: Path) -> Path:
    """A folder with one of the two layers, and without a page."""
    built = stand_in(tmp_path / "built")
    (built.layers / "core" / "built.txt").unlink()
    (built.page / "index.html").unlink()
    return tmp_path / "built"


def test_a_missing_layer_and_a_missing_page_are_errors(unbuilt: Path, tmp_path: Path) -> None:
    sources = replace(stand_in(tmp_path / "else"), layers=unbuilt / "layers", page=unbuilt / "page")
    dev = synthesise("dev", tmp_path / "out", with_rules=False, sources=sources)
    shown = messages(dev)
    assert {severity for severity, _ in shown} == {"error"}
    layers = [text for _, text in shown if "layer" in text]
    # Both stacks with functions publish a layer of their own.
    assert len(layers) == 2
    assert all("'core'" in text and "make cloud" in text for text in layers)
    assert len([text for _, text in shown if "page" in text and "make cloud" in text]) == 1


def test_a_laptop_needs_neither(unbuilt: Path, tmp_path: Path) -> None:
    sources = replace(stand_in(tmp_path / "else"), layers=unbuilt / "layers", page=unbuilt / "page")
    assert messages(synthesise("local", tmp_path / "out", with_rules=False, sources=sources)) == []


def test_a_built_environment_is_synthesised_without_a_word(assembly: Assembly) -> None:
    assert messages(assembly) == []
