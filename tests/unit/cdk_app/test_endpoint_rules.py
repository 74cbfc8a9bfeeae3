"""What `profiles.sagemaker` may say, and what is said about an endpoint that could not work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genai_core.errors import Misconfigured
from local_runtime.home import REPOSITORY
from tests.unit.cdk_app.test_config import MODEL, changed, read

LIST = "arn:aws:sagemaker:eu-west-1:111122223333:model-package/a/1"
CONTENT = "arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/m/1.0.0"
WAITING = {"type": "ml.g5.xlarge"}
WRITER = {"name": "writer", "container": {}, "instances": WAITING}
EMBEDDER = {"name": "embedder", "script": {"folder": "all_minilm_l6_v2"}, "serverless": {}}
ENCODERS = [{"name": "all-minilm-l6-v2", "provider": "sagemaker", "target": "embedder"}]


def served(
    *endpoints: dict[str, Any], targets: tuple[str, ...] = ("writer",), **changes: Any
) -> dict[str, Any]:
    models = [
        {"model_id": target, "family": "own", "provider": "sagemaker", "target": target} for target in targets
    ]
    base: dict[str, Any] = {"region": "eu-west-1", "models": [MODEL, *models], **changes}
    return changed(profiles={"sagemaker": list(endpoints)}, **base)


def test_endpoints_of_all_kinds_are_right_together(tmp_path: Path) -> None:
    package = {"name": "package", "package": LIST, "instances": WAITING}
    content = {"name": "content", "hub": {"arn": CONTENT}, "instances": {**WAITING, "most": 4}}
    targets = ("writer", "package", "content")
    config = read(tmp_path, served(WRITER, package, content, EMBEDDER, targets=targets, encoders=ENCODERS))
    assert [each.name for each in config.profiles.sagemaker] == ["writer", "package", "content", "embedder"]


def test_the_guide_s_example_is_right(tmp_path: Path) -> None:
    guide = (REPOSITORY / "docs" / "operations" / "deploy.md").read_text()
    example = guide.partition("## SageMaker\n")[2].partition("~~~json\n")[2].partition("~~~")[0]
    config = read(tmp_path, changed(**json.loads(f"{{{example}}}")))
    assert [each.name for each in config.profiles.sagemaker] == [
        "quorum-writer",
        "quorum-embedder",
        "quorum-reranker",
    ]


WRONG = [
    (served(WRITER, region=None), "dev.region is None", "give the region"),
    (served(WRITER, targets=()), "sagemaker[0].name is 'writer'", "Name it as the target"),
    (served(WRITER, {**WRITER, "name": "Writer"}), "name is 'writer'", "a name of its own"),
    (served({**WRITER, "package": LIST}), "is 'container and package'", "Give one of container"),
    (served({"name": "writer", "instances": WAITING}), "is 'without a source'", "Give one of container"),
    (served({**WRITER, "serverless": {}}), "is 'both serverless and instances'", "Give one"),
    (served({"name": "writer", "container": {}}), "is 'neither serverless nor instances'", "Give one"),
    (
        served({"name": "writer", "container": {}, "serverless": {}}),
        "models[1].target is 'writer'",
        "Serverless Inference cannot",
    ),
    (
        served({"name": "writer", "package": LIST, "serverless": {}}),
        "serverless is 'arn:aws:sagemaker:eu-west-1:1111",
        "give instances",
    ),
    (
        served({"name": "writer", "package": LIST.replace("eu-west-1", "us-east-1"), "instances": WAITING}),
        "package is 'arn:aws:sagemaker:us-east-1",
        "must be in eu-west-1",
    ),
    (
        served({"name": "writer", "hub": {"arn": CONTENT.replace("eu-", "ap-")}, "instances": WAITING}),
        "hub.arn is 'arn:aws:sagemaker:ap-west-1",
        "must be in eu-west-1",
    ),
    (
        served({**EMBEDDER, "script": {"folder": "other"}}, targets=(), encoders=ENCODERS),
        "script.folder is 'other'",
        "all_minilm_l6_v2, ms_marco_minilm_l6_v2",
    ),
    (
        served(EMBEDDER, {**EMBEDDER, "name": "second"}, targets=("second",), encoders=ENCODERS),
        "script.folder is 'all_minilm_l6_v2'",
        "copy the folder",
    ),
    (served({**WRITER, "instances": {**WAITING, "least": 2}}), "most is 1", "not be below least"),
    (
        served({**WRITER, "instances": {**WAITING, "most": 2, "hours": {}}}),
        "most is 2",
        "make most equal to least",
    ),
    (
        served({**WRITER, "instances": {**WAITING, "hours": {"start": 19, "stop": 7}}}),
        "hours.stop is 7",
        "after start",
    ),
    (
        served({**WRITER, "container": {"uri": "docker.io/tgi:latest"}}),
        "uri is 'docker.io/tgi:latest'",
        "must match",
    ),
]


@pytest.mark.parametrize(("environment", "message", "remedy"), WRONG, ids=[case[1] for case in WRONG])
def test_an_endpoint_that_could_not_work_is_refused_with_the_remedy(
    tmp_path: Path, environment: dict[str, Any], message: str, remedy: str
) -> None:
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, environment)
    assert message in str(caught.value)
    assert remedy in caught.value.remedy
