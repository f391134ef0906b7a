"""Documents that lay down a besluit: tied and untied in the Besluiten API, and seen in the Documenten API too."""

from typing import Any

import pytest

from mijnportaal.accounts.models import Applicatie
from tests import fabrieken
from tests.zaken.api.besluiten import BASIS, PAD, Aanroeper, dag, documentadres, lichaam, maak_document, zaakadres
from zaken.models import Besluit, Besluitinformatieobject, Besluittype, Informatieobject, Zaak, Zaaktypeversie

BIO = f"{PAD}/besluitinformatieobjecten"
OIO = "/documenten/api/v1/objectinformatieobjecten"


@pytest.fixture
def applicatie(db: None) -> Applicatie:
    return fabrieken.maak_applicatie("proef", alles=True)


@pytest.fixture
def roep(applicatie: Applicatie) -> Aanroeper:
    return Aanroeper()


@pytest.fixture
def besluittype(budgettype: Zaaktypeversie) -> Besluittype:
    besluittype = budgettype.besluittypen.get()
    besluittype.informatieobjecttypen.add(fabrieken.informatieobjecttype("Besluit"))
    return besluittype


@pytest.fixture
def document(besluittype: Besluittype) -> Informatieobject:
    return maak_document()


@pytest.fixture
def besluit(roep: Aanroeper, besluittype: Besluittype) -> str:
    adres: str = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()["url"]
    return adres


def koppel(roep: Aanroeper, besluit: str, document: Informatieobject) -> Any:
    return roep("post", BIO, {"besluit": besluit, "informatieobject": documentadres(document)})


def fout_van(response: Any) -> tuple[int, str, str]:
    fout = response.json()["invalidParams"][0]
    return response.status_code, fout["name"], fout["code"]


@pytest.mark.eis("brc-003", "brc-004")
def test_a_document_is_tied_to_a_besluit(roep: Aanroeper, besluit: str, document: Informatieobject) -> None:
    response = koppel(roep, besluit, document)
    assert response.status_code == 201
    relatie = Besluitinformatieobject.objects.get()
    assert response.json() == {
        "url": f"{BASIS}/besluitinformatieobjecten/{relatie.uuid}",
        "informatieobject": documentadres(document),
        "besluit": besluit,
    }
    assert roep.lees(response["Location"]).json() == response.json()


@pytest.mark.eis("brc-004")
def test_a_document_of_a_besluit_in_a_closed_zaak_asks_no_forced_scope(
    besluittype: Besluittype, document: Informatieobject, budgettype: Zaaktypeversie
) -> None:
    """As in the reference: the besluit itself is closed with its zaak (zrc-007), what lays it down can still follow."""
    zaak = fabrieken.maak_zaak(budgettype)
    fabrieken.machtig(fabrieken.maak_applicatie("beperkt"), "besluiten.aanmaken", besluittype=besluittype)
    beperkt = Aanroeper("beperkt")
    besluit = beperkt("post", f"{PAD}/besluiten", lichaam(besluittype, zaak=zaakadres(zaak))).json()["url"]
    Zaak.objects.filter(pk=zaak.pk).update(einddatum=dag("2026-03-02"))

    assert koppel(beperkt, besluit, document).status_code == 201


@pytest.mark.eis("brc-005")
def test_documenten_shows_the_relation_and_loses_it(roep: Aanroeper, besluit: str, document: Informatieobject) -> None:
    adres = koppel(roep, besluit, document).json()["url"]
    (gespiegeld,) = roep.lees(OIO, object=besluit).json()
    assert (gespiegeld["object"], gespiegeld["objectType"]) == (besluit, "besluit")
    assert gespiegeld["informatieobject"] == documentadres(document)
    assert roep("delete", adres).status_code == 204
    assert roep.lees(OIO, object=besluit).json() == []
    assert Informatieobject.objects.filter(pk=document.pk).exists()
    assert Besluit.objects.exists()


@pytest.mark.eis("brc-008")
def test_the_kind_of_document_belongs_to_the_besluittype(roep: Aanroeper, besluit: str) -> None:
    response = koppel(roep, besluit, maak_document("Bijlage"))
    assert fout_van(response) == (400, "nonFieldErrors", "missing-besluittype-informatieobjecttype-relation")


def test_a_document_is_tied_once(roep: Aanroeper, besluit: str, document: Informatieobject) -> None:
    koppel(roep, besluit, document)
    assert fout_van(koppel(roep, besluit, document)) == (400, "nonFieldErrors", "unique")


@pytest.mark.eis("brc-003")
@pytest.mark.parametrize(
    ("adres", "code"),
    [
        ("https://elders.example/404", "bad-url"),
        ("geen adres", "bad-url"),
        (
            "http://testserver/documenten/api/v1/enkelvoudiginformatieobjecten/00000000-0000-4000-8000-000000000000",
            "does_not_exist",
        ),
        (f"{BASIS}/besluiten/00000000-0000-4000-8000-000000000000", "bad-url"),
    ],
)
def test_the_document_exists(roep: Aanroeper, besluit: str, adres: str, code: str) -> None:
    response = roep("post", BIO, {"besluit": besluit, "informatieobject": adres})
    assert fout_van(response) == (400, "informatieobject", code)


@pytest.mark.eis("brc-004")
@pytest.mark.parametrize("methode", ["put", "patch"])
def test_a_relation_does_not_change(roep: Aanroeper, besluit: str, document: Informatieobject, methode: str) -> None:
    adres = koppel(roep, besluit, document).json()["url"]
    response = roep(methode, adres, {"besluit": besluit, "informatieobject": documentadres(document)})
    assert response.status_code == 405


@pytest.mark.eis("brc-009")
def test_relations_go_with_the_besluit(roep: Aanroeper, besluit: str, document: Informatieobject) -> None:
    koppel(roep, besluit, document)
    assert roep("delete", besluit).status_code == 204
    assert roep.lees(BIO, besluit=besluit).json() == []
    assert roep.lees(OIO, informatieobject=documentadres(document)).json() == []


def test_the_list_is_an_array_with_filters(
    roep: Aanroeper, besluit: str, besluittype: Besluittype, document: Informatieobject
) -> None:
    ander = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()["url"]
    eerste = koppel(roep, besluit, document).json()
    tweede = koppel(roep, ander, document).json()
    assert roep.lees(BIO).json() == [tweede, eerste]
    assert roep.lees(BIO, besluit=besluit).json() == [eerste]
    assert len(roep.lees(BIO, informatieobject=documentadres(document)).json()) == 2
    assert roep.lees(BIO, informatieobject="https://elders.example/1").json() == []
    assert roep.lees(BIO, foo="bar").status_code == 400


def test_expand_shows_the_document(roep: Aanroeper, besluit: str, document: Informatieobject) -> None:
    adres = koppel(roep, besluit, document).json()["url"]
    uit = roep.lees(adres, expand="informatieobject,besluit").json()["_expand"]
    assert uit["informatieobject"]["titel"] == "Brief"
    assert uit["besluit"]["url"] == besluit


def test_rights_are_those_of_the_besluit(
    roep: Aanroeper, besluit: str, besluittype: Besluittype, document: Informatieobject
) -> None:
    adres = koppel(roep, besluit, document).json()["url"]
    beperkt = fabrieken.maak_applicatie("beperkt")
    vreemd = Besluittype.objects.create(catalogus=besluittype.catalogus, omschrijving="Ander besluit")
    fabrieken.machtig(beperkt, "besluiten.lezen", "besluiten.aanmaken", besluittype=vreemd)
    klein = Aanroeper("beperkt")
    assert klein.lees(BIO).json() == []
    assert klein.lees(adres).status_code == 403
    assert koppel(klein, besluit, maak_document()).status_code == 403
    assert klein("delete", adres).status_code == 403
    fabrieken.machtig(beperkt, "besluiten.lezen", "besluiten.verwijderen", besluittype=besluittype)
    assert [rij["url"] for rij in klein.lees(BIO).json()] == [adres]
    assert klein("delete", adres).status_code == 204
