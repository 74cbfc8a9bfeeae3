"""One synthesis per environment and session: starting the library takes seconds."""

import pytest

from tests.infrastructure.assembly import Assembly, synthesise
from tests.infrastructure.profiles import everything_config, write_config


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    return synthesise("local", tmp_path_factory.mktemp("local"), with_rules=False)


@pytest.fixture(scope="session")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    return synthesise("dev", tmp_path_factory.mktemp("dev"), with_rules=True)


@pytest.fixture(scope="session")
def prod(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    return synthesise("prod", tmp_path_factory.mktemp("prod"), with_rules=True)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """`dev` with all that a profile switches on."""
    config = write_config(tmp_path_factory.mktemp("config"), everything_config())
    return synthesise("dev", tmp_path_factory.mktemp("everything"), with_rules=True, config_file=config)


@pytest.fixture(params=["dev", "prod"])
def cloud(request: pytest.FixtureRequest) -> Assembly:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["local", "dev", "prod"])
def assembly(request: pytest.FixtureRequest) -> Assembly:
    return request.getfixturevalue(request.param)
