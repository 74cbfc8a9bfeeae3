"""Relations that are said from their other side, with the sides exchanged and not."""

import pytest

from genai_core.domain.facts.conflicts import find_conflicts

SAME = [
    ("Corwen Ltd employs Jane Ross.", "Jane Ross works for Corwen Ltd."),
    ("Jane Ross works for Corwen Ltd.", "Jane Ross is employed by Corwen Ltd."),
    ("Mr Hart supervises Ms Voss.", "Ms Voss reports to Mr Hart."),
    ("Priya Nair is Tom Ellis's teacher.", "Tom Ellis is Priya Nair's pupil."),
    ("Ruth is Adam's mother.", "Adam is the son of Ruth."),
    ("The meadow belongs to the Ames family.", "The Ames family owns the meadow."),
    ("The canteen is above the archive.", "The archive is beneath the canteen."),
    ("The mill is to the left of the barn.", "The barn is to the right of the mill."),
    ("The tram is dearer than the bus.", "The bus costs less than the tram."),
    ("The tower is not as high as the dome.", "The dome is higher than the tower."),
    ("Die Kantine liegt über dem Archiv.", "Das Archiv liegt unter der Kantine."),
    ("La maison appartient à Mme Roux.", "Mme Roux est propriétaire de la maison."),
    ("La finca pertenece a la familia Ortiz.", "La familia Ortiz posee la finca."),
    ("La casa appartiene a Marta Rossi.", "Marta Rossi è proprietaria della casa."),
    ("A casa pertence a Marta Alves.", "Marta Alves possui a casa."),
    ("Het huis is van mevrouw Smit.", "Mevrouw Smit is eigenaar van het huis."),
]
OTHER = [
    ("Corwen Ltd employs Jane Ross.", "Corwen Ltd works for Jane Ross."),
    ("Corwen Ltd employs Jane Ross.", "Jane Ross does not work for Corwen Ltd."),
    ("Corwen Ltd never employed Jane Ross.", "Jane Ross worked for Corwen Ltd."),
    ("Mr Hart supervises Ms Voss.", "Mr Hart reports to Ms Voss."),
    ("Priya Nair is Tom Ellis's teacher.", "Priya Nair is Tom Ellis's pupil."),
    ("Ruth is Adam's mother.", "Adam is Ruth's mother."),
    ("The meadow belongs to the Ames family.", "The Ames family belongs to the meadow."),
    ("The canteen is above the archive.", "The archive is over the canteen."),
    ("The tram is dearer than the bus.", "The tram costs less than the bus."),
    ("The tower is not as high as the dome.", "The tower is higher than the dome."),
    ("Die Kantine liegt über dem Archiv.", "Das Archiv liegt über der Kantine."),
    ("La cantine est au-dessus des archives.", "Les archives sont au-dessus de la cantine."),
    ("La empresa Ortiz emplea a Juana Gil.", "Juana Gil emplea a la empresa Ortiz."),
    ("La casa appartiene a Marta Rossi.", "La casa possiede Marta Rossi."),
    ("A casa pertence a Marta Alves.", "A casa possui Marta Alves."),
    ("Het huis is van mevrouw Smit.", "Het huis is eigenaar van mevrouw Smit."),
]


@pytest.mark.parametrize(("passage", "claim"), SAME)
def test_the_other_side_of_a_relation_is_no_conflict(passage: str, claim: str) -> None:
    assert not find_conflicts(claim, passage)


@pytest.mark.parametrize(("passage", "claim"), OTHER)
def test_exchanged_sides_are_one(passage: str, claim: str) -> None:
    assert find_conflicts(claim, passage)
