"""Many requests at once about one type: each of them gets an answer, and the catalogue stays true."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tests import fabrieken
from tests.zaken.api.catalogusproef import Proefclient, zaaktype_van
from zaken.models import Besluittype, Catalogus, Statustype, Zaaktypeversie

pytestmark = pytest.mark.django_db(transaction=True)
TEGELIJK = 6


@pytest.fixture
def proef() -> Proefclient:
    fabrieken.machtig(fabrieken.maak_applicatie(), "catalogi.lezen", "catalogi.schrijven")
    return Proefclient()


@pytest.fixture
def catalogus(proef: Proefclient) -> Any:
    return proef.catalogus()


def tegelijk(*vragen: Callable[[], Any]) -> list[int]:
    """Return the statuses of these requests, sent at once and each over its own connection."""

    def stel(vraag: Callable[[], Any]) -> int:
        try:
            status: int = vraag().status_code
            return status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(vragen)) as handen:
        return sorted(handen.map(stel, vragen))


def publicaties(proef: Proefclient, typen: list[Any]) -> list[Callable[[], Any]]:
    return [lambda adres=f"{type_['url']}/publish": proef.vraag("POST", adres) for type_ in typen]  # type: ignore[misc]


@pytest.mark.eis("ztc-016")
def test_of_overlapping_versions_published_at_once_one_holds(proef: Proefclient, catalogus: Any) -> None:
    versies = [proef.zaaktype(catalogus) for _ in range(TEGELIJK)]
    assert tegelijk(*publicaties(proef, versies)) == [200] + [400] * (TEGELIJK - 1)
    assert Zaaktypeversie.objects.filter(status="gepubliceerd").count() == 1


@pytest.mark.eis("ztc-016")
def test_of_overlapping_besluittypen_published_at_once_one_holds(proef: Proefclient, catalogus: Any) -> None:
    typen = [proef.besluittype(catalogus) for _ in range(TEGELIJK)]
    assert tegelijk(*publicaties(proef, typen)) == [200] + [400] * (TEGELIJK - 1)
    assert Besluittype.objects.filter(concept=False).count() == 1


def test_versions_made_at_once_get_numbers_of_their_own(proef: Proefclient, catalogus: Any) -> None:
    inhoud = zaaktype_van(catalogus)
    assert tegelijk(*[lambda: proef.vraag("POST", "/zaaktypen", inhoud)] * TEGELIJK) == [201] * TEGELIJK
    assert sorted(Zaaktypeversie.objects.values_list("versie", flat=True)) == list(range(1, TEGELIJK + 1))
    assert Zaaktypeversie.objects.values("zaaktype").distinct().count() == 1


def test_a_catalogus_made_many_times_at_once_is_there_once(proef: Proefclient) -> None:
    inhoud = {"domein": "TWEE", "rsin": "517439943", "contactpersoonBeheerNaam": "Joost"}
    statussen = tegelijk(*[lambda: proef.vraag("POST", "/catalogussen", inhoud)] * TEGELIJK)
    assert statussen == [201] + [400] * (TEGELIJK - 1)
    assert Catalogus.objects.filter(domein="TWEE").count() == 1


@pytest.mark.eis("zrc-007")
def test_of_statustypen_made_at_once_one_closes_the_zaak(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus)

    def maak(volgnummer: int) -> Any:
        inhoud = {"zaaktype": zaaktype["url"], "omschrijving": f"Fase {volgnummer}", "volgnummer": volgnummer}
        return proef.vraag("POST", "/statustypen", inhoud)

    nummers = [*range(1, TEGELIJK), TEGELIJK - 1]
    statussen = tegelijk(*[lambda nummer=nummer: maak(nummer) for nummer in nummers])
    assert statussen == [201] * (TEGELIJK - 1) + [400]
    assert [rij.volgnummer for rij in Statustype.objects.filter(is_eindstatus=True)] == [TEGELIJK - 1]


@pytest.mark.eis("ztc-010")
def test_a_part_is_added_before_publishing_or_not_at_all(proef: Proefclient, catalogus: Any) -> None:
    zaaktype = proef.zaaktype(catalogus)
    inhoud = {"zaaktype": zaaktype["url"], "omschrijving": "Begin", "volgnummer": 1}
    statussen = tegelijk(
        lambda: proef.vraag("POST", "/statustypen", inhoud), lambda: proef.vraag("POST", f"{zaaktype['url']}/publish")
    )
    assert statussen in ([200, 201], [200, 400])
    assert Statustype.objects.exists() == (statussen == [200, 201])
