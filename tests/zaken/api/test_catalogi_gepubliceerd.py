"""What is published is published: what changes only by force (ztc-009 to ztc-012)."""

from typing import Any

import pytest

from tests import fabrieken
from tests.zaken.api.catalogusproef import (
    HOST,
    Proefclient,
    fouten_in,
    procestype,
    resultaattype_van,
)

# Published is published


@pytest.mark.eis("ztc-009")
@pytest.mark.parametrize("soort", ["zaaktype", "besluittype", "documenttype"])
def test_published_type_changes_only_its_end_and_otherwise_by_force(
    proef: Proefclient, dwinger: Proefclient, catalogus: Any, soort: str, caplog: pytest.LogCaptureFixture
) -> None:
    resource = proef.publiceer(getattr(proef, soort)(catalogus))
    fout = {("nonFieldErrors", "non-concept-object")}
    inhoud = {naam: waarde for naam, waarde in resource.items() if naam not in {"url", "concept"}}

    assert fouten_in(proef.vraag("PUT", resource["url"], {**inhoud, "omschrijving": "Anders"})) == fout
    assert fouten_in(proef.vraag("PATCH", resource["url"], {"omschrijving": "Anders"})) == fout
    dubbel = {"eindeGeldigheid": "2030-01-01", "omschrijving": "Anders"}
    assert fouten_in(proef.vraag("PATCH", resource["url"], dubbel)) == fout
    assert fouten_in(proef.vraag("DELETE", resource["url"])) == fout
    assert proef.wijzig(resource["url"], eindeGeldigheid="2030-01-01")["eindeGeldigheid"] == "2030-01-01"
    assert proef.wijzig(resource["url"], eindeGeldigheid=None)["eindeGeldigheid"] is None

    assert dwinger.wijzig(resource["url"], omschrijving="Gecorrigeerd")["omschrijving"] == "Gecorrigeerd"
    assert "catalogus_geforceerd" in caplog.text
    assert dwinger.vraag("DELETE", resource["url"]).status_code == 204
    assert proef.vraag("GET", resource["url"]).status_code == 404


@pytest.mark.eis("ztc-010")
@pytest.mark.parametrize(
    ("pad", "inhoud"),
    [
        ("statustypen", {"omschrijving": "Extra", "volgnummer": 9}),
        ("roltypen", {"omschrijving": "Extra", "omschrijvingGeneriek": "adviseur"}),
        (
            "eigenschappen",
            {
                "naam": "extra",
                "definitie": "Extra",
                "specificatie": {"formaat": "tekst", "lengte": "5", "kardinaliteit": "1"},
            },
        ),
        (
            "zaakobjecttypen",
            {
                "anderObjecttype": False,
                "beginGeldigheid": "2023-01-01",
                "objecttype": "https://objecttypen.example/pand",
                "relatieOmschrijving": "Pand",
            },
        ),
    ],
)
def test_parts_of_a_published_zaaktype_come_go_and_change_only_by_force(
    proef: Proefclient, dwinger: Proefclient, catalogus: Any, pad: str, inhoud: dict[str, Any]
) -> None:
    zaaktype = proef.zaaktype(catalogus)
    heel = {**inhoud, "zaaktype": zaaktype["url"], "catalogus": catalogus["url"]}
    deel = proef.maak(f"/{pad}", heel)
    proef.publiceer(zaaktype)
    fout = {("nonFieldErrors", "non-concept-zaaktype")}
    naam = "naam" if pad == "eigenschappen" else "relatieOmschrijving" if pad == "zaakobjecttypen" else "omschrijving"
    nieuw = {**heel, naam: "nog een", **({"volgnummer": 10} if "volgnummer" in heel else {})}

    assert fouten_in(proef.vraag("POST", f"/{pad}", nieuw)) == fout
    assert fouten_in(proef.vraag("PUT", deel["url"], nieuw)) == fout
    assert fouten_in(proef.vraag("PATCH", deel["url"], {naam: "anders"})) == fout
    assert fouten_in(proef.vraag("DELETE", deel["url"])) == fout

    assert dwinger.maak(f"/{pad}", nieuw)[naam] == "nog een"
    assert dwinger.wijzig(deel["url"], **{naam: "anders"})[naam] == "anders"
    assert dwinger.vraag("DELETE", deel["url"]).status_code == 204


@pytest.mark.eis("ztc-010")
def test_client_with_all_rights_may_add_to_a_published_zaaktype_and_change_nothing(
    proef: Proefclient, catalogus: Any
) -> None:
    """The correctie of the standard is an extension; what is there changes only with the scope by name."""
    fabrieken.maak_applicatie("alles", alles=True)
    alles = Proefclient("alles")
    zaaktype = alles.zaaktype(catalogus, selectielijstProcestype=procestype(1))
    eerste, brief = alles.statustype(zaaktype), alles.publiceer(alles.documenttype(catalogus))
    zaaktype = alles.publiceer(zaaktype)

    assert alles.statustype(zaaktype, 100)["isEindstatus"] is True
    assert alles.koppeling(zaaktype, "Brief")["informatieobjecttype"] == brief["url"]
    uitkomst = alles.vraag("POST", "/resultaattypen", resultaattype_van(zaaktype))
    assert fouten_in(uitkomst) == {("nonFieldErrors", "non-concept-zaaktype")}
    for methode in ("PATCH", "DELETE"):
        assert fouten_in(alles.vraag(methode, eerste["url"], {"volgnummer": 3})) == {
            ("nonFieldErrors", "non-concept-zaaktype")
        }
    uitkomst = alles.vraag("PATCH", zaaktype["url"], {"doel": "Anders"})
    assert fouten_in(uitkomst) == {("nonFieldErrors", "non-concept-object")}


@pytest.mark.eis("ztc-009")
def test_client_with_all_rights_removes_a_published_type_that_nothing_uses(proef: Proefclient, catalogus: Any) -> None:
    fabrieken.maak_applicatie("alles", alles=True)
    alles = Proefclient("alles")
    typen = [
        proef.publiceer(proef.zaaktype(catalogus)),
        proef.publiceer(proef.besluittype(catalogus)),
        proef.publiceer(proef.documenttype(catalogus)),
    ]

    for type_ in typen:
        assert fouten_in(proef.vraag("DELETE", type_["url"])) == {("nonFieldErrors", "non-concept-object")}
        assert alles.vraag("DELETE", type_["url"]).status_code == 204


@pytest.mark.eis("ztc-009")
def test_published_type_that_is_used_stays_whoever_asks(proef: Proefclient, catalogus: Any) -> None:
    fabrieken.maak_applicatie("alles", alles=True)
    zaaktype = proef.publiceer(proef.zaaktype(catalogus))
    gegevens = {
        "zaaktype": zaaktype["url"],
        "bronorganisatie": "517439943",
        "verantwoordelijkeOrganisatie": "517439943",
        "startdatum": "2024-01-01",
    }
    alles = Proefclient("alles")
    kop = {"HTTP_ACCEPT_CRS": "EPSG:4326", "HTTP_CONTENT_CRS": "EPSG:4326"}
    assert alles.vraag("POST", f"{HOST}/zaken/api/v1/zaken", gegevens, **kop).status_code == 201

    assert fouten_in(alles.vraag("DELETE", zaaktype["url"])) == {("nonFieldErrors", "pending-relations")}


@pytest.mark.eis("ztc-010")
def test_document_of_a_zaaktype_is_fixed_once_both_are_published(proef: Proefclient, catalogus: Any) -> None:
    brief, zaaktype = proef.documenttype(catalogus), proef.zaaktype(catalogus)
    koppeling = proef.koppeling(zaaktype, "Brief")
    proef.publiceer(brief)
    assert proef.wijzig(koppeling["url"], richting="intern")["richting"] == "intern"
    proef.publiceer(zaaktype)

    fout = {("nonFieldErrors", "non-concept-relation")}
    assert fouten_in(proef.vraag("PATCH", koppeling["url"], {"richting": "uitgaand"})) == fout
    assert fouten_in(proef.vraag("DELETE", koppeling["url"])) == fout
    nieuw = {"zaaktype": zaaktype["url"], "informatieobjecttype": "Brief", "volgnummer": 2, "richting": "intern"}
    assert fouten_in(proef.vraag("POST", "/zaaktype-informatieobjecttypen", nieuw)) == fout


@pytest.mark.eis("ztc-012")
def test_publishing_asks_that_what_belongs_to_the_zaaktype_is_published_and_nothing_more(
    proef: Proefclient, catalogus: Any
) -> None:
    besluit, brief = proef.besluittype(catalogus), proef.documenttype(catalogus)
    zaaktype = proef.zaaktype(catalogus, besluittypen=["BT1"])
    proef.koppeling(zaaktype, "Brief")
    fout = {("nonFieldErrors", "concept-relation")}

    assert fouten_in(proef.vraag("POST", f"{zaaktype['url']}/publish")) == fout
    proef.publiceer(besluit)
    assert fouten_in(proef.vraag("POST", f"{zaaktype['url']}/publish")) == fout
    proef.publiceer(brief)
    # No roles, no statuses, no results: our own studio would refuse it, the standard does not.
    assert proef.publiceer(zaaktype)["concept"] is False
    assert proef.publiceer(zaaktype)["concept"] is False
