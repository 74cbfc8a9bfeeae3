import json
import random
from pathlib import Path

import pytest

from evaluation.mutations.changes import CHANGES, Draft
from evaluation.mutations.evaluate_mutations import main, make_trials
from evaluation.mutations.rewordings import REWORDINGS
from evaluation.mutations.words import LANGUAGES, word_pairs

TEXT = (
    "The Harbour Bridge was opened on 3 May 1932 after eight years of work. "
    "It is 1,149 metres long and carries most of the traffic to Sydney. "
    "Trains do not stop on the bridge at night. "
    "Version 2.10.3 of the control system was installed by Siemens in 2019. "
    "The temperature of the deck rises to 45 °C in summer. "
    "Bradfield designed the bridge, but Freeman always claimed the credit for Dorman Long."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "1", "title": "Bridge", "text": TEXT}) + "\n")
    return tmp_path


def changed(kind: str, sentence: str, language: str = "english") -> list[str]:
    draft = Draft(sentence, language, random.Random(1))
    return [text for text, _ in (CHANGES | REWORDINGS)[kind](draft)]


def test_every_change_leaves_a_sentence_that_differs() -> None:
    for kind in CHANGES:
        for sentence in TEXT.split(". "):
            assert sentence not in changed(kind, sentence)


@pytest.mark.parametrize(
    ("kind", "sentence", "wanted"),
    [
        ("denial removed", "Trains do not stop here.", "Trains do stop here."),
        ("denial added", "The bridge is open to all.", "The bridge is not open to all."),
        ("date", "It was opened in May.", "It was opened in June."),
        ("unit", "It takes 8 hours.", "It takes 8 minutes."),
        ("antonym", "Prices increased.", "Prices decreased."),
        ("quantifier", "It never stops.", "It always stops."),
        ("role", "In 1066 William defeated Harold.", "In 1066 Harold defeated William."),
        ("notation", "It has 1,149 parts.", "It has 1149 parts."),
        ("unit converted", "It lasts 3 hours.", "It lasts 180 minutes."),
        ("synonym", "The movie is long.", "The film is long."),
    ],
)
def test_a_change_is_of_its_kind(kind: str, sentence: str, wanted: str) -> None:
    assert wanted in changed(kind, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_of_each_kind(language: str) -> None:
    for kind in (
        "antonym",
        "quantifier",
        "unit",
        "month",
        "digit",
        "number",
        "negatable",
        "denial",
        "synonym",
    ):
        assert word_pairs(language, kind)


def test_a_folder_gives_the_same_trials_every_time(folder: Path) -> None:
    trials = make_trials(folder, 20)
    assert trials == make_trials(folder, 20)
    assert {"untouched", "number", "date", "version", "denial removed", "sign"} <= {t.kind for t in trials}
    assert all(trial.claim in trial.passage for trial in trials if trial.kind == "untouched")
    assert all(trial.claim not in trial.passage for trial in trials if not trial.is_true)


def test_figures_are_written_by_kind_with_what_went_wrong(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evaluation.checks.encoding.MODEL", tmp_path / "no_model")
    out = ["--json", str(tmp_path / "out.json")]
    assert main([str(folder), *out]) == 2, "other figures come out without the encoder"
    assert main([str(folder), "--words", *out]) == 0
    figures = json.loads((tmp_path / "out.json").read_text())
    assert figures["kinds"]["untouched"]["right"] == figures["kinds"]["untouched"]["rows"] == 6
    assert figures["rows"] - figures["right"] == len(figures["wrong"])


def test_a_folder_that_is_missing_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_changes_of_other_languages_are_caught_and_sentences_left_alone(tmp_path: Path) -> None:
    houses = Path(__file__).parents[2] / "data" / "mutations" / "houses"
    report = tmp_path / "report.json"
    assert main([str(houses), "--words", "--per-kind", "20", "--json", str(report)]) == 0
    wrong = json.loads(report.read_text())["wrong"]
    assert [case["claim"] for case in wrong if not case["kind"].startswith("reworded")] == []
