"""Sending a form: one zaak with everything that was filled in, or none and the reasons why."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connections
from django.utils import timezone, translation

from formulieren.models import FormulierVersie, Inzending, Plek
from formulieren.services.bijlagen import Grenzen, voeg_bijlagen_toe
from formulieren.services.concept import bewaar_antwoorden
from formulieren.services.indienen import dien_in
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import lees
from tests.bestendig.conftest import paden_in_gebruik
from tests.bestendig.processen import bestanden_in, slot, wacht_tot_het_staat_op
from tests.formulierfabriek import PDF, budgetconcept, budgetformulier, id_van, meldingconcept, meldingformulier
from zaken.models import (
    Betrokkene,
    Gebeurtenis,
    Informatieobject,
    Informatieobjectversie,
    Kanaal,
    Rolsoort,
    Zaak,
    Zaaktypeversie,
)


@pytest.fixture
def formulier(budgettype: Zaaktypeversie) -> FormulierVersie:
    return budgetformulier(budgettype)


@pytest.fixture
def concept(formulier: FormulierVersie, inwoner: Gebruiker, opslag: Path) -> Inzending:
    return budgetconcept(formulier, inwoner)


def redenen(inzending: Inzending) -> list[str | None]:
    """Return the codes of why this cannot be sent."""
    with pytest.raises(ValidationError) as fout:
        dien_in(inzending)
    return [reden.code for reden in fout.value.error_list]


def test_zaak_holds_what_was_filled_in(concept: Inzending, inwoner: Gebruiker) -> None:
    zaak = dien_in(concept)
    assert (zaak.omschrijving, zaak.toelichting) == ("Budget: Een bankje", "Op het plein.")
    assert (zaak.kanaal, zaak.startdatum) == (Kanaal.FORMULIER, timezone.localdate())
    assert dict(zaak.eigenschappen.values_list("eigenschap__naam", "waarde")) == {
        "bedrag": "550.00",
        "rekening": "NL91ABNA0417164300",
    }
    fatima = zaak.rollen.get(soort=Rolsoort.INITIATOR).betrokkene
    assert fatima == Betrokkene.objects.get(identiteiten=inwoner.pk)
    assert fatima.email == "fatima@example.nl"
    assert zaak.gebeurtenissen.get().soort == Gebeurtenis.Soort.GEREGISTREERD


@pytest.mark.eis("N-14")
def test_pdf_of_the_answers_and_the_files_are_documents_of_the_zaak(concept: Inzending) -> None:
    zaak = dien_in(concept)
    soorten = {
        rij.informatieobject.informatieobjecttype.omschrijving: rij.informatieobject.versies.get()
        for rij in zaak.documenten.all()
    }
    assert set(soorten) == {"Aanvraag", "Bijlage"}
    assert b"".join(lees(soorten["Aanvraag"].pad)).startswith(b"%PDF")
    # Linked, not copied.
    assert soorten["Bijlage"].pad == concept.bijlagen.get().pad
    assert all(rij.zichtbaar_voor_inwoner for rij in zaak.documenten.all())


def test_everything_that_is_missing_is_told_at_once(concept: Inzending, opslag: Path) -> None:
    bewaar_antwoorden(concept, {Plek(id_van("plan")): "", Plek(id_van("mail")): "geen adres"})
    vooraf = bestanden_in(opslag)
    assert redenen(concept) == ["onvolledig", "onvolledig"]
    assert not Zaak.objects.exists()
    assert bestanden_in(opslag) == vooraf


def test_answer_that_was_changed_behind_the_form_is_checked_again(concept: Inzending) -> None:
    """The rules hold at sending too, whatever is in the table (S-04)."""
    concept.antwoorden.filter(vraag=id_van("kosten")).update(waarde=[{"wat": "Auto", "bedrag": "9000.00"}])
    assert redenen(concept) == ["onvolledig"]


def test_second_send_finds_the_zaak_of_the_first(concept: Inzending, opslag: Path) -> None:
    zaak = dien_in(concept)
    bestanden = bestanden_in(opslag)
    assert dien_in(concept) == zaak
    assert Zaak.objects.count() == 1
    assert bestanden_in(opslag) == bestanden


def test_what_was_sent_does_not_change_any_more(concept: Inzending, opslag: Path) -> None:
    dien_in(concept)
    bestanden = bestanden_in(opslag)
    with pytest.raises(ValidationError, match="al verstuurd"):
        bewaar_antwoorden(concept, {Plek(id_van("plan")): "Iets anders"})
    with pytest.raises(ValidationError, match="al verstuurd"):
        voeg_bijlagen_toe(concept, Plek(id_van("offerte")), [ContentFile(PDF, name="Nog een.pdf")], Grenzen(5))
    assert bestanden_in(opslag) == bestanden


@pytest.mark.eis("S-34")
def test_chain_holds_the_fingerprint_of_every_file_that_came_in(concept: Inzending) -> None:
    zaak = dien_in(concept)
    versies = Informatieobjectversie.objects.filter(informatieobject__zaken__zaak=zaak)
    vastgelegd = zaak.gebeurtenissen.get(soort=Gebeurtenis.Soort.GEREGISTREERD).gegevens["sha256"].split()
    assert sorted(vastgelegd) == sorted(versies.values_list("sha256", flat=True))
    assert len(vastgelegd) > 1


def test_zaaktype_that_has_ended_is_a_refusal_and_no_error(
    concept: Inzending, budgettype: Zaaktypeversie, opslag: Path
) -> None:
    vooraf = bestanden_in(opslag)
    budgettype.geldig_tot = timezone.localdate()
    budgettype.save(update_fields=["geldig_tot"])
    assert redenen(concept) == ["zaaktype-niet-geldig"]
    assert bestanden_in(opslag) == vooraf
    concept.refresh_from_db()
    assert concept.is_concept


def test_report_without_login_makes_a_person_of_its_own(meldingtype: Zaaktypeversie) -> None:
    formulier = meldingformulier(meldingtype)
    eerste, tweede = (dien_in(meldingconcept(formulier)) for _keer in range(2))
    assert eerste.locatie == "Dorpsstraat 1"
    assert eerste.geometrie == {"type": "Point", "coordinates": [5.3, 52.1]}
    assert eerste.omschrijving == "Lamp kapot: Dorpsstraat 1"
    wimmen = Betrokkene.objects.filter(naam="Wim de Wit", email="wim@example.nl")
    assert len(wimmen) == 2
    assert {zaak.rollen.get().betrokkene for zaak in (eerste, tweede)} == set(wimmen)


def test_what_employees_read_is_dutch_whatever_the_language_of_the_form(meldingtype: Zaaktypeversie) -> None:
    concept = meldingconcept(meldingformulier(meldingtype), naam="")
    Inzending.objects.filter(pk=concept.pk).update(taal="en")
    with translation.override("en"):
        zaak = dien_in(concept)
    melder = zaak.rollen.get().betrokkene
    assert zaak.omschrijving == "Lamp kapot: Dorpsstraat 1"
    assert (melder.naam, melder.taal) == ("Onbekende melder", "en")
    assert zaak.gebeurtenissen.get().door_naam == "Aanvrager zonder inloggen"


@pytest.mark.eis("R-1")
@pytest.mark.django_db(transaction=True)
def test_draft_without_files_sent_from_several_places_is_one_zaak(meldingtype: Zaaktypeversie, opslag: Path) -> None:
    """No file, so nothing but the lock on the draft stands between two clicks and two zaken; all wait there at once."""
    concept = meldingconcept(meldingformulier(meldingtype))

    def klik(_nummer: int) -> Zaak:
        try:
            return dien_in(concept)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as draden:
        with slot("SELECT 1 FROM formulieren_inzending FOR UPDATE"):
            klikken = [draden.submit(klik, nummer) for nummer in range(4)]
            wacht_tot_het_staat_op("formulieren_inzending", aantal=4)
        gevonden = {klik.result() for klik in klikken}
    assert set(Zaak.objects.all()) == gevonden
    assert len(gevonden) == Informatieobject.objects.count() == 1
    assert bestanden_in(opslag) == paden_in_gebruik()
