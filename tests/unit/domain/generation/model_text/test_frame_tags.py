"""The tags that frame passages in a prompt: small models repeat them."""

from __future__ import annotations

import pytest

from genai_core.domain.generation.model_text.citation_marks import remove_citation_marks

GIVEN = "When was it built?\nThe tower\nIt was built in 1889."


@pytest.mark.parametrize(
    "text",
    [
        '<passage number="1" title="The tower">\nIt was built in 1889.\n</passage>',
        '<passages-2>\n<passage-2 number="1">\nIt was built in 1889.\n</passage-2>\n</passages-2>',
        "It was built in 1889.</passage>",
    ],
)
def test_repeated_frames_are_removed(text: str) -> None:
    assert remove_citation_marks(text, 3, GIVEN).strip() == "It was built in 1889."


@pytest.mark.parametrize(
    "text",
    [
        'Write `<passage number="1">` before each text.',
        '```xml\n<passage number="1">\nText\n</passage>\n```',
        "The <passageway> is closed, and a < b.",
        '<passage author="Verne">',
    ],
)
def test_code_and_other_tags_stay(text: str) -> None:
    assert remove_citation_marks(text, 3, GIVEN) == text


def test_documents_about_such_tags_are_quoted_whole() -> None:
    text = "Each text stands between <passage> and </passage>."
    assert remove_citation_marks(text, 3, text) == text
