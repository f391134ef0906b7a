"""A queryset that is compiled once gives what the queryset itself gives, each time anew."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from mijnportaal.kern.voorbereide_rijen import Rijenvraag, voeg_in
from tests.fabrieken import maak_zaak
from zaken.models import Zaak, Zaakkenmerk, Zaaktypeversie
from zaken.models.zaak import ZaakQuerySet

pytestmark = pytest.mark.django_db


def _met_type(uuid: UUID) -> ZaakQuerySet:
    return Zaak.objects.filter(uuid=uuid).select_related("zaaktypeversie__zaaktype__catalogus", "hoofdzaak")


def _waarden(rij: Model) -> dict[str, object]:
    return {veld.attname: getattr(rij, veld.attname) for veld in rij._meta.concrete_fields}


def test_the_row_and_its_relations_are_those_of_the_queryset(meldingtype: Zaaktypeversie) -> None:
    zaak = maak_zaak(meldingtype, geometrie={"type": "Point", "coordinates": [4.9, 52.3]})
    gewoon, voorbereid = _met_type(zaak.uuid).get(), Rijenvraag(_met_type, UUID).een(zaak.uuid)

    assert voorbereid is not None
    assert _waarden(voorbereid) == _waarden(gewoon)
    versie = gewoon.zaaktypeversie
    with CaptureQueriesContext(connection) as queries:
        assert _waarden(voorbereid.zaaktypeversie) == _waarden(versie)
        assert _waarden(voorbereid.zaaktypeversie.zaaktype.catalogus) == _waarden(versie.zaaktype.catalogus)
        assert voorbereid.hoofdzaak is None
    assert len(queries) == 0


def test_a_row_is_read_anew_and_one_that_is_not_there_is_nothing(meldingtype: Zaaktypeversie) -> None:
    zaak, vraag = maak_zaak(meldingtype), Rijenvraag(_met_type, UUID)
    vraag.een(zaak.uuid)
    Zaak.objects.filter(pk=zaak.pk).update(omschrijving="Anders")

    assert getattr(vraag.een(zaak.uuid), "omschrijving", "") == "Anders"
    assert vraag.een(uuid4()) is None


def test_each_value_stands_in_its_own_place(meldingtype: Zaaktypeversie) -> None:
    zaak, ander = maak_zaak(meldingtype), maak_zaak(meldingtype)
    vraag = Rijenvraag(lambda pk, nummer: Zaak.objects.filter(identificatie=nummer, pk=pk), int, str)

    assert vraag.een(zaak.pk, zaak.identificatie) == zaak
    assert vraag.een(zaak.pk, ander.identificatie) is None
    with pytest.raises(TypeError):
        Rijenvraag(lambda pk, nummer: Zaak.objects.filter(pk=pk), int, str).een(zaak.pk, "")


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction() -> None:
    vraag = Rijenvraag(lambda pk: Zaak.objects.select_for_update(of=("self",)).filter(pk=pk), int)

    with pytest.raises(TransactionManagementError):
        vraag.een(1)


def test_what_never_differs_stands_in_the_text(meldingtype: Zaaktypeversie) -> None:
    """So that an index with a condition can be used, and a percent sign is one."""
    zaak = maak_zaak(meldingtype, omschrijving="100% van Wim's 'plan'")
    maak_zaak(meldingtype, omschrijving="Iets anders")
    vraag = Rijenvraag(lambda pk: Zaak.objects.filter(omschrijving="100% van Wim's 'plan'", pk__gte=pk), int)

    with CaptureQueriesContext(connection) as queries:
        assert vraag.rijen(0) == [zaak]
    assert "100%" in queries.captured_queries[-1]["sql"]


def test_an_inserted_row_is_a_saved_one(meldingtype: Zaaktypeversie) -> None:
    zaak = maak_zaak(meldingtype)
    kenmerk = Zaakkenmerk(zaak=zaak, kenmerk="2026/12", bron="Archief")
    voeg_in(kenmerk)

    assert _waarden(Zaakkenmerk.objects.get(pk=kenmerk.pk)) == _waarden(kenmerk)
    kenmerk.bron = "Elders"
    kenmerk.save()
    assert list(Zaakkenmerk.objects.values_list("bron")) == [("Elders",)]


def test_an_insert_that_breaks_a_rule_says_which(meldingtype: Zaaktypeversie) -> None:
    zaak = maak_zaak(meldingtype)
    zelfde = Zaak.objects.get(pk=zaak.pk)
    zelfde.uuid = uuid4()

    with pytest.raises(IntegrityError, match="zaak_identificatie_uniek_per_bronorganisatie"), transaction.atomic():
        voeg_in(zelfde)
    assert Zaak.objects.count() == 1
