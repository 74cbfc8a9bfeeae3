pytest_plugins = ["tests.contract.aws", "tests.contract.language_models", "tests.unit.lambdas.house"]
