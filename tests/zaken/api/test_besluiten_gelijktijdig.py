"""Many requests at once about one besluit: each of them gets an answer, and the register stays true."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from tests import fabrieken
from tests.zaken.api.besluiten import PAD, Aanroeper, documentadres, lichaam, maak_document
from zaken.gebeurtenissen import breuk_in_keten
from zaken.models import Besluit, Besluitinformatieobject, Besluittype, Informatieobject, Verwijdering, Zaaktypeversie

pytestmark = pytest.mark.django_db(transaction=True)
TEGELIJK = 6
BESLUITEN = f"{PAD}/besluiten"
BIO = f"{PAD}/besluitinformatieobjecten"


@pytest.fixture
def besluittype(budgettype: Zaaktypeversie) -> Besluittype:
    fabrieken.maak_applicatie("proef", alles=True)
    besluittype = budgettype.besluittypen.get()
    besluittype.informatieobjecttypen.add(fabrieken.informatieobjecttype("Besluit"))
    return besluittype


@pytest.fixture
def besluit(besluittype: Besluittype) -> str:
    adres: str = Aanroeper()("post", BESLUITEN, lichaam(besluittype)).json()["url"]
    return adres


def tegelijk(*vragen: Callable[[Aanroeper], Any]) -> list[int]:
    """Return the statuses of these requests, sent at once and each over its own connection."""

    def stel(vraag: Callable[[Aanroeper], Any]) -> int:
        try:
            status: int = vraag(Aanroeper()).status_code
            return status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(vragen)) as handen:
        return sorted(handen.map(stel, vragen))


@pytest.mark.eis("brc-002")
def test_one_of_many_besluiten_gets_the_number(besluittype: Besluittype) -> None:
    inhoud = lichaam(besluittype, identificatie="B-1")
    statussen = tegelijk(*[lambda roep: roep("post", BESLUITEN, inhoud)] * TEGELIJK)
    assert statussen == [201] + [400] * (TEGELIJK - 1)
    assert Besluit.objects.filter(identificatie="B-1").count() == 1


@pytest.mark.eis("brc-002")
def test_many_besluiten_at_once_get_numbers_of_their_own(besluittype: Besluittype) -> None:
    statussen = tegelijk(*[lambda roep: roep("post", BESLUITEN, lichaam(besluittype))] * TEGELIJK)
    assert statussen == [201] * TEGELIJK
    assert len(set(Besluit.objects.values_list("identificatie", flat=True))) == TEGELIJK


@pytest.mark.eis("brc-009")
def test_a_besluit_is_deleted_once(besluit: str) -> None:
    statussen = tegelijk(*[lambda roep: roep("delete", besluit)] * TEGELIJK)
    assert statussen == [204] + [404] * (TEGELIJK - 1)
    assert Verwijdering.objects.count() == 1


def test_changes_at_once_all_get_their_link_in_the_chain(besluit: str) -> None:
    statussen = tegelijk(*[lambda roep: roep("patch", besluit, {"toelichting": "Anders."})] * TEGELIJK)
    assert statussen == [200] * TEGELIJK
    assert len(Aanroeper().lees(f"{besluit}/audittrail").json()) == TEGELIJK + 1
    assert breuk_in_keten(Besluit.objects.get()) is None


@pytest.mark.eis("brc-004")
def test_a_document_is_tied_once(besluit: str) -> None:
    inhoud = {"besluit": besluit, "informatieobject": documentadres(maak_document())}
    statussen = tegelijk(*[lambda roep: roep("post", BIO, inhoud)] * TEGELIJK)
    assert statussen == [201] + [400] * (TEGELIJK - 1)
    assert Besluitinformatieobject.objects.count() == 1


@pytest.mark.eis("brc-004", "drc-008")
def test_a_document_is_tied_or_deleted_and_never_half(besluit: str) -> None:
    document = maak_document()
    adres = documentadres(document)
    inhoud = {"besluit": besluit, "informatieobject": adres}
    statussen = tegelijk(lambda roep: roep("post", BIO, inhoud), lambda roep: roep("delete", adres))
    gekoppeld = Besluitinformatieobject.objects.exists()
    assert Informatieobject.objects.filter(pk=document.pk).exists() == gekoppeld
    assert statussen in ([201, 400], [204, 400], [204, 404])
