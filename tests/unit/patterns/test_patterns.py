"""Every regular expression takes time that grows with the text, not with its square: others write the texts.

A pattern that fails here needs a start that few places match (`(?<!x)x+`), a possessive repeat (`x++`), or a
bound (`x{0,60}`). What cannot be helped, because its text is short in any case, is listed with its bound.
"""

import re

from tests.unit.patterns.collected import built_in_calls, collected_patterns
from tests.unit.patterns.pumping import pumped

BOUNDED = {
    "genai_core.domain.facts.values.codes._named_versions": "reads 40 characters before a number",
}
"""Patterns whose text has at most so many characters wherever they are applied."""
BUILT = {
    "genai_core.domain.consensus.refusal_patterns:_anywhere": "held by refusal_patterns(), which is pumped",
    "genai_core.domain.consensus.refusal_patterns:_either": "held by refusal_patterns(), which is pumped",
    "genai_core.domain.facts.logic.bounded_nouns:_pattern": "lists of phrases, no repeat but of digits",
    "genai_core.domain.facts.logic.converses:_pattern": "a list of phrases, no repeat",
    "genai_core.domain.facts.logic.table_cells:holds": "a table's cell as it stands, no repeat",
    "genai_core.domain.facts.logic.table_cells:position_of": "a table's cell as it stands, no repeat",
    "genai_core.domain.facts.logic.table_cells:without": "a table's cell as it stands, no repeat",
    "genai_core.domain.facts.values.listings:_pattern": "a list of words; the spaces after one are read once",
    "genai_core.domain.generation.framing:_unused_suffix": "one tag's name and a number of digits, no repeat",
    "genai_core.domain.generation.premises:_stands": "a number of the question as it stands, no repeat",
    "genai_core.domain.generation.question_kinds:_either": "held by _patterns(), which is pumped",
    "genai_core.domain.grounding.injection_features:injection_features": "pumped",
    "genai_core.domain.protocol.codec:_limited": "the contract's own; the text's length is checked before",
    "genai_core.domain.retrieval.self_query:_is_author": "a name as it stands in a question, no repeat",
    "genai_core.domain.retrieval.self_query:_names_kind": "a name as it stands in a question, no repeat",
    "genai_core.domain.retrieval.self_query:_stands_in": "a name as it stands in a question, no repeat",
    "genai_core.domain.tables.question_words:_whole": "held by question_languages.WORDS, which is pumped",
    "genai_core.domain.tables.question_words:question_words": "held by WORDS, as above",
    "genai_core.domain.text.languages:clitics": "a list of particles, no repeat",
    "quorum_client.protocol.codec:_limited": "the contract's own, generated from the above",
}
"""Where a pattern is put together while the code runs, and why its time cannot grow."""


def test_no_pattern_takes_thrice_as_long_for_twice_the_text() -> None:
    collected = collected_patterns()

    slow = {
        pattern.name: slow_text
        for pattern in collected
        if _place(pattern.name) not in BOUNDED
        and (slow_text := pumped(pattern.pattern, is_anchored=pattern.is_anchored))
    }

    assert len(collected) > 200
    assert not slow


def test_every_pattern_put_together_in_a_call_is_listed() -> None:
    assert built_in_calls() == sorted(BUILT)


def test_what_is_called_bounded_is_still_there() -> None:
    names = {_place(pattern.name) for pattern in collected_patterns()}

    assert set(BOUNDED) <= names


def test_pumping_finds_what_grows_with_the_square() -> None:
    for slow in (
        r"\s+$",
        r"(\w+)-\n",
        r"<!--.*?-->",
        r"\[[^\]\n]+\]\(",
        r"(?:a+)+b",
        r"\[INST\].*?\[/INST\]",
    ):
        assert pumped(re.compile(slow, re.DOTALL), is_anchored=False), slow


def test_pumping_passes_what_grows_with_the_text() -> None:
    for quick in (r"(?<!\s)\s++x", r"(?<!\w)(\w++)-\n", r"\[[^\[\]\n]+\]\(", r"[.!?]{1,9}\s", "(?:ab|cd)+"):
        assert pumped(re.compile(quick), is_anchored=False) is None, quick


def _place(name: str) -> str:
    return name.partition(":")[0]
