"""Zaakinformatieobjecten over the Zaken API: documents at a zaak, of our own and of another register."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from tests import fabrieken
from tests.zaken.api.anderregister import AnderRegister, ander_register
from tests.zaken.api.zaakproef import HOST, Api, fouten_in, sluit, zaak_url
from zaken.models import Gebeurtenis, Informatieobject, Zaak, Zaakinformatieobject, Zaaktypeversie

DOCUMENTEN = f"{HOST}/documenten/api/v1/enkelvoudiginformatieobjecten"


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return fabrieken.maak_zaak(versie)


@pytest.fixture
def register(settings: Settings) -> Iterator[AnderRegister]:
    with ander_register() as server:
        settings.ZGW_ANDERE_REGISTERS = [server.adres]
        yield server


def document(soort: str = "Brief", nummer: str = "DOC-1") -> Informatieobject:
    type_ = fabrieken.informatieobjecttype(soort)
    return Informatieobject.objects.create(
        identificatie=nummer,
        bronorganisatie=fabrieken.RSIN,
        informatieobjecttype=type_,
        titel="Een brief",
        auteur="Amira",
        vertrouwelijkheidaanduiding=type_.vertrouwelijkheidaanduiding,
        creatiedatum=datetime.date(2026, 3, 2),
    )


def koppeling(zaak: Zaak, stuk: Informatieobject | str, **velden: Any) -> dict[str, Any]:
    adres = stuk if isinstance(stuk, str) else f"{DOCUMENTEN}/{stuk.uuid}"
    return {"zaak": zaak_url(zaak), "informatieobject": adres, **velden}


@pytest.mark.eis("zrc-004")
def test_the_system_says_what_the_relation_is(api: Api, zaak: Zaak) -> None:
    status = zaak.statussen.get()
    inhoud = koppeling(
        zaak,
        document(),
        titel="titel",
        beschrijving="beschrijving",
        vernietigingsdatum="2030-01-02T00:00:00Z",
        status=f"{HOST}/zaken/api/v1/statussen/{status.uuid}",
    )
    negeren = {"aardRelatieWeergave": "bla", "registratiedatum": "2018-01-01T00:00:00Z"}

    gemaakt = api.maak("/zaakinformatieobjecten", inhoud | negeren)

    rij = Zaakinformatieobject.objects.get()
    assert gemaakt == {
        **inhoud,
        "url": f"{HOST}/zaken/api/v1/zaakinformatieobjecten/{rij.uuid}",
        "uuid": str(rij.uuid),
        "aardRelatieWeergave": "Hoort bij, omgekeerd: kent",
        "registratiedatum": gemaakt["registratiedatum"],
    }
    assert datetime.datetime.fromisoformat(gemaakt["registratiedatum"]) == rij.registratiedatum
    assert api.lees(gemaakt["url"]) == gemaakt
    assert not rij.zichtbaar_voor_inwoner


def test_what_is_not_said_is_empty(api: Api, zaak: Zaak) -> None:
    gemaakt = api.maak("/zaakinformatieobjecten", koppeling(zaak, document(), titel=None))

    assert (gemaakt["titel"], gemaakt["beschrijving"]) == ("", "")
    assert (gemaakt["vernietigingsdatum"], gemaakt["status"]) == (None, None)


@pytest.mark.eis("zrc-003")
def test_the_document_exists(api: Api, zaak: Zaak) -> None:
    for adres in ("abc", f"{DOCUMENTEN}/00000000-0000-4000-8000-000000000000", zaak_url(zaak), "https://drc.example/1"):
        geweigerd = api.vraag("POST", "/zaakinformatieobjecten", koppeling(zaak, adres))
        assert fouten_in(geweigerd) == {("informatieobject", "bad-url")}


def test_a_document_is_at_a_zaak_once(api: Api, zaak: Zaak) -> None:
    inhoud = koppeling(zaak, document())
    api.maak("/zaakinformatieobjecten", inhoud)

    assert fouten_in(api.vraag("POST", "/zaakinformatieobjecten", inhoud)) == {("nonFieldErrors", "unique")}


@pytest.mark.eis("zrc-017")
def test_informatieobjecttype_belongs_to_the_zaaktype(api: Api, zaak: Zaak) -> None:
    geweigerd = api.vraag("POST", "/zaakinformatieobjecten", koppeling(zaak, document("Foto")))

    assert fouten_in(geweigerd) == {("nonFieldErrors", "missing-zaaktype-informatieobjecttype-relation")}


def test_status_is_one_of_the_zaak(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    status = fabrieken.maak_zaak(versie).statussen.get()
    inhoud = koppeling(zaak, document(), status=f"{HOST}/zaken/api/v1/statussen/{status.uuid}")

    assert fouten_in(api.vraag("POST", "/zaakinformatieobjecten", inhoud)) == {("status", "zaak-status-mismatch")}


@pytest.mark.eis("zrc-004")
def test_zaak_and_document_of_a_relation_stay(api: Api, zaak: Zaak, versie: Zaaktypeversie) -> None:
    adres = api.maak("/zaakinformatieobjecten", koppeling(zaak, document(), titel="eerst"))["url"]
    anders = koppeling(fabrieken.maak_zaak(versie), document(nummer="DOC-2"))

    for methode in ("PUT", "PATCH"):
        assert fouten_in(api.vraag(methode, adres, anders)) == {
            ("zaak", "wijzigen-niet-toegelaten"),
            ("informatieobject", "wijzigen-niet-toegelaten"),
        }
    deels = api.vraag("PATCH", adres, {"beschrijving": "nu"}).json()
    geheel = api.vraag("PUT", adres, koppeling(zaak, Informatieobject.objects.get(identificatie="DOC-1"))).json()
    assert (deels["titel"], deels["beschrijving"]) == ("eerst", "nu")
    assert (geheel["titel"], geheel["beschrijving"]) == ("", "")


@pytest.mark.eis("zrc-005")
def test_the_mirror_in_documenten_comes_and_goes_with_the_relation(api: Api, zaak: Zaak) -> None:
    stuk = document()
    gemaakt = api.maak("/zaakinformatieobjecten", koppeling(zaak, stuk))
    spiegel = f"{HOST}/documenten/api/v1/objectinformatieobjecten"

    (gevonden,) = api.lees(spiegel, object=zaak_url(zaak))
    assert (gevonden["informatieobject"], gevonden["objectType"]) == (gemaakt["informatieobject"], "zaak")

    assert api.vraag("DELETE", gemaakt["url"]).status_code == 204
    assert api.lees(spiegel, object=zaak_url(zaak)) == []
    assert Informatieobject.objects.filter(pk=stuk.pk).exists()


@pytest.mark.eis("zrc-007")
def test_documents_of_a_closed_zaak_change_only_with_force(api: Api, zaak: Zaak) -> None:
    adres = api.maak("/zaakinformatieobjecten", koppeling(zaak, document()))["url"]
    gewoon = fabrieken.maak_applicatie("gewoon")
    scopes = ("zaken.lezen", "zaken.aanmaken", "zaken.bijwerken", "zaken.verwijderen")
    fabrieken.machtig(gewoon, *scopes, zaaktype=zaak.zaaktypeversie.zaaktype)
    sluit(zaak)

    for methode, pad, inhoud in (
        ("POST", "/zaakinformatieobjecten", koppeling(zaak, document(nummer="DOC-2"))),
        ("PUT", adres, {}),
        ("PATCH", adres, {"titel": "x"}),
        ("DELETE", adres, None),
    ):
        assert Api("gewoon").vraag(methode, pad, inhoud).status_code == 403
    assert api.vraag("PATCH", adres, {"titel": "x"}).status_code == 200


def test_relations_are_found_by_zaak_and_by_document(
    api: Api, zaak: Zaak, versie: Zaaktypeversie, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stuk, ander = document(), fabrieken.maak_zaak(versie)
    hier = api.maak("/zaakinformatieobjecten", koppeling(zaak, stuk))
    daar = [api.maak("/zaakinformatieobjecten", koppeling(ander, document(nummer=f"DOC-{n}"))) for n in range(2, 6)]

    assert api.lees("/zaakinformatieobjecten", zaak=zaak_url(zaak)) == [hier]
    assert api.lees("/zaakinformatieobjecten", informatieobject=hier["informatieobject"]) == [hier]
    assert api.lees("/zaakinformatieobjecten", informatieobject="https://drc.example/1") == []
    with django_assert_num_queries(3):  # who asks, which rows, the rows
        assert api.lees("/zaakinformatieobjecten", zaak=zaak_url(ander)) == daar[::-1]


def test_the_trail_names_the_document(api: Api, zaak: Zaak) -> None:
    stuk = document()
    adres = api.maak("/zaakinformatieobjecten", koppeling(zaak, stuk))["url"]
    api.vraag("PATCH", adres, {"titel": "x"})
    api.vraag("DELETE", adres)

    rijen = Gebeurtenis.objects.filter(zaak=zaak, gegevens__document=str(stuk.uuid)).order_by("volgnummer")
    assert [rij.mutaties[0]["actie"] for rij in rijen] == ["create", "partial_update", "destroy"]


# Of another register


def elders(register: AnderRegister, soort: str = "Brief", **velden: Any) -> str:
    type_ = fabrieken.informatieobjecttype(soort)
    inhoud = {
        "informatieobjecttype": f"{HOST}/catalogi/api/v1/informatieobjecttypen/{type_.uuid}",
        "titel": "Van elders",
        "bronorganisatie": "111222333",
        "vertrouwelijkheidaanduiding": "geheim",
    }
    return register.leg_neer("enkelvoudiginformatieobjecten/1", inhoud | velden)


@pytest.mark.eis("zrc-003")
def test_a_document_of_another_register_is_kept_by_its_address(
    api: Api, zaak: Zaak, versie: Zaaktypeversie, register: AnderRegister
) -> None:
    adres = elders(register)

    gemaakt = api.maak("/zaakinformatieobjecten", koppeling(zaak, adres))
    api.maak("/zaakinformatieobjecten", koppeling(fabrieken.maak_zaak(versie), adres))

    assert gemaakt["informatieobject"] == adres
    rij = Informatieobject.objects.get(elders_url=adres)
    assert (rij.titel, rij.get_vertrouwelijkheidaanduiding_display()) == ("Van elders", "Geheim")
    assert len(api.lees("/zaakinformatieobjecten", informatieobject=adres)) == 2
    assert api.vraag("PUT", gemaakt["url"], koppeling(zaak, adres)).status_code == 200
    assert fouten_in(api.vraag("POST", "/zaakinformatieobjecten", koppeling(zaak, adres))) == {
        ("nonFieldErrors", "unique")
    }


def test_what_another_register_shows_is_a_document_of_our_types(api: Api, zaak: Zaak, register: AnderRegister) -> None:
    geen_document = register.leg_neer("enkelvoudiginformatieobjecten/2", {"titel": "x"})
    geen_json = register.leg_neer("enkelvoudiginformatieobjecten/3", b"<html></html>")
    verkeerd = register.leg_neer(
        "enkelvoudiginformatieobjecten/4",
        {"informatieobjecttype": "https://ztc.example/1", "titel": "x", "bronorganisatie": "111222333"},
    )

    for adres, fout in (
        (register.adres + "weg", ("informatieobject", "bad-url")),
        (geen_document, ("informatieobject", "invalid-resource")),
        (geen_json, ("informatieobject", "invalid-resource")),
        (verkeerd, ("nonFieldErrors", "missing-zaaktype-informatieobjecttype-relation")),
    ):
        assert fouten_in(api.vraag("POST", "/zaakinformatieobjecten", koppeling(zaak, adres))) == {fout}
    assert not Zaakinformatieobject.objects.exists()
