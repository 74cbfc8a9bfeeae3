"""Reads one environment from `config.json`, or says what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cdk_app.config import EnvironmentConfig, build_environment
from cdk_app.config_rules import check_file, check_rules, check_schema
from genai_core.errors import Misconfigured

REPOSITORY = Path(__file__).resolve().parents[1]
_VARIABLE = re.compile(r"\$\{(?P<name>[A-Z][A-Z0-9_]*)(?::-(?P<default>[^}]*))?\}")


def read_environment(
    name: str, *, environment: Mapping[str, str], path: Path = REPOSITORY / "config.json"
) -> EnvironmentConfig:
    """Returns the environment `name` of the file.

    Args:
        environment: Variables of the deployment, for `${NAME}` in texts and for an OpenAI-compatible
            server given as `OPENAI_BASE_URL` and `OPENAI_MODEL`, which joins the catalogue of an
            environment on an emulator; on AWS the catalogue is what the file says.

    Raises:
        Misconfigured: With the path of the wrong value, the value, and the remedy.
    """
    document = _read_json(path)
    check_file(document)
    environments = document["environments"]
    if name not in environments:
        raise Misconfigured(
            f"environment {name!r} is not in {path.name}",
            remedy=f"Choose one of {', '.join(sorted(environments))}, or add it there.",
        )
    where = f"environments.{name}"
    merged = _without_nulls(merge(document.get("shared", {}), environments[name]))
    values = expand(merged, environment, where)
    if values.get("aws_endpoint") and isinstance(values.get("models"), list):
        values["models"] += openai_server(environment)
    check_schema(values, where)
    config = build_environment(name, values)
    check_rules(config, where)
    return config


def merge(under: Any, over: Any) -> Any:
    """Returns `over` laid on `under`: objects are merged key by key, anything else is replaced."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {key: merge(under.get(key), over.get(key, under.get(key))) for key in {**under, **over}}
    return over


def expand(value: Any, environment: Mapping[str, str], where: str) -> Any:
    """Returns the value with `${NAME}` replaced; a text that becomes digits only is a number."""
    if isinstance(value, dict):
        return {key: expand(item, environment, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list):
        return [expand(item, environment, f"{where}[{index}]") for index, item in enumerate(value)]
    if not isinstance(value, str) or "${" not in value:
        return value

    def replacement(match: re.Match[str]) -> str:
        found = environment.get(match["name"]) or match["default"]
        if found is None:
            raise Misconfigured(f"{where} is {value!r}", remedy=f"Set the variable {match['name']} first.")
        return found

    text = _VARIABLE.sub(replacement, value)
    return int(text) if text.isdecimal() else text


def openai_server(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Returns the catalogue row of the server in `OPENAI_BASE_URL`; none where that is not set.

    `OPENAI_MODEL` names the model, `OPENAI_FAMILY` its family (else the model's name up to the first
    digit or separator), `OPENAI_API_KEY_SECRET` the secret with the key.
    """
    endpoint = environment.get("OPENAI_BASE_URL", "").rstrip("/")
    if not endpoint:
        return []
    target = environment.get("OPENAI_MODEL", "")
    if not target:
        raise Misconfigured(
            f"OPENAI_BASE_URL is {endpoint!r} and OPENAI_MODEL is not set",
            remedy="Set OPENAI_MODEL to a name that the server lists under /v1/models.",
        )
    short = re.sub(r"[^a-z0-9._-]+", "-", target.rsplit("/", 1)[-1].lower()).strip("-._")
    return [
        {
            "model_id": short,
            "family": environment.get("OPENAI_FAMILY") or re.split(r"[\d:._-]", short)[0] or short,
            "provider": "openai",
            "target": target,
            "endpoint": endpoint,
            "api_key_secret": environment.get("OPENAI_API_KEY_SECRET", ""),
            "role": "strong",
        }
    ]


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Misconfigured(f"there is no file {str(path)!r}", remedy="Restore config.json.") from None
    except json.JSONDecodeError as error:
        raise Misconfigured(
            f"{path.name} line {error.lineno} column {error.colno} is no JSON: {error.msg}",
            remedy="Mend that line.",
        ) from None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value
