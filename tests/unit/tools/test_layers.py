"""Layers are stripped, and held to Lambda's limit of size."""

import json
import os
from pathlib import Path

import pytest

from tools.build import layers
from tools.build.encoder_weights import BuildError


def write(file: Path, size: int = 1) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * size)
    return file


def test_only_what_a_function_runs_is_kept(tmp_path: Path):
    kept = [
        write(tmp_path / name)
        for name in (
            "numpy/core.py",
            "numpy/_core/lib.so",
            "psycopg/pool.py",
            "onnxruntime/capi/_state.so",
            "aws_lambda_powertools/event_handler/openapi/swagger_ui/html.py",
        )
    ]
    dropped = [
        write(tmp_path / name)
        for name in (
            "numpy/tests/test_core.py",
            "numpy/__pycache__/core.cpython-313.pyc",
            "numpy/core.pyi",
            "bin/f2py",
            "boto3/session.py",
            "botocore/data/s3.json",
            "botocore-1.43.dist-info/METADATA",
            "onnxruntime/capi/libonnxruntime.so.1.31.1",
            "onnxruntime/transformers/optimizer.py",
            "aws_lambda_powertools/event_handler/openapi/swagger_ui/swagger-ui-bundle.min.js",
        )
    ]
    layers.strip(tmp_path)
    assert all(file.exists() for file in kept)
    assert not any(file.exists() for file in dropped)


def test_layers_of_one_function_within_the_limit_are_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write(tmp_path / "core/python/core.py", 2 << 20)
    write(tmp_path / "query/python/numpy.so", 3 << 20)
    layers.check_size(("core", "query"), tmp_path)
    assert "core + query: 5.0 MB unzipped" in capsys.readouterr().out


def test_layers_over_the_limit_name_themselves_and_their_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(layers, "UNZIPPED_LIMIT", 4 << 20)
    write(tmp_path / "core/python/core.py", 2 << 20)
    write(tmp_path / "query/python/numpy.so", 3 << 20)
    with pytest.raises(BuildError, match=r"core \+ query are 5 MB. Lambda's limit is 4 MB"):
        layers.check_size(("core", "query"), tmp_path)


def test_a_light_function_over_its_own_limit_says_where_the_packages_come_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(layers, "LIGHT_LIMIT", 1_000_000)
    file = write(tmp_path / "light/python/heavy.so")
    file.write_bytes(os.urandom(2 << 20))
    with pytest.raises(BuildError, match=r"core \+ light are 2\d+ bytes zipped.*requirements/light.in"):
        layers.check_size(("core", "light"), tmp_path)


def test_the_locked_light_layer_with_our_core_is_within_its_limit() -> None:
    """By the size that `make lock` recorded, because the wheels are for another platform."""
    record = json.loads(layers.RECORD.read_text())
    lock = layers.ROOT / "requirements" / layers.LOCKS["light"]
    assert record["lock"] == layers.wheels_digest(lock), "run `make lock`: the light layer has changed"
    assert record["zipped_bytes"] + layers.core_bytes() <= layers.LIGHT_LIMIT


def test_a_recorded_size_is_that_of_the_wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(target: Path, lock: Path) -> bool:
        write(target / "python/package.py").write_bytes(os.urandom(1000))
        return lock.exists()

    monkeypatch.setattr(layers, "_wheels", install)
    monkeypatch.setattr(layers, "RECORD", tmp_path / "light.json")
    assert layers.record_light(tmp_path)
    assert 1000 <= json.loads((tmp_path / "light.json").read_text())["zipped_bytes"] <= 1020
    monkeypatch.setattr(layers, "LIGHT_LIMIT", 2000)
    with pytest.raises(BuildError, match="core \\+ light are"):
        layers.record_light(tmp_path)
