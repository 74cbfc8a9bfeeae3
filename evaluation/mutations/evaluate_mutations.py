"""`quorum evaluate mutations DIR...`: measures whether the grounding check notices changed facts.

Real sentences of a corpus in the form of BEIR are changed in one place and checked against the passage they
come from, both ways: the changed sentence against the passage, and the sentence against the changed passage.
A change is caught if the check does not call the sentence supported. Unchanged and reworded sentences must be
supported.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.checks.encoding import encode_all, local_verifier
from evaluation.mutations.changes import CHANGES, Change, Draft
from evaluation.mutations.rewordings import REWORDINGS
from evaluation.mutations.sentences import Source, read_sources
from evaluation.mutations.table_rows import read_row_claims
from genai_core.domain.grounding.evidence import build_evidence, evidence_texts
from genai_core.domain.grounding.support import check_claims
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import encode_text
from genai_core.errors import QuorumError

PER_KIND = 150
_SEED = 20_240_503


@dataclass(frozen=True, slots=True)
class Trial:
    """One claim with its passage and the expected verdict."""

    kind: str
    language: str
    title: str
    passage: str
    claim: str
    is_true: bool
    source: str


def make_trials(folder: Path, per_kind: int) -> list[Trial]:
    """Returns up to `per_kind` trials of each kind, always the same for a folder."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    sources = list(read_sources(folder))
    chance.shuffle(sources)
    trials = [_untouched(source) for source in sources[:per_kind]]
    for kind, change in CHANGES.items():
        trials += _taken(kind, change, sources, per_kind, chance, is_true=False)
    for kind, change in REWORDINGS.items():
        trials += _taken(f"reworded: {kind}", change, sources, per_kind, chance, is_true=True)
    rows = list(read_row_claims(folder, chance))[: 2 * per_kind]
    return trials + [
        Trial(
            "reworded: row" if row.is_right else "row",
            "english",
            row.title,
            row.passage,
            row.claim,
            row.is_right,
            "",
        )
        for row in rows
    ]


def _untouched(source: Source) -> Trial:
    return Trial(
        "untouched", source.language, source.title, source.passage, source.sentence, True, source.sentence
    )


def _taken(
    kind: str, change: Change, sources: Iterable[Source], wanted: int, chance: random.Random, *, is_true: bool
) -> list[Trial]:
    """Returns one change of each sentence that has one, in both directions if it is reversible."""
    trials: list[Trial] = []
    for source in sources:
        options = list(change(Draft(source.sentence, source.language, chance)))
        if not options:
            continue
        changed, is_mutual = chance.choice(options)
        if not is_true and changed in source.passage:
            continue
        trials.append(
            Trial(kind, source.language, source.title, source.passage, changed, is_true, source.sentence)
        )
        if is_mutual:
            passage = source.passage_with(changed)
            trials.append(
                Trial(kind, source.language, source.title, passage, source.sentence, is_true, changed)
            )
        if len(trials) >= wanted:
            break
    return trials


def run_trials(
    name: str, trials: Sequence[Trial], *, words_alone: bool = False
) -> list[tuple[Trial, Verdict, str]]:
    """Returns each trial with the worst verdict of its sentences, and the conflicts found.

    Raises:
        Misconfigured: The encoder is not built.
    """
    texts = [
        text
        for trial in trials
        for text in (*evidence_texts([trial.passage]), *(span.text for span in split_sentences(trial.claim)))
    ]
    vectors = encode_all(f"mutations-{name}", texts, words_alone=words_alone)
    verifier = None if words_alone else local_verifier()
    results: list[tuple[Trial, Verdict, str]] = []
    for trial in trials:
        evidence = build_evidence([trial.passage], vectors, headings=[trial.title])
        claims = [encode_text(span.text, vectors) for span in split_sentences(trial.claim)]
        supports = check_claims(claims, evidence, verifier.verify if verifier else None)
        worst = next(
            (support for support in supports if support.verdict is not Verdict.SUPPORTED), supports[0]
        )
        conflicts = ", ".join(f"{c.kind}: {c.claim!r} / {c.evidence!r}" for c in worst.conflicts)
        results.append((trial, worst.verdict, f"{worst.score:.2f} {conflicts}"))
    return results


def summarise(results: Sequence[tuple[Trial, Verdict, str]]) -> dict[str, Any]:
    """Returns right and total rows, in sum, by kind, and by kind and language, with the wrong trials."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[dict[str, str]] = []
    for trial, verdict, why in results:
        is_right = (verdict is Verdict.SUPPORTED) == trial.is_true
        for table in (kinds[trial.kind], languages[f"{trial.kind}, {trial.language}"]):
            table["right"] += is_right
            table["rows"] += 1
        if not is_right:
            wrong.append(
                {
                    "kind": trial.kind,
                    "claim": trial.claim,
                    "source": trial.source,
                    "passage": trial.passage,
                    "expected": "supported" if trial.is_true else "not_supported",
                    "verdict": verdict.value,
                    "why": why,
                }
            )
    return {
        "right": sum(count["right"] for count in kinds.values()),
        "rows": len(results),
        "kinds": {kind: dict(count) for kind, count in kinds.items()},
        "languages": {kind: dict(count) for kind, count in languages.items()},
        "wrong": wrong,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints for each folder the caught changes by kind and language, and the flagged true sentences."""
    parser = argparse.ArgumentParser(prog="quorum evaluate mutations", description=__doc__)
    parser.add_argument(
        "folders", nargs="+", type=Path, metavar="DIR", help="folder with corpus.jsonl or corpus.jsonl.gz"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="file for the figures and the wrong cases")
    parser.add_argument(
        "--per-kind", type=int, default=PER_KIND, metavar="N", help="maximum number of each kind"
    )
    parser.add_argument("--words", action="store_true", help="compare words alone, without the encoder")
    chosen = parser.parse_args(arguments)
    results: list[tuple[Trial, Verdict, str]] = []
    try:
        for folder in chosen.folders:
            trials = make_trials(folder, chosen.per_kind)
            outcomes = run_trials(folder.resolve().name, trials, words_alone=chosen.words)
            _print(folder.resolve().name, summarise(outcomes))
            results += outcomes
    except QuorumError as error:
        print(error, file=sys.stderr)
        return 2
    figures = summarise(results)
    if len(chosen.folders) > 1:
        _print(f"all {len(chosen.folders)} folders", figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _print(name: str, figures: dict[str, Any]) -> None:
    print(f"{name}: {figures['rows']} sentences")
    for kind, count in figures["languages"].items():
        is_true = kind.startswith(("untouched", "reworded"))
        expected = "supported" if is_true else "caught"
        share = count["right"] / count["rows"]
        print(f"  {kind:34s} {count['right']:5d} of {count['rows']:5d} {expected}, {share:.1%}")


if __name__ == "__main__":
    raise SystemExit(main())
