from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

PAIRS = Path(__file__).parents[3] / "data" / "changed_statements.txt"
KINDS = {"N": "number", "D": "date", "M": "name", "X": "negation", "P": "rewording"}


def changed_statements() -> Iterator[tuple[str, str, str]]:
    """Yields (kind, source, statement)."""
    source = ""
    for line in PAIRS.read_text("utf-8").splitlines():
        kind, _, text = line.partition(" ")
        if kind == "S":
            source = text
        elif kind in KINDS:
            yield KINDS[kind], source, text


def test_changed_facts_are_caught_and_rewordings_are_left_alone() -> None:
    flagged: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for kind, source, text in changed_statements():
        total[kind] += 1
        flagged[kind] += bool(find_conflicts(text, source))
    changes = [kind for kind in total if kind != "rewording"]
    assert sum(total.values()) >= 200
    assert sum(flagged[kind] for kind in changes) >= 0.95 * sum(total[kind] for kind in changes)
    assert flagged["rewording"] <= 0.05 * total["rewording"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("About 3.1 million people live there.", "The population is 3,142,000."),
        ("You may leave.", "Anyone may leave at any time."),
        ("He marched on.", "He did march on."),
        ("Version 1.2.3 is out.", "The release 1.2.3 is available."),
        ("He did not come.", "He never came."),
    ],
)
def test_a_rewording_is_not_a_conflict(claim: str, evidence: str) -> None:
    assert find_conflicts(claim, evidence) == ()


def test_two_years_never_round_to_one_another() -> None:
    assert [conflict.kind for conflict in find_conflicts("It opened in 1936.", "It opened in 1957.")] == [
        "number"
    ]


def test_a_name_from_the_question_or_title_is_not_a_conflict() -> None:
    claim = "The designer was Gustave Eiffel."
    assert find_conflicts(claim, "He was the designer.", asked="Who was Gustave Eiffel?") == ()
    assert {conflict.kind for conflict in find_conflicts(claim, "He was the designer.")} == {"name"}
