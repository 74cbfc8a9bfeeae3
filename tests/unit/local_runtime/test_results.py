"""What a person is told: of everything asked for, not of what was found."""

import json

from genai_core.domain.ingestion.inbox_messages import about
from local_runtime.demo import readiness


def test_all_samples_asked_for_are_counted() -> None:
    paths = ["a.md", "b.pdf", "c.txt"]
    assert readiness(paths, dict.fromkeys(paths, "ready")) == "3 of 3 ready"
    assert readiness(paths, {}) == "0 of 3 ready; a.md is unknown; b.pdf is unknown; c.txt is unknown"
    mixed = {"a.md": "ready", "b.pdf": "failed", "other.md": "ready"}
    assert readiness(paths, mixed) == "1 of 3 ready; b.pdf is failed; c.txt is unknown"


def test_a_failed_message_is_known_by_its_objects() -> None:
    event = json.dumps({"Records": [{"s3": {"object": {"key": "inbox/w1/a+b.txt"}}}]})
    assert about(event) == "inbox/w1/a b.txt"
    assert about(json.dumps({"Message": event})) == "inbox/w1/a b.txt"


def test_a_message_that_names_no_object_is_shown_as_it_is() -> None:
    for body in (
        "broken",
        "[]",
        '{"Records": [{}]}',
        '{"Records": 3}',
        '{"Message": "x"}',
        '{"Records": []}',
    ):
        assert about(body) == repr(body)
