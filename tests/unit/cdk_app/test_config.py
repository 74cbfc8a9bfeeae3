"""What `config.json` may say, and what is said about a wrong one."""

import json
from pathlib import Path
from typing import Any

import pytest

from cdk_app.config.file import read_environment
from genai_core.errors import Misconfigured

MODEL = {"model_id": "extractive", "family": "extractive", "provider": "extractive"}
SERVER = {"model_id": "m", "family": "f", "provider": "openai", "target": "t", "endpoint": "https://h/v1"}
RIGHT: dict[str, Any] = {
    "allowed_origins": ["http://localhost:5173"],
    "functions": {"runtime": "managed"},
    "database": {"aurora": {}},
    "network": {},
    "models": [MODEL],
    "retrieval": {},
    "limits": {},
}


def read(
    tmp_path: Path, environment: Any, *, shared: Any = None, variables: dict[str, str] | None = None
) -> Any:
    path = tmp_path / "config.json"
    document = {"environments": {"dev": environment}} | ({} if shared is None else {"shared": shared})
    path.write_text(json.dumps(document))
    return read_environment("dev", environment=variables or {}, path=path)


def changed(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**RIGHT, **changes}.items() if value is not None}


def managed(**functions: Any) -> dict[str, Any]:
    return changed(functions={"runtime": "managed", **functions})


@pytest.mark.parametrize("name", ["local", "dev", "prod"])
def test_every_shipped_environment_is_right(name: str) -> None:
    assert read_environment(name, environment={}).name == name


def test_an_environment_wins_over_shared_and_null_switches_a_shared_value_off(tmp_path: Path) -> None:
    shared = {"retrieval": {"depth": 40, "passages": 4}, "web": {}}
    config = read(tmp_path, changed(retrieval={"depth": 30}, web=None) | {"web": None}, shared=shared)
    assert (config.retrieval.depth, config.retrieval.passages, config.web) == (30, 4, None)


def test_variables_of_the_deployment_are_filled_in(tmp_path: Path) -> None:
    database = {"endpoint": {"host": "${DB_HOST:-db.example.org}", "port": "${DB_PORT}"}}
    changes = changed(database=database, network=None)
    config = read(tmp_path, changes, variables={"DB_PORT": "7001"})
    assert (config.database.endpoint.host, config.database.endpoint.port) == ("db.example.org", 7001)


def test_digits_stay_text_where_text_is_wanted(tmp_path: Path) -> None:
    models = [SERVER | {"target": "${TARGET}"}]
    variables = {"AWS_ACCOUNT": "012345678901", "TARGET": "7"}
    config = read(tmp_path, changed(account="${AWS_ACCOUNT}", models=models), variables=variables)
    assert (config.account, config.models[0].target) == ("012345678901", "7")


@pytest.mark.parametrize(
    ("section", "field", "text", "value"),
    [
        ("limits", "answer_s", "30", 30),
        ("limits", "daily_cost_usd", "0.5", 0.5),
        ("limits", "daily_cost_usd", "2", 2.0),
        ("retrieval", "join_neighbours", "false", False),
        ("functions", "log_days", "14", 14),
    ],
)
def test_a_variable_becomes_what_the_setting_wants(
    tmp_path: Path, section: str, field: str, text: str, value: Any
) -> None:
    environment = changed(**{section: RIGHT[section] | {field: "${VALUE}"}})
    config = read(tmp_path, environment, variables={"VALUE": text})
    assert getattr(getattr(config, section), field) == value


@pytest.mark.parametrize("text", ["030", "3O", " ", "1e3", "nan", "yes"])
def test_a_variable_that_is_not_a_number_is_shown_as_it_is(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        Misconfigured, match=rf"limits\.answer_s is {text!r}\. It must be of the type integer"
    ):
        read(tmp_path, changed(limits={"answer_s": "${VALUE}"}), variables={"VALUE": text})


def test_digits_written_in_the_file_as_text_are_not_a_number(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"limits\.answer_s is '30'"):
        read(tmp_path, changed(limits={"answer_s": "30"}))


def test_languages_are_known_to_the_stemmer_and_the_first_is_english_by_default(tmp_path: Path) -> None:
    assert read(tmp_path, RIGHT).retrieval.languages == ("english",)
    config = read(tmp_path, changed(retrieval={"languages": ["german", "english"]}))
    assert config.retrieval.languages == ("german", "english")
    with pytest.raises(Misconfigured, match=r"languages\[1\] is 'germn'. Did you mean 'german'"):
        read(tmp_path, changed(retrieval={"languages": ["english", "germn"]}))


def test_a_writer_and_a_judge_are_models_of_the_catalogue(tmp_path: Path) -> None:
    models = [MODEL, SERVER, SERVER | {"model_id": "j", "role": "judge"}]
    config = read(tmp_path, changed(models=models, answer={"writer": "m", "judge": "j"}))
    assert (config.answer.writer, config.answer.judge, config.answer.further_s) == ("m", "j", 8.0)
    assert read(tmp_path, RIGHT).answer.writer == ""


def test_a_judge_verifies_claims_if_its_server_gives_log_probabilities(tmp_path: Path) -> None:
    judge = SERVER | {"model_id": "j", "role": "judge"}
    chosen = {"judge": "j", "verifier": "judge"}
    assert read(tmp_path, changed(models=[MODEL, judge], answer=chosen)).answer.verifier == "judge"
    with pytest.raises(Misconfigured, match=r"answer.verifier is 'judge'. Name as answer.judge a model"):
        read(tmp_path, changed(models=[MODEL, judge], answer={"verifier": "judge"}))
    bedrock = judge | {"provider": "bedrock", "endpoint": "", "target": "amazon.nova-lite-v1:0"}
    with pytest.raises(Misconfigured, match=r"answer.verifier is 'judge'"):
        read(tmp_path, changed(models=[MODEL, bedrock], answer=chosen))


def test_one_setting_adds_an_openai_compatible_server_on_the_laptop() -> None:
    variables = {"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1/", "OPENAI_MODEL": "qwen2.5:7b"}
    model = read_environment("local", environment=variables).models[-1]
    assert (model.model_id, model.family, model.target) == ("qwen2.5-7b", "qwen", "qwen2.5:7b")
    assert model.endpoint == "http://127.0.0.1:11434/v1"


def test_a_server_in_the_shell_never_joins_a_catalogue_on_aws() -> None:
    variables = {"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1", "OPENAI_MODEL": "qwen2.5:7b"}
    assert all(model.provider != "openai" for model in read_environment("prod", environment=variables).models)


def test_a_server_without_a_model_name_is_refused() -> None:
    with pytest.raises(Misconfigured, match="OPENAI_MODEL"):
        read_environment("local", environment={"OPENAI_BASE_URL": "http://127.0.0.1:1/v1"})


WRONG = [
    (changed(models=None), "environments.dev.models is missing", "Add it"),
    (changed(models=[]), r"environments.dev.models is \[\]", "at least 1 entry"),
    (
        changed(models=[MODEL | {"provider": "openia"}]),
        r"models\[0\].provider is 'openia'",
        "openai, bedrock",
    ),
    (changed(models=[MODEL | {"famly": "x"}]), r"models\[0\].famly is 'x'", "Did you mean 'family'"),
    (changed(models=[{"model_id": "a"}]), r"models\[0\].family is missing", "Add it"),
    (changed(models=[MODEL | {"model_id": "A B"}]), r"models\[0\].model_id is 'A B'", "must match"),
    (changed(models=[MODEL, MODEL]), r"models\[1\].model_id is 'extractive'", "name of its own"),
    (changed(models=[SERVER | {"target": ""}]), r"models\[0\].target is ''", "openai knows it by"),
    (changed(models=[SERVER | {"endpoint": ""}]), r"models\[0\].endpoint is ''", "ending in /v1"),
    (changed(models=[SERVER | {"endpoint": "h:1"}]), r"models\[0\].endpoint is 'h:1'", "must match"),
    (changed(models=[MODEL | {"input_price": -1}]), r"models\[0\].input_price is -1", "at least 0"),
    (changed(models=[MODEL | {"total_timeout_s": 1}]), r"models\[0\].total_timeout_s is 1", "first_token"),
    (
        changed(models=[MODEL | {"total_timeout_s": 600}]),
        r"models\[0\].total_timeout_s is 600",
        "at most 70",
    ),
    (changed(models=[MODEL | {"max_output_tokens": 9000}]), r"max_output_tokens is 9000", "context_tokens"),
    (changed(models="all"), "environments.dev.models is 'all'", "type array"),
    (changed(database={}), "dev.database is 'neither", "Give one"),
    (
        changed(database={"aurora": {}, "endpoint": {"host": "h", "port": 1}}),
        "dev.database is 'both",
        "Keep one",
    ),
    (changed(database={"endpoint": {"host": "h"}}), "database.endpoint.port is missing", "Add it"),
    (changed(database={"endpoint": {"host": "h", "port": "x"}}), "endpoint.port is 'x'", "type integer"),
    (changed(database={"endpoint": {"host": "h", "port": 70000}}), "endpoint.port is 70000", "at most 65535"),
    (
        changed(database={"endpoint": {"host": "h", "port": "${PORT}"}}),
        r"port is '\$\{PORT\}'",
        "variable PORT",
    ),
    (changed(database={"aurora": {"min_acu": 0.3}}), "aurora.min_acu is 0.3", "multiple of 0.5"),
    (changed(database={"aurora": {"min_acu": 8, "max_acu": 4}}), "aurora.max_acu is 4", "below min_acu"),
    (changed(network=None), "dev.network is None", "Aurora needs one"),
    (changed(network={"availability_zones": 1}), "network.availability_zones is 1", "at least 2"),
    (changed(network={"cidr": "10.0.0.0"}), "network.cidr is '10.0.0.0'", "must match"),
    (changed(allowed_origins=["*"]), r"allowed_origins\[0\] is '\*'", "must match"),
    (changed(allowed_origins=["http://a", "http://a"]), "allowed_origins is", "differ"),
    (changed(allowed_origins=[]), r"allowed_origins is \[\]", "Name an origin"),
    (changed(account="123"), "account is '123'", "must match"),
    (changed(region="Ireland"), "region is 'Ireland'", "must match"),
    (changed(engine="qdrant"), "engine is 'qdrant'", "pgvector, opensearch"),
    (changed(engine="opensearch"), "engine is 'opensearch'", "profiles.opensearch"),
    (changed(functions={}), "functions.runtime is missing", "Add it"),
    (changed(functions={"runtime": "host"}), "functions.runtime is 'host'", "add aws_endpoint"),
    (changed(functions={"runtime": "managed", "log_days": 31}), "functions.log_days is 31", "one of 1, 3"),
    (
        changed(functions={"runtime": "managed", "reserved_concurrency": {"ask": 5}}),
        "reserved_concurrency.ask is 5",
        "ask_model",
    ),
    (changed(retrieval={"languages": ["english"] * 2}), r"languages is \['english', 'eng", "must differ"),
    (changed(retrieval={"languages": []}), r"retrieval.languages is \[\]", "at least 1 entry"),
    (changed(retrieval={"depht": 5}), "retrieval.depht is 5, which nothing reads", "Did you mean 'depth'"),
    (changed(limits={"daily_tokens": 1.5}), "limits.daily_tokens is 1.5", "type integer"),
    (changed(functions={"runtime": "managed", "tracing": "on"}), "tracing is 'on'", "type boolean"),
    (changed(database={"aurora": {"min_acus": 1}}), "aurora.min_acus is 1", "Did you mean 'min_acu'"),
    (changed(name="prod"), "dev.name is 'prod', which nothing reads", "Remove it"),
    (changed(models=[MODEL, 3]), r"models\[1\] is 3", "type object"),
    (changed(retrieval={"depth": 0}), "retrieval.depth is 0", "at least 1"),
    (changed(retrieval={"depth": 5, "passages": 8}), "retrieval.passages is 8", "retrieval.depth"),
    (changed(answer={"writer": "gpt"}), "answer.writer is 'gpt'", "the models that write; add one"),
    (changed(answer={"writer": "extractive"}), "answer.writer is 'extractive'", "A writer is one of"),
    (changed(models=[MODEL, SERVER], answer={"judge": "m"}), "answer.judge is 'm'", "with the role judge"),
    (changed(answer={"writr": "m"}), "answer.writr is 'm'", "Did you mean 'writer'"),
    (changed(answer={"further_s": 30}), "answer.further_s is 30", "at most 12"),
    (changed(limits={"document_bytes": "50 MB"}), "limits.document_bytes is '50 MB'", "type integer"),
    (changed(limits={"burst_requests": 10}), "limits.burst_requests is 10", "requests_per_second"),
    (changed(monitoring={"alarm_email": "me"}), "monitoring.alarm_email is 'me'", "must match"),
    (managed(snap_start=["serve"]), r"snap_start\[0\] is 'serve'", "serve_api"),
    (
        managed(provisioned_concurrency={"ask": 1}),
        "provisioned_concurrency.ask is 1",
        "ask_model",
    ),
    (
        managed(provisioned_concurrency={"ask_model": 2}, snap_start=["ask_model"]),
        "provisioned_concurrency.ask_model is 2",
        "keep one",
    ),
    (
        managed(provisioned_concurrency={"ask_model": 9}, reserved_concurrency={"ask_model": 5}),
        "provisioned_concurrency.ask_model is 9",
        "not exceed",
    ),
    (
        managed(reserved_concurrency={"ask_model": 500, "serve_api": 401}),
        "functions.reserved_concurrency is 901",
        "reserve 900",
    ),
    (changed(profiles={"gpu": {}}), "profiles.gpu is {}", "waf, opensearch, sagemaker"),
]


@pytest.mark.parametrize(("environment", "message", "remedy"), WRONG, ids=[case[1] for case in WRONG])
def test_a_wrong_value_fails_with_its_path_the_value_and_the_remedy(
    tmp_path: Path, environment: dict[str, Any], message: str, remedy: str
) -> None:
    with pytest.raises(Misconfigured, match=message) as caught:
        read(tmp_path, environment)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1 column 2 is not valid JSON"),
        ("[]", r"config.json is \[\]"),
        ('{"environments": {}}', "environments is {}"),
        ('{"environments": {"dev": 3}}', "environments.dev is 3"),
        ('{"environments": {"dev": {}}, "enviroments": 1}', "enviroments is 1"),
        ('{"environments": {"prod": {}}}', "environment 'dev' is not in config.json"),
    ],
)
def test_a_wrong_file_says_where_it_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(Misconfigured, match=message):
        read_environment("dev", environment={}, path=tmp_path / "config.json")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="there is no file"):
        read_environment("dev", environment={}, path=tmp_path / "config.json")


def test_without_encoders_there_is_the_one_that_ships(tmp_path: Path) -> None:
    (encoder,) = read(tmp_path, changed()).encoders
    assert (encoder.name, encoder.provider) == ("all-minilm-l6-v2", "onnx")


@pytest.mark.parametrize(
    ("encoders", "message"),
    [
        ([{"name": "a"}, {"name": "a"}], r"encoders\[1\].name.*own"),
        ([{"name": "a", "provider": "bedrock"}], r"encoders\[0\].target"),
        ([{"name": "a", "provider": "openai", "target": "t"}], r"encoders\[0\].endpoint"),
        (
            [{"name": "a", "provider": "openai", "target": "t", "endpoint": "https://h/v1"}],
            r"encoders\[0\].provider.*network",
        ),
        ([{"name": "A b"}], r"encoders\[0\].name"),
        ([], "encoders"),
    ],
)
def test_an_encoder_that_cannot_work_is_refused(tmp_path: Path, encoders: Any, message: str) -> None:
    with pytest.raises(Misconfigured, match=f"(?s){message}"):
        read(tmp_path, changed(encoders=encoders))
