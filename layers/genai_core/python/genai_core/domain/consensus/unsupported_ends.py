"""Leave out the sentences at the end of an answer that the documents do not support.

Models often add something from memory after what they read, and two models that add the same would have it
served as agreed. Only prose is cut, and only at its end: a gap in a list hides a step, and a gap in a text
can change what the next sentence is about. Elsewhere an unsupported sentence stays, with a note.
"""

from __future__ import annotations

from dataclasses import replace

from genai_core.domain.consensus.agreement import EncodedAnswer
from genai_core.domain.consensus.members import Member
from genai_core.domain.consensus.served_layout import gaps
from genai_core.domain.protocol.outcomes import Verdict

_BLOCKS = ("```", "~~~", "|")


def without_unsupported_end(member: Member) -> Member:
    """Returns the member without unsupported prose at its end; unchanged if nothing else is supported.

    Its scores stay those of the whole answer.
    """
    kept = _kept(member)
    if kept == len(member.checks):
        return member
    sentences = member.encoded.sentences[:kept]
    layout = gaps(member.encoded.text, [sentence.text for sentence in sentences])
    end = len(member.encoded.text) - len(layout[-1])
    encoded = EncodedAnswer(member.encoded.text[:end], sentences)
    return replace(member, encoded=encoded, checks=member.checks[:kept])


def _kept(member: Member) -> int:
    """Returns how many of the member's sentences are served."""
    checks = member.checks
    *before, after = gaps(member.encoded.text, [sentence.text for sentence in member.encoded.sentences])
    kept = len(checks)
    if after.strip() or all(check.verdict is not Verdict.SUPPORTED for check in checks):
        return kept
    while (
        checks[kept - 1].verdict is Verdict.UNSUPPORTED
        and not before[kept - 1].strip()
        and not member.encoded.sentences[kept - 1].text.startswith(_BLOCKS)
    ):
        kept -= 1
    return kept
