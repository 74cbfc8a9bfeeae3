"""Answers and conversations as Markdown, with sources, what each model says, and run ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quorum_client.protocol.answers import Citation, ClaimRow
from quorum_client.protocol.done import Done
from quorum_client.protocol.outcome_words import VERDICT_WORDS, answer_words
from quorum_client.protocol.outcomes import Stance
from quorum_client.values import Conversation


def answer_markdown(question: str, answer: Done) -> str:
    """Returns everything a reader needs to judge the answer later."""
    return "\n\n".join(filter(None, (f"# {question}", *_parts(answer, heading="##")))) + "\n"


def conversation_markdown(title: str, conversation: Conversation) -> str:
    """Returns all turns; of an answer the same as `answer_markdown`."""
    parts = [f"# {title}"]
    for message in conversation.messages:
        if message.role == "user":
            parts.append(f"## {message.text}")
        elif message.answer:
            parts += _parts(message.answer, heading="###")
        else:
            parts.append(message.text)
    return "\n\n".join(filter(None, parts)) + "\n"


def citation_location(citation: Citation) -> str:
    """Returns the location of a citation: title, page and heading."""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(filter(None, (citation.title, page, citation.section)))


def _parts(answer: Done, *, heading: str) -> Iterator[str]:
    words = answer_words(answer)
    yield answer.answer
    yield f"**{words.label}.** {words.sentence}"
    yield _listed(answer.findings)
    if answer.citations:
        yield f"{heading} Sources"
        yield _listed(
            f'[{each.marker}] {citation_location(each)}: "{each.quote}"' for each in answer.citations
        )
    if answer.claims:
        yield f"{heading} Who says what"
        yield _matrix(answer.claims)
    yield f"Run `{answer.run_id}`"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _matrix(claims: tuple[ClaimRow, ...]) -> str:
    head = ["Claim", "Documents", *(stance.model_id for stance in claims[0].models)]
    rows = [
        [
            row.claim,
            VERDICT_WORDS[row.verdict].label,
            *("–" if each.stance is Stance.SILENT else each.value for each in row.models),
        ]
        for row in claims
    ]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in (head, ["---"] * len(head), *rows))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
