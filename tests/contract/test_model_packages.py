"""The packages of `sagemaker_models/` from both sides: packed by the buildspec, hosted by AWS's toolkit, and
called by our adapters through a client of AWS's own."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.onnx.encoder_card import read_card
from genai_core.adapters.onnx.reranker import OnnxReranker
from genai_core.adapters.sagemaker.embedder import SageMakerEmbedder
from genai_core.adapters.sagemaker.reranker import SageMakerReranker
from genai_core.errors import InvalidInput
from local_runtime.home import REPOSITORY
from tests.contract.language_models import aws_runtime
from tests.contract.test_reranker import QUESTION, TEXTS, WORKSPACE, candidates, order, write_graph
from tests.servers.file_host import file_host
from tools.build.encoder import build_encoder

MODELS = REPOSITORY / "sagemaker_models"
HOST = REPOSITORY / "tests" / "servers" / "toolkit_host.py"
EMBEDDER, RERANKER = "all_minilm_l6_v2", "ms_marco_minilm_l6_v2"
PASSAGES = [
    "How long is the Rhine?",
    "The Rhine is 1233 kilometres long.",
    "",
    "Résumé naïve façade — 数据 検索 😀",
    "half a character \ud83d stands here",
    "ml.g5.xlarge " * 400,
]
Packed = Callable[[str], Path]


def build(
    source: Path, model: str, files: dict[str, bytes], address: str
) -> subprocess.CompletedProcess[str]:
    """Runs the build phase of the buildspec as CodeBuild does: its commands, in the source's folder."""
    spec = yaml.safe_load((source / "packing" / "buildspec.yaml").read_text())
    here = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(source)}
    aws = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-west-1"}
    whole = {"AWS_REQUEST_CHECKSUM_CALCULATION": "when_required", "AWS_ENDPOINT_URL": address}
    variables = {
        "MODEL": model,
        "BUILT": "s3://assets/built.zip" if "/assets/built.zip" in files else "",
        "ARCHIVE": f"s3://archives/{model}/0/model.tar.gz",
        "HF_ENDPOINT": address,
    }
    return subprocess.run(
        ["/bin/sh", "-ec", "\n".join(spec["phases"]["build"]["commands"])],
        cwd=source,
        env={**here, **aws, **whole, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def snapshot_of(card: dict[str, Any], folder: Path) -> dict[str, bytes]:
    """Puts a folder's files into the place of the card's snapshots, and returns them by their addresses."""
    files: dict[str, bytes] = {}
    for snapshot in card["snapshots"]:
        for file in snapshot["files"]:
            body = (folder / file["as"]).read_bytes()
            file["sha256"] = hashlib.sha256(body).hexdigest()
            files[f"/{snapshot['repository']}/resolve/{snapshot['revision']}/{file['path']}"] = body
    return files


@pytest.fixture(scope="module")
def encoder() -> Path:
    build_encoder(REPOSITORY / ".build" / "model")
    return REPOSITORY / ".build" / "model"


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cross-encoder")
    write_graph(folder)
    return folder


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, encoder: Path, cross_encoder: Path) -> Packed:
    """What an endpoint unpacks, by the model's name."""

    def pack(model: str) -> Path:
        folder = tmp_path_factory.mktemp(model)
        source = Path(shutil.copytree(MODELS, folder / "source"))
        card = json.loads((source / model / "card.json").read_text())
        files = snapshot_of(card, cross_encoder)
        (source / model / "card.json").write_text(json.dumps(card))
        if card.get("built"):
            archive = shutil.make_archive(str(folder / "built"), "zip", encoder)
            files["/assets/built.zip"] = Path(archive).read_bytes()
        with file_host(files) as server:
            done = build(source, model, files, server.address)
        assert done.returncode == 0, done.stderr
        (folder / "model.tar.gz").write_bytes(files[f"/archives/{model}/0/model.tar.gz"])
        with tarfile.open(folder / "model.tar.gz") as file:
            file.extractall(folder / "model", filter="data")
        return folder / "model"

    return pack


@contextmanager
def hosted(folder: Path) -> Generator[str]:
    """Starts the toolkit over an unpacked archive, and yields its address."""
    paths = {"PYTHONPATH": str(folder / "code"), "PATH": os.environ["PATH"]}
    with subprocess.Popen(
        [sys.executable, "-P", str(HOST), str(folder)],
        cwd=folder,
        env=paths,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address.startswith("http://"), "the toolkit could not load the package"
        yield address
        process.communicate()


@pytest.fixture(scope="module")
def remote(packed: Packed, encoder: Path) -> Iterator[SageMakerEmbedder]:
    card = read_card(encoder)
    with hosted(packed(EMBEDDER)) as address:
        client = aws_runtime("sagemaker-runtime", address, read_timeout_s=30)
        yield SageMakerEmbedder("quorum-embedder", client, card.profile, card.keys, card.rarity)


def test_the_packaged_encoder_gives_the_vectors_of_the_one_in_the_function(
    remote: SageMakerEmbedder, encoder: Path
) -> None:
    here = OnnxEmbedder(encoder)
    np.testing.assert_allclose(remote.embed(PASSAGES), here.embed(PASSAGES), atol=1e-3)
    vectors, tokens = remote.embed_tokens(PASSAGES)
    expected, expected_tokens = here.embed_tokens(PASSAGES)
    np.testing.assert_allclose(vectors, expected, atol=1e-3)
    for token_vectors, wanted in zip(tokens, expected_tokens, strict=True):
        np.testing.assert_array_equal(token_vectors.keys, wanted.keys)
        np.testing.assert_array_equal(token_vectors.offsets, wanted.offsets)
        np.testing.assert_allclose(token_vectors.vectors, wanted.vectors, atol=1e-3)


def test_the_packaged_cross_encoder_scores_as_the_one_in_the_function(
    packed: Packed, cross_encoder: Path, encoder: Path
) -> None:
    with hosted(packed(RERANKER)) as address:
        client = aws_runtime("sagemaker-runtime", address)
        remote = SageMakerReranker("quorum-reranker", client)
        scores = remote.score(WORKSPACE, QUESTION, candidates(*TEXTS))
        assert order(scores) == [2, 1, 3, 0]
        here = OnnxReranker(cross_encoder).score(WORKSPACE, QUESTION, candidates(*TEXTS))
        assert scores == pytest.approx(here, abs=1e-3)
        # What the package refuses is the caller's error, through the toolkit and the runtime's status.
        card = read_card(encoder)
        with pytest.raises(InvalidInput, match="'question' is None"):
            SageMakerEmbedder("quorum-reranker", client, card.profile, card.keys, card.rarity).embed(["one"])


def test_a_snapshot_that_is_not_the_one_of_the_card_fails_the_build(
    tmp_path: Path, cross_encoder: Path
) -> None:
    source = Path(shutil.copytree(MODELS, tmp_path / "source"))
    files = snapshot_of(json.loads((source / RERANKER / "card.json").read_text()), cross_encoder)
    with file_host(files) as server:
        done = build(source, RERANKER, files, server.address)
    assert done.returncode == 1
    assert "has the SHA-256" in done.stderr
    assert not [path for path in files if path.startswith("/archives/")]


def test_the_container_is_given_wheels_for_its_own_python_by_hash() -> None:
    spec = yaml.safe_load((MODELS / "packing" / "buildspec.yaml").read_text())
    (packing, wheels) = (shlex.split(command) for command in spec["phases"]["install"]["commands"])
    assert {"--require-hashes", "packing/requirements.txt"} <= set(packing)
    assert {"--require-hashes", "--only-binary", "requirements.txt", "lib"} <= set(wheels)
    for card in MODELS.glob("*/card.json"):
        python = json.loads(card.read_text())["container"]["python"]
        assert wheels[wheels.index("--python-version") + 1].replace(".", "") == python.removeprefix("py")
