"""The forms and their versions in the studio: who may come in, and what happens to a version."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from formulieren.models import Formulier, FormulierVersie
from formulieren.services.concept import begin
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren import definities
from tests.formulieren.definities import maak_formulier
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie

LIJST = reverse("studio:lijst")
Status = FormulierVersie.Status


def adres(versie: FormulierVersie, naam: str = "versie", *meer: Any) -> str:
    return reverse(f"studio:{naam}", args=[versie.uuid, *meer])


@pytest.mark.parametrize("wie", ["inwoner", "behandelaar", "kcc", "archivaris"])
def test_studio_is_for_functioneel_beheer_only(
    client: PortaalClient, wie: str, concept: FormulierVersie, request: pytest.FixtureRequest
) -> None:
    for pad in (LIJST, adres(concept), adres(concept, "gegevens"), adres(concept, "weg")):
        assert client.get(pad).status_code == 302  # to the login page
    client.log_in(request.getfixturevalue(wie))
    for pad in (LIJST, adres(concept), adres(concept, "gegevens"), adres(concept, "weg")):
        assert client.get(pad).status_code == 403
        assert client.post(pad).status_code in {403, 405}
    assert FormulierVersie.objects.filter(pk=concept.pk).exists()


def test_list_tells_of_every_form_what_is_published_and_who_is_busy(
    joost: PortaalClient, concept: FormulierVersie, melding: FormulierVersie
) -> None:
    begin(melding, door=None)
    html = joost.get(LIJST).content.decode()
    for deel in ("Melding openbare ruimte", "Gepubliceerd", adres(concept), "versie 2", '<td class="mo-num">1</td>'):
        assert deel in html


def test_list_does_not_ask_more_for_more_forms(
    joost: PortaalClient,
    melding: FormulierVersie,
    meldingtype: Zaaktypeversie,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for nummer in range(5):
        maak_formulier(meldingtype, f"melding-{nummer}", definities.MELDING, Niveau.GEEN)
    joost.get(LIJST)
    with django_assert_num_queries(5):
        joost.get(LIJST)


def test_new_form_begins_as_an_empty_concept(joost: PortaalClient, meldingtype: Zaaktypeversie) -> None:
    velden = {"titel": "Boom kappen", "slug": "boom-kappen", "zaaktype": str(meldingtype.zaaktype.uuid)}
    antwoord = joost.post(reverse("studio:nieuw"), velden)
    versie = FormulierVersie.objects.get(formulier__slug="boom-kappen")
    assert antwoord.url == adres(versie)
    assert (versie.status, versie.formulier.zaaktype) == (Status.CONCEPT, meldingtype.zaaktype)
    assert "nog geen stappen" in joost.get(adres(versie)).content.decode()
    bezet = joost.post(reverse("studio:nieuw"), velden)
    assert "al van een ander formulier" in bezet.content.decode()
    assert "niets gekozen" in joost.post(reverse("studio:nieuw"), {**velden, "zaaktype": ""}).content.decode()


@pytest.mark.eis("R.E1")
def test_concept_is_made_of_the_published_version_once(joost: PortaalClient, melding: FormulierVersie) -> None:
    maak = reverse("studio:nieuw_concept", args=[melding.formulier.uuid])
    joost.post(maak)
    concept = melding.formulier.versies.get(status=Status.CONCEPT)
    assert (concept.versie, concept.definitie, concept.niveau) == (2, melding.definitie, melding.niveau)
    assert "al een concept" in joost.post(maak, follow=True).content.decode()
    assert melding.formulier.versies.count() == 2


@pytest.mark.eis("R.E1")
def test_older_version_comes_back_as_a_concept(
    joost: PortaalClient, melding: FormulierVersie, meldingtype: Zaaktypeversie
) -> None:
    maak_formulier(meldingtype, "melding", {**definities.MELDING, "duur": 9}, Niveau.GEEN)
    maak = reverse("studio:nieuw_concept", args=[melding.formulier.uuid])
    assert f'action="{maak}"' in joost.get(adres(melding)).content.decode()
    joost.post(maak, {"van": "1"})
    concept = melding.formulier.versies.get(status=Status.CONCEPT)
    assert (concept.versie, concept.definitie) == (3, melding.definitie)
    assert joost.post(maak, {"van": "99"}).status_code == 404


def test_concept_can_be_thrown_away_and_a_published_version_cannot(
    joost: PortaalClient, concept: FormulierVersie, melding: FormulierVersie
) -> None:
    assert "niet terug te halen" in joost.get(adres(concept, "weg")).content.decode()
    assert joost.post(adres(concept, "weg")).url == LIJST
    assert not FormulierVersie.objects.filter(pk=concept.pk).exists()
    assert joost.post(adres(melding, "weg")).status_code == 404
    assert Formulier.objects.filter(pk=melding.formulier_id).exists()


def test_form_that_was_only_a_concept_goes_with_it(joost: PortaalClient, meldingtype: Zaaktypeversie) -> None:
    velden = {"titel": "Boom", "slug": "boom", "zaaktype": str(meldingtype.zaaktype.uuid)}
    joost.post(reverse("studio:nieuw"), velden)
    joost.post(adres(FormulierVersie.objects.get(formulier__slug="boom"), "weg"))
    assert not Formulier.objects.filter(slug="boom").exists()


def test_withdrawn_form_cannot_be_begun(joost: PortaalClient, melding: FormulierVersie) -> None:
    start = reverse("formulieren:start", args=["melding"])
    assert joost.get(start).status_code == 200
    joost.post(adres(melding, "intrekken"))
    melding.refresh_from_db()
    assert melding.status == Status.INGETROKKEN
    assert joost.get(start).status_code == 404
    assert "Alleen een gepubliceerde versie" in joost.post(adres(melding, "intrekken")).content.decode()


def test_published_version_can_be_read_and_not_changed(
    joost: PortaalClient, melding: FormulierVersie, beheerder: Gebruiker
) -> None:
    html = joost.get(adres(melding)).content.decode()
    assert "Vraag categorie" in html
    assert adres(melding, "stap_nieuw") not in html
    assert joost.get(adres(melding, "gegevens")).status_code == 404
    assert joost.post(adres(melding, "stap_nieuw"), {"titel_nl": "Meer"}).status_code == 404


@pytest.mark.eis("S-13")
def test_every_form_of_the_studio_carries_its_token(
    joost: PortaalClient, concept: FormulierVersie, melding: FormulierVersie
) -> None:
    formulier = reverse("studio:formulier", args=[concept.formulier.uuid])
    for pad in (
        LIJST,
        formulier,
        adres(concept),
        adres(melding),
        adres(concept, "proef"),
        adres(concept, "publiceren"),
    ):
        html = joost.get(pad).content.decode()
        # Logging out and the language have a form of their own on every page.
        assert html.count('method="post"') == html.count("csrfmiddlewaretoken"), pad
    assert joost.get(adres(concept)).content.decode().count('method="post"') > 10
