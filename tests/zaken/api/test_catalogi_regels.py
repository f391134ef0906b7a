"""Who reads the catalogue, and what a resource of it must be within itself (ztc-014, ztc-015)."""

from typing import Any

import pytest
from django.utils import timezone

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.catalogusproef import (
    HOST,
    ZTC,
    Proefclient,
    fouten_in,
    zaaktype_van,
)
from zaken.models import Statustype, Zaaktypeversie


@pytest.mark.eis("ztc-014")
def test_who_reads_zaken_or_documents_reads_the_catalogue(proef: Proefclient, catalogus: Any, team: Groep) -> None:
    zaaktype = fabrieken.meldingversie(team).zaaktype
    fabrieken.machtig(fabrieken.maak_applicatie("lezer"), "zaken.lezen", zaaktype=zaaktype)
    brief = fabrieken.informatieobjecttype("Brief")
    fabrieken.machtig(fabrieken.maak_applicatie("drc"), "documenten.lezen", informatieobjecttype=brief)
    fabrieken.machtig(fabrieken.maak_applicatie("brc"), "besluiten.lezen")

    for naam, status in (("lezer", 200), ("drc", 200), ("brc", 403)):
        client = Proefclient(naam)
        for pad in ("/zaaktypen", "/besluittypen", "/catalogussen", catalogus["url"]):
            assert client.vraag("GET", pad).status_code == status
        assert client.vraag("POST", "/catalogussen", {}).status_code == 403


@pytest.mark.eis("ztc-015")
@pytest.mark.parametrize(
    ("formaat", "goed", "fout"),
    [("tekst", "255", "256"), ("getal", "8,2", "8.2"), ("datum", "8", "10"), ("datum_tijd", "14", "8")],
)
def test_length_of_an_eigenschap_fits_its_format(
    proef: Proefclient, catalogus: Any, formaat: str, goed: str, fout: str
) -> None:
    zaaktype = proef.zaaktype(catalogus)
    inhoud = {"zaaktype": zaaktype["url"], "naam": "een", "definitie": "Een"}
    specificatie: dict[str, Any] = {"formaat": formaat, "lengte": fout, "kardinaliteit": "X"}

    antwoord = proef.vraag("POST", "/eigenschappen", {**inhoud, "specificatie": specificatie})
    assert fouten_in(antwoord) == {("specificatie.lengte", "invalid"), ("specificatie.kardinaliteit", "invalid")}
    specificatie |= {"lengte": goed, "kardinaliteit": "N", "waardenverzameling": ["a", "b"]}
    gemaakt = proef.maak("/eigenschappen", {**inhoud, "specificatie": specificatie})
    assert gemaakt["specificatie"] == {"groep": "", **specificatie}


# Within one resource


def test_zaaktype_is_consistent_within_itself(proef: Proefclient, catalogus: Any) -> None:
    inhoud = zaaktype_van(
        catalogus,
        eindeGeldigheid="2022-12-31",
        verlengingMogelijk=False,
        broncatalogus={"url": "https://elders.example/1", "domein": "ABC", "rsin": "517439943"},
    )
    assert fouten_in(proef.vraag("POST", "/zaaktypen", inhoud)) == {
        ("nonFieldErrors", "date-mismatch"),
        ("nonFieldErrors", "verlenging-mismatch"),
        ("nonFieldErrors", "invalid-bronzaaktype-for-broncatalogus"),
    }
    nul = zaaktype_van(catalogus, servicenorm="P0D", doorlooptijd="PT1H")
    assert fouten_in(proef.vraag("POST", "/zaaktypen", nul)) == {
        ("servicenorm", "invalid"),
        ("doorlooptijd", "invalid"),
    }
    # A servicenorm that is longer than the doorlooptijd is a question for our own studio.
    assert proef.zaaktype(catalogus, servicenorm="P1Y", eindeGeldigheid="2023-01-01")["servicenorm"] == "P1Y"


def test_parts_are_unique_within_the_zaaktype_and_stay_within_it(proef: Proefclient, catalogus: Any) -> None:
    zaaktype, ander = proef.zaaktype(catalogus), proef.zaaktype(catalogus, "ZT2")
    status = proef.statustype(zaaktype)
    uniek, vreemd = {("nonFieldErrors", "unique")}, {("nonFieldErrors", "relations-incorrect-zaaktype")}

    dubbel = {"zaaktype": zaaktype["url"], "omschrijving": "Nog een", "volgnummer": 1}
    assert fouten_in(proef.vraag("POST", "/statustypen", dubbel)) == uniek
    rol = {"zaaktype": zaaktype["url"], "omschrijving": "Rol", "omschrijvingGeneriek": "adviseur"}
    proef.maak("/roltypen", rol)
    assert fouten_in(proef.vraag("POST", "/roltypen", rol)) == uniek
    eigenschap = {
        "zaaktype": ander["url"],
        "naam": "een",
        "definitie": "Een",
        "specificatie": {"formaat": "tekst", "lengte": "5", "kardinaliteit": "1"},
        "statustype": status["url"],
    }
    assert fouten_in(proef.vraag("POST", "/eigenschappen", eigenschap)) == vreemd
    goed = proef.maak("/eigenschappen", {**eigenschap, "zaaktype": zaaktype["url"]})
    assert proef.lees(status["url"])["eigenschappen"] == [goed["url"]]
    assert fouten_in(proef.vraag("PATCH", proef.statustype(ander)["url"], {"eigenschappen": [goed["url"]]})) == vreemd
    catalogus_2 = proef.catalogus("ANDER")
    assert fouten_in(
        proef.vraag(
            "PATCH", proef.lees("/roltypen?status=concept")["results"][0]["url"], {"catalogus": catalogus_2["url"]}
        )
    ) == {("nonFieldErrors", "relations-incorrect-catalogus")}


def test_last_statustype_is_the_eindstatus_whatever_comes_and_goes(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus)

    def eindstatussen() -> list[int]:
        return [s.volgnummer for s in Statustype.objects.filter(is_eindstatus=True)]

    tweede = proef.statustype(zaaktype, 2)
    assert tweede["isEindstatus"] is True
    eerste = proef.statustype(zaaktype, 1)
    assert (eerste["isEindstatus"], eindstatussen()) == (False, [2])
    proef.wijzig(eerste["url"], volgnummer=5)
    assert eindstatussen() == [5]
    assert proef.lees(zaaktype["url"])["statustypen"] == [tweede["url"], eerste["url"]]
    assert proef.vraag("DELETE", eerste["url"]).status_code == 204
    assert eindstatussen() == [2]


def test_what_is_in_use_is_not_removed(proef: Proefclient, dwinger: Proefclient, budgettype: Zaaktypeversie) -> None:
    """By force neither: zaken run on it."""
    fabrieken.maak_zaak(budgettype)
    gebruikt = {("nonFieldErrors", "pending-relations")}
    for pad, rij in (
        ("zaaktypen", budgettype),
        ("statustypen", budgettype.statustypen.get(volgnummer=1)),
        ("informatieobjecttypen", budgettype.informatieobjecttypen.all()[0].informatieobjecttype),
    ):
        assert fouten_in(dwinger.vraag("DELETE", f"{HOST}{ZTC}/{pad}/{rij.uuid}")) == gebruikt, pad
    assert Zaaktypeversie.objects.filter(pk=budgettype.pk).exists()
    assert timezone.localdate() >= budgettype.geldig_van
