"""What config.json says arrives in functions, by the declaration of the setting alone."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from cdk_app.config.file import read_environment
from cdk_app.function_settings import config_settings
from genai_core.errors import Misconfigured
from genai_core.settings import SECTIONS, Settings, read_settings, variable

ROOT = Path(__file__).resolve().parents[3]
MODEL = {"family": "f", "provider": "openai", "target": "t", "endpoint": "https://h/v1"}
ENVIRONMENT: dict[str, Any] = {
    "allowed_origins": ["http://localhost:5173"],
    "functions": {"runtime": "managed"},
    "database": {"endpoint": {"host": "h", "port": 5432}},
    "models": [MODEL | {"model_id": "other"}, MODEL | {"model_id": "judging", "role": "judge"}],
    "retrieval": {},
    "limits": {},
}
# Values that a rule about two settings asks for.
CHOSEN = {"languages": ["german"], "writer": "other", "judge": "judging", "question_model": "other"}
ALONGSIDE = {"reranker": {"reranker_target": "x"}, "expansion": {}, "self_query": {}}
PATHS = [(name, spec.name) for name, default in SECTIONS.items() for spec in fields(default)]


def another(section: str, field: str) -> Any:
    """Returns a valid value that is not the default."""
    default = getattr(SECTIONS[section], field)
    kind = get_type_hints(type(SECTIONS[section]))[field]
    spec = next(spec for spec in fields(SECTIONS[section]) if spec.name == field)
    if field in CHOSEN:
        return CHOSEN[field]
    if get_origin(kind) is Literal:
        return next(choice for choice in get_args(kind) if choice != default)
    if kind is bool:
        return not default
    if kind in (int, float):
        step = kind(1) if kind is int else 0.5
        return default + step if default + step <= spec.metadata.get("le", default + step) else default - step
    return "other"


def settings_of(environment: dict[str, Any], tmp_path: Path) -> Settings:
    """Returns what a function reads if config.json says this."""
    path = tmp_path / "config.json"
    path.write_text(json.dumps({"environments": {"dev": environment}}))
    texts = config_settings(read_environment("dev", environment={}, path=path), ROOT)
    return read_settings({variable(name): text for name, text in texts.items()})


@pytest.mark.parametrize(("section", "field"), PATHS, ids=[".".join(path) for path in PATHS])
def test_a_setting_arrives_as_it_was_written(section: str, field: str, tmp_path: Path) -> None:
    value = another(section, field)
    assert value != getattr(SECTIONS[section], field)
    changed = ENVIRONMENT | {section: {field: value, **ALONGSIDE.get(field, {})}}
    read = getattr(getattr(settings_of(changed, tmp_path), section), field)
    assert read == (tuple(value) if isinstance(value, list) else value)


def test_a_setting_that_is_left_out_has_its_default(tmp_path: Path) -> None:
    read = settings_of(ENVIRONMENT, tmp_path)
    assert {name: getattr(read, name) for name in SECTIONS} == SECTIONS
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("RETRIEVAL_DEPTH", "many", "whole number"),
        ("LIMITS_DAILY_COST_USD", "1,5", "a number"),
        ("RETRIEVAL_JOIN_NEIGHBOURS", "yes", "one of on, off"),
        ("RETRIEVAL_RERANKER", "bert", "one of tokens, onnx, sagemaker"),
        ("TRACING", "true", "one of on, off"),
    ],
)
def test_a_variable_of_the_wrong_kind_is_named(name: str, text: str, message: str) -> None:
    with pytest.raises(Misconfigured, match=f"{name} is {text!r}.*{message}"):
        read_settings({name: text})


def test_a_setting_that_a_function_needs_and_lacks_is_named() -> None:
    with pytest.raises(Misconfigured, match="RETRIEVAL_QUESTION_MODEL"):
        Settings().require("retrieval.question_model")
    assert Settings().require("retrieval.depth") == 50


def test_reading_settings_does_not_import_pydantic() -> None:
    code = "import sys, genai_core.settings as s; s.read_settings({}); assert 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT / "layers/genai_core/python")
