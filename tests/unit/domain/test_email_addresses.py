"""Addresses in one form: what is compared must not match by look or by case of another script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.email_addresses import email_address, verified_address
from genai_core.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ann@example.org", "ann@example.org"),
        ("  Ann@Example.ORG\n", "ann@example.org"),
        ("ann+papers@mail.example.org", "ann+papers@mail.example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("a@b.co", "a@b.co"),
    ],
)
def test_an_address_is_lower_case_without_spaces_around_it(text: str, address: str) -> None:
    assert email_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eve",
        "@example.org",
        "ann@",
        "ann@localhost",
        "ann@example.",
        "ann@@example.org",
        "ann@exa mple.org",
        "ann bob@example.org",
        "ann@example.org, bob@example.org",
        "Ann <ann@example.org>",
        "ann@example.org\x00",
        "a" * 65 + "@example.org",
        "ann@" + "b" * 300 + ".org",
        "аnn@example.org",  # the first letter is Cyrillic
        "ann@exampIe.org".replace("I", "İ"),
        "ann@examp\u212ae.org",  # the Kelvin sign, a k in lower case
    ],
)
def test_what_is_no_single_plain_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        email_address(text)
    assert refused.value.message.startswith("the e-mail address is not valid: it ")
    assert not text or text not in refused.value.message.removesuffix("the form name@example.org")
    assert "ann@example.org" in refused.value.remedy


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused_and_an_address_is_its_own_form(text: str) -> None:
    try:
        address = email_address(text)
    except InvalidInput:
        return
    assert email_address(address) == address
    assert address.isascii()
    assert address.count("@") == 1


@pytest.mark.parametrize("is_verified", [True, "true"])
def test_a_verified_address_of_a_token_counts(is_verified: object) -> None:
    assert verified_address("Ann@Example.org", is_verified) == "ann@example.org"


@pytest.mark.parametrize("is_verified", [False, "false", None, 1, "True", "yes", [], {"true": True}])
def test_an_address_that_is_not_verified_is_none(is_verified: object) -> None:
    assert verified_address("ann@example.org", is_verified) is None


@pytest.mark.parametrize("address", [None, 5, b"ann@example.org", ["ann@example.org"], "ann", ""])
def test_a_claim_that_is_not_an_address_is_none_instead_of_an_error(address: object) -> None:
    assert verified_address(address, True) is None
