from hypothesis import settings

pytest_plugins = ["tests.contract.aws", "tests.contract.language_models", "tests.unit.lambdas.house"]

# The same examples each time, so that a change is judged by what it changed; `--hypothesis-profile=default`
# looks for new ones. No deadline: a busy machine is slow, not wrong.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
