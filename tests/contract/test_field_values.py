"""What there is to filter by, and searching by weighted terms: the same on every engine that offers it."""

from __future__ import annotations

import pytest

from genai_core.domain.retrieval.filters import And, Equals
from tests.contract.search_engines import ANALYSER, Engine, chunks_of, document, everything, version


@pytest.fixture
def listing(engine: Engine) -> Engine:
    if engine.values is None:
        pytest.skip("stores of others list no values")
    return engine


def write(engine: Engine, workspace, name: str, **metadata) -> None:
    chunks = chunks_of(name, f"first of {name}", f"second of {name}", metadata=metadata)
    engine.chunks.replace_document(workspace, document(name), version(1), chunks)


def test_values_are_those_of_documents_that_are_there_now(listing, workspace):
    assert listing.values.field_values(everything(workspace)) == {}
    write(listing, workspace, "a", author="Ada", type="pdf", tags=("red", "blue"), date="2020")
    write(listing, workspace, "b", author="Bo", type="pdf", source="b.pdf", language="en")
    assert listing.values.field_values(everything(workspace)) == {
        "author": ("Ada", "Bo"),
        "language": ("en",),
        "source": ("b.pdf",),
        "tags": ("blue", "red"),
        "type": ("pdf",),
    }
    listing.chunks.delete_document(workspace, document("a"))
    write(listing, workspace, "b", author="Cy")
    assert listing.values.field_values(everything(workspace)) == {"author": ("Cy",)}


def test_values_of_documents_one_may_not_read_stay_unknown(listing, workspace):
    write(listing, workspace, "a", author="Ada", readers=("ada",))
    write(listing, workspace, "b", author="Bo")
    assert listing.values.field_values(everything(workspace, "ada"))["author"] == ("Ada", "Bo")
    assert listing.values.field_values(everything(workspace, "eve"))["author"] == ("Bo",)
    hidden = Equals("author", "Ada")
    assert listing.values.admits_any(everything(workspace, "ada", hidden))
    assert not listing.values.admits_any(everything(workspace, "eve", hidden))


def test_a_filter_narrows_the_values_and_may_admit_nothing(listing, workspace):
    write(listing, workspace, "a", author="Ada", type="pdf")
    write(listing, workspace, "b", author="Bo", type="md")
    only = everything(workspace, "x", Equals("type", "md"))
    assert listing.values.field_values(only)["author"] == ("Bo",)
    both = And((Equals("type", "md"), Equals("author", "Ada")))
    assert not listing.values.admits_any(everything(workspace, "x", both))
    assert listing.values.admits_any(everything(workspace))


def test_weighted_terms_find_what_the_question_finds_and_more(listing, workspace):
    write(listing, workspace, "walrus")
    write(listing, workspace, "otter")
    scope = everything(workspace)
    asked = ANALYSER.weigh("walrus")
    alone = listing.lexical.search_text(scope, "walrus", 10)
    assert listing.lexical.search_terms(scope, asked, 10) == alone
    more = listing.lexical.search_terms(scope, {**asked, **dict.fromkeys(ANALYSER.weigh("otter"), 0.1)}, 10)
    assert [hit.chunk_id for hit in more[:2]] == [hit.chunk_id for hit in alone]
    assert len(more) == 4
    assert listing.lexical.search_terms(scope, {}, 10) == []
