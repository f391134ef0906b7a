"""Who may do what in the Besluiten API, also with a closed zaak, and what each act tells."""

import pytest
import time_machine

from mijnportaal.accounts.models import Applicatie, Gebruiker
from mijnportaal.notificaties.models import Bericht
from tests import fabrieken
from tests.portaalclient import werk_taken_af
from tests.zaken.api.besluiten import PAD, RSIN, Aanroeper, dag, lichaam, maak, zaakadres
from zaken.models import Besluit, Besluittype, Gebeurtenis, Zaak, Zaaktypeversie
from zaken.services.besluiten import leg_besluit_vast


@pytest.fixture(autouse=True)
def vandaag(klok: time_machine.Traveller) -> None:
    """Let it be Monday 2 March 2026."""
    klok.move_to("2026-03-02T10:00:00+01:00")


@pytest.fixture
def zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    return fabrieken.maak_zaak(budgettype, van=inwoner)


# Rights


@pytest.fixture
def beperkt(besluittype: Besluittype) -> Applicatie:
    """A client that may do something on this one besluittype, as each test says."""
    return fabrieken.maak_applicatie("beperkt")


def ander_besluit(besluittype: Besluittype) -> Besluit:
    ander = Besluittype.objects.create(catalogus=besluittype.catalogus, omschrijving="Ander besluit")
    return Besluit.objects.create(
        identificatie="X-1",
        verantwoordelijke_organisatie=RSIN,
        besluittype=ander,
        datum=dag("2026-03-02"),
        ingangsdatum=dag("2026-03-02"),
    )


def test_client_reads_only_the_besluittypen_of_its_grants(
    roep: Aanroeper, besluittype: Besluittype, beperkt: Applicatie
) -> None:
    fabrieken.machtig(beperkt, "besluiten.lezen", besluittype=besluittype)
    wel, niet = maak(roep, besluittype), ander_besluit(besluittype)
    klein = Aanroeper("beperkt")
    assert [rij["url"] for rij in klein.lees(f"{PAD}/besluiten").json()["results"]] == [wel["url"]]
    assert klein.lees(wel["url"]).status_code == 200
    geweigerd = klein.lees(f"{PAD}/besluiten/{niet.uuid}")
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize(
    ("methode", "scope"),
    [("post", "aanmaken"), ("put", "bijwerken"), ("patch", "bijwerken"), ("delete", "verwijderen")],
)
def test_each_method_needs_its_scope_on_the_type(
    roep: Aanroeper, besluittype: Besluittype, beperkt: Applicatie, methode: str, scope: str
) -> None:
    andere = {"lezen", "aanmaken", "bijwerken", "verwijderen"} - {scope}
    fabrieken.machtig(beperkt, *(f"besluiten.{naam}" for naam in andere), besluittype=besluittype)
    adres = f"{PAD}/besluiten" if methode == "post" else maak(roep, besluittype)["url"]
    response = Aanroeper("beperkt")(methode, adres, lichaam(besluittype))
    assert (response.status_code, response.json()["code"]) == (403, "permission_denied")
    fabrieken.machtig(beperkt, f"besluiten.{scope}", besluittype=besluittype)
    assert Aanroeper("beperkt")(methode, adres, lichaam(besluittype)).status_code in {200, 201, 204}


def test_a_client_without_any_row_gets_empty_pages(beperkt: Applicatie, besluittype: Besluittype) -> None:
    fabrieken.machtig(beperkt, "besluiten.lezen", besluittype=besluittype)
    for vraag in ("", "?vanaf=5&page=2", "?zaak=https://elders.example/zaken/1"):
        inhoud = Aanroeper("beperkt").lees(f"{PAD}/besluiten{vraag}").json()
        assert inhoud.get("results", []) == [], vraag


def test_a_grant_on_another_type_lets_nobody_register(besluittype: Besluittype, beperkt: Applicatie) -> None:
    fabrieken.machtig(beperkt, "besluiten.aanmaken", besluittype=ander_besluit(besluittype).besluittype)
    assert Aanroeper("beperkt")("post", f"{PAD}/besluiten", lichaam(besluittype)).status_code == 403


def test_expand_shows_no_zaak_that_the_client_may_not_read(
    roep: Aanroeper, besluittype: Besluittype, zaak: Zaak, beperkt: Applicatie
) -> None:
    inhoud = maak(roep, besluittype, zaak=zaakadres(zaak))
    fabrieken.machtig(beperkt, "besluiten.lezen", besluittype=besluittype)
    assert Aanroeper("beperkt").lees(inhoud["url"], expand="zaak").json()["_expand"]["zaak"] == {}


def test_without_token_nothing_is_read(besluittype: Besluittype) -> None:
    response = Aanroeper("onbekend").lees(f"{PAD}/besluiten")
    assert (response.status_code, response.json()["code"]) == (403, "not_authenticated")


# A closed zaak


@pytest.mark.eis("zrc-007")
@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete"])
def test_besluiten_of_a_closed_zaak_stay_without_the_forced_scope(
    roep: Aanroeper, besluittype: Besluittype, zaak: Zaak, beperkt: Applicatie, methode: str
) -> None:
    scopes = [f"besluiten.{naam}" for naam in ("lezen", "aanmaken", "bijwerken", "verwijderen")]
    fabrieken.machtig(beperkt, *scopes, besluittype=besluittype)
    inhoud = maak(roep, besluittype, zaak=zaakadres(zaak))
    Zaak.objects.filter(pk=zaak.pk).update(einddatum=dag("2026-03-02"))
    adres = f"{PAD}/besluiten" if methode == "post" else inhoud["url"]
    geweigerd = Aanroeper("beperkt")(methode, adres, lichaam(besluittype, zaak=zaakadres(zaak)))
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")
    fabrieken.machtig(beperkt, "zaken.geforceerd-bijwerken", zaaktype=zaak.zaaktypeversie.zaaktype)
    gelukt = Aanroeper("beperkt")(methode, adres, lichaam(besluittype, zaak=zaakadres(zaak)))
    assert gelukt.status_code in {200, 201, 204}, gelukt.content


# Two faces of one act


def test_staff_and_api_write_the_same_event(
    roep: Aanroeper, besluittype: Besluittype, zaak: Zaak, behandelaar: Gebruiker
) -> None:
    besluit = leg_besluit_vast(
        zaak, besluittype, ingangsdatum=dag("2026-03-09"), motivering="Goed plan.", door=behandelaar
    )
    via_scherm = Gebeurtenis.objects.get(hoofdobject=besluit.uuid)
    inhoud = maak(
        roep,
        besluittype,
        zaak=zaakadres(zaak),
        toelichting="Goed plan.",
        verzenddatum="2026-03-02",
        uiterlijkeReactiedatum="2026-04-13",
    )
    via_api = Gebeurtenis.objects.get(hoofdobject=inhoud["url"].rsplit("/", 1)[1])
    for naam in ("soort", "zaak_id", "volgnummer", "zichtbaar_voor_inwoner"):
        assert getattr(via_api, naam) == getattr(via_scherm, naam)
    eigen = {"besluit"}
    assert {k: v for k, v in via_api.gegevens.items() if k not in eigen} == {
        k: v for k, v in via_scherm.gegevens.items() if k not in eigen
    }
    anders = {"url", "identificatie", "verantwoordelijkeOrganisatie"}
    nieuw = [{k: v for k, v in rij.mutaties[0]["nieuw"].items() if k not in anders} for rij in (via_scherm, via_api)]
    assert nieuw[0] == nieuw[1]


def test_resident_reads_of_a_besluit_that_came_through_the_api(
    roep: Aanroeper, besluittype: Besluittype, zaak: Zaak, inwoner: Gebruiker
) -> None:
    maak(roep, besluittype, zaak=zaakadres(zaak), toelichting="Goed plan.", uiterlijkeReactiedatum="2026-04-13")
    werk_taken_af()
    bericht = Bericht.objects.in_portaal(inwoner.pk).get(onderwerp__startswith="Wij hebben een besluit")
    assert "Goed plan." in bericht.tekst
    assert "13 april 2026" in bericht.tekst
