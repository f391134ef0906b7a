"""The Besluiten API: a besluit is registered, read, changed and deleted by the rules of the standard."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mijnportaal.accounts.models import Gebruiker
from tests import fabrieken
from tests.zaken.api.besluiten import BASIS, PAD, RSIN, Aanroeper, adres_van, dag, fout_van, lichaam, maak, zaakadres
from zaken.models import Besluit, Besluittype, Gebeurtenis, Verwijdering, Zaak, Zaaktypeversie


@pytest.fixture(autouse=True)
def vandaag(klok: time_machine.Traveller) -> None:
    """Let it be Monday 2 March 2026."""
    klok.move_to("2026-03-02T10:00:00+01:00")


@pytest.fixture
def zaak(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    return fabrieken.maak_zaak(budgettype, van=inwoner)


@pytest.mark.eis("brc-001", "brc-002")
def test_besluit_without_zaak_is_registered_and_read_back(roep: Aanroeper, besluittype: Besluittype) -> None:
    response = roep("post", f"{PAD}/besluiten", lichaam(besluittype))
    assert response.status_code == 201
    inhoud = response.json()
    assert response["Location"] == inhoud["url"]
    assert response["API-version"] == "1.1.0"
    besluit = Besluit.objects.get()
    assert inhoud == {
        "url": f"{BASIS}/besluiten/{besluit.uuid}",
        "identificatie": besluit.identificatie,
        "verantwoordelijkeOrganisatie": RSIN,
        "besluittype": adres_van(besluittype),
        "zaak": "",
        "datum": "2026-03-02",
        "toelichting": "",
        "bestuursorgaan": "",
        "ingangsdatum": "2026-03-09",
        "vervaldatum": None,
        "vervalreden": "",
        "vervalredenWeergave": "",
        "publicatiedatum": None,
        "verzenddatum": None,
        "uiterlijkeReactiedatum": None,
    }
    gelezen = roep.lees(inhoud["url"])
    assert gelezen.json() == inhoud
    assert roep("get", inhoud["url"], HTTP_IF_NONE_MATCH=gelezen["ETag"]).status_code == 304


def test_everything_that_is_given_comes_back(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    gegeven = {
        "identificatie": "B-1",
        "zaak": zaakadres(zaak),
        "toelichting": "Vergunning verleend.",
        "bestuursorgaan": "College van burgemeester en wethouders",
        "vervaldatum": "2026-11-01",
        "vervalreden": "tijdelijk",
        "publicatiedatum": "2026-03-03",
        "verzenddatum": "2026-03-04",
        "uiterlijkeReactiedatum": "2026-04-15",
    }
    inhoud = maak(roep, besluittype, **gegeven)
    assert gegeven.items() <= inhoud.items()
    assert inhoud["vervalredenWeergave"] == "Besluit met tijdelijke werking"


def test_null_for_an_optional_text_is_none(roep: Aanroeper, besluittype: Besluittype) -> None:
    inhoud = maak(roep, besluittype, zaak=None, toelichting=None, identificatie=None, vervalreden=None)
    assert (inhoud["zaak"], inhoud["toelichting"], inhoud["vervalreden"]) == ("", "", "")
    assert inhoud["identificatie"]


@pytest.mark.parametrize(
    ("velden", "naam", "code"),
    [
        pytest.param(
            {"besluittype": "https://elders.example/404"}, "besluittype", "bad-url", marks=pytest.mark.eis("brc-001")
        ),
        ({"besluittype": "geen adres"}, "besluittype", "bad-url"),
        (
            {"besluittype": "http://testserver/catalogi/api/v1/besluittypen/00000000-0000-4000-8000-000000000000"},
            "besluittype",
            "does_not_exist",
        ),
        ({"besluittype": f"{BASIS}/besluiten/00000000-0000-4000-8000-000000000000"}, "besluittype", "no_match"),
        ({"besluittype": None}, "besluittype", "null"),
        ({"datum": "2026-03-03"}, "datum", "future_not_allowed"),
        ({"datum": "3 maart"}, "datum", "invalid"),
        ({"verantwoordelijkeOrganisatie": "1234567"}, "verantwoordelijkeOrganisatie", "invalid-length"),
        ({"verantwoordelijkeOrganisatie": "123456789"}, "verantwoordelijkeOrganisatie", "invalid"),
        ({"vervalreden": "zomaar"}, "vervalreden", "invalid_choice"),
        ({"identificatie": "x" * 51}, "identificatie", "max_length"),
        ({"vervaldatum": "2026-03-08"}, "vervaldatum", "vervaldatum-voor-ingangsdatum"),
        ({"zaak": "https://elders.example/zaken/1"}, "zaak", "bad-url"),
    ],
)
def test_bad_input_is_named(
    roep: Aanroeper, besluittype: Besluittype, velden: dict[str, Any], naam: str, code: str
) -> None:
    assert fout_van(roep("post", f"{PAD}/besluiten", {**lichaam(besluittype), **velden})) == (400, naam, code)
    assert not Besluit.objects.exists()


def test_every_missing_field_is_named_at_once(roep: Aanroeper) -> None:
    fouten = roep("post", f"{PAD}/besluiten", {}).json()["invalidParams"]
    assert {(fout["name"], fout["code"]) for fout in fouten} == {
        ("verantwoordelijkeOrganisatie", "required"),
        ("besluittype", "required"),
        ("datum", "required"),
        ("ingangsdatum", "required"),
    }


@pytest.mark.eis("brc-001")
def test_besluittype_must_be_published(roep: Aanroeper, besluittype: Besluittype) -> None:
    concept = Besluittype.objects.create(catalogus=besluittype.catalogus, omschrijving="Nieuw", concept=True)
    response = roep("post", f"{PAD}/besluiten", lichaam(concept))
    assert fout_van(response) == (400, "besluittype", "not-published")


@pytest.mark.eis("brc-002")
def test_identificatie_is_unique_within_its_organisation(roep: Aanroeper, besluittype: Besluittype) -> None:
    maak(roep, besluittype, identificatie="B-1")
    dubbel = roep("post", f"{PAD}/besluiten", lichaam(besluittype, identificatie="B-1"))
    assert fout_van(dubbel) == (400, "identificatie", "identificatie-niet-uniek")
    maak(roep, besluittype, identificatie="B-1", verantwoordelijkeOrganisatie="000000000")


@pytest.mark.eis("brc-002")
def test_a_number_that_someone_else_made_up_is_skipped(roep: Aanroeper, besluittype: Besluittype) -> None:
    eerste = maak(roep, besluittype)["identificatie"]
    begin, volgnummer = eerste.rsplit("-", 1)
    maak(roep, besluittype, identificatie=f"{begin}-{int(volgnummer) + 1:07d}")
    assert maak(roep, besluittype)["identificatie"] == f"{begin}-{int(volgnummer) + 2:07d}"


@pytest.mark.eis("brc-007")
def test_besluittype_belongs_to_the_zaaktype_of_the_zaak(
    roep: Aanroeper, besluittype: Besluittype, meldingtype: Zaaktypeversie
) -> None:
    melding = fabrieken.maak_zaak(meldingtype)
    response = roep("post", f"{PAD}/besluiten", lichaam(besluittype, zaak=zaakadres(melding)))
    assert fout_van(response) == (400, "nonFieldErrors", "zaaktype-mismatch")


@pytest.mark.eis("brc-007")
def test_a_newer_version_of_the_besluittype_belongs_too(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    besluittype.geldig_tot = dag("2026-01-01")
    besluittype.save(update_fields=["geldig_tot"])
    nieuw = Besluittype.objects.create(
        catalogus=besluittype.catalogus, omschrijving=besluittype.omschrijving, geldig_van=dag("2026-01-01")
    )
    assert maak(roep, nieuw, zaak=zaakadres(zaak))["besluittype"] == adres_van(nieuw)


@pytest.mark.eis("brc-006")
def test_the_zaak_knows_its_besluit(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    inhoud = maak(roep, besluittype, zaak=zaakadres(zaak))
    (relatie,) = roep.lees(f"{zaakadres(zaak)}/besluiten").json()
    assert relatie["besluit"] == inhoud["url"]
    zaak.refresh_from_db()
    assert zaak.beslist_op == dag("2026-03-02")


@pytest.mark.parametrize("methode", ["put", "patch"])
@pytest.mark.parametrize(
    "velden",
    [
        pytest.param({"identificatie": "anders"}, marks=pytest.mark.eis("brc-002")),
        pytest.param({"verantwoordelijkeOrganisatie": "000000000"}, marks=pytest.mark.eis("brc-002")),
        pytest.param({"zaak": ""}, marks=pytest.mark.eis("brc-006")),
        pytest.param({"zaak": None}, marks=pytest.mark.eis("brc-006")),
    ],
)
def test_what_says_which_besluit_it_is_does_not_change(
    roep: Aanroeper, besluittype: Besluittype, zaak: Zaak, methode: str, velden: dict[str, Any]
) -> None:
    inhoud = maak(roep, besluittype, zaak=zaakadres(zaak), identificatie="B-1")
    nieuw = {**lichaam(besluittype), **velden} if methode == "put" else velden
    assert fout_van(roep(methode, inhoud["url"], nieuw)) == (400, *velden, "wijzigen-niet-toegelaten")
    assert roep.lees(inhoud["url"]).json() == inhoud


@pytest.mark.eis("brc-001", "brc-006")
def test_type_and_zaak_do_not_change_into_others(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    inhoud = maak(roep, besluittype)
    ander = Besluittype.objects.create(catalogus=besluittype.catalogus, omschrijving="Ander")
    response = roep("patch", inhoud["url"], {"besluittype": adres_van(ander), "zaak": zaakadres(zaak)})
    assert [(fout["name"], fout["code"]) for fout in response.json()["invalidParams"]] == [
        ("besluittype", "wijzigen-niet-toegelaten"),
        ("zaak", "wijzigen-niet-toegelaten"),
    ]


def test_put_and_patch_change_the_rest(roep: Aanroeper, besluittype: Besluittype) -> None:
    inhoud = maak(roep, besluittype, bestuursorgaan="B en W", identificatie="B-1")
    geheel = roep("put", inhoud["url"], lichaam(besluittype, toelichting="Aangepast", datum="2026-03-01"))
    assert geheel.status_code == 200
    assert (geheel.json()["toelichting"], geheel.json()["datum"]) == ("Aangepast", "2026-03-01")
    assert geheel.json()["identificatie"] == "B-1"
    deels = roep("patch", inhoud["url"], {"vervaldatum": "2026-04-01", "vervalreden": "ingetrokken_overheid"})
    assert deels.json() == {
        **geheel.json(),
        "vervaldatum": "2026-04-01",
        "vervalreden": "ingetrokken_overheid",
        "vervalredenWeergave": "Besluit ingetrokken door overheid",
    }
    leeg = roep("patch", inhoud["url"], {"vervaldatum": None, "vervalreden": ""})
    assert (leeg.json()["vervaldatum"], leeg.json()["vervalreden"]) == (None, "")


@pytest.mark.eis("brc-009")
def test_delete_is_real(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    inhoud = maak(roep, besluittype, zaak=zaakadres(zaak))
    besluit = Besluit.objects.get()
    response = roep("delete", inhoud["url"])
    assert response.status_code == 204
    assert response.content == b""
    assert not Besluit.objects.exists()
    assert not Gebeurtenis.objects.filter(hoofdobject=besluit.uuid).exists()
    assert roep.lees(inhoud["url"]).status_code == 404
    assert roep.lees(f"{inhoud['url']}/audittrail").status_code == 404
    assert roep.lees(f"{zaakadres(zaak)}/besluiten").json() == []
    assert Verwijdering.objects.get().identificatie == besluit.identificatie
    zaak.refresh_from_db()
    assert zaak.beslist_op is None


def test_lists_are_filtered_and_paged(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    met = maak(roep, besluittype, zaak=zaakadres(zaak), identificatie="B-1")
    zonder = maak(roep, besluittype, identificatie="B-2", verantwoordelijkeOrganisatie="000000000")

    def gevonden(**parameters: str) -> list[str]:
        blad = roep.lees(f"{PAD}/besluiten", **parameters).json()
        assert blad["count"] == len(blad["results"])
        return [rij["url"] for rij in blad["results"]]

    assert gevonden() == [zonder["url"], met["url"]]
    assert gevonden(zaak=zaakadres(zaak)) == [met["url"]]
    assert gevonden(identificatie="B-2") == [zonder["url"]]
    assert gevonden(verantwoordelijkeOrganisatie=RSIN) == [met["url"]]
    assert gevonden(besluittype=adres_van(besluittype)) == [zonder["url"], met["url"]]
    assert gevonden(zaak="https://elders.example/zaken/1") == []


@pytest.mark.parametrize(
    ("vraag", "naam", "code"),
    [("foo=bar", "nonFieldErrors", "unknown-parameters"), ("zaak=abc", "zaak", "invalid")],
)
def test_bad_filters_are_named(roep: Aanroeper, vraag: str, naam: str, code: str) -> None:
    assert fout_van(roep.lees(f"{PAD}/besluiten?{vraag}")) == (400, naam, code)


def test_a_list_costs_the_same_for_many_rows(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    maak(roep, besluittype, zaak=zaakadres(zaak))
    roep.lees(f"{PAD}/besluiten")

    def vragen(adres: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as gesteld:
            assert roep.lees(adres).status_code == 200
        return len(gesteld)

    een = vragen(f"{PAD}/besluiten")
    for nummer in range(5):
        maak(roep, besluittype, identificatie=f"B-{nummer}")
    assert vragen(f"{PAD}/besluiten") == een <= 4
    assert vragen(f"{PAD}/besluiten/{Besluit.objects.all()[0].uuid}") <= 3
    assert vragen(f"{PAD}/besluiten?expand=besluittype,zaak.zaaktype") <= een + 2


def test_expand_shows_type_and_zaak(roep: Aanroeper, besluittype: Besluittype, zaak: Zaak) -> None:
    inhoud = maak(roep, besluittype, zaak=zaakadres(zaak))
    uit = roep.lees(inhoud["url"], expand="besluittype,zaak").json()["_expand"]
    assert uit["besluittype"]["omschrijving"] == besluittype.omschrijving
    assert uit["zaak"]["identificatie"] == zaak.identificatie
    zonder = maak(roep, besluittype)
    assert roep.lees(zonder["url"], expand="zaak").json()["_expand"]["zaak"] == {}
    assert fout_van(roep.lees(inhoud["url"], expand="bestaatniet"))[0] == 400
