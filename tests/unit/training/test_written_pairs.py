"""Claims written for the verifier's training: their form, their evidence, and what must not be among them."""

from pathlib import Path

import pytest

from training.verifier.written_pairs import (
    WRITTEN,
    WrittenPassage,
    evidence_for,
    examples,
    read_written,
)

ROOT = Path(__file__).parents[3]
FERRY = "P The ferry leaves at 7:40.\\nBicycles travel free.\n+ Bikes cost nothing.\n- It leaves at 7:50.\n"


def test_claims_belong_to_the_passage_above_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY + "\nP The hut is closed.\n- The hut is open.\n")
    first, second = read_written(tmp_path / "a.txt")
    assert first == WrittenPassage(
        "The ferry leaves at 7:40.\nBicycles travel free.",
        (("Bikes cost nothing.", True), ("It leaves at 7:50.", False)),
    )
    assert second.claims == (("The hut is open.", False),)


@pytest.mark.parametrize("line", ["* a claim", "P", "+", "a claim"])
def test_a_line_in_another_form_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(FERRY + line)
    with pytest.raises(ValueError, match=r"a\.txt, line 4"):
        read_written(tmp_path / "a.txt")


def test_evidence_has_a_sentence_a_line_and_leaves_out_what_is_far() -> None:
    far = [" ".join(f"word{text}{number}" for number in range(60)) + "." for text in range(2)]
    shown = evidence_for("Bicycles are free.", ["The ferry leaves at 7:40. Bicycles travel free.", *far])
    assert shown.splitlines()[:2] == ["The ferry leaves at 7:40.", "Bicycles travel free."]
    assert len(shown.splitlines()) == 2


def test_held_out_passages_are_not_trained_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.verifier.written_pairs.DOCS", tmp_path)
    monkeypatch.setattr("training.verifier.written_pairs.SCENES", 5)
    blocks = [f"P Gate number{hour} is shut. It opens at noon.\n+ It opens.\n" for hour in range(40)]
    (tmp_path / "a.txt").write_text("\n".join(blocks))
    seen: dict[str, str] = {"claims": "", "dev": "", "rules": ""}
    for name, example in examples(tmp_path, seed=1):
        seen[name] += f"{example.passage}\n{example.claim}\n"
    passages = read_written(tmp_path / "a.txt")
    held_out = {passage.document.sentences[0] for passage in passages if passage.is_held_out}
    assert 0 < len(held_out) < 15
    for passage in passages:
        first = passage.document.sentences[0]
        assert (first in seen["dev"]) == (first in held_out) == (first not in seen["claims"])
    assert not any(sentence in seen["rules"] for sentence in held_out)


def test_written_passages_and_claims_are_in_no_list_of_the_tests() -> None:
    tables = sorted((ROOT / "tests/data/claims").glob("*.tsv"))
    lines = [line.split("\t") for path in tables for line in path.read_text("utf-8").splitlines()[1:]]
    listed = {row[1].casefold() for row in lines}
    for path in sorted(WRITTEN.glob("*.txt")):
        for passage in read_written(path):
            assert passage.text.casefold() not in listed
            texts = [claim for claim, _ in passage.claims]
            assert len(set(texts)) == len(texts) > 1
