pytest_plugins = ["tests.contract.aws"]
