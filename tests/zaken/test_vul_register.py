"""A register filled to measure on: as many zaken as asked, with a trail that holds."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone
from pytest_django import Settings

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.versleuteling import zoeksleutel
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from zaken.gebeurtenissen import breuk_in_keten
from zaken.models import Betrokkene, Gebeurtenis, Rol, Taak, Verwerking, WachtOp, Zaak, Zaaktypeversie
from zaken.services.behandeling import neem

AANTAL = 230


def vul(aantal: int, *opties: str) -> str:
    uitvoer = StringIO()
    call_command("vul_register", "--zaken", str(aantal), *opties, stdout=uitvoer)
    return uitvoer.getvalue()


@pytest.fixture
def register(meldingtype: Zaaktypeversie, budgettype: Zaaktypeversie, behandelaar: Gebruiker) -> None:
    """A register with two types and one employee, filled."""
    assert f"{AANTAL} zaken na" in vul(AANTAL)


def test_every_chain_of_a_filled_register_holds(register: None) -> None:
    assert Zaak.objects.count() == AANTAL
    assert [zaak for zaak in Zaak.objects.all() if breuk_in_keten(zaak)] == []
    assert not Verwerking.objects.filter(verwerkt_op=None).exists()
    assert Gebeurtenis.objects.count() == Verwerking.objects.count() > 2 * AANTAL


def test_a_filled_register_has_the_shape_of_a_real_one(register: None) -> None:
    vandaag = timezone.localdate()
    assert 0 < Zaak.objects.open().count() < Zaak.objects.afgesloten().count()
    assert Zaak.objects.te_laat(vandaag).exists()
    assert Zaak.objects.zonder_behandelaar().open().exists()
    assert not Zaak.objects.afgesloten().filter(resultaat=None).exists()
    assert set(Zaak.objects.annotate(n=Count("documenten")).values_list("n", flat=True)) == {2}
    assert Rol.objects.filter(soort="initiator").count() == AANTAL
    wachtend = set(Zaak.objects.filter(wacht_op=WachtOp.INWONER).values_list("pk", flat=True))
    assert wachtend == set(Taak.objects.open().values_list("zaak", flat=True))
    assert Bericht.objects.filter(gebeurtenisbericht__isnull=False).count() == Bericht.objects.count() > AANTAL
    assert Bericht.objects.first().adres == "proef@example.nl"  # type: ignore[union-attr]


def test_invented_people_are_found_by_their_bsn(register: None) -> None:
    persoon = Betrokkene.objects.filter(bsn__isnull=False).order_by("pk")[0]
    assert persoon.bsn
    assert persoon.bsn.startswith("9999")
    assert persoon.bsn_zoeksleutel == zoeksleutel("bsn", persoon.bsn)
    assert persoon.rollen.exists()


def test_work_goes_on_in_a_filled_register(register: None, meldingtype: Zaaktypeversie, behandelaar: Gebruiker) -> None:
    zaak = fabrieken.maak_zaak(meldingtype, email="nieuw@example.nl")
    neem(zaak, door=behandelaar)
    assert breuk_in_keten(zaak) is None
    vul(10)
    assert Zaak.objects.count() == AANTAL + 11


def test_a_register_with_zaken_is_left_alone_unless_asked(
    settings: Settings, meldingtype: Zaaktypeversie, behandelaar: Gebruiker
) -> None:
    settings.DEMO = False
    fabrieken.maak_zaak(meldingtype)
    with pytest.raises(CommandError, match="--ja"):
        vul(10)
    assert Zaak.objects.count() == 1
    vul(10, "--ja")
    assert Zaak.objects.count() == 11


@pytest.mark.django_db
def test_a_register_without_types_cannot_be_filled() -> None:
    with pytest.raises(CommandError, match="zaaktype"):
        vul(10)
