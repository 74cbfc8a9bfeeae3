from genai_core.domain.recently_used import RecentlyUsed


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    memory = RecentlyUsed[str, int](2)
    memory.keep({"a": 1, "b": 2})
    assert memory.known(["a"]) == {"a": 1}
    memory.keep({"c": 3})
    assert memory.known(["a", "b", "c"]) == {"a": 1, "c": 3}


def test_a_newer_value_replaces_the_older_one() -> None:
    memory = RecentlyUsed[str, int](2)
    memory.keep({"a": 1})
    memory.keep({"a": 2})
    assert memory.known(["a", "b"]) == {"a": 2}
