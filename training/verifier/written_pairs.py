"""Claims that were written one by one for the training, as examples: `training/verifier/written/*.txt`.

A passage (`P`) is followed by claims that it supports (`+`) and claims that it does not (`-`), each false one
worded like the true ones. A blank line ends a passage. Evidence has the form of production: nearest sentences
and their neighbours, a line each; in two of five examples with sentences of other passages among them.

`python -m training.verifier.written_pairs --out DIR` writes three files: `claims.jsonl.gz`; `dev.jsonl.gz`,
the claims of one passage in ten, not for training; and `rules.jsonl.gz`, sentences of the passages and of
this repository's own documents changed by rule, so that the network does not forget what it learnt before.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from genai_core.domain.grounding.evidence import build_evidence
from genai_core.domain.grounding.verifier_evidence import verifier_evidence
from genai_core.domain.text.claims import split_sentences
from genai_core.domain.text.encoded_texts import encode_text
from training.verifier.build_examples import Example, from_scenes, from_sentence
from training.verifier.corruptions import DocumentContext, corrupt
from training.verifier.documents import MAX_SENTENCES, Document, prose
from training.verifier.rewordings import reword

WRITTEN = Path(__file__).parent / "written"
DOCS = Path(__file__).parents[2] / "docs"
SCENES = 1_500
ALONE, BESIDE_FROM = 0.6, 12
_BESIDE = (1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class WrittenPassage:
    """A passage, and its claims in order with whether it supports them."""

    text: str
    claims: tuple[tuple[str, bool], ...]

    @property
    def is_held_out(self) -> bool:
        """One passage in ten is held out for development."""
        return int(hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest(), 16) % 10 == 0

    @property
    def document(self) -> Document:
        sentences = tuple(" ".join(span.text.split()) for span in split_sentences(self.text))
        return Document("written", self.text, "", sentences)


def read_written(path: Path) -> list[WrittenPassage]:
    """Returns the passages of one file in order. Raises ValueError for a line that is not in the form."""
    passages: list[WrittenPassage] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, _, text = line.strip().partition(" ")
        text = text.strip()
        if mark == "P" and text:
            passages.append(WrittenPassage(text.replace("\\n", "\n"), ()))
        elif mark in {"+", "-"} and text and passages:
            last = passages[-1]
            passages[-1] = WrittenPassage(last.text, (*last.claims, (text, mark == "+")))
        elif line.strip():
            raise ValueError(f"{path.name}, line {number}: {line!r} does not begin with 'P ', '+ ' or '- '")
    return passages


def evidence_for(claim: str, texts: Sequence[str]) -> str:
    """Returns what the verifier reads of `texts` beside a claim in production, chosen by words alone."""
    evidence = build_evidence(texts, {})
    encoded = encode_text(claim, {})
    if encoded.is_empty or not evidence.sentences:
        return ""
    means = np.sqrt(encoded.weights) @ evidence.joined.best_matches(encoded)
    return verifier_evidence(means, [int(means.argmax())], evidence)


def from_written(
    passage: WrittenPassage, others: Sequence[WrittenPassage], rng: random.Random
) -> Iterator[Example]:
    """Yields each claim of a passage, the claim reworded by rule, and some true claims changed by rule."""
    context = DocumentContext("", passage.document.sentences, _far([each.document for each in others], rng))
    for claim, is_true in passage.claims:
        yield Example(claim, _shown(claim, passage, others, rng), float(is_true), "written")
        reworded = reword(claim, "", rng, rng.choice((0, 1, 2)))
        yield Example(reworded, _shown(reworded, passage, others, rng), float(is_true), "written, reworded")
        if is_true and rng.random() < 0.4 and (change := corrupt(claim, context, rng)):
            yield Example(change[1], _shown(change[1], passage, others, rng), 0, f"written, {change[0]}")


def by_rule(documents: Sequence[Document], rng: random.Random) -> Iterator[Example]:
    """Yields the examples by rule of every sentence, then invented passages of the lexicon."""
    for document in documents:
        for position in range(len(document.sentences)):
            yield from from_sentence(document, position, _far(documents, rng), rng)
    yield from from_scenes(SCENES, rng)


def _far(documents: Sequence[Document], rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.choice(rng.choice(documents).sentences) for _ in range(6))


def own_documents() -> Iterator[Document]:
    """Yields the prose of this repository's Markdown documents."""
    for path in sorted(DOCS.rglob("*.md")):
        sentences = prose(path.read_text(encoding="utf-8"), is_markdown=True)
        for start in range(0, len(sentences), MAX_SENTENCES):
            if len(part := sentences[start : start + MAX_SENTENCES]) > 1:
                yield Document("docs", f"{path.name} {start}", "", tuple(part))


def _shown(claim: str, passage: WrittenPassage, others: Sequence[WrittenPassage], rng: random.Random) -> str:
    """Returns the evidence of a claim; with other passages only if all of its own is still shown."""
    alone = evidence_for(claim, [passage.text])
    if rng.random() < ALONE:
        return alone
    texts = [passage.text, *(other.text for other in rng.sample(list(others), rng.choice(_BESIDE)))]
    rng.shuffle(texts)
    shown = evidence_for(claim, texts)
    return shown if set(alone.splitlines()) <= set(shown.splitlines()) else alone


def examples(folder: Path, seed: int) -> Iterator[tuple[str, Example]]:
    """Yields (name of the file it belongs to, example) of all files in a folder."""
    rng = random.Random(seed)
    passages = [passage for path in sorted(folder.glob("*.txt")) for passage in read_written(path)]
    kept = [passage for passage in passages if not passage.is_held_out]
    for passage in passages:
        if passage.is_held_out:
            for claim, is_true in passage.claims:
                yield "dev", Example(claim, evidence_for(claim, [passage.text]), float(is_true), "written")
    for passage in kept:
        others = [other for other in rng.sample(kept, BESIDE_FROM) if other is not passage]
        for example in from_written(passage, others, rng):
            yield "claims", example
    for example in by_rule([*(passage.document for passage in kept), *own_documents()], rng):
        yield "rules", example


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--written", type=Path, default=WRITTEN)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Example]] = {"claims": [], "dev": [], "rules": []}
    for name, example in examples(chosen.written, chosen.seed):
        rows[name].append(example)
    for name, of_file in rows.items():
        with gzip.open(chosen.out / f"{name}.jsonl.gz", "wt", 3, encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(example)) + "\n" for example in of_file)
        print(f"{name}: {len(of_file)} examples")


if __name__ == "__main__":
    main()
