"""Dividing work: several zaken to one colleague, all of them or none."""

import pytest
from django.core.exceptions import ValidationError

from mijnportaal.accounts.models import Gebruiker
from tests import fabrieken
from zaken.models import Zaak, Zaaktypeversie
from zaken.services.behandeling import verdeel, wijs_toe

pytestmark = pytest.mark.django_db


def test_several_zaken_go_to_one_colleague_with_one_reason(
    budgettype: Zaaktypeversie, collega: Gebruiker, coordinator: Gebruiker
) -> None:
    zaken = [fabrieken.maak_zaak(budgettype) for _nummer in range(3)]

    verdeel(reversed(zaken), collega, reden="Uw wijk.", door=coordinator)

    assert set(Zaak.objects.van_behandelaar(collega)) == set(zaken)
    assert all(zaak.gebeurtenissen.get(soort="toegewezen").gegevens["reden"] == "Uw wijk." for zaak in zaken)


def test_when_one_cannot_go_none_goes_and_every_reason_names_its_zaak(
    budgettype: Zaaktypeversie, collega: Gebruiker, coordinator: Gebruiker
) -> None:
    goed, dicht, van_hem = (fabrieken.maak_zaak(budgettype) for _nummer in range(3))
    Zaak.objects.filter(pk=dicht.pk).update(einddatum=dicht.startdatum)
    wijs_toe(van_hem, collega, door=coordinator)

    with pytest.raises(ValidationError) as fout:
        verdeel([goed, dicht, van_hem], collega, door=coordinator)

    assert [reden.code for reden in fout.value.error_list] == ["zaak-gesloten", "al-behandelaar"]
    assert fout.value.messages[0] == f"{dicht.identificatie}: De zaak is al afgesloten."
    assert list(Zaak.objects.van_behandelaar(collega)) == [van_hem]
