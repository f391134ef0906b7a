"""Each form of the demo municipality can be filled in and sent without scripts, and reads in English."""

from typing import Any

import pytest

from formulieren.dossier import Dossier
from formulieren.models import Inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.catalogus import laad_formulier, laad_zaaktype
from mijnportaal.demo.gegevens import lees_alle
from tests import fabrieken
from tests.demo.formuliervuller import vul_alles
from tests.formulieren.invuller import Invuller, tekst_van
from tests.portaalclient import PortaalClient

FORMULIEREN = {formulier["slug"]: formulier for formulier in lees_alle("formulieren")}
ZAAKTYPEN = {zaaktype["identificatie"]: zaaktype for zaaktype in lees_alle("zaaktypen")}


@pytest.fixture
def invuller(client: PortaalClient, inwoner: Gebruiker, slug: str) -> Invuller:
    """Fatima with one form of the demo, logged in where the form asks that."""
    zaaktype = ZAAKTYPEN[FORMULIEREN[slug]["zaaktype"]]
    fabrieken.GroepFabriek.create(naam=zaaktype["groep"])
    laad_zaaktype(zaaktype)
    versie = laad_formulier(FORMULIEREN[slug])
    return Invuller(client.log_in(inwoner) if versie.niveau else client, versie)


@pytest.mark.parametrize("slug", FORMULIEREN)
def test_demo_form_is_filled_in_and_sent(invuller: Invuller, slug: str) -> None:
    vul_alles(invuller)
    controle = tekst_van(invuller.client.get(invuller.pad("controle")))
    assert "mo-foutlijst" not in controle
    antwoord = invuller.verstuur()
    if slug == "uittreksel-brp":  # is paid before it is sent
        assert antwoord.url == invuller.pad("betalen")
        assert invuller.inzending.status == Inzending.Status.WACHT
        return
    assert antwoord.url == invuller.pad("ontvangen")
    zaak = invuller.inzending.zaak
    assert zaak is not None
    dossier = Dossier(invuller.inzending)
    soorten = zaak.documenten.values_list("informatieobject__informatieobjecttype__omschrijving", flat=True)
    assert dossier.definitie.documenttype in soorten
    assert zaak.omschrijving
    assert "$" not in zaak.omschrijving
    # What an answer becomes is there: eigenschappen, roles and documents.
    doelen = [gesteld.vraag.naar for _stap, gesteld in dossier.alles_gesteld() if _beantwoord(dossier, gesteld)]
    eigenschappen = set(zaak.eigenschappen.values_list("eigenschap__naam", flat=True))
    assert eigenschappen == {naam for soort, naam in doelen if soort == "eigenschap"}
    rollen = set(zaak.rollen.values_list("roltype__omschrijving", flat=True))
    assert rollen >= {naam for soort, naam in doelen if soort == "rol"}


def _beantwoord(dossier: Dossier, gesteld: Any) -> bool:
    return bool(dossier.bijlagen.get(gesteld.plek)) or not gesteld.component.is_leeg(gesteld.staat.waarde)


@pytest.mark.parametrize("slug", FORMULIEREN)
def test_demo_form_reads_english(invuller: Invuller, slug: str) -> None:
    pagina = tekst_van(invuller.client.get(invuller.startpad, headers={"accept-language": "en"}))
    assert f">{FORMULIEREN[slug]['definitie']['titel']['en']}</h1>" in pagina
