"""What the standard refuses of a rol (zrc-019)."""

import pytest

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.rollen import ANDER_BSN, BSN, ROLTYPEN, kale_zaak, medewerker, rol
from tests.zaken.api.zaakproef import Api, fouten_in, proefversie, sluit, zaak_url
from zaken.models import Archiefstatus, Rol, Rolsoort, Zaak, Zaaktypeversie


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return kale_zaak(versie)


# What is refused


def test_a_role_is_of_somebody(api: Api, zaak: Zaak) -> None:
    for niemand in ({}, {"betrokkene": "", "betrokkeneIdentificatie": {}}, {"betrokkeneIdentificatie": None}):
        geweigerd = api.vraag("POST", "/rollen", rol(zaak, **niemand))
        assert fouten_in(geweigerd) == {("nonFieldErrors", "invalid-betrokkene")}


def test_every_fault_is_named_at_once(api: Api, zaak: Zaak) -> None:
    fout = {
        "inpBsn": "123456789",
        "inpA_nummer": "0000000000",
        "geslachtsaanduiding": "x",
        "voorletters": "A" * 21,
        "verblijfsadres": {"aoaHuisnummer": 100000},
    }

    geweigerd = api.vraag(
        "POST", "/rollen", rol(zaak, betrokkene="geen adres", roltype="abcd", betrokkeneIdentificatie=fout)
    )

    groep = "betrokkeneIdentificatie"
    assert fouten_in(geweigerd) == {
        ("betrokkene", "invalid"),
        ("roltype", "bad-url"),
        (f"{groep}.inpBsn", "invalid"),
        (f"{groep}.inpA_nummer", "a-nummer-incorrect-format"),
        (f"{groep}.geslachtsaanduiding", "invalid_choice"),
        (f"{groep}.voorletters", "max_length"),
        (f"{groep}.verblijfsadres.aoaIdentificatie", "required"),
        (f"{groep}.verblijfsadres.wplWoonplaatsNaam", "required"),
        (f"{groep}.verblijfsadres.gorOpenbareRuimteNaam", "required"),
        (f"{groep}.verblijfsadres.aoaHuisnummer", "max_value"),
    }


@pytest.mark.parametrize(
    "bsn", [("12345678", "invalid-length"), ("99999001a", "only-digits"), ("123456789", "invalid")]
)
def test_a_bsn_passes_the_elfproef(api: Api, zaak: Zaak, bsn: tuple[str, str]) -> None:
    nummer, code = bsn

    geweigerd = api.vraag("POST", "/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": nummer}))

    assert fouten_in(geweigerd) == {("betrokkeneIdentificatie.inpBsn", code)}


def test_betrokkene_type_is_one_of_five(api: Api, zaak: Zaak) -> None:
    geweigerd = api.vraag("POST", "/rollen", rol(zaak, betrokkeneType="dier", betrokkeneIdentificatie={"naam": "x"}))

    assert fouten_in(geweigerd) == {("betrokkeneType", "invalid_choice")}


def test_the_body_is_an_object_with_fields(api: Api, zaak: Zaak) -> None:
    assert api.vraag("POST", "/rollen", ["geen", "object"]).status_code == 400
    leeg = fouten_in(api.vraag("POST", "/rollen", {}))
    assert leeg == {("zaak", "required"), ("betrokkeneType", "required"), ("roltype", "required")}
    assert fouten_in(api.vraag("POST", "/rollen", rol(zaak, betrokkeneIdentificatie="tekst")))


@pytest.mark.eis("zrc-019")
def test_roltype_belongs_to_the_zaaktype(api: Api, zaak: Zaak, team: Groep) -> None:
    vreemd = proefversie(team, "andere-zaak").roltypen.get(soort=Rolsoort.ADVISEUR)

    geweigerd = api.vraag(
        "POST",
        "/rollen",
        rol(zaak, roltype=f"{ROLTYPEN}/{vreemd.uuid}", betrokkeneIdentificatie={"inpBsn": BSN}),
    )

    assert fouten_in(geweigerd) == {("nonFieldErrors", "zaaktype-mismatch")}
    # Without a betrokkene too, it is the first thing that is said.
    zonder = api.vraag("POST", "/rollen", rol(zaak, roltype=f"{ROLTYPEN}/{vreemd.uuid}"))
    assert [fout["code"] for fout in zonder.json()["invalidParams"]] == ["zaaktype-mismatch", "invalid-betrokkene"]


@pytest.mark.parametrize("soort", [Rolsoort.INITIATOR, Rolsoort.ZAAKCOORDINATOR])
def test_there_is_one_initiator_and_one_zaakcoordinator(api: Api, zaak: Zaak, soort: Rolsoort) -> None:
    api.maak("/rollen", rol(zaak, soort, betrokkeneIdentificatie={"inpBsn": BSN}))

    geweigerd = api.vraag("POST", "/rollen", rol(zaak, soort, betrokkeneIdentificatie={"inpBsn": ANDER_BSN}))

    assert fouten_in(geweigerd) == {("roltype", "max-occurences")}
    assert zaak.rollen.count() == 1


def test_a_new_behandelaar_ends_the_former_and_both_stay_visible(api: Api, zaak: Zaak) -> None:
    eenheid = {"betrokkeneType": "organisatorische_eenheid", "betrokkeneIdentificatie": {"identificatie": "groen"}}
    for wie in (medewerker("m1"), eenheid, medewerker("m2")):
        api.maak("/rollen", rol(zaak, Rolsoort.BEHANDELAAR, **wie))

    assert len(api.lees("/rollen", zaak=zaak_url(zaak), omschrijvingGeneriek="behandelaar")["results"]) == 3
    assert Rol.objects.open_behandelaar().get().betrokkene.identificatie == "m2"
    assert set(Rol.objects.filter(geldig_tot=None).values_list("betrokkene__identificatie", flat=True)) == {
        "groen",
        "m2",
    }


@pytest.mark.eis("zrc-007")
def test_roles_of_a_closed_zaak_change_only_with_force(api: Api, zaak: Zaak) -> None:
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))
    gewoon = fabrieken.maak_applicatie("gewoon")
    fabrieken.machtig(gewoon, "zaken.lezen", "zaken.bijwerken", zaaktype=zaak.zaaktypeversie.zaaktype)
    sluit(zaak)
    nieuw = rol(zaak, betrokkeneIdentificatie={"inpBsn": ANDER_BSN})

    for methode, pad, inhoud in (
        ("POST", "/rollen", nieuw),
        ("PUT", f"/rollen/{gemaakt['uuid']}", {"kapot": True}),
        ("DELETE", f"/rollen/{gemaakt['uuid']}", None),
    ):
        geweigerd = Api("gewoon").vraag(methode, pad, inhoud)
        assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "permission_denied")
    assert zaak.rollen.count() == 1

    api.maak("/rollen", nieuw)
    assert api.vraag("DELETE", f"/rollen/{gemaakt['uuid']}").status_code == 204


def test_roles_of_an_archived_zaak_do_not_change(api: Api, zaak: Zaak) -> None:
    sluit(zaak)
    Zaak.objects.update(archiefstatus=Archiefstatus.GEARCHIVEERD)

    geweigerd = api.vraag("POST", "/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))

    assert fouten_in(geweigerd) == {("nonFieldErrors", "zaak-archiefstatus-invalid")}
