"""The two doors of publishing, and the checklist that stands before our own."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model

from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.accounts.models import Groep
from tests import fabrieken
from zaken.models import Besluittype, Catalogus, Informatieobjecttype, Zaaktype, Zaaktypeversie
from zaken.services.catalogus import (
    beletsels_eigen_gebruik,
    beletsels_publiceren,
    geforceerd,
    publiceer,
    publiceer_volgens_standaard,
)

Verandering = Callable[[Zaaktypeversie], object]


def codes_van(versie: Zaaktypeversie) -> set[str]:
    """Return why our own studio does not publish this version."""
    return {str(fout.code) for fout in beletsels_publiceren(versie)}


def zet(**velden: Any) -> Verandering:
    """Return the change of these fields of the version."""
    return lambda versie: Zaaktypeversie.objects.filter(pk=versie.pk).update(**velden)


def zet_op(deel: str, **velden: Any) -> Verandering:
    """Return the change of these fields of all parts of one kind."""
    return lambda versie: getattr(versie, deel).update(**velden)


def leeg(deel: str) -> Verandering:
    """Return the removal of all parts of one kind."""
    return lambda versie: getattr(versie, deel).all().delete()


def trek_terug(model: type[Model]) -> Verandering:
    """Return the change of all types of one kind back into concepts, which only force can."""

    def verander(versie: Zaaktypeversie) -> None:
        with geforceerd(versie, door=Naamloos.SYSTEEM):
            model._default_manager.update(concept=True)

    return verander


GEVALLEN: dict[str, tuple[Verandering, str]] = {
    "dat-label": (zet(dat_label=""), "geen-dat-label"),
    "referentieproces": (zet(referentieproces_link="https://proces.example"), "referentieproces-zonder-naam"),
    "verlenging": (zet(verlenging_mogelijk=True), "verlenging-mismatch"),
    "bron": (zet(bronzaaktype={"url": "x"}), "invalid-bronzaaktype-for-broncatalogus"),
    "doorlooptijd-nul": (zet(doorlooptijd="P0D"), "doorlooptijd-nul"),
    "servicenorm": (zet(servicenorm="P9W"), "servicenorm-te-lang"),
    "fasen": (zet_op("statustypen", doorlooptijd="P2W"), "fasen-te-lang"),
    "een-status": (lambda versie: versie.statustypen.filter(volgnummer__gt=1).delete(), "te-weinig-statussen"),
    "geen-einde": (zet_op("statustypen", is_eindstatus=False), "geen-eindstatus"),
    "status-zonder-tekst": (zet_op("statustypen", uitleg_inwoner=""), "status-zonder-tekst"),
    "geen-resultaat": (leeg("resultaattypen"), "geen-resultaat"),
    "geen-klasse": (zet_op("resultaattypen", selectielijst_nummer=""), "resultaat-zonder-selectielijst"),
    "andere-klasse": (zet_op("resultaattypen", selectielijst_nummer="8.2"), "procestype-mismatch"),
    "resultaat-zonder-tekst": (zet_op("resultaattypen", uitleg_inwoner=""), "resultaat-zonder-tekst"),
    "zonder-brondatum": (zet_op("resultaattypen", afleidingswijze=""), "required"),
    "wijze": (zet_op("resultaattypen", afleidingswijze="hoofdzaak"), "invalid-afleidingswijze-for-procestermijn"),
    "kenmerk": (zet_op("resultaattypen", datumkenmerk="x"), "must-be-empty"),
    "geen-besluittype": (lambda versie: versie.besluittypen.clear(), "geen-besluittype"),
    "geen-rollen": (leeg("roltypen"), "geen-behandelaar"),
    "lengte": (zet_op("eigenschappen", lengte="te lang"), "invalid"),
    "taak": (leeg("informatieobjecttypen"), "taak-met-vreemd-document"),
    "concept-besluit": (trek_terug(Besluittype), "concept-relation"),
    "concept-document": (trek_terug(Informatieobjecttype), "concept-relation"),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_studio_says_what_is_missing_and_the_standard_does_not_ask(team: Groep, geval: str) -> None:
    verander, code = GEVALLEN[geval]
    versie = fabrieken.budgetversie(team)
    assert codes_van(versie) == set()

    verander(versie)
    versie.refresh_from_db()

    assert code in codes_van(versie)
    with pytest.raises(ValidationError):
        publiceer(versie)
    if code == "concept-relation":
        with pytest.raises(ValidationError, match="nog niet gepubliceerd"):
            publiceer_volgens_standaard(versie, door=Naamloos.SYSTEEM)
        return
    gepubliceerd = publiceer_volgens_standaard(versie, door=Naamloos.SYSTEEM)
    assert code in {fout.code for fout in beletsels_eigen_gebruik(gepubliceerd)}


@pytest.mark.eis("ztc-013")
def test_relations_to_another_catalogus_are_seen(team: Groep) -> None:
    versie = fabrieken.budgetversie(team)
    ander = Catalogus.objects.create(naam="Ander", domein="ANDER", rsin=fabrieken.RSIN)
    Besluittype.objects.create(catalogus=ander, omschrijving="Vreemd").zaaktypeversies.add(versie)
    assert codes_van(versie) == {"relations-incorrect-catalogus"}
    versie.besluittypen.remove(*versie.besluittypen.filter(catalogus=ander))
    versie.deelzaaktypen.add(Zaaktype.objects.create(catalogus=ander, identificatie="vreemd"))
    assert codes_van(versie) == {"relations-incorrect-catalogus"}


def test_what_our_studio_published_our_screens_use(budgettype: Zaaktypeversie, meldingtype: Zaaktypeversie) -> None:
    assert beletsels_eigen_gebruik(budgettype) == beletsels_eigen_gebruik(meldingtype) == []


@pytest.mark.eis("ztc-016")
def test_standard_leaves_the_version_before_it_alone(team: Groep, budgettype: Zaaktypeversie) -> None:
    nieuw = fabrieken.budgetversie(team)
    Zaaktypeversie.objects.filter(pk=nieuw.pk).update(geldig_van=datetime.date(2027, 1, 1))
    with pytest.raises(ValidationError) as fout:
        publiceer_volgens_standaard(nieuw, door=Naamloos.SYSTEEM)
    assert [reden.code for reden in fout.value.error_list] == ["overlap"]
    budgettype.refresh_from_db()
    assert budgettype.geldig_tot is None


def test_concept_of_a_type_that_was_published_before_does_not_hold_a_zaaktype_back(team: Groep) -> None:
    """The relation means the name: a published version of it is enough (ztc-011, ztc-012)."""
    versie = fabrieken.budgetversie(team)
    oud = versie.besluittypen.get()
    Besluittype.objects.create(
        catalogus=oud.catalogus, omschrijving=oud.omschrijving, concept=True, geldig_van=datetime.date(2027, 1, 1)
    ).zaaktypeversies.add(versie)
    oud.zaaktypeversies.remove(versie)
    assert codes_van(versie) == set()
