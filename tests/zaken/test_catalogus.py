"""A published version of a zaaktype keeps its meaning, whoever tries to change it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from mijnportaal.accounts.models import Groep
from tests import fabrieken
from zaken.models import Besluittype, Rolsoort, Statustype, Zaaktypeversie
from zaken.services.catalogus import publiceer


def codes(versie: Zaaktypeversie) -> set[str | None]:
    """Return why this version cannot be published."""
    with pytest.raises(ValidationError) as fout:
        publiceer(versie)
    return {reden.code for reden in fout.value.error_list}


def test_everything_that_is_missing_is_told_at_once(team: Groep) -> None:
    versie = fabrieken.conceptversie(team, "leeg", dat_label="")
    versie.roltypen.all().delete()
    verwacht = {"te-weinig-statussen", "geen-eindstatus", "geen-resultaat", "geen-initiator", "geen-behandelaar"}
    assert codes(versie) == {*verwacht, "geen-dat-label"}
    versie.roltypen.create(omschrijving="Een", soort=Rolsoort.INITIATOR)
    versie.roltypen.create(omschrijving="Nog een", soort=Rolsoort.INITIATOR)
    assert "geen-initiator" in codes(versie)


def test_published_once(budgettype: Zaaktypeversie) -> None:
    assert codes(budgettype) == {"al-gepubliceerd"}


def test_new_version_ends_the_one_before_it(team: Groep, budgettype: Zaaktypeversie) -> None:
    begin = datetime.date(2027, 1, 1)
    nieuw = fabrieken.budgetversie(team)
    Zaaktypeversie.objects.filter(pk=nieuw.pk).update(geldig_van=begin)
    publiceer(nieuw)
    budgettype.refresh_from_db()
    assert budgettype.geldig_tot == begin
    geldig = Zaaktypeversie.objects.filter(zaaktype=budgettype.zaaktype)
    assert geldig.geldig_op(begin - datetime.timedelta(days=1)).get() == budgettype
    assert geldig.geldig_op(begin).get() == nieuw


def test_version_in_a_period_that_is_taken_is_refused_with_a_sentence(team: Groep, budgettype: Zaaktypeversie) -> None:
    nieuw = fabrieken.budgetversie(team)
    Zaaktypeversie.objects.filter(pk=nieuw.pk).update(geldig_van=budgettype.geldig_van - datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="komt al voor binnen de catalogus"):
        publiceer(nieuw)
    nieuw.refresh_from_db()
    assert nieuw.status == Zaaktypeversie.Status.CONCEPT


@pytest.mark.eis("ztc-009")
@pytest.mark.parametrize(
    "velden",
    [
        {"omschrijving": "Anders"},
        {"status": "concept"},
        {"doorlooptijd": "P1W"},
        {"geldig_van": datetime.date(2019, 1, 1)},
    ],
    ids=lambda velden: next(iter(velden)),
)
def test_published_version_does_not_change(budgettype: Zaaktypeversie, velden: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        Zaaktypeversie.objects.filter(pk=budgettype.pk).update(**velden)
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        Zaaktypeversie.objects.filter(pk=budgettype.pk)._raw_delete("default")
    Zaaktypeversie.objects.filter(pk=budgettype.pk).update(geldig_tot=datetime.date(2030, 1, 1))


DELEN = ["statustypen", "resultaattypen", "roltypen", "eigenschappen", "informatieobjecttypen", "taaksjablonen"]


@pytest.mark.eis("ztc-010")
@pytest.mark.parametrize("deel", DELEN)
def test_parts_of_a_published_version_do_not_change(team: Groep, budgettype: Zaaktypeversie, deel: str) -> None:
    """Not by adding, changing or removing one, and not by moving one out of it or into it."""
    concept = fabrieken.conceptversie(team, "ander")
    delen = getattr(budgettype, deel)
    eerste = delen.order_by("pk")[0]
    model = type(eerste)
    pogingen: list[Callable[[], object]] = [
        lambda: delen.filter(pk=eerste.pk)._raw_delete("default"),
        lambda: delen.filter(pk=eerste.pk).update(zaaktypeversie=budgettype),
        lambda: delen.filter(pk=eerste.pk).update(zaaktypeversie=concept),
        lambda: model.objects.bulk_create([kopie(eerste)]),
    ]
    for poging in pogingen:
        with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
            poging()


def kopie(rij: Any) -> Any:
    velden = {
        veld.attname: getattr(rij, veld.attname) for veld in rij._meta.fields if veld.attname not in {"id", "uuid"}
    }
    return type(rij)(**velden)


def test_kinds_of_decision_of_a_published_version_do_not_change(budgettype: Zaaktypeversie) -> None:
    ander = Besluittype.objects.create(catalogus=fabrieken.catalogus(), omschrijving="Ander besluit")
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        ander.zaaktypeversies.add(budgettype)
    with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
        budgettype.besluittypen.clear()


def test_concept_stays_open_to_change(team: Groep) -> None:
    versie = fabrieken.budgetversie(team)
    versie.omschrijving = "Anders"
    versie.save()
    versie.statustypen.filter(volgnummer=2).delete()
    versie.delete()
    assert not Statustype.objects.exists()


def test_one_eindstatus_and_one_number_per_version(team: Groep) -> None:
    versie = fabrieken.conceptversie(team, "proef")
    fabrieken.voeg_statussen_toe(versie, "Begin", "Einde")
    gegevens = {"zaaktypeversie": versie, "omschrijving": "X", "naam_inwoner": "X", "uitleg_inwoner": "X"}
    for velden in ({"volgnummer": 2}, {"volgnummer": 3, "is_eindstatus": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Statustype.objects.create(**gegevens, **velden)
