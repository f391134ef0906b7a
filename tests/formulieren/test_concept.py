"""The draft: kept at every page, of one person, and gone when that person says so."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from formulieren.models import Antwoord, FormulierVersie, Inzending, Plek
from formulieren.services.bijlagen import Grenzen, verwijder_bijlage, voeg_bijlagen_toe
from formulieren.services.concept import begin, bewaar_antwoorden, gooi_concept_weg
from formulieren.services.indienen import dien_in
from formulieren.toegang import concepten_voor, inzendingen_voor
from mijnportaal.accounts.aanmelding import Aanmelding
from mijnportaal.accounts.models import Gebruiker
from tests.bestendig.processen import bestanden_in
from tests.formulierfabriek import PDF, budgetconcept, budgetformulier, id_van
from zaken.models import Zaaktypeversie


@pytest.fixture
def formulier(budgettype: Zaaktypeversie) -> FormulierVersie:
    return budgetformulier(budgettype)


@pytest.fixture
def concept(formulier: FormulierVersie, inwoner: Gebruiker, opslag: Path) -> Inzending:
    return budgetconcept(formulier, inwoner)


def pdf(naam: str = "stuk.pdf") -> "ContentFile[bytes]":
    return ContentFile(PDF, name=naam)


def test_last_answer_counts_and_every_change_is_counted(concept: Inzending) -> None:
    concept.refresh_from_db()
    eerst = concept.wijziging
    bewaar_antwoorden(concept, {Plek(id_van("plan")): "Twee bankjes"})
    assert concept.antwoorden.get(vraag=id_van("plan")).waarde == "Twee bankjes"
    assert concept.antwoorden.count() == 5
    concept.refresh_from_db()
    assert concept.wijziging == eerst + 1


def test_file_too_many_is_refused_and_leaves_nothing(concept: Inzending, opslag: Path) -> None:
    vooraf = bestanden_in(opslag)
    with pytest.raises(ValidationError, match="ten hoogste 2 bestanden"):
        voeg_bijlagen_toe(concept, Plek(id_van("offerte")), [pdf(), pdf()], Grenzen(2))
    assert concept.bijlagen.count() == 1
    assert bestanden_in(opslag) == vooraf


def test_file_that_is_taken_out_is_gone(concept: Inzending, opslag: Path) -> None:
    bijlage = concept.bijlagen.get()
    verwijder_bijlage(concept, uuid4())  # of another draft, or gone already
    verwijder_bijlage(concept, bijlage.uuid)
    verwijder_bijlage(concept, bijlage.uuid)
    assert not concept.bijlagen.exists()
    assert bestanden_in(opslag) == set()


def test_file_of_another_draft_stays(concept: Inzending, formulier: FormulierVersie, andere_inwoner: Gebruiker) -> None:
    ander = begin(formulier, door=andere_inwoner)
    verwijder_bijlage(ander, concept.bijlagen.get().uuid)
    assert concept.bijlagen.count() == 1


def test_draft_that_is_thrown_away_leaves_nothing(concept: Inzending, opslag: Path) -> None:
    gooi_concept_weg(concept)
    assert not Inzending.objects.exists()
    assert not Antwoord.objects.exists()
    assert bestanden_in(opslag) == set()

    gooi_concept_weg(concept)  # the second click


def test_what_was_sent_cannot_be_thrown_away(concept: Inzending) -> None:
    dien_in(concept)
    with pytest.raises(ValidationError, match="al verstuurd"):
        gooi_concept_weg(concept)
    with pytest.raises(ValidationError, match="al verstuurd"):
        verwijder_bijlage(concept, concept.bijlagen.get().uuid)


@pytest.mark.eis("S-29")
def test_draft_is_of_its_account_or_of_the_browser_that_began_it(
    formulier: FormulierVersie, inwoner: Gebruiker, andere_inwoner: Gebruiker
) -> None:
    van_fatima, zonder_login = begin(formulier, door=inwoner), begin(formulier, door=None)
    assert list(inzendingen_voor(Aanmelding(gebruiker=inwoner))) == [van_fatima]
    assert not inzendingen_voor(Aanmelding(gebruiker=andere_inwoner)).exists()
    assert not inzendingen_voor(Aanmelding()).exists()
    # Knowing the uuid of a draft with an account opens nothing.
    kenner = Aanmelding(inzendingen=frozenset({van_fatima.uuid, zonder_login.uuid}))
    assert list(inzendingen_voor(kenner)) == [zonder_login]
    assert list(concepten_voor(kenner, formulier)) == [zonder_login]
