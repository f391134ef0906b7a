"""Rollen over the Zaken API: who it is, what is kept of it, and what the standard refuses."""

from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.models import Gebruiker, Groep
from tests import fabrieken
from tests.zaken.api.zaakproef import HOST, ZRC, Api, fouten_in, proefversie, sluit, zaak_url
from zaken.models import Archiefstatus, Betrokkene, Gebeurtenis, Rol, Rolsoort, Status, Zaak, Zaaktypeversie
from zaken.services.behandeling import wijs_toe

BSN, ANDER_BSN = fabrieken.BSN_WIM, fabrieken.BSN_SANNE
ROLTYPEN = f"{HOST}/catalogi/api/v1/roltypen"
ADRES = {
    "aoaIdentificatie": "0363010000000001",
    "wplWoonplaatsNaam": "Voorbeeldstad",
    "gorOpenbareRuimteNaam": "Dorpsstraat",
    "aoaPostcode": "1234AB",
    "aoaHuisnummer": 12,
    "aoaHuisletter": "a",
    "aoaHuisnummertoevoeging": "bis",
    "inpLocatiebeschrijving": "",
}
BUITENLAND = {
    "lndLandcode": "6030",
    "lndLandnaam": "België",
    "subAdresBuitenland_1": "Grote Markt 1",
    "subAdresBuitenland_2": "",
    "subAdresBuitenland_3": "",
}
# Of each kind: everything that can be told, and the column that finds who it is.
WIE: dict[str, dict[str, Any]] = {
    "natuurlijk_persoon": {
        "inpBsn": BSN,
        "anpIdentificatie": "anp-1",
        "inpA_nummer": "1234567890",
        "geslachtsnaam": "Vries",
        "voorvoegselGeslachtsnaam": "de",
        "voorletters": "W.",
        "voornamen": "Wim",
        "geslachtsaanduiding": "m",
        "geboortedatum": "1950-01-31",
        "verblijfsadres": ADRES,
        "subVerblijfBuitenland": BUITENLAND,
    },
    "niet_natuurlijk_persoon": {
        "innNnpId": "002564440",
        "annIdentificatie": "ann-1",
        "kvkNummer": "12345678",
        "vestigingsNummer": "000012345678",
        "statutaireNaam": "Bakkerij BV",
        "innRechtsvorm": "besloten_vennootschap",
        "bezoekadres": "Markt 1",
        "subVerblijfBuitenland": BUITENLAND,
    },
    "vestiging": {
        "vestigingsNummer": "000012345678",
        "handelsnaam": ["Bakkerij aan de Markt", "De Bakker"],
        "verblijfsadres": ADRES,
        "subVerblijfBuitenland": None,
        "kvkNummer": "12345678",
    },
    "organisatorische_eenheid": {"identificatie": "oe-1", "naam": "Team Groen", "isGehuisvestIn": "Stadhuis"},
    "medewerker": {
        "identificatie": "m0001",
        "achternaam": "Jong",
        "voorletters": "J.",
        "voorvoegselAchternaam": "de",
    },
}


@pytest.fixture
def versie(team: Groep) -> Zaaktypeversie:
    return proefversie(team)


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    """A zaak without an initiator, as another system makes it."""
    zaak = fabrieken.maak_zaak(versie)
    zaak.rollen.all().delete()
    return zaak


@pytest.fixture
def api(db: None) -> Api:
    fabrieken.maak_applicatie("proef", alles=True)
    return Api()


def rol(zaak: Zaak, soort: Rolsoort = Rolsoort.BELANGHEBBENDE, **velden: Any) -> dict[str, Any]:
    """Return the body of a new role."""
    roltype = zaak.zaaktypeversie.roltypen.get(soort=soort)
    return {
        "zaak": zaak_url(zaak),
        "betrokkeneType": "natuurlijk_persoon",
        "roltype": f"{ROLTYPEN}/{roltype.uuid}",
        "roltoelichting": "proef",
        **velden,
    }


def medewerker(nummer: str) -> dict[str, Any]:
    return {"betrokkeneType": "medewerker", "betrokkeneIdentificatie": {"identificatie": nummer}}


# Who it is


@pytest.mark.parametrize("soort", WIE)
def test_everything_told_of_a_betrokkene_is_shown_again(api: Api, zaak: Zaak, soort: str) -> None:
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneType=soort, betrokkeneIdentificatie=WIE[soort]))

    assert gemaakt["betrokkeneIdentificatie"] == WIE[soort]
    assert api.lees(f"/rollen/{gemaakt['uuid']}") == gemaakt
    assert gemaakt["url"] == f"{HOST}{ZRC}/rollen/{gemaakt['uuid']}"


def test_a_role_has_every_field_of_the_standard(api: Api, zaak: Zaak) -> None:
    inhoud = rol(zaak, indicatieMachtiging="gemachtigde", betrokkeneIdentificatie={"inpBsn": BSN})

    gemaakt = api.maak("/rollen", inhoud)

    roltype = zaak.zaaktypeversie.roltypen.get(soort=Rolsoort.BELANGHEBBENDE)
    assert gemaakt == {
        "url": gemaakt["url"],
        "uuid": str(Rol.objects.get().uuid),
        "zaak": zaak_url(zaak),
        "betrokkene": "",
        "betrokkeneType": "natuurlijk_persoon",
        "afwijkendeNaamBetrokkene": "",
        "roltype": f"{ROLTYPEN}/{roltype.uuid}",
        "omschrijving": "Belanghebbende",
        "omschrijvingGeneriek": "belanghebbende",
        "roltoelichting": "proef",
        "registratiedatum": gemaakt["registratiedatum"],
        "indicatieMachtiging": "gemachtigde",
        "contactpersoonRol": {"emailadres": "", "functie": "", "telefoonnummer": "", "naam": ""},
        "statussen": [],
        "betrokkeneIdentificatie": {
            "inpBsn": BSN,
            "anpIdentificatie": "",
            "inpA_nummer": "",
            "geslachtsnaam": "",
            "voorvoegselGeslachtsnaam": "",
            "voorletters": "",
            "voornamen": "",
            "geslachtsaanduiding": "",
            "geboortedatum": "",
            "verblijfsadres": None,
            "subVerblijfBuitenland": None,
        },
    }
    assert gemaakt["registratiedatum"].endswith("Z")


def test_an_address_elsewhere_stands_for_who_it_is(api: Api, zaak: Zaak) -> None:
    adres = "https://klanten.example/api/v1/klanten/1"

    gemaakt = [api.maak("/rollen", rol(zaak, betrokkene=adres)) for _keer in range(2)]

    assert [deel["betrokkene"] for deel in gemaakt] == [adres, adres]
    assert gemaakt[0]["betrokkeneIdentificatie"] is None
    assert Rol.objects.values("betrokkene").distinct().count() == 1


def test_contact_person_comes_and_goes_whole(api: Api, zaak: Zaak) -> None:
    contact = {"naam": "Piet", "emailadres": "piet@example.nl", "functie": "baas", "telefoonnummer": "0612345678"}

    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}, contactpersoonRol=contact))

    assert gemaakt["contactpersoonRol"] == contact


@pytest.mark.parametrize(
    ("soort", "gegevens"),
    [
        ("natuurlijk_persoon", {"inpBsn": BSN}),
        ("natuurlijk_persoon", {"inpA_nummer": "1234567890"}),
        ("niet_natuurlijk_persoon", {"innNnpId": "002564440"}),
        ("niet_natuurlijk_persoon", {"kvkNummer": "12345678"}),
        ("vestiging", {"vestigingsNummer": "000012345678"}),
        ("organisatorische_eenheid", {"identificatie": "oe-1"}),
        ("medewerker", {"identificatie": "m0001"}),
    ],
)
def test_the_same_number_is_the_same_betrokkene(api: Api, zaak: Zaak, soort: str, gegevens: dict[str, str]) -> None:
    naam = {"natuurlijk_persoon": "geslachtsnaam", "medewerker": "achternaam"}.get(soort)
    for achternaam in ("Een", "Twee"):
        verteld = {**gegevens, **({naam: achternaam} if naam else {})}
        api.maak("/rollen", rol(zaak, betrokkeneType=soort, betrokkeneIdentificatie=verteld))

    een, twee = Rol.objects.order_by("pk")
    assert een.betrokkene == twee.betrokkene
    if naam:
        assert (een.gegevens[naam], twee.gegevens[naam]) == ("Een", "Twee")


def test_without_a_number_everybody_is_somebody_else(api: Api, zaak: Zaak) -> None:
    for _keer in range(2):
        api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"geslachtsnaam": "Jansen"}))

    assert Rol.objects.values("betrokkene").distinct().count() == 2


def test_rsin_and_kvk_number_of_one_organisation_meet(api: Api, zaak: Zaak) -> None:
    soort = "niet_natuurlijk_persoon"
    for gegevens in ({"kvkNummer": "12345678"}, {"innNnpId": "002564440", "kvkNummer": "12345678"}):
        api.maak("/rollen", rol(zaak, betrokkeneType=soort, betrokkeneIdentificatie=gegevens))

    assert Rol.objects.values("betrokkene").distinct().count() == 1


def test_no_bsn_stands_in_the_address_of_a_betrokkene(api: Api, zaak: Zaak) -> None:
    def met(adres: str, soort: str = "natuurlijk_persoon") -> Any:
        velden: dict[str, Any] = {"betrokkene": adres, "betrokkeneType": soort, "betrokkeneIdentificatie": {}}
        return api.vraag("POST", "/rollen", rol(zaak, **velden))

    assert fouten_in(met(f"https://brp.example/personen/{BSN}")) == {("betrokkene", "invalid")}
    assert met("https://brp.example/personen/8768c581-2817-4fe5-933d-37af92d819dd").status_code == 201
    # An RSIN passes the same test, and is no secret.
    assert met(f"https://hr.example/organisaties/{fabrieken.RSIN}", "niet_natuurlijk_persoon").status_code == 201


def test_bsn_and_a_number_of_two_people_are_refused(api: Api, zaak: Zaak) -> None:
    for gegevens in ({"inpBsn": BSN}, {"inpA_nummer": "1234567890"}):
        api.maak("/rollen", rol(zaak, betrokkeneIdentificatie=gegevens))

    beide = {"inpBsn": BSN, "inpA_nummer": "1234567890"}
    geweigerd = api.vraag("POST", "/rollen", rol(zaak, betrokkeneIdentificatie=beide))

    assert fouten_in(geweigerd) == {("nonFieldErrors", "a-nummer-mismatch")}
    assert Rol.objects.count() == 2


def test_what_a_login_proved_is_not_overwritten(api: Api, zaak: Zaak, inwoner: Gebruiker) -> None:
    gegevens = {"inpBsn": fabrieken.BSN_FATIMA, "geslachtsnaam": "Verzonnen", "voornamen": "Iemand"}

    api.maak("/rollen", rol(zaak, betrokkeneIdentificatie=gegevens))

    betrokkene = Betrokkene.objects.get(identiteiten=inwoner.pk)
    assert (betrokkene.naam, betrokkene.achternaam) == ("Fatima de Vries-El Idrissi", "Vries-El Idrissi")


def test_a_role_of_our_own_screens_tells_what_we_know(
    api: Api, versie: Zaaktypeversie, inwoner: Gebruiker, behandelaar: Gebruiker
) -> None:
    fabrieken.sta_toe(behandelaar.groepen.get(), versie.zaaktype)
    eigen = fabrieken.maak_zaak(versie, van=inwoner)
    wijs_toe(eigen, behandelaar, door=behandelaar)

    rollen = {deel["omschrijvingGeneriek"]: deel for deel in api.lees("/rollen", zaak=zaak_url(eigen))["results"]}

    persoon = rollen["initiator"]["betrokkeneIdentificatie"]
    assert (persoon["inpBsn"], persoon["geslachtsnaam"]) == (fabrieken.BSN_FATIMA, "Vries-El Idrissi")
    assert persoon["geboortedatum"] == "1984-05-14"
    assert rollen["behandelaar"]["betrokkeneIdentificatie"]["achternaam"] == "Amira Benali"


def test_an_employee_named_by_another_system_is_our_colleague(api: Api, zaak: Zaak, behandelaar: Gebruiker) -> None:
    api.maak("/rollen", rol(zaak, Rolsoort.BEHANDELAAR, **medewerker(behandelaar.username)))

    assert Zaak.objects.van_behandelaar(behandelaar).get() == zaak


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


# Changing and deleting


def test_put_tells_who_it_is_now(api: Api, zaak: Zaak) -> None:
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))
    nieuw = rol(zaak, betrokkeneIdentificatie={"inpBsn": ANDER_BSN}, afwijkendeNaamBetrokkene="De buurman")

    gewijzigd = api.vraag("PUT", gemaakt["url"], nieuw)

    assert gewijzigd.status_code == 200
    assert gewijzigd.json()["betrokkeneIdentificatie"]["inpBsn"] == ANDER_BSN
    assert gewijzigd.json()["afwijkendeNaamBetrokkene"] == "De buurman"
    assert not Betrokkene.objects.met_bsn(BSN).exists()


def test_zaak_and_roltype_of_a_role_stay(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))
    ander = fabrieken.maak_zaak(versie)

    geweigerd = api.vraag("PUT", gemaakt["url"], rol(ander, Rolsoort.ADVISEUR, betrokkeneIdentificatie={"inpBsn": BSN}))

    assert fouten_in(geweigerd) == {("zaak", "wijzigen-niet-toegelaten"), ("roltype", "wijzigen-niet-toegelaten")}
    assert api.vraag("PATCH", gemaakt["url"], {}).status_code == 405


def test_deleting_a_role_forgets_who_has_no_other_part(api: Api, zaak: Zaak, inwoner: Gebruiker) -> None:
    onbekend = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))
    bekend = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": fabrieken.BSN_FATIMA}))
    Status.objects.filter(zaak=zaak).update(gezet_door=Rol.objects.get(uuid=onbekend["uuid"]))

    for weg in (onbekend, bekend):
        assert api.vraag("DELETE", weg["url"]).status_code == 204
        assert api.vraag("GET", weg["url"]).status_code == 404

    assert not Betrokkene.objects.met_bsn(BSN).exists()
    assert Betrokkene.objects.met_bsn(fabrieken.BSN_FATIMA).exists()
    assert Status.objects.filter(zaak=zaak, gezet_door=None).count() == 1


# Reading


@pytest.mark.parametrize(
    ("parameter", "soort"),
    [
        ("betrokkeneIdentificatie__natuurlijkPersoon__inpBsn", "natuurlijk_persoon"),
        ("betrokkeneIdentificatie__natuurlijkPersoon__anpIdentificatie", "natuurlijk_persoon"),
        ("betrokkeneIdentificatie__natuurlijkPersoon__inpA_nummer", "natuurlijk_persoon"),
        ("betrokkeneIdentificatie__nietNatuurlijkPersoon__innNnpId", "niet_natuurlijk_persoon"),
        ("betrokkeneIdentificatie__nietNatuurlijkPersoon__annIdentificatie", "niet_natuurlijk_persoon"),
        ("betrokkeneIdentificatie__vestiging__vestigingsNummer", "vestiging"),
        ("betrokkeneIdentificatie__organisatorischeEenheid__identificatie", "organisatorische_eenheid"),
        ("betrokkeneIdentificatie__medewerker__identificatie", "medewerker"),
    ],
)
def test_roles_are_found_by_each_number(api: Api, zaak: Zaak, parameter: str, soort: str) -> None:
    for naam, gegevens in WIE.items():
        api.maak("/rollen", rol(zaak, betrokkeneType=naam, betrokkeneIdentificatie=gegevens))
    nummer = str(WIE[soort][parameter.rpartition("__")[2]])

    gevonden = api.lees("/rollen", **{parameter: nummer})["results"]

    assert [deel["betrokkeneType"] for deel in gevonden] == [soort]
    assert api.lees("/rollen", **{parameter: "bestaat-niet"})["count"] == 0


def test_roles_are_found_by_what_they_are(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    adres = "https://klanten.example/api/v1/klanten/1"
    gemaakt = api.maak("/rollen", rol(zaak, betrokkene=adres))
    api.maak("/rollen", rol(zaak, Rolsoort.ADVISEUR, **medewerker("m1")))
    fabrieken.maak_zaak(versie)

    for parameters in (
        {"betrokkene": adres},
        {"roltype": gemaakt["roltype"]},
        {"omschrijving": "Belanghebbende"},
        {"omschrijvingGeneriek": "belanghebbende"},
        {"betrokkeneType": "natuurlijk_persoon", "zaak": zaak_url(zaak)},
    ):
        assert [deel["url"] for deel in api.lees("/rollen", **parameters)["results"]] == [gemaakt["url"]]
    assert fouten_in(api.vraag("GET", "/rollen?vreemd=1")) == {("nonFieldErrors", "unknown-parameters")}
    assert fouten_in(api.vraag("GET", "/rollen?betrokkeneType=dier")) == {("betrokkeneType", "invalid_choice")}


def test_etag_and_head_tell_the_same_as_get(api: Api, zaak: Zaak) -> None:
    adres = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))["url"]

    gelezen, kop = api.vraag("GET", adres), api.vraag("HEAD", adres)

    assert (kop["ETag"], kop["API-version"], kop.content) == (gelezen["ETag"], "1.5.1", b"")
    assert api.vraag("GET", adres, HTTP_IF_NONE_MATCH=gelezen["ETag"]).status_code == 304


@pytest.mark.eis("zrc-006")
def test_a_client_sees_and_writes_only_its_own_zaaktypen(api: Api, zaak: Zaak, team: Groep) -> None:
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN}))
    vreemd = fabrieken.maak_applicatie("vreemd")
    ander = proefversie(team, "andere-zaak").zaaktype
    fabrieken.machtig(vreemd, "zaken.lezen", "zaken.bijwerken", zaaktype=ander)

    assert Api("vreemd").lees("/rollen")["count"] == 0
    nieuw = rol(zaak, betrokkeneIdentificatie={"inpBsn": BSN})
    for methode, pad, inhoud in (
        ("GET", gemaakt["url"], None),
        ("POST", "/rollen", nieuw),
        ("PUT", gemaakt["url"], nieuw),
        ("DELETE", gemaakt["url"], None),
    ):
        assert Api("vreemd").vraag(methode, pad, inhoud).status_code == 403
    assert zaak.rollen.count() == 1


def test_a_list_costs_the_same_for_one_role_and_for_ten(
    api: Api, zaak: Zaak, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for aantal in (1, 9):
        for nummer in range(aantal):
            api.maak("/rollen", rol(zaak, betrokkeneIdentificatie={"geslachtsnaam": f"Persoon {aantal}{nummer}"}))
        with django_assert_num_queries(3):  # who asks, which rows, the rows
            assert len(api.lees("/rollen", zaak=zaak_url(zaak))["results"]) in {1, 10}


# The trail


def test_each_write_leaves_a_trail_without_numbers_of_people(api: Api, zaak: Zaak) -> None:
    gegevens = WIE["natuurlijk_persoon"]
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie=gegevens))
    api.vraag("DELETE", gemaakt["url"])

    toegevoegd, verwijderd = Gebeurtenis.objects.filter(zaak=zaak, soort__startswith="rol_").order_by("volgnummer")
    nieuw = toegevoegd.mutaties[0]["nieuw"]["betrokkeneIdentificatie"]
    assert (toegevoegd.mutaties[0]["actie"], verwijderd.mutaties[0]["actie"]) == ("create", "destroy")
    assert nieuw["geslachtsnaam"] == "Vries"
    assert (nieuw["inpBsn"], nieuw["inpA_nummer"], nieuw["anpIdentificatie"]) == ("", "", "")


@pytest.mark.eis("S-36")
def test_a_bsn_stands_nowhere_but_with_its_person(api: Api, zaak: Zaak) -> None:
    gerechtigde = {
        "identificatie": "1",
        "avgAard": "eigendom",
        "heeftAlsGerechtigde": {"natuurlijkPersoon": {"inpBsn": BSN}},
    }
    for soort, gegevens in (("zakelijk_recht", gerechtigde), ("natuurlijk_persoon", {"inpBsn": BSN})):
        inhoud = {"zaak": zaak_url(zaak), "objectType": soort, "objectIdentificatie": gegevens}
        object_ = api.maak("/zaakobjecten", inhoud)
        assert BSN in str(object_["objectIdentificatie"])
        assert api.vraag("PATCH", object_["url"], {"objectIdentificatie": gegevens}).status_code == 200
    gemaakt = api.maak("/rollen", rol(zaak, betrokkeneIdentificatie=WIE["natuurlijk_persoon"]))
    api.vraag("PUT", gemaakt["url"], rol(zaak, betrokkeneIdentificatie=WIE["natuurlijk_persoon"]))
    api.lees("/rollen", betrokkeneIdentificatie__natuurlijkPersoon__inpBsn=BSN)
    weg = api.maak("/rollen", rol(zaak, Rolsoort.INITIATOR, betrokkeneIdentificatie={"inpBsn": BSN}))
    api.vraag("DELETE", weg["url"])

    assert tabellen_met(BSN) == set()
    assert tabellen_met("1234567890") == set()
    assert Betrokkene.objects.met_bsn(BSN).get().bsn == BSN


def tabellen_met(tekst: str) -> set[str]:
    """Return every table in which this text stands."""
    with connection.cursor() as cursor:
        gevonden = set()
        for tabel in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{tabel}" AS rij WHERE rij::text LIKE %s)', [f"%{tekst}%"])  # noqa: S608
            (staat_er,) = cursor.fetchone()
            gevonden |= {tabel} if staat_er else set()
        return gevonden
