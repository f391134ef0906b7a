from pathlib import Path

import pytest
from django.db.models import F

from formulieren.models import Bijlage, Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import lees
from mijnportaal.notificaties.models import CLAIM_VERLOOPT, OP_WEG, Bericht
from mijnportaal.notificaties.tasks import verstuur_achterstand
from tests.formulierfabriek import budgetconcept, budgetformulier
from tests.portaalclient import werk_taken_af
from zaken.gebeurtenissen import breuk_in_keten, verwerk_achterstand
from zaken.models import Betrokkene, Informatieobject, Informatieobjectversie, Zaak, Zaaktypeversie


@pytest.fixture
def concept(transactional_db: None, opslag: Path, budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Inzending:
    """A complete draft of Fatima, committed, so that other processes see it."""
    return budgetconcept(budgetformulier(budgettype), inwoner)


def controleer_geheel(inzending: Inzending) -> Zaak:
    """Return the one zaak of this draft, after looking at every row and file that belongs to it."""
    zaak = Zaak.objects.get()
    inzending.refresh_from_db()
    assert inzending.zaak == zaak
    assert inzending.status == Inzending.Status.VERZONDEN
    assert zaak.rollen.count() == zaak.statussen.count() == zaak.gebeurtenissen.count() == 1
    assert set(zaak.eigenschappen.values_list("waarde", flat=True)) == {"550.00", "NL91ABNA0417164300"}
    assert breuk_in_keten(zaak) is None
    versies = Informatieobjectversie.objects.filter(informatieobject__zaken__zaak=zaak)
    assert len(versies) == Informatieobject.objects.count() == 2
    for versie in versies:
        assert len(b"".join(lees(versie.pad))) == versie.omvang
    return zaak


def controleer_niets(inzending: Inzending) -> None:
    """Check that the draft is as it was, and that no row of a zaak was left."""
    inzending.refresh_from_db()
    assert inzending.is_concept
    for model in (Zaak, Informatieobject, Informatieobjectversie, Bericht):
        assert not model.objects.exists()
    assert Bijlage.objects.count() == 1
    assert Betrokkene.objects.count() == 1


def laat_vegen() -> None:
    """Let time pass, and do what beat and a worker do then."""
    Bericht.objects.filter(status=Bericht.Status.BEZIG).update(geclaimd_op=F("geclaimd_op") - CLAIM_VERLOOPT)
    verwerk_achterstand()
    Bericht.objects.filter(status=Bericht.Status.WACHT).update(volgende_poging_op=F("volgende_poging_op") - OP_WEG)
    verstuur_achterstand()
    werk_taken_af()


def paden_in_gebruik() -> set[str]:
    """Return the paths of all files that a row points to."""
    return {pad for model in (Informatieobjectversie, Bijlage) for pad in model.objects.values_list("pad", flat=True)}
