"""Which models a question is sent to: the mode, the user's choice, the workspace and the catalogue."""

from dataclasses import replace

import pytest

from genai_core.domain.generation.model_choice import MAX_MEMBERS, choose_models, strong_models
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.outcomes import Mode
from genai_core.errors import InvalidInput, Misconfigured


def model(name: str, family: str = "", role: str = "cheap") -> ModelSpec:
    spec = ModelSpec(ModelId(name), family or name, "extractive")
    return replace(spec, role=role)


A, A2, B, STRONG, JUDGE = (
    model("a", "llama"),
    model("a2", "llama"),
    model("b", "mistral"),
    model("s", "claude", "strong"),
    model("j", "claude", "judge"),
)
CATALOGUE = (A, A2, B, STRONG, JUDGE)


def names(mode: Mode, asked: tuple[str, ...] = (), preferred: tuple[str, ...] = ()) -> list[str]:
    chosen = choose_models(
        CATALOGUE,
        mode,
        asked=[ModelId(name) for name in asked],
        preferred=[ModelId(name) for name in preferred],
    )
    return [spec.model_id for spec in chosen]


@pytest.mark.parametrize("mode", ["quorum", "compare"])
def test_all_models_but_the_judge_are_asked(mode: Mode) -> None:
    assert names(mode) == ["a", "a2", "b", "s"]


def test_a_single_model_is_the_strong_one_unless_the_user_names_another() -> None:
    assert names("single") == ["s"]
    assert names("single", asked=("b", "s")) == ["b"]
    assert names("single", preferred=("a2", "b")) == ["a2"]


def test_a_cascade_asks_two_cheap_models_of_two_families_and_one_strong_one() -> None:
    assert names("cascade") == ["a", "b", "s"]
    assert names("cascade", preferred=("a", "a2")) == ["a", "a2"]
    assert names("cascade", asked=("s",)) == ["s"]


def test_what_the_user_asks_for_counts_before_what_the_workspace_prefers() -> None:
    assert names("quorum", asked=("b", "a", "b"), preferred=("s",)) == ["b", "a"]
    assert names("quorum", preferred=("b", "gone")) == ["b"]
    assert names("quorum", preferred=("gone",)) == ["a", "a2", "b", "s"]


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInput, match="'gone'") as refused:
        names("quorum", asked=("a", "gone"))
    assert "a, a2, b, j, s" in refused.value.remedy


def test_no_more_than_the_limit_are_asked() -> None:
    many = [model(f"m{number}") for number in range(MAX_MEMBERS + 3)]
    assert len(choose_models(many, "quorum")) == MAX_MEMBERS
    with pytest.raises(InvalidInput, match=str(MAX_MEMBERS + 3)):
        choose_models(many, "quorum", asked=[spec.model_id for spec in many])


def test_a_catalogue_of_judges_answers_nothing_and_says_what_to_do() -> None:
    with pytest.raises(Misconfigured, match="no model") as refused:
        choose_models([JUDGE], "quorum")
    assert "config.json" in refused.value.remedy


def test_strong_models_keep_their_order() -> None:
    other = model("t", "gpt", "strong")
    assert strong_models([A, STRONG, B, other]) == (STRONG, other)
