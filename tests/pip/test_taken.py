"""Tasks: what is asked, handing it in, and what is refused."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient
from zaken.models import Taak, WachtOp, Zaak
from zaken.services.taken import laat_taak_vervallen


def pad(taak: Taak) -> str:
    return reverse("pip:taak", args=[taak.uuid])


def test_task_says_what_is_asked_until_when_and_what_may_be_sent(fatima: PortaalClient, taak: Taak) -> None:
    pagina = tekst_van(fatima.get(pad(taak)))
    for zin in (
        "Wij willen zien waar het bankje komt.",
        "Nog 10 dagen",
        "de termijn van uw aanvraag stil",
        "25 MB",
    ):
        assert zin in pagina


def test_handing_in_finishes_the_task_and_lets_the_term_run(
    fatima: PortaalClient, taak: Taak, pdf: SimpleUploadedFile
) -> None:
    antwoord = fatima.post(pad(taak), {"documenten": [pdf], "antwoord": "Hier is de tekening."})
    zaakpad = reverse("pip:zaak", args=[taak.zaak.uuid])
    assert antwoord.url == zaakpad
    pagina = tekst_van(fatima.get(zaakpad))
    assert "Wij hebben uw antwoord ontvangen." in pagina
    assert "Offerte bank.pdf" in pagina
    taak.refresh_from_db()
    zaak = Zaak.objects.get(pk=taak.zaak_id)
    assert (taak.status, zaak.wacht_op) == (Taak.Status.AFGEROND, WachtOp.GEMEENTE)
    assert zaak.uiterlijke_einddatum is not None


def test_handing_in_twice_is_told_and_adds_nothing(
    fatima: PortaalClient, taak: Taak, pdf: SimpleUploadedFile, opslag: Path
) -> None:
    fatima.post(pad(taak), {"documenten": [pdf], "antwoord": ""})
    pdf.seek(0)
    antwoord = fatima.post(pad(taak), {"documenten": [pdf], "antwoord": ""})
    assert "Deze taak is al klaar." in tekst_van(antwoord)
    assert taak.zaak.documenten.filter(taak=taak).count() == 1
    # What was stored for the second time is gone again.
    assert len([bestand for bestand in opslag.rglob("*") if bestand.is_file()]) == 1


def test_task_without_document_is_told_and_keeps_what_was_typed(fatima: PortaalClient, taak: Taak) -> None:
    pagina = tekst_van(fatima.post(pad(taak), {"antwoord": "Ik stuur hem straks."}))
    assert pagina.count("Voeg minstens één document toe.") == 2
    assert "Ik stuur hem straks." in pagina
    taak.refresh_from_db()
    assert taak.status == Taak.Status.OPEN


@pytest.mark.eis("S-16")
@pytest.mark.parametrize(
    ("naam", "inhoud", "zin"),
    [
        ("leeg.pdf", b"", "Het bestand is leeg."),
        ("tekening.svg", b"<svg/>", "Dit soort bestand kunnen wij niet aannemen."),
        ("tekening.pdf", b"PK\x03\x04", "geen goed PDF-bestand"),
    ],
)
def test_wrong_file_is_refused_with_the_reason_and_what_is_allowed(
    fatima: PortaalClient, taak: Taak, opslag: Path, naam: str, inhoud: bytes, zin: str
) -> None:
    upload = SimpleUploadedFile(naam, inhoud, "application/pdf")
    pagina = tekst_van(fatima.post(pad(taak), {"documenten": [upload], "antwoord": ""}))
    assert f"{naam}: " in pagina
    assert zin in pagina
    assert "tot 25 MB per bestand" in pagina
    assert not opslag.exists() or not any(bestand.is_file() for bestand in opslag.rglob("*"))


def test_task_that_asks_for_words_has_no_upload(fatima: PortaalClient, taak: Taak) -> None:
    Taak.objects.update(informatieobjecttype=None)
    assert 'type="file"' not in tekst_van(fatima.get(pad(taak)))
    assert "U heeft dit nog niet ingevuld: Uw antwoord" in tekst_van(fatima.post(pad(taak), {"antwoord": " "}))
    fatima.post(pad(taak), {"antwoord": "Het bankje komt bij de fontein."})
    pagina = tekst_van(fatima.get(pad(taak)))
    assert "U heeft dit gedaan." in pagina
    assert "Het bankje komt bij de fontein." in pagina


def test_task_that_is_no_longer_needed_has_no_form(fatima: PortaalClient, taak: Taak, behandelaar: Gebruiker) -> None:
    laat_taak_vervallen(taak, reden="Al gevonden.", door=behandelaar)
    pagina = tekst_van(fatima.get(pad(taak)))
    assert "Dit is niet meer nodig." in pagina
    assert "<textarea" not in pagina


def test_list_shows_open_tasks_and_what_was_done(fatima: PortaalClient, taak: Taak, pdf: SimpleUploadedFile) -> None:
    assert "Stuur een tekening" in tekst_van(fatima.get(reverse("pip:taken")))
    fatima.post(pad(taak), {"documenten": [pdf], "antwoord": ""})
    pagina = tekst_van(fatima.get(reverse("pip:taken")))
    assert "U hoeft nu niets te doen." in pagina
    assert "Dit heeft u al gedaan" in pagina


def test_task_of_another_resident_takes_nothing_in(
    client: PortaalClient, taak: Taak, andere_inwoner: Gebruiker, pdf: SimpleUploadedFile
) -> None:
    antwoord = client.log_in(andere_inwoner).post(pad(taak), {"documenten": [pdf], "antwoord": "x"})
    assert antwoord.status_code == 404
    taak.refresh_from_db()
    assert taak.status == Taak.Status.OPEN


def test_list_costs_as_many_queries_with_ten_tasks_as_with_one(
    fatima: PortaalClient, taak: Taak, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # session and person; open tasks; how many are done; menu: two counts
    with django_assert_num_queries(6):
        fatima.get(reverse("pip:taken"))
    for nummer in range(10):
        velden = {"soort": "aanleveren", "voor": "inwoner", "toelichting": "-", "gemaakt_op": taak.gemaakt_op}
        Taak.objects.create(zaak=taak.zaak, titel=f"Taak {nummer}", uiterlijk_op=taak.uiterlijk_op, **velden)
    with django_assert_num_queries(6):
        fatima.get(reverse("pip:taken"))
