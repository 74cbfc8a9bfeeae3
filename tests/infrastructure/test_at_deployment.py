"""The functions that run only at deployment find their modules in what is deployed."""

import subprocess
import sys

import pytest

from tests.infrastructure.assembly import Assembly, Resource

_HANDLERS = {
    f"at_deployment.{module}.handler"
    for module in ("bootstrap_database", "check_backends", "create_hub_model", "pack_models")
}


def functions_at_deployment(assembly: Assembly) -> list[Resource]:
    functions = assembly.resources("AWS::Lambda::Function")
    return [each for each in functions if str(each.properties["Handler"]).startswith("at_deployment.")]


def test_a_profile_with_everything_has_each_of_them(everything: Assembly) -> None:
    assert {each.properties["Handler"] for each in functions_at_deployment(everything)} == _HANDLERS


@pytest.mark.parametrize("handler", sorted(_HANDLERS))
def test_lambda_imports_the_handler_from_the_archive_alone(everything: Assembly, handler: str) -> None:
    function = next(
        each for each in functions_at_deployment(everything) if each.properties["Handler"] == handler
    )
    archive = everything.folder / f"asset.{function.properties['Code']['S3Key'].removesuffix('.zip')}"
    module, _, name = handler.rpartition(".")
    # -I leaves out the working folder, as nothing of the project is in the function.
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r}); import {module} as m; assert callable(m.{name})"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_the_archive_has_these_modules_and_nothing_else(everything: Assembly) -> None:
    (key,) = {each.properties["Code"]["S3Key"] for each in functions_at_deployment(everything)}
    archive = everything.folder / f"asset.{key.removesuffix('.zip')}"
    files = {path.relative_to(archive).as_posix() for path in archive.rglob("*") if path.is_file()}
    modules = {handler.rpartition(".")[0].replace(".", "/") + ".py" for handler in _HANDLERS}
    assert files == modules | {"at_deployment/__init__.py", "at_deployment/outcomes.py"}
