"""What is needed is said with one denial, with two, or with none."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

VOTE = "No member may vote without having paid the annual fee."
GUIDE = "Visitors may not enter the cellar unless a guide is with them."
PERMIT = "The hall may not be used unless a permit is shown."
PARCEL = "No parcel leaves the depot without being weighed."
CLOSURE = "Nobody was unaware of the closure."
LABEL = "Keine Ware wird ohne Etikett verkauft."

TANKS = "Apart from the whey tank, every tank is made of steel."
HUT = "It is not impossible to reach the hut without a guide."
SAME = [
    (TANKS, "The whey tank is not made of steel."),
    (HUT, "It is possible to reach the hut without a guide."),
    ("He did not fail to pay the fee.", "He paid the fee."),
    ("A patient must not receive more than 4 doses.", "A patient may receive at most 4 doses."),
    ("No basket may weigh more than 12 kg.", "The maximum weight of a basket is 12 kg."),
    (VOTE, "Members who have not paid the annual fee may not vote."),
    (GUIDE, "Visitors may enter the cellar only with a guide."),
    ("Visitors may enter the vault only with a guide.", GUIDE.replace("cellar", "vault")),
    (PERMIT, "A permit must be shown to use the hall."),
    (PARCEL, "Every parcel is weighed before it leaves the depot."),
    (LABEL, "Jede verkaufte Ware hat ein Etikett."),
    (CLOSURE, "Everybody knew of the closure."),
    ("It is not unusual for trains to run late.", "Trains often run late."),
    ("Todas as árvores menos duas foram podadas.", "Duas árvores não foram podadas."),
    ("Le vin rouge est moins cher que le vin blanc.", "Le vin blanc est plus cher que le vin rouge."),
]
OTHER = [
    (TANKS, "The whey tank is made of steel."),
    (HUT, "It is impossible to reach the hut without a guide."),
    ("He did not fail to pay the fee.", "He failed to pay the fee."),
    ("A patient must not receive more than 4 doses.", "A patient must receive at least 4 doses."),
    ("A patient must not receive more than 4 doses.", "A patient may receive more than 4 doses."),
    ("No basket may weigh more than 12 kg.", "The minimum weight of a basket is 12 kg."),
    (VOTE, "Members who have not paid the annual fee may vote."),
    ("Members who have not paid the fee may vote.", "No member may vote without having paid the fee."),
    (GUIDE, "Only guides may enter the cellar."),
    (GUIDE, "Visitors may enter the cellar without a guide."),
    (
        "Visitors may enter the vault only with a guide.",
        "Visitors may enter the vault unless a guide is with them.",
    ),
    (PERMIT, "The hall may be used without a permit."),
    (PARCEL, "Some parcels leave the depot without being weighed."),
    (LABEL, "Manche Waren werden ohne Etikett verkauft."),
    (CLOSURE, "Nobody knew of the closure."),
    ("Nobody was aware of the closure.", "Everybody knew of the closure."),
    ("It is not unusual for trains to run late.", "Trains rarely run late."),
    ("Todas as árvores menos duas foram podadas.", "Todas as árvores foram podadas."),
    ("Le vin rouge est moins cher que le vin blanc.", "Le vin rouge est plus cher que le vin blanc."),
]


@pytest.mark.parametrize(("passage", "claim"), SAME)
def test_the_same_need_in_other_words_is_no_conflict(passage: str, claim: str) -> None:
    assert not [conflict for conflict in find_conflicts(claim, passage) if conflict.kind != "role"]


@pytest.mark.parametrize(("passage", "claim"), OTHER)
def test_another_need_is_one(passage: str, claim: str) -> None:
    assert find_conflicts(claim, passage)
