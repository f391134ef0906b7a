"""The catalogue changes by services: whole or not at all, and by force only with a trace."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Groep
from tests import fabrieken
from zaken.models import Besluittype, Informatieobjecttype, Roltype, Statustype, Zaaktype, Zaaktypeversie
from zaken.services.catalogus import (
    Zaaktyperelaties,
    geforceerd,
    geldige_besluittypen,
    hoort_bij_zaaktype,
    maak_catalogus,
    maak_deel,
    maak_zaaktypeversie,
    publiceer_type,
    verwijder_deel,
    verwijder_zaaktypeversie,
    wijzig_catalogus,
    wijzig_zaaktypeversie,
)

SYSTEEM = Naamloos.SYSTEEM


def inhoud(**velden: Any) -> dict[str, Any]:
    """Return the fields of a version that have no default."""
    return {
        "omschrijving": "Proef",
        "vertrouwelijkheidaanduiding": 1,
        "doorlooptijd": "P8W",
        "geldig_van": datetime.date(2026, 1, 1),
        **velden,
    }


def test_versions_of_one_identificatie_are_numbered_and_inherit_what_is_ours(team: Groep) -> None:
    catalogus = fabrieken.catalogus()
    eerste = maak_zaaktypeversie(
        catalogus=catalogus, identificatie="proef", velden=inhoud(groep=team, icoon="trees"), door=SYSTEEM
    )
    tweede = maak_zaaktypeversie(catalogus=catalogus, identificatie="proef", velden=inhoud(), door=SYSTEEM)

    assert (eerste.versie, tweede.versie, tweede.zaaktype) == (1, 2, eerste.zaaktype)
    assert (tweede.groep, tweede.icoon) == (team, "trees")


@pytest.mark.django_db
def test_zaaktype_lives_as_long_as_its_versions_unless_somebody_has_rights_on_it() -> None:
    catalogus = fabrieken.catalogus()
    weg, blijft = (
        maak_zaaktypeversie(catalogus=catalogus, identificatie=naam, velden=inhoud(), door=SYSTEEM)
        for naam in ("weg", "blijft")
    )
    fabrieken.sta_toe(blijft.groep, blijft.zaaktype)
    for versie in (weg, blijft):
        verwijder_zaaktypeversie(versie, door=SYSTEEM)
    assert list(Zaaktype.objects.values_list("identificatie", flat=True)) == ["blijft"]


@pytest.mark.django_db
def test_all_faults_are_told_at_once_and_nothing_is_written() -> None:
    with pytest.raises(ValidationError) as fout:
        maak_zaaktypeversie(
            catalogus=fabrieken.catalogus(),
            identificatie="fout",
            velden=inhoud(geldig_tot=datetime.date(2026, 1, 1), verlengingstermijn="P1W"),
            relaties=Zaaktyperelaties(besluittypen=["onbekend"], deelzaaktypen=["onbekend"]),
            door=SYSTEEM,
        )
    assert {reden.code for reden in fout.value.error_list} == {"date-mismatch", "verlenging-mismatch", "does_not_exist"}
    assert not Zaaktype.objects.exists()


@pytest.mark.eis("ztc-009")
@pytest.mark.eis("ztc-010")
def test_force_opens_the_way_for_one_act_and_leaves_a_trace(
    budgettype: Zaaktypeversie, caplog: pytest.LogCaptureFixture
) -> None:
    with transaction.atomic():
        with geforceerd(budgettype, door=SYSTEEM):
            Zaaktypeversie.objects.filter(pk=budgettype.pk).update(doel="Gecorrigeerd")
        with pytest.raises(DatabaseError, match="verandert niet meer"), transaction.atomic():
            Zaaktypeversie.objects.filter(pk=budgettype.pk).update(doel="Nog eens")
    assert f"catalogus_geforceerd soort=zaaktypeversie uuid={budgettype.uuid} door=Automatisch" in caplog.text

    with pytest.raises(ZeroDivisionError), geforceerd(budgettype, door=SYSTEEM):
        raise ZeroDivisionError
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('mijnportaal.geforceerd', true)")
        assert cursor.fetchone()[0] != "aan"


@pytest.mark.eis("ztc-009")
def test_published_version_takes_a_new_end_without_force_and_nothing_else(budgettype: Zaaktypeversie) -> None:
    einde = datetime.date(2030, 1, 1)
    assert wijzig_zaaktypeversie(budgettype, velden={"geldig_tot": einde}, door=SYSTEEM).geldig_tot == einde
    with pytest.raises(ValidationError, match="non-concept"):
        wijzig_zaaktypeversie(budgettype, velden={"geldig_tot": einde, "doel": "Anders"}, door=SYSTEEM)
    gedwongen = wijzig_zaaktypeversie(budgettype, velden={"doel": "Anders"}, geforceerd=True, door=SYSTEEM)
    assert gedwongen.doel == "Anders"


@pytest.mark.eis("zrc-007")
def test_eindstatus_follows_the_highest_number(team: Groep) -> None:
    versie = fabrieken.budgetversie(team)
    velden = {"zaaktypeversie": versie, "omschrijving": "Nazorg", "volgnummer": 9}
    nieuw = maak_deel(Statustype, velden=velden, door=SYSTEEM)
    assert (nieuw.is_eindstatus, nieuw.naam_inwoner) == (True, "Nazorg")
    assert versie.statustypen.filter(is_eindstatus=True).count() == 1
    verwijder_deel(nieuw, door=SYSTEEM)
    assert versie.statustypen.get(is_eindstatus=True).omschrijving == "Afgehandeld"


@pytest.mark.eis("ztc-010")
def test_part_of_a_published_version_is_added_by_force(budgettype: Zaaktypeversie) -> None:
    velden = {"zaaktypeversie": budgettype, "omschrijving": "Adviseur", "soort": "adviseur"}
    with pytest.raises(ValidationError, match="al gepubliceerd"):
        maak_deel(Roltype, velden=velden, door=SYSTEEM)
    assert maak_deel(Roltype, velden=velden, geforceerd=True, door=SYSTEEM).pk


@pytest.mark.eis("ztc-011")
def test_relation_means_the_name_whatever_version_was_linked(team: Groep, budgettype: Zaaktypeversie) -> None:
    oud = budgettype.besluittypen.get()
    begin = datetime.date(2027, 1, 1)
    nieuw = Besluittype.objects.create(
        catalogus=oud.catalogus, omschrijving=oud.omschrijving, concept=True, geldig_van=begin
    )
    ander = Besluittype.objects.create(catalogus=oud.catalogus, omschrijving="Iets anders")

    publiceer_type(nieuw, beeindig_vorige=True, door=SYSTEEM)

    oud.refresh_from_db()
    assert oud.geldig_tot == begin
    assert geldige_besluittypen(budgettype, begin) == [nieuw]
    assert geldige_besluittypen(budgettype, begin - datetime.timedelta(days=1)) == [oud]
    assert hoort_bij_zaaktype(budgettype, nieuw)
    assert not hoort_bij_zaaktype(budgettype, ander)
    assert hoort_bij_zaaktype(budgettype, Informatieobjecttype.objects.get(omschrijving="Bon"))


@pytest.mark.django_db
def test_catalogus_keeps_its_domein_to_itself() -> None:
    velden = {"domein": "PROEF", "rsin": fabrieken.RSIN, "naam": "Proef"}
    eerste = maak_catalogus(velden=velden, door=SYSTEEM)
    tweede = maak_catalogus(velden={**velden, "domein": "ANDER"}, door=SYSTEEM)
    with pytest.raises(ValidationError, match="bestaat al"):
        wijzig_catalogus(tweede, velden={"domein": "PROEF"}, door=SYSTEEM)
    assert wijzig_catalogus(eerste, velden={"naam": "Nieuw"}, door=SYSTEEM).naam == "Nieuw"
