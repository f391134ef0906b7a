"""The webhook and the return come at the same moment: one zaak."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from formulieren.betalen.pogingen import begin, kijk
from formulieren.models import Betaalpoging, Betaling, Plek
from formulieren.services.concept import begin as begin_concept
from formulieren.services.concept import bewaar_antwoorden
from formulieren.services.versturen import verstuur
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.demo.betaaldienst import Betaaldienst
from tests.bestendig.processen import slot, wacht_tot_het_staat_op
from tests.formulieren.betalen.conftest import MaakFormulier
from zaken.models import Zaak


@pytest.mark.eis("R.D7")
@pytest.mark.django_db(transaction=True)
def test_payment_told_from_several_places_at_once_is_one_zaak(
    met_prijs: MaakFormulier, betaaldienst: Betaaldienst, opslag: Path
) -> None:
    concept = begin_concept(met_prijs(), door=None)
    vragen = {vraag["sleutel"]: vraag["id"] for vraag in concept.formulierversie.definitie["stappen"][0]["vragen"]}
    bewaar_antwoorden(concept, {_plek(vragen["aantal"]): "1"})
    verstuur(concept)
    betaling = Betaling.objects.get()
    begin(betaling, terug="http://localhost/terug/", door=Naamloos.ZONDER_LOGIN)
    poging = Betaalpoging.objects.get()
    betaaldienst.zet(poging.kenmerk or "", "paid")

    def meld(_nummer: int) -> None:
        try:
            kijk(Betaalpoging.objects.select_related("betaling").get(pk=poging.pk))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as draden:
        with slot("SELECT 1 FROM formulieren_betaling FOR UPDATE"):
            meldingen = [draden.submit(meld, nummer) for nummer in range(4)]
            wacht_tot_het_staat_op("formulieren_betaling", aantal=4)
        for melding in meldingen:
            melding.result()
    assert Zaak.objects.count() == 1
    betaling.refresh_from_db()
    assert (betaling.status, betaling.zaak) == ("betaald", Zaak.objects.get())
    assert betaling.regels.filter(naar="betaald").count() == 1


def _plek(vraag: str) -> Plek:
    return Plek(UUID(vraag))
