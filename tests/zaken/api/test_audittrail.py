"""The audit trail of a besluit, a zaak and a document: who did what, with the resource before and after."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mijnportaal.accounts.models import Applicatie, Gebruiker
from tests import fabrieken
from tests.zaken.api.besluiten import BASIS, PAD, Aanroeper, adres_van, documentadres, lichaam, maak_document, zaakadres
from zaken.models import Besluittype, Gebeurtenis, Zaak, Zaaktypeversie
from zaken.services.besluiten import leg_besluit_vast


@pytest.fixture(autouse=True)
def vandaag(klok: time_machine.Traveller) -> None:
    """Let it be Monday 2 March 2026."""
    klok.move_to("2026-03-02T10:00:00+01:00", tick=False)


@pytest.fixture
def applicatie(db: None) -> Applicatie:
    return fabrieken.maak_applicatie("proef", alles=True)


@pytest.fixture
def roep(applicatie: Applicatie) -> Aanroeper:
    return Aanroeper("proef", user_id="jan", user_representation="Jan Jansen")


@pytest.fixture
def besluittype(budgettype: Zaaktypeversie) -> Besluittype:
    besluittype = budgettype.besluittypen.get()
    besluittype.informatieobjecttypen.add(fabrieken.informatieobjecttype("Besluit"))
    return besluittype


def test_a_line_says_who_did_what_and_why(roep: Aanroeper, applicatie: Applicatie, besluittype: Besluittype) -> None:
    inhoud = lichaam(besluittype, identificatie="B-1")
    besluit = roep("post", f"{PAD}/besluiten", inhoud, HTTP_X_AUDIT_TOELICHTING="Op verzoek").json()
    (regel,) = roep.lees(f"{besluit['url']}/audittrail").json()
    assert regel == {
        "uuid": regel["uuid"],
        "bron": "brc",
        "applicatieId": str(applicatie.uuid),
        "applicatieWeergave": applicatie.label,
        "gebruikersId": "jan",
        "gebruikersWeergave": "Jan Jansen",
        "actie": "create",
        "actieWeergave": "Object aangemaakt",
        "resultaat": 201,
        "hoofdObject": besluit["url"],
        "resource": "besluit",
        "resourceUrl": besluit["url"],
        "toelichting": "Op verzoek",
        "resourceWeergave": "(517439943) - B-1",
        "aanmaakdatum": "2026-03-02T09:00:00Z",
        "wijzigingen": {"oud": None, "nieuw": besluit},
    }
    assert roep.lees(f"{besluit['url']}/audittrail/{regel['uuid']}").json() == regel


def test_every_change_is_a_line_with_old_and_new(roep: Aanroeper, besluittype: Besluittype) -> None:
    eerst = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()
    toen = roep("patch", eerst["url"], {"toelichting": "Aangepast"}).json()
    daarna = roep("put", eerst["url"], lichaam(besluittype, toelichting="Anders")).json()
    document = documentadres(maak_document())
    relatie = roep(
        "post", f"{PAD}/besluitinformatieobjecten", {"besluit": eerst["url"], "informatieobject": document}
    ).json()
    roep("delete", relatie["url"])
    regels = roep.lees(f"{eerst['url']}/audittrail").json()
    assert [(regel["resource"], regel["actie"], regel["resultaat"]) for regel in regels] == [
        ("besluit", "create", 201),
        ("besluit", "partial_update", 200),
        ("besluit", "update", 200),
        ("besluitinformatieobject", "create", 201),
        ("besluitinformatieobject", "destroy", 204),
    ]
    assert [regel["wijzigingen"] for regel in regels] == [
        {"oud": None, "nieuw": eerst},
        {"oud": eerst, "nieuw": toen},
        {"oud": toen, "nieuw": daarna},
        {"oud": None, "nieuw": relatie},
        {"oud": relatie, "nieuw": None},
    ]
    assert {regel["hoofdObject"] for regel in regels} == {eerst["url"]}
    assert len({regel["uuid"] for regel in regels}) == 5


def test_what_staff_does_is_in_the_trail_too(
    roep: Aanroeper, besluittype: Besluittype, budgettype: Zaaktypeversie, behandelaar: Gebruiker
) -> None:
    zaak = fabrieken.maak_zaak(budgettype)
    besluit = leg_besluit_vast(
        zaak, besluittype, ingangsdatum=zaak.startdatum, motivering="Goed plan.", door=behandelaar
    )
    (regel,) = roep.lees(f"{BASIS}/besluiten/{besluit.uuid}/audittrail").json()
    assert (regel["applicatieId"], regel["gebruikersWeergave"]) == ("", behandelaar.naam)
    assert regel["wijzigingen"]["nieuw"]["zaak"] == zaakadres(zaak)
    assert regel["wijzigingen"]["nieuw"]["besluittype"] == adres_van(besluittype)


def test_a_zaak_and_a_document_have_a_trail(roep: Aanroeper, budgettype: Zaaktypeversie) -> None:
    zaak = fabrieken.maak_zaak(budgettype)
    regels = roep.lees(f"{zaakadres(zaak)}/audittrail").json()
    assert (regels[0]["bron"], regels[0]["resource"], regels[0]["actie"]) == ("zrc", "zaak", "create")
    assert {regel["hoofdObject"] for regel in regels} == {zaakadres(zaak)}
    document = documentadres(maak_document())
    assert roep.lees(f"{document}/audittrail").json() == []  # made outside any act


def test_the_trail_needs_its_own_scope_on_the_main_object(roep: Aanroeper, besluittype: Besluittype) -> None:
    adres = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()["url"] + "/audittrail"
    beperkt = fabrieken.maak_applicatie("beperkt")
    klein = Aanroeper("beperkt")
    vreemd = Besluittype.objects.create(catalogus=besluittype.catalogus, omschrijving="Ander besluit")
    fabrieken.machtig(beperkt, "besluiten.lezen", besluittype=besluittype)
    assert klein.lees(adres).status_code == 403
    fabrieken.machtig(beperkt, "audittrails.lezen", besluittype=vreemd, component="brc")
    assert klein.lees(adres).status_code == 403
    fabrieken.machtig(beperkt, "audittrails.lezen", besluittype=besluittype, component="brc")
    assert klein.lees(adres).status_code == 200


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("besluiten/00000000-0000-4000-8000-000000000000/audittrail", 404),
        ("besluiten/{uuid}/audittrail/00000000-0000-4000-8000-000000000000", 404),
        ("besluiten/{uuid}/audittrail?foo=bar", 400),
    ],
)
def test_what_is_not_there_is_said(roep: Aanroeper, besluittype: Besluittype, pad: str, status: int) -> None:
    besluit = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()["url"]
    assert roep.lees(f"{PAD}/{pad.format(uuid=besluit.rsplit('/', 1)[1])}").status_code == status


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_nobody_writes_in_the_trail(roep: Aanroeper, besluittype: Besluittype, methode: str) -> None:
    besluit = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()["url"]
    assert roep(methode, f"{besluit}/audittrail", {}).status_code == 405


def test_a_long_trail_costs_as_much_as_a_short_one(roep: Aanroeper, besluittype: Besluittype) -> None:
    adres = roep("post", f"{PAD}/besluiten", lichaam(besluittype)).json()["url"]

    def vragen() -> int:
        with CaptureQueriesContext(connection) as gesteld:
            assert roep.lees(f"{adres}/audittrail").status_code == 200
        return len(gesteld)

    vragen()
    kort = vragen()
    for nummer in range(5):
        roep("patch", adres, {"toelichting": f"Versie {nummer}"})
    assert vragen() == kort <= 3


def test_no_personal_number_is_in_the_trail_of_a_zaak(
    roep: Aanroeper, budgettype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    zaak: Zaak = fabrieken.maak_zaak(budgettype, van=inwoner)
    regels: Any = roep.lees(f"{zaakadres(zaak)}/audittrail").content.decode()
    assert fabrieken.BSN_FATIMA not in regels
    assert Gebeurtenis.objects.filter(hoofdobject=zaak.uuid).exists()
