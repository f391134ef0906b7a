"""Rollen over the Zaken API: who it is, and what is kept of it."""

from typing import Any

import pytest

from mijnportaal.accounts.models import Gebruiker
from tests import fabrieken
from tests.zaken.api.rollen import BSN, ROLTYPEN, WIE, kale_zaak, medewerker, rol
from tests.zaken.api.zaakproef import HOST, ZRC, Api, fouten_in, zaak_url
from zaken.models import Betrokkene, Rol, Rolsoort, Zaak, Zaaktypeversie
from zaken.services.behandeling import wijs_toe


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return kale_zaak(versie)


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
