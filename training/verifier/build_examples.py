"""Make the examples by rule: `python -m training.verifier.build_examples --data DIR --out FILE.jsonl.gz`.

Each change of a sentence gives a pair of examples: the sentence and the changed sentence against the passage,
or the sentence against the passage and the changed passage. So neither the claim alone, nor the passage
alone, nor their shared words separate true examples from false ones. Documents held out go to
`FILE.dev.jsonl.gz`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from training.verifier.corruptions import DocumentContext, corrupt
from training.verifier.documents import CORPORA, Document, read_documents, window
from training.verifier.questions import is_like, statement
from training.verifier.rewordings import lowered, reword, trim
from training.verifier.scenes import play

PER_SENTENCE = {"squad_new_wiki": 2.0, "two_wiki_multihop": 1.4, "scifact": 0.55, "aws_docs": 0.22}
"""How often each sentence of a corpus is used, so that the corpora contribute equally."""
SCENES = 14_000
_JOINTS = (" and ", "; ", ". ", ", and ", ", while ")


@dataclass(frozen=True, slots=True)
class Example:
    """A claim, a passage, and the probability, 0 to 1, that the passage supports the claim."""

    claim: str
    passage: str
    label: float
    kind: str


def from_sentence(
    document: Document, position: int, far: tuple[str, ...], rng: random.Random
) -> Iterator[Example]:
    """Yields the examples of one sentence within its window."""
    start, end = window(document, position, rng)
    sentences = list(document.sentences[start:end])
    title = document.title if rng.random() < 0.5 else ""
    context = DocumentContext(document.title, document.sentences, far)
    sentence = document.sentences[position]
    passage = _passage(sentences, title, rng)
    if change := corrupt(sentence, context, rng):
        yield from _twins(sentence, change, sentences, position - start, title, document.title, rng)
    shorter = trim(sentence, rng)
    if shorter and (change := corrupt(shorter, context, rng)):
        yield Example(_reworded(shorter, document.title, rng), passage, 1, "part")
        yield Example(_reworded(change[1], document.title, rng), passage, 0, f"part, {change[0]}")
    yield from _strangers(document, position, (start, end), far, passage, rng)


def _twins(  # noqa: PLR0917  what a twin is made of
    sentence: str,
    change: tuple[str, str],
    sentences: list[str],
    at: int,
    title: str,
    about: str,
    rng: random.Random,
) -> Iterator[Example]:
    kind, false = change
    other = [*sentences[:at], false, *sentences[at + 1 :]]
    here, passage_of_other = _passage(sentences, title, rng), _passage(other, title, rng)
    if rng.random() < 0.5:
        yield Example(_reworded(sentence, about, rng), here, 1, kind)
        yield Example(_reworded(false, about, rng), here, 0, kind)
    else:
        claim = _reworded(sentence, about, rng)
        yield Example(claim, here, 1, kind)
        yield Example(claim, passage_of_other, 0, kind)
    if rng.random() < 0.4:
        yield Example(_reworded(false, about, rng), passage_of_other, 1, kind)


def _strangers(  # noqa: PLR0917  what a neighbour is chosen from
    document: Document,
    position: int,
    inside: tuple[int, int],
    far: tuple[str, ...],
    passage: str,
    rng: random.Random,
) -> Iterator[Example]:
    """Yields claims from other sentences: of the document, joined to one of the passage, and unrelated."""
    outside = [*document.sentences[: inside[0]], *document.sentences[inside[1] :]]
    sentence = document.sentences[position]
    if outside and rng.random() < 0.5:
        yield Example(_reworded(rng.choice(outside), document.title, rng), passage, 0, "not in the passage")
    if rng.random() < 0.12:
        yield Example(_reworded(rng.choice(far), document.title, rng), passage, 0, "of another text")
    if rng.random() < 0.3:
        beside = [each for each in document.sentences[inside[0] : inside[1]] if each != sentence]
        stranger = rng.choice(outside or far)
        first = trim(sentence, rng) or sentence
        joint = rng.choice(_JOINTS)
        if beside:
            yield Example(
                _joined(first, trim(rng.choice(beside), rng) or rng.choice(beside), joint),
                passage,
                1,
                "two joined",
            )
        yield Example(_joined(first, trim(stranger, rng) or stranger, joint), passage, 0, "one added")


def _joined(first: str, second: str, joint: str) -> str:
    return first.rstrip(".") + joint + (second if joint == ". " else lowered(second))


def _reworded(sentence: str, title: str, rng: random.Random) -> str:
    return reword(sentence, title, rng, rng.choice((0, 1, 2, 2, 3, 4)))


def _passage(sentences: list[str], title: str, rng: random.Random) -> str:
    joint = rng.choice(("\n", " ", "\n"))
    return (f"{title}{rng.choice((': ', '. ', chr(10)))}" if title else "") + joint.join(sentences)


def from_questions(data: Path, rng: random.Random) -> Iterator[tuple[str, Example]]:
    """Yields (document key, example) of the questions of squad_new_wiki."""
    passages: dict[str, dict[str, str]] = {}
    with gzip.open(data / "retrieval/squad_new_wiki/corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        passages = {(row := json.loads(line))["_id"]: row for line in lines}
    with gzip.open(data / "qa/squad_new_wiki.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    by_passage: dict[str, list[str]] = {}
    for row in rows:
        by_passage.setdefault(row["gold_passages"][0], []).append(row["answers"][0])
    for row in rows:
        position = row["gold_passages"][0]
        passage = passages[position]
        key = passage["title"].replace("_", " ")
        text = " ".join(passage["text"].split())[:900]
        answer = row["answers"][0]
        if answer not in text or len(answer.split()) > 12:
            continue
        yield key, Example(statement(row["question"], answer, rng), text, 1, "answer")
        others = [other for other in by_passage[position] if is_like(answer, other)]
        if others:
            yield key, Example(statement(row["question"], rng.choice(others), rng), text, 0, "answer")


def from_scenes(count: int, rng: random.Random) -> Iterator[Example]:
    """Yields invented passages with some of their claims, half of them true, among other sentences."""
    for _ in range(count):
        passage, claims = play(rng)
        beside = [play(rng)[0] for _ in range(rng.choice((0, 0, 1, 2, 3)))] if "|" not in passage else []
        lines = [passage, *[line for line in beside if "|" not in line]]
        rng.shuffle(lines)
        text = rng.choice(("\n", " ")).join(lines)
        true = [claim for claim, is_true in claims if is_true]
        false = [claim for claim, is_true in claims if not is_true]
        yield Example(passage.split("\n")[-1] if rng.random() < 0.3 else rng.choice(true), text, 1, "scene")
        yield Example(reword(rng.choice(true), "", rng, rng.choice((0, 0, 1, 2))), text, 1, "scene")
        for claim in rng.sample(false, min(2, len(false))):
            yield Example(reword(claim, "", rng, rng.choice((0, 0, 1, 2))), text, 0, "scene")


def examples(data: Path, seed: int) -> Iterator[tuple[bool, Example]]:
    """Yields (whether held out, example), in order."""
    rng = random.Random(seed)
    for corpus in CORPORA:
        documents = list(read_documents(data / "retrieval", corpus))
        for document in documents:
            for position in range(len(document.sentences)):
                times = PER_SENTENCE[corpus]
                for _ in range(int(times) + (rng.random() < times % 1)):
                    far = tuple(rng.choice(rng.choice(documents).sentences) for _ in range(6))
                    for example in from_sentence(document, position, far, rng):
                        yield document.is_held_out, example
    held = {
        document.key
        for document in read_documents(data / "retrieval", "squad_new_wiki")
        if document.is_held_out
    }
    for key, example in from_questions(data, rng):
        yield key in held, example
    for example in from_scenes(SCENES, rng):
        yield False, example


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    dev = chosen.out.with_name(chosen.out.name.replace(".jsonl", ".dev.jsonl"))
    counts = [0, 0]
    with (
        gzip.open(chosen.out, "wt", 3, encoding="utf-8") as train_file,
        gzip.open(dev, "wt", 3, encoding="utf-8") as dev_file,
    ):
        for is_held_out, example in examples(chosen.data, seed=1):
            (dev_file if is_held_out else train_file).write(json.dumps(asdict(example)) + "\n")
            counts[is_held_out] += 1
    print(f"{counts[0]} examples, {counts[1]} held out")


if __name__ == "__main__":
    main()
