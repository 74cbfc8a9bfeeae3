"""Measures how well instructions to a model are distinguished from ordinary sentences.

`quorum evaluate injections DIR...` counts the sentences of BEIR folders that are taken for instructions;
`--attacks FILE.tsv` (column `text`) counts attacks that are blanked, `--ordinary FILE.txt` sentences, one per
line, that must stay. It exits with 1 if more than 0.1 % of ordinary sentences are blanked or an attack is
not.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evaluation.checks.case_report import answer_with, read_table
from evaluation.input_files import require_file
from evaluation.retrieval.beir import read_test_set
from genai_core.domain.grounding.injections import as_evidence, is_instruction
from genai_core.domain.text.claims import split_sentences

MAX_FALSE_SHARE = 0.001
_SHOWN = 5


def count_ordinary(sentences: Iterable[str], limit: int | None = None) -> dict[str, Any]:
    """Returns the number of ordinary sentences, the share `taken` for instructions, and those sentences."""
    total, taken = 0, list[str]()
    for sentence in sentences:
        if limit is not None and total >= limit:
            break
        total += 1
        if is_instruction(sentence):
            taken.append(sentence)
    return {"rows": total, "taken": len(taken), "share": len(taken) / max(1, total), "wrong": taken}


def count_attacks(path: Path) -> dict[str, Any]:
    """Returns the number of attacks, how many are blanked completely, and the others."""
    texts = [row["text"] for row in read_table(path, needs=("text",))]
    wrong = [text for text in texts if as_evidence(text).strip()]
    return {"rows": len(texts), "caught": len(texts) - len(wrong), "wrong": wrong}


def _sentences_of(folder: Path) -> Iterable[str]:
    for document in read_test_set(folder).documents:
        yield from (span.text for span in split_sentences(document.text))


def _lines_of(path: Path) -> list[str]:
    require_file(path, remedy="Name a file with one sentence per line.")
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("# ")]


def evaluate_injections(
    folders: Sequence[Path], *, attacks: Path | None, ordinary: Path | None, limit: int | None
) -> dict[str, Any]:
    """Returns the counts of each set. Raises NotFound or InvalidInput for a file that cannot be read."""
    sets = {folder.name: count_ordinary(_sentences_of(folder), limit) for folder in folders}
    if ordinary:
        sets[ordinary.stem] = count_ordinary(_lines_of(ordinary))
    return {"ordinary": sets, "attacks": count_attacks(attacks) if attacks else None}


def tells_both_apart(report: dict[str, Any]) -> bool:
    """Returns whether every attack is found, and hardly any ordinary sentence is taken for one."""
    missed = bool(report["attacks"] and report["attacks"]["wrong"])
    shares = [counts["share"] for counts in report["ordinary"].values()]
    return not missed and max(shares, default=0.0) <= MAX_FALSE_SHARE


def print_injections(report: dict[str, Any]) -> None:
    """Prints a line for each set, and some of the wrong cases."""
    for name, counts in report["ordinary"].items():
        print(f"{name:24} {counts['taken']:5} of {counts['rows']:9,} taken ({100 * counts['share']:.4f} %)")
        for sentence in counts["wrong"][:_SHOWN]:
            print(f"    {sentence[:160]!r}")
    if attacks := report["attacks"]:
        print(f"{'attacks':24} {attacks['caught']:5} of {attacks['rows']:9,} caught")
        for text in attacks["wrong"]:
            print(f"    missed: {text[:160]!r}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser(prog="quorum evaluate injections", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", metavar="DIR")
    parser.add_argument("--attacks", type=Path, metavar="FILE.tsv")
    parser.add_argument("--ordinary", type=Path, metavar="FILE.txt")
    parser.add_argument("--limit", type=int, help="number of sentences to read of each folder")
    parser.add_argument("--json", type=Path, metavar="OUT", help="file for the counts")
    asked = parser.parse_args(arguments)
    return answer_with(
        asked,
        lambda: evaluate_injections(
            asked.folders, attacks=asked.attacks, ordinary=asked.ordinary, limit=asked.limit
        ),
        show=print_injections,
        passes=tells_both_apart,
    )


if __name__ == "__main__":
    raise SystemExit(main())
