"""What a client with few rights tries, and does not get."""

import pytest

from tests import fabrieken
from tests.fabrieken import GroepFabriek
from tests.zaken.api.documentwereld import INHOUD, Systeem, adres_van, inhoud_van
from tests.zaken.api.zaakproef import proefversie
from tests.zaken.api.zakenproef import Zakenclient
from zaken.models import Informatieobjecttype, Vertrouwelijkheid, Zaak

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opslag")]
OPENBAAR = Vertrouwelijkheid.OPENBAAR


@pytest.fixture
def beperkt(soort: Informatieobjecttype) -> Systeem:
    """A system that may do everything with public documents of one type."""
    scopes = ("documenten.lezen", "documenten.bijwerken", "documenten.lock")
    fabrieken.machtig(fabrieken.maak_applicatie("klein"), *scopes, informatieobjecttype=soort, tot_en_met=OPENBAAR)
    return Systeem("klein")


@pytest.mark.parametrize("vraag", ["?versie=1", "/download?versie=1", "?registratieOp={moment}"])
def test_version_that_was_secret_stays_secret(
    systeem: Systeem, beperkt: Systeem, soort: Informatieobjecttype, vraag: str
) -> None:
    document = systeem.maak(soort, vertrouwelijkheidaanduiding="geheim", titel="Geheim")
    adres = document["url"] + vraag.format(moment=document["beginRegistratie"])
    assert systeem.werk_bij(document["url"], vertrouwelijkheidaanduiding="openbaar", titel="Open").status_code == 200

    assert beperkt.get(document["url"]).json()["titel"] == "Open"
    assert inhoud_van(beperkt.get(f"{document['url']}/download")) == INHOUD
    assert beperkt.get(f"{document['url']}?versie=2").status_code == 200
    assert beperkt.get(adres).status_code == 403
    antwoord = systeem.get(adres)
    assert antwoord.status_code == 200
    antwoord.close()


def test_document_does_not_move_to_a_type_of_others(
    systeem: Systeem, beperkt: Systeem, soort: Informatieobjecttype
) -> None:
    ander = fabrieken.informatieobjecttype("Beschikking")
    url = systeem.maak(soort, vertrouwelijkheidaanduiding="openbaar")["url"]
    assert beperkt.werk_bij(url, informatieobjecttype=adres_van(ander)).status_code == 403
    assert beperkt.werk_bij(url, titel="Anders").status_code == 200
    assert systeem.werk_bij(url, informatieobjecttype=adres_van(ander)).status_code == 200


def test_zaak_does_not_go_with_a_deelzaak_of_others(systeem: Systeem) -> None:
    groep = GroepFabriek.create()
    eigen, ander = proefversie(groep, "eigen"), proefversie(groep, "ander")
    alles, klein = Zakenclient(), Zakenclient("klein")
    hoofdzaak, leeg = alles.zaak(eigen), alles.zaak(eigen)
    alles.zaak(ander, hoofdzaak=hoofdzaak["url"])
    fabrieken.machtig(fabrieken.maak_applicatie("klein"), "zaken.verwijderen", zaaktype=eigen.zaaktype)

    assert klein.vraag("DELETE", hoofdzaak["url"]).status_code == 403
    assert Zaak.objects.count() == 3
    assert klein.vraag("DELETE", leeg["url"]).status_code == 204
    assert alles.vraag("DELETE", hoofdzaak["url"]).status_code == 204
    assert not Zaak.objects.exists()
