"""Zaakeigenschappen over the Zaken API, and the stricter look of our own screens at a value."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Groep
from tests import fabrieken
from tests.zaken.api.zaakproef import HOST, ZRC, Api, fouten_in, proefversie, sluit, zaak_url
from zaken.models import Eigenschap, Gebeurtenis, Zaak, Zaaktypeversie
from zaken.services.eigenschappen import past, zet_eigenschap


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return fabrieken.maak_zaak(versie)


def lijst(zaak: Zaak) -> str:
    return f"/zaken/{zaak.uuid}/zaakeigenschappen"


def kleur(zaak: Zaak, waarde: str = "rood") -> dict[str, str]:
    eigenschap = zaak.zaaktypeversie.eigenschappen.get(naam="kleur")
    return {
        "zaak": zaak_url(zaak),
        "eigenschap": f"{HOST}/catalogi/api/v1/eigenschappen/{eigenschap.uuid}",
        "waarde": waarde,
    }


def test_a_fact_has_every_field_of_the_standard(api: Api, zaak: Zaak) -> None:
    gemaakt = api.maak(lijst(zaak), kleur(zaak))

    uuid = str(zaak.eigenschappen.get().uuid)
    assert gemaakt == {
        "url": f"{HOST}{ZRC}/zaken/{zaak.uuid}/zaakeigenschappen/{uuid}",
        "uuid": uuid,
        "naam": "kleur",
        **kleur(zaak),
    }
    assert api.lees(gemaakt["url"]) == gemaakt


def test_the_list_is_that_of_one_zaak_without_pages(
    api: Api, zaak: Zaak, versie: Zaaktypeversie, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ander = fabrieken.maak_zaak(versie)
    api.maak(lijst(ander), kleur(ander))
    gemaakt = [api.maak(lijst(zaak), kleur(zaak, waarde)) for waarde in ("rood", "blauw")]

    with django_assert_num_queries(4):  # who asks, the zaak, which rows, the rows
        assert api.lees(lijst(zaak)) == gemaakt[::-1]


def test_a_zaak_that_is_not_there_has_no_list(api: Api, zaak: Zaak) -> None:
    adres = lijst(zaak)
    vreemd = fabrieken.maak_applicatie("vreemd")
    fabrieken.machtig(vreemd, "zaken.lezen", zaaktype=fabrieken.conceptversie(zaak.groep, "ander").zaaktype)

    assert Api("vreemd").vraag("GET", adres).status_code == 403
    assert api.vraag("GET", "/zaken/00000000-0000-4000-8000-000000000000/zaakeigenschappen").status_code == 404


@pytest.mark.eis("zrc-018")
def test_eigenschap_belongs_to_the_zaaktype(api: Api, zaak: Zaak, team: Groep) -> None:
    vreemd = proefversie(team, "andere-zaak").eigenschappen.get(naam="kleur")
    inhoud = kleur(zaak) | {"eigenschap": f"{HOST}/catalogi/api/v1/eigenschappen/{vreemd.uuid}"}

    assert fouten_in(api.vraag("POST", lijst(zaak), inhoud)) == {("nonFieldErrors", "zaaktype-mismatch")}


def test_faults_are_named(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    leeg = fouten_in(api.vraag("POST", lijst(zaak), {"waarde": ""}))
    vreemd = fouten_in(api.vraag("POST", lijst(zaak), kleur(zaak) | {"eigenschap": "abcd"}))
    ander = fouten_in(api.vraag("POST", lijst(fabrieken.maak_zaak(versie)), kleur(zaak)))

    assert leeg == {("zaak", "required"), ("eigenschap", "required"), ("waarde", "blank")}
    assert vreemd == {("eigenschap", "bad-url")}
    assert ander == {("zaak", "invalid")}


def test_only_the_value_changes(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    adres = api.maak(lijst(zaak), kleur(zaak))["url"]
    ander = fabrieken.maak_zaak(versie)
    dag = versie.eigenschappen.get(naam="dag")

    assert api.vraag("PATCH", adres, {"waarde": "groen"}).json()["waarde"] == "groen"
    assert api.vraag("PUT", adres, kleur(zaak, "geel")).json()["waarde"] == "geel"
    anders = {"zaak": zaak_url(ander), "eigenschap": f"{HOST}/catalogi/api/v1/eigenschappen/{dag.uuid}"}
    assert fouten_in(api.vraag("PATCH", adres, anders)) == {(naam, "wijzigen-niet-toegelaten") for naam in anders}
    assert api.vraag("DELETE", adres).status_code == 204
    assert not zaak.eigenschappen.exists()
    acties = Gebeurtenis.objects.filter(zaak=zaak, soort__startswith="eigenschap").order_by("volgnummer")
    assert [rij.mutaties[0]["actie"] for rij in acties] == ["create", "partial_update", "update", "destroy"]


@pytest.mark.eis("zrc-007")
def test_facts_of_a_closed_zaak_change_only_with_force(api: Api, zaak: Zaak) -> None:
    adres = api.maak(lijst(zaak), kleur(zaak))["url"]
    gewoon = fabrieken.maak_applicatie("gewoon")
    fabrieken.machtig(gewoon, "zaken.lezen", "zaken.bijwerken", zaaktype=zaak.zaaktypeversie.zaaktype)
    sluit(zaak)

    for methode, pad, inhoud in (
        ("POST", lijst(zaak), kleur(zaak)),
        ("PUT", adres, {}),
        ("PATCH", adres, {"waarde": "x"}),
        ("DELETE", adres, None),
    ):
        assert Api("gewoon").vraag(methode, pad, inhoud).status_code == 403
    assert api.vraag("PATCH", adres, {"waarde": "x"}).status_code == 200


def test_the_api_leaves_the_format_to_who_gives_the_value(api: Api, zaak: Zaak) -> None:
    assert api.maak(lijst(zaak), kleur(zaak, "veel te lang voor tien tekens"))


def test_our_screens_ask_for_the_format(zaak: Zaak) -> None:
    eigenschap = zaak.zaaktypeversie.eigenschappen.get(naam="kleur")

    with pytest.raises(ValidationError) as fout:
        zet_eigenschap(zaak, eigenschap, "veel te lang voor tien tekens", door=Naamloos.SYSTEEM)

    assert [reden.code for reden in fout.value.error_list] == ["waarde-incorrect-format"]


@pytest.mark.parametrize(
    ("formaat", "lengte", "goed", "slecht"),
    [
        ("tekst", "5", ["", "12345"], ["123456"]),
        ("tekst", "", ["wat dan ook"], []),
        ("getal", "3", ["1", "999", "-5"], ["", "1000", "1,5", "een", "²"]),
        ("getal", "3,2", ["1", "1,5", "999.99"], ["1,", "1,234", "1000"]),
        ("getal", "", ["123456789,123"], ["a"]),
        ("datum", "8", ["20260302", "2026-03-02"], ["2026", "20261399", "morgen"]),
        ("datum_tijd", "14", ["20260302101500", "2026-03-02T10:15:00Z"], ["20260302256199"]),
    ],
)
def test_a_value_fits_its_format(formaat: str, lengte: str, goed: list[str], slecht: list[str]) -> None:
    eigenschap = Eigenschap(naam="proef", formaat=formaat, lengte=lengte)

    assert [waarde for waarde in goed if not past(eigenschap, waarde)] == []
    assert [waarde for waarde in slecht if past(eigenschap, waarde)] == []


def test_a_value_is_one_of_those_that_are_listed() -> None:
    eigenschap = Eigenschap(naam="proef", formaat="tekst", lengte="1", waardenverzameling=["rood", "blauw"])

    assert past(eigenschap, "rood")
    assert not past(eigenschap, "x")
