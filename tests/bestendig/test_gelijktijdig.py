"""One draft that is sent a hundred times at once is one zaak."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from formulieren.models import Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht
from tests.bestendig.conftest import controleer_geheel, laat_vegen, paden_in_gebruik
from tests.bestendig.processen import bestanden_in
from tests.bestendig.webserver import adres, website
from tests.postvak import Postvak

AANTAL = 100


@pytest.mark.eis("R-1")
@pytest.mark.django_db(transaction=True)
def test_draft_sent_a_hundred_times_at_once_is_one_zaak(
    concept: Inzending, inwoner: Gebruiker, postvak: Postvak, opslag: Path
) -> None:
    with website(inwoner) as browser, ThreadPoolExecutor(AANTAL) as vingers:
        antwoorden = list(vingers.map(lambda _klik: browser.verstuur(concept), range(AANTAL)))
        assert {antwoord.status for antwoord in antwoorden} == {302}, {antwoord.tekst for antwoord in antwoorden}
        assert {antwoord.naar for antwoord in antwoorden} == {adres("ontvangen", concept)}
        nummer = browser.zaaknummer(concept)

    zaak = controleer_geheel(concept)
    assert zaak.identificatie == nummer
    # Of the PDFs that were made at the same time, one is kept.
    assert bestanden_in(opslag) == paden_in_gebruik()
    laat_vegen()
    assert len(postvak.aan("fatima@example.nl")) == 1
    assert Bericht.objects.count() == 2
