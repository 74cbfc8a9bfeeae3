"""Prints the outcome of an answer, what it rests on, and what each model says."""

from __future__ import annotations

from rich.markup import escape

from quorum_client.cli.terminal import SafeConsole
from quorum_client.protocol.answers import ClaimRow, ModelStance
from quorum_client.protocol.outcome_words import FATE_WORDS, STANCE_WORDS, VERDICT_WORDS, answer_words
from quorum_client.protocol.outcomes import Stance
from quorum_client.values import Answer

_OTHER = (Stance.SAYS_OTHERWISE, Stance.DENIES)


def show_verdict(answer: Answer, out: SafeConsole) -> None:
    """Prints the outcome in words and what it rests on, the worst first."""
    words = answer_words(answer)
    out.print(f"\n[bold]{words.label}[/bold]  [dim]{words.sentence}[/dim]")
    if answer.provisional:
        out.print(FATE_WORDS[answer.provisional].sentence)
    for finding in answer.findings:
        out.print(f"- {escape(finding)}")
    if answer.promise:
        out.print(escape(answer.promise.words), soft_wrap=True)


def show_claims(answer: Answer, out: SafeConsole) -> None:
    """Prints each claim with the documents' own words, and what every model says about it."""
    if not answer.claims:
        return
    out.print("\n[bold]Who says what[/bold]")
    for row in answer.claims:
        _show_claim(row, out)


def _show_claim(row: ClaimRow, out: SafeConsole) -> None:
    label = VERDICT_WORDS[row.verdict].label
    out.print(f"{escape(row.claim)} [dim]({label})[/dim]", soft_wrap=True)
    if row.evidence:
        out.print(f"    documents: “{escape(row.evidence)}”", style="dim", soft_wrap=True)
    for stance in Stance:
        models = [_stance_text(each) for each in row.models if each.stance is stance]
        if models:
            color = "yellow" if stance in _OTHER else "dim"
            listed = escape(", ".join(models))
            out.print(f"    [{color}]{STANCE_WORDS[stance].label}:[/{color}] {listed}", soft_wrap=True)


def _stance_text(model: ModelStance) -> str:
    return f"{model.model_id} “{model.value}”" if model.stance in _OTHER and model.value else model.model_id
