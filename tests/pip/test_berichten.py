"""Messages of the municipality in the portal, and the documents of a zaak."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import ScanStatus
from mijnportaal.notificaties.models import Bericht
from tests.fabrieken import maak_zaak
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import Informatieobjectversie, Taak, Zaak, Zaaktypeversie

PAD = "/mijn/berichten/"


@pytest.fixture
def vraag(taak: Taak) -> Bericht:
    """The message to Fatima that asks her for something."""
    return Bericht.objects.get(kanaal=Bericht.Kanaal.PORTAAL, verwacht_reactie=True)


@pytest.mark.eis("N-21")
def test_opening_a_message_keeps_the_first_moment_of_reading(fatima: PortaalClient, vraag: Bericht) -> None:
    assert tekst_van(fatima.get(PAD)).count("Ongelezen:") == 2
    gelezen = Bericht.objects.filter(pk=vraag.pk).values_list("gelezen_op", flat=True)
    assert gelezen.get() is None
    fatima.get(f"{PAD}{vraag.uuid}/")
    eerste = gelezen.get()
    assert eerste
    fatima.get(f"{PAD}{vraag.uuid}/")
    assert gelezen.get() == eerste
    assert tekst_van(fatima.get(PAD)).count("Ongelezen:") == 1


@pytest.mark.eis("N-06")
def test_message_says_that_a_reaction_is_expected_and_leads_to_the_zaak(
    fatima: PortaalClient, vraag: Bericht, taak: Taak
) -> None:
    pagina = tekst_van(fatima.get(f"{PAD}{vraag.uuid}/"))
    assert "Reageer uiterlijk" in pagina
    assert "Wij willen zien waar het bankje komt." in pagina
    assert reverse("pip:zaak", args=[taak.zaak.uuid]) in pagina
    assert "Zaak: Een bankje op het plein" in pagina


@pytest.mark.eis("S-02")
def test_mail_is_not_a_message_in_the_portal(fatima: PortaalClient, vraag: Bericht) -> None:
    mail = Bericht.objects.filter(kanaal=Bericht.Kanaal.E_MAIL).first()
    assert mail is not None
    assert fatima.get(f"{PAD}{mail.uuid}/").status_code == 404


def test_stranger_who_tries_a_message_does_not_mark_it_as_read(
    client: PortaalClient, vraag: Bericht, andere_inwoner: Gebruiker
) -> None:
    assert client.log_in(andere_inwoner).get(f"{PAD}{vraag.uuid}/").status_code == 404
    vraag.refresh_from_db()
    assert vraag.gelezen_op is None


def test_list_of_messages_costs_as_many_queries_with_ten_as_with_two(
    fatima: PortaalClient,
    vraag: Bericht,
    meldingtype: Zaaktypeversie,
    inwoner: Gebruiker,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # session and person; how many; messages with their zaak; menu: two counts
    with django_assert_num_queries(6):
        fatima.get(PAD)
    for nummer in range(8):
        maak_zaak(meldingtype, van=inwoner, omschrijving=f"Melding {nummer}")
    werk_taken_af()
    with django_assert_num_queries(6):
        fatima.get(PAD)


@pytest.mark.eis("S-18")
def test_document_is_streamed_as_a_download(fatima: PortaalClient, budgetzaak: Zaak) -> None:
    antwoord = fatima.get(reverse("pip:document", args=[budgetzaak.documenten.get().uuid]))
    assert antwoord.streaming
    assert antwoord.getvalue() == b"%PDF-1.7 proef"
    assert antwoord["Content-Disposition"] == 'attachment; filename="aanvraag.pdf"'
    assert antwoord["X-Content-Type-Options"] == "nosniff"


@pytest.mark.eis("S-17")
@pytest.mark.parametrize("stand", [ScanStatus.IN_QUARANTAINE, ScanStatus.BESMET])
def test_document_that_is_not_known_to_be_clean_stays_closed(
    fatima: PortaalClient, budgetzaak: Zaak, stand: ScanStatus
) -> None:
    Informatieobjectversie.objects.update(scanstatus=stand)
    assert fatima.get(reverse("pip:document", args=[budgetzaak.documenten.get().uuid])).status_code == 403
