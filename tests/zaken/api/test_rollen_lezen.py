"""Rollen that change, go, and are found; and what the trail tells of them."""

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.models import Gebruiker, Groep
from tests import fabrieken
from tests.zaken.api.rollen import ANDER_BSN, BSN, WIE, kale_zaak, medewerker, rol
from tests.zaken.api.zaakproef import Api, fouten_in, proefversie, zaak_url
from zaken.models import Betrokkene, Gebeurtenis, Rol, Rolsoort, Status, Zaak, Zaaktypeversie


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return kale_zaak(versie)


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
