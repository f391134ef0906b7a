"""Klantcontacten, contactmomenten, verzoeken and besluiten of a zaak over the Zaken API."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests import fabrieken
from tests.zaken.api.anderregister import AnderRegister, ander_register
from tests.zaken.api.zaakproef import HOST, ZRC, Api, fouten_in, sluit, zaak_url
from zaken.models import Besluit, Besluittype, Gebeurtenis, Zaak, Zaakbesluit, Zaaktypeversie

NIET_DAAR = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def zaak(versie: Zaaktypeversie) -> Zaak:
    return fabrieken.maak_zaak(versie)


@pytest.fixture
def gewoon(zaak: Zaak) -> Api:
    """A client that may change zaken, without the force scope."""
    applicatie = fabrieken.maak_applicatie("gewoon")
    fabrieken.machtig(applicatie, "zaken.lezen", "zaken.bijwerken", zaaktype=zaak.zaaktypeversie.zaaktype)
    return Api("gewoon")


@pytest.fixture
def register(settings: Settings) -> Iterator[AnderRegister]:
    with ander_register() as server:
        settings.ZGW_ANDERE_REGISTERS = [server.adres]
        yield server


# Klantcontacten


def contact(zaak: Zaak, **velden: Any) -> dict[str, Any]:
    return {"zaak": zaak_url(zaak), "datumtijd": "2026-01-02T10:00:00Z", **velden}


def test_a_klantcontact_gets_a_number_when_it_has_none(api: Api, zaak: Zaak) -> None:
    gemaakt = api.maak("/klantcontacten", contact(zaak, kanaal="telefoon", onderwerp=None))

    assert len(gemaakt["identificatie"]) == 12
    assert gemaakt == {
        "url": f"{HOST}{ZRC}/klantcontacten/{gemaakt['uuid']}",
        "uuid": gemaakt["uuid"],
        "zaak": zaak_url(zaak),
        "identificatie": gemaakt["identificatie"],
        "datumtijd": "2026-01-02T10:00:00Z",
        "kanaal": "telefoon",
        "onderwerp": "",
        "toelichting": "",
    }
    assert api.lees(gemaakt["url"]) == gemaakt


def test_a_klantcontact_is_refused_for_what_is_wrong(api: Api, zaak: Zaak) -> None:
    api.maak("/klantcontacten", contact(zaak, identificatie="K1"))
    morgen = (timezone.now() + datetime.timedelta(days=1)).isoformat()

    assert fouten_in(api.vraag("POST", "/klantcontacten", contact(zaak, identificatie="K1"))) == {
        ("identificatie", "unique")
    }
    fout = contact(zaak, datumtijd=morgen, identificatie="x" * 15, kanaal="x" * 21)
    assert fouten_in(api.vraag("POST", "/klantcontacten", fout)) == {
        ("datumtijd", "date-in-future"),
        ("identificatie", "max_length"),
        ("kanaal", "max_length"),
    }


@pytest.mark.eis("zrc-007")
def test_a_closed_zaak_gets_no_klantcontact_without_force(api: Api, gewoon: Api, zaak: Zaak) -> None:
    sluit(zaak)

    assert gewoon.vraag("POST", "/klantcontacten", contact(zaak)).status_code == 403
    assert api.vraag("POST", "/klantcontacten", contact(zaak)).status_code == 201


def test_klantcontacten_are_only_added_and_the_client_is_warned(
    api: Api, zaak: Zaak, versie: Zaaktypeversie, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gemaakt = api.maak("/klantcontacten", contact(zaak))
    for _keer in range(4):
        api.maak("/klantcontacten", contact(fabrieken.maak_zaak(versie)))

    with django_assert_num_queries(3):  # who asks, which rows, the rows
        assert api.lees("/klantcontacten", zaak=zaak_url(zaak))["results"] == [gemaakt]
    for methode in ("PUT", "PATCH", "DELETE"):
        assert api.vraag(methode, gemaakt["url"], {}).status_code == 405
    assert api.vraag("GET", "/klantcontacten")["Warning"].startswith("299 ")


# Contactmomenten and verzoeken


@pytest.mark.parametrize(("lijst", "veld"), [("zaakcontactmomenten", "contactmoment"), ("zaakverzoeken", "verzoek")])
def test_a_link_to_another_register_comes_and_goes(
    api: Api, zaak: Zaak, versie: Zaaktypeversie, register: AnderRegister, lijst: str, veld: str
) -> None:
    adres = register.leg_neer(f"{lijst}/1", {"url": "x"})
    inhoud = {"zaak": zaak_url(zaak), veld: adres}
    gemaakt = api.maak(f"/{lijst}", inhoud)
    ander = api.maak(f"/{lijst}", inhoud | {"zaak": zaak_url(fabrieken.maak_zaak(versie))})

    assert gemaakt == {"url": f"{HOST}{ZRC}/{lijst}/{gemaakt['uuid']}", "uuid": gemaakt["uuid"], **inhoud}
    assert api.lees(f"/{lijst}", zaak=zaak_url(zaak)) == [gemaakt]
    assert api.lees(f"/{lijst}", **{veld: adres}) == [ander, gemaakt]
    assert fouten_in(api.vraag("POST", f"/{lijst}", inhoud)) == {("nonFieldErrors", "unique")}
    assert api.vraag("DELETE", gemaakt["url"]).status_code == 204
    assert api.vraag("GET", gemaakt["url"]).status_code == 404


@pytest.mark.parametrize(("lijst", "veld"), [("zaakcontactmomenten", "contactmoment"), ("zaakverzoeken", "verzoek")])
def test_the_other_register_must_answer(api: Api, zaak: Zaak, register: AnderRegister, lijst: str, veld: str) -> None:
    for adres, code in (
        ("abc", "invalid"),
        ("https://niet-op-de-lijst.example/1", "bad-url"),
        (f"{register.adres}weg", "bad-url"),
        (register.leg_neer("tekst", b"geen json"), "invalid-resource"),
    ):
        geweigerd = api.vraag("POST", f"/{lijst}", {"zaak": zaak_url(zaak), veld: adres})
        assert fouten_in(geweigerd) == {(veld, code)}


@pytest.mark.eis("zrc-007")
def test_links_of_a_closed_zaak_stay(gewoon: Api, api: Api, zaak: Zaak, register: AnderRegister) -> None:
    adres = register.leg_neer("verzoeken/1", {"url": "x"})
    gemaakt = api.maak("/zaakverzoeken", {"zaak": zaak_url(zaak), "verzoek": adres})
    sluit(zaak)

    assert gewoon.vraag("DELETE", gemaakt["url"]).status_code == 403
    assert gewoon.vraag("POST", "/zaakverzoeken", {"zaak": zaak_url(zaak), "verzoek": adres}).status_code == 403


# Besluiten


def besluit(zaak: Zaak | None) -> Besluit:
    besluittype, _nieuw = Besluittype.objects.get_or_create(catalogus=fabrieken.catalogus(), omschrijving="Proef")
    return Besluit.objects.create(
        identificatie=f"B{Besluit.objects.count()}",
        verantwoordelijke_organisatie=fabrieken.RSIN,
        besluittype=besluittype,
        zaak=zaak,
        datum=datetime.date(2026, 1, 2),
        ingangsdatum=datetime.date(2026, 1, 2),
    )


def besluit_url(rij: Besluit) -> str:
    return f"{HOST}/besluiten/api/v1/besluiten/{rij.uuid}"


@pytest.mark.eis("brc-006")
def test_besluiten_of_ours_stand_at_their_zaak(
    api: Api, zaak: Zaak, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    eigen, lijst = besluit(zaak), f"/zaken/{zaak.uuid}/besluiten"
    verwacht = {
        "url": f"{HOST}{ZRC}{lijst}/{eigen.uuid}",
        "uuid": str(eigen.uuid),
        "besluit": besluit_url(eigen),
    }

    with django_assert_num_queries(4):  # who asks, the zaak, our besluiten, which are elsewhere
        assert api.lees(lijst) == [verwacht]
    assert api.lees(verwacht["url"]) == verwacht
    # The Besluiten API tells it here again, as the standard asks of two that are apart.
    assert api.maak(lijst, {"besluit": besluit_url(eigen)}) == verwacht


@pytest.mark.eis("brc-006")
def test_what_our_besluiten_say_is_changed_there(api: Api, zaak: Zaak) -> None:
    eigen, los, lijst = besluit(zaak), besluit(None), f"/zaken/{zaak.uuid}/besluiten"
    tegenstrijdig = {("nonFieldErrors", "inconsistent-relation")}

    assert fouten_in(api.vraag("POST", lijst, {"besluit": besluit_url(los)})) == tegenstrijdig
    assert fouten_in(api.vraag("DELETE", f"{lijst}/{eigen.uuid}")) == tegenstrijdig
    assert fouten_in(api.vraag("POST", lijst, {})) == {("besluit", "required")}
    assert api.vraag("PUT", f"{lijst}/{eigen.uuid}", {}).status_code == 405


def test_a_besluit_of_another_register_comes_and_goes(api: Api, zaak: Zaak, register: AnderRegister) -> None:
    lijst = f"/zaken/{zaak.uuid}/besluiten"
    adres = register.leg_neer(
        "besluiten/1", {"besluittype": "x", "verantwoordelijkeOrganisatie": "x", "datum": "2026-01-02"}
    )

    gemaakt = api.maak(lijst, {"besluit": adres})

    assert gemaakt["besluit"] == adres
    assert gemaakt["url"] == f"{HOST}{ZRC}{lijst}/{gemaakt['uuid']}"
    assert api.lees(lijst) == [gemaakt]
    assert api.lees(gemaakt["url"]) == gemaakt
    assert fouten_in(api.vraag("POST", lijst, {"besluit": adres})) == {("nonFieldErrors", "unique")}
    assert api.vraag("DELETE", gemaakt["url"]).status_code == 204
    assert not Zaakbesluit.objects.exists()
    soorten = Gebeurtenis.objects.filter(zaak=zaak, soort__startswith="besluit_").order_by("volgnummer")
    assert [rij.soort for rij in soorten] == ["besluit_gekoppeld", "besluit_ontkoppeld"]


@pytest.mark.eis("zrc-007")
def test_besluiten_of_a_closed_zaak_stay(gewoon: Api, zaak: Zaak) -> None:
    eigen, lijst = besluit(zaak), f"/zaken/{zaak.uuid}/besluiten"
    sluit(zaak)

    assert gewoon.vraag("POST", lijst, {"besluit": besluit_url(eigen)}).status_code == 403
    assert gewoon.vraag("DELETE", f"{lijst}/{eigen.uuid}").status_code == 403


def test_a_zaak_that_is_not_there_has_no_besluiten(api: Api, zaak: Zaak) -> None:
    assert api.vraag("GET", f"/zaken/{NIET_DAAR}/besluiten").status_code == 404
    assert api.vraag("GET", f"/zaken/{zaak.uuid}/besluiten/{NIET_DAAR}").status_code == 404
