"""Reads one environment from `config.json`, or says what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from cdk_app.config.environment import EnvironmentConfig, Section
from cdk_app.config.problems import misconfigured
from cdk_app.config.rules import check_rules
from genai_core.errors import Misconfigured

REPOSITORY = Path(__file__).resolve().parents[2]
_VARIABLE = re.compile(r"\$\{(?P<name>[A-Z][A-Z0-9_]*)(?::-(?P<default>[^}]*))?\}")
_NOT_OF_TEXT = ("int_type", "float_type", "bool_type", "literal_error")
_PLAIN_VALUE = re.compile(r"true|false|-?(0|[1-9]\d*)(\.\d+)?")


class ConfigFile(Section):
    """`shared` has the defaults of all environments; an environment's own value wins.

    `null` switches a shared value off. Text may contain ${NAME} or ${NAME:-default} from the environment of
    the deployment.
    """

    schema_file: str = Field(default="", alias="$schema", description="For editors.")
    shared: dict[str, Any] = Field(default={}, description="What all environments have in common.")
    environments: dict[Annotated[str, Field(pattern="^[a-z][a-z0-9]{1,11}$")], dict[str, Any]] = Field(
        min_length=1, description="Environments by name."
    )


FILE, ENVIRONMENT = TypeAdapter(ConfigFile), TypeAdapter(EnvironmentConfig)


def read_environment(
    name: str, *, environment: Mapping[str, str], path: Path = REPOSITORY / "config.json"
) -> EnvironmentConfig:
    """Returns the environment `name` of the file.

    Args:
        environment: Variables of the deployment, for `${NAME}` in texts and for an OpenAI-compatible server
            given as `OPENAI_BASE_URL` and `OPENAI_MODEL`, which joins the catalogue of an environment on an
            emulator. There a model whose endpoint is an empty `${NAME:-}` is left out. On AWS the catalogue
            comes from the file alone. The CDK CLI gives the region of the credentials as
            `CDK_DEFAULT_REGION`.

    Raises:
        Misconfigured: The message has the path of the wrong value, the value, and the remedy.
    """
    file = _checked(FILE, _read_json(path), "")
    if name not in file.environments:
        raise Misconfigured(
            f"environment {name!r} is not in {path.name}",
            remedy=f"Choose one of {', '.join(sorted(file.environments))}, or add it there.",
        )
    where = f"environments.{name}"
    merged = _without_nulls(merge(file.shared, file.environments[name]))
    values = expand(merged, environment, where)
    if values.get("aws_endpoint") and isinstance(values.get("models"), list):
        values["models"] = [row for row in values["models"] if not _lacks_server(row)]
        values["models"] += openai_server(environment)
    config = _checked(ENVIRONMENT, values, where).called(name)
    check_rules(config, where, shell_region=environment.get("CDK_DEFAULT_REGION", ""))
    for other, own in file.environments.items():
        if other != name:
            _check_endpoint_names(config, other, merge(file.shared, own))
    return config


def _check_endpoint_names(config: EnvironmentConfig, other: str, values: Mapping[str, Any]) -> None:
    """Raises Misconfigured if another environment of the same account and region has such an endpoint.

    Args:
        values: The other environment as it is written; it may be wrong itself.
    """
    pairs = ((config.account, values.get("account")), (config.region, values.get("region")))
    if any(mine and theirs and mine != theirs for mine, theirs in pairs):
        return
    profiles = values.get("profiles")
    rows = profiles.get("sagemaker") if isinstance(profiles, dict) else None
    names = {row.get("name") for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    for index, endpoint in enumerate(config.profiles.sagemaker):
        if endpoint.name in names:
            path = f"environments.{config.name}.profiles.sagemaker[{index}].name"
            raise Misconfigured(
                f"{path} is {endpoint.name!r}, as in the environment {other}",
                remedy="An account and region has a name once: give each environment's endpoint its own.",
            )


def _checked(kind: TypeAdapter[Any], values: Any, where: str) -> Any:
    """Returns the values as `kind`; text from a variable becomes a number or boolean if one is expected."""
    try:
        return kind.validate_json(json.dumps(values))
    except ValidationError as error:
        unfit = [each["loc"] for each in error.errors() if each["type"] in _NOT_OF_TEXT]
        if not any([_convert(values, path) for path in unfit]):
            raise misconfigured(error, kind, where) from None
    return _checked(kind, values, where)


def _convert(values: Any, path: tuple[int | str, ...]) -> bool:
    """Replaces text from a variable at a path by the number or boolean that it spells."""
    *above, last = path
    for part in above:
        values = values[part]
    text = values[last]
    if not isinstance(text, FromVariable) or not _PLAIN_VALUE.fullmatch(text):
        return False
    values[last] = json.loads(text)
    return True


class FromVariable(str):
    """Text that contained `${NAME}`."""

    __slots__ = ()


def merge(under: Any, over: Any) -> Any:
    """Returns `under` overridden by `over`: objects are merged by key, other values are replaced."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {key: merge(under.get(key), over.get(key, under.get(key))) for key in {**under, **over}}
    return over


def expand(value: Any, environment: Mapping[str, str], where: str) -> Any:
    """Returns the value with `${NAME}` replaced."""
    if isinstance(value, dict):
        return {key: expand(item, environment, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list):
        return [expand(item, environment, f"{where}[{index}]") for index, item in enumerate(value)]
    if not isinstance(value, str) or "${" not in value:
        return value

    def replacement(match: re.Match[str]) -> str:
        expanded = environment.get(match["name"]) or match["default"]
        if expanded is None:
            raise Misconfigured(f"{where} is {value!r}", remedy=f"Set the variable {match['name']} first.")
        return expanded

    return FromVariable(_VARIABLE.sub(replacement, value))


def _lacks_server(row: dict[str, Any]) -> bool:
    """Returns whether a model's endpoint is an empty variable: its server was not started."""
    endpoint = row.get("endpoint")
    return isinstance(endpoint, FromVariable) and not endpoint


def openai_server(environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Returns the catalogue row of the server in `OPENAI_BASE_URL`; none if that is not set.

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
        return json.loads(
            path.read_text(encoding="utf-8"), object_pairs_hook=_object, parse_constant=_constant
        )
    except FileNotFoundError:
        raise Misconfigured(f"there is no file {str(path)!r}", remedy="Restore config.json.") from None
    except json.JSONDecodeError as error:
        raise Misconfigured(
            f"{path.name} line {error.lineno} column {error.colno} is not valid JSON: {error.msg}",
            remedy="Fix that line.",
        ) from None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Returns an object. Raises Misconfigured for a key that comes twice: the last would win in silence."""
    keys = [key for key, _ in pairs]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise Misconfigured(f"config.json has the key {key!r} twice in one object", remedy="Keep one.")
    return dict(pairs)


def _constant(text: str) -> Any:
    raise Misconfigured(f"config.json has the value {text}", remedy="Use a number; 0 often means no limit.")


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value
