"""The schema of config.json helps editors, and the page of settings lists everything."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import fields
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta

from genai_core.domain.generation.models import ModelSpec
from genai_core.settings import SECTIONS, section_texts, variable
from tools.generate.outputs import ROOT
from tools.generate.settings import config_schema, settings_page

CONFIG = json.loads((ROOT / "config.json").read_text())
SCHEMA = config_schema()


def problems(path: str, value: Any) -> list[str]:
    """Returns what the schema says against config.json with this value at a path of the environment dev."""
    document = deepcopy(CONFIG)
    section = document["environments"]["dev"]
    *above, last = path.split(".")
    for part in above:
        section = section.setdefault(part, {})
    section[last] = value
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_the_schema_is_valid_and_config_json_fits_it() -> None:
    meta.validate(SCHEMA)
    assert not list(Draft202012Validator(SCHEMA).iter_errors(CONFIG))
    assert CONFIG["$schema"] == "./config.schema.json"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("limits.answer_s", 5),
        ("limits.answer_s", "${ANSWER_S}"),
        ("limits.answer_s", None),
        ("web", None),
        ("account", "${AWS_ACCOUNT}"),
        ("profiles.opensearch.instances", 3),
    ],
)
def test_what_may_be_written_fits_it(path: str, value: Any) -> None:
    assert problems(path, value) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("limits.answer_s", 4),
        ("limits.answer_s", "soon"),
        ("limits.answers", 5),
        ("retrieval.reranker", "bert"),
        ("profiles.opensearch.instances", 0),
        ("models", [{"model_id": "A B"}]),
        ("models", []),
        ("modles", []),
    ],
)
def test_what_is_wrong_does_not(path: str, value: Any) -> None:
    assert problems(path, value)


def test_the_page_lists_every_setting_with_its_variable_and_every_field_of_a_model() -> None:
    page = settings_page()
    for name, section in SECTIONS.items():
        assert all(f"`{variable(path)}`" in page for path in section_texts(name, section))
    assert all(f"| `{spec.name}` |" in page for spec in fields(ModelSpec))
