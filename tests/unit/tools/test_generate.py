"""Files that follow from the contract are never older than it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator, meta

from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.frames import FRAME_CONTENTS, message_of
from genai_core.domain.protocol.routes import ROUTES
from tests.unit.domain.protocol.examples import EXAMPLES, STATUS
from tools.generate.__main__ import main
from tools.generate.asyncapi import asyncapi_document
from tools.generate.openapi import openapi_document
from tools.generate.outputs import ROOT, stale_files
from tools.generate.sdk import sdk_modules


def test_every_generated_file_is_what_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_a_stale_reference_page_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = ROOT / "docs" / "reference" / "errors.md"
    monkeypatch.setattr("tools.generate.__main__.generated_files", lambda: {page: "# Other errors\n"})
    assert main(["--check"]) == 1
    assert "docs/reference/errors.md is stale: run `make generate`" in capsys.readouterr().out
    assert page.read_text("utf-8") != "# Other errors\n"


def test_a_changed_a_missing_and_a_left_over_file_are_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.generate.outputs.PAGE", tmp_path)
    monkeypatch.setattr("tools.generate.outputs.SDK", tmp_path / "sdk")
    for name in ("same.ts", "changed.ts", "left.ts"):
        (tmp_path / name).write_text("old")
    wanted = {tmp_path / "same.ts": "old", tmp_path / "changed.ts": "new", tmp_path / "missing.ts": "new"}
    assert [path.name for path in stale_files(wanted)] == ["changed.ts", "missing.ts", "left.ts"]


def test_the_openapi_document_has_a_real_type_for_every_body_and_answer() -> None:
    document = openapi_document()
    operations = {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for operation in path.values()
    }
    assert set(operations) == {route.name for route in ROUTES}
    for route in ROUTES:
        operation = operations[route.name]
        answer = operation["responses"][str(route.status)]["content"]["application/json"]["schema"]
        assert ("$ref" in answer) == (route.returns is not None)
        assert ("requestBody" in operation) == (route.body is not None)
        assert "application/problem+json" in operation["responses"]["default"]["content"]
        assert ("security" in operation) == route.needs_user


def test_the_documents_name_no_schema_that_is_missing_and_every_schema_is_valid() -> None:
    for document in (openapi_document(), asyncapi_document()):
        schemas = document["components"]["schemas"]
        named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
        assert named == set(schemas)
        for schema in schemas.values():
            meta.validate(schema)


def test_limits_are_in_the_documents() -> None:
    schemas = openapi_document()["components"]["schemas"]
    assert schemas["NewWorkspace"]["properties"]["name"]["maxLength"] == 100
    assert schemas["RagQuery"]["properties"]["models"]["maxItems"] == 8
    assert schemas["RagQuery"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["ChatRequest"]
    assert schemas["Done"]["required"].count("answer") == 1
    assert "truncated" not in schemas["Done"]["required"]


@pytest.mark.parametrize("name", list(FRAME_CONTENTS))
def test_what_the_server_sends_fits_the_asyncapi_document(name: str) -> None:
    document = asyncapi_document()
    schema = {**document["components"]["messages"][name]["payload"], "components": document["components"]}
    validator = Draft202012Validator(schema)
    for example in EXAMPLES[name]:
        validator.validate(message_of(example, request_id="r", run_id="run", seq=0))
    wrong = {**message_of(EXAMPLES[name][0], request_id="r"), "request_id": 7}
    assert not validator.is_valid(wrong)


def test_a_status_fits_the_asyncapi_document() -> None:
    document = asyncapi_document()
    schema = {**document["components"]["messages"]["status"]["payload"], "components": document["components"]}
    Draft202012Validator(schema).validate(to_json(STATUS))


def test_the_sdks_modules_name_nothing_of_the_server() -> None:
    for name, text in sdk_modules().items():
        assert "genai_core." not in text, name
