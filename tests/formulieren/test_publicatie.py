"""Publishing a form: what is wrong with it is told at once, and afterwards its questions stay."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from formulieren.models import FormulierVersie
from formulieren.services.publicatie import publiceer
from tests.formulierfabriek import meldingformulier
from zaken.models import Zaaktypeversie

pytestmark = pytest.mark.django_db


@pytest.fixture
def versie(meldingtype: Zaaktypeversie) -> FormulierVersie:
    return meldingformulier(meldingtype)


def test_published_form_keeps_its_questions(versie: FormulierVersie) -> None:
    wijzigingen: list[dict[str, Any]] = [{"definitie": {}}, {"niveau": 40}, {"status": "concept"}]
    for wijziging in wijzigingen:
        with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
            FormulierVersie.objects.filter(pk=versie.pk).update(**wijziging)
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        versie.delete()


def test_next_version_withdraws_the_one_before_it(versie: FormulierVersie) -> None:
    volgende = publiceer(
        FormulierVersie.objects.create(formulier=versie.formulier, versie=2, definitie=versie.definitie)
    )
    versie.refresh_from_db()
    assert (versie.status, volgende.status) == (FormulierVersie.Status.INGETROKKEN, FormulierVersie.Status.GEPUBLICEERD)


def test_every_fault_of_a_definition_is_told_at_once(versie: FormulierVersie) -> None:
    definitie = {**versie.definitie, "stappen": [*versie.definitie["stappen"]]}
    dubbel = {**definitie["stappen"][0]["vragen"][0], "opties": []}
    onbekend = {**dubbel, "id": "00000000-0000-4000-8000-000000000001", "sleutel": "raadsel", "type": "raadsel"}
    definitie["stappen"].append({"sleutel": "extra", "titel": {"nl": "Extra"}, "vragen": [dubbel, onbekend]})
    concept = FormulierVersie.objects.create(formulier=versie.formulier, versie=2, definitie=definitie)

    with pytest.raises(ValidationError) as fout:
        publiceer(concept)

    gemeld = " ".join(fout.value.messages)
    assert all(deel in gemeld for deel in ("onbekend type raadsel", "deze sleutel komt vaker voor", "opties"))
