"""Files that come in through the real web server: killed halfway, twenty at once, and one of 200 MB."""

import os
import re
import signal
import subprocess
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from formulieren.models import Bijlage, Inzending, Upload
from formulieren.services.concept import begin
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import lees
from tests.bestendig.processen import bestanden_in, slot, wacht_tot_het_staat_op, wacht_tot_het_weg_is
from tests.bestendig.webserver import Antwoord, Browser, website, website_met_proces
from tests.formulieren.definities import formulier, maak_formulier, stap, vraag
from tests.inloggen import meld_aan
from tests.kern.bestanden import PDF_BYTES
from zaken.models import Zaaktypeversie

pytestmark = [pytest.mark.django_db(transaction=True)]

DEEL = "application/offset+octet-stream"
HAP = 4_000_000
MB = 1_000_000


@dataclass(frozen=True)
class Zender:
    """The upload script of somebody at the real web server."""

    browser: Browser
    concept: Inzending

    @property
    def wortel(self) -> str:
        return reverse("formulieren:uploads", args=["groot", self.concept.uuid])

    def begin(self, naam: str, omvang: int, inhoud: bytes = b"") -> Antwoord:
        gegevens = {"filename": naam, "veld": "stukken"}
        metadata = ",".join(f"{n} {b64encode(w.encode()).decode()}" for n, w in gegevens.items())
        soort = {"Content_Type": DEEL} if inhoud else {}
        return self.browser.stuur(
            "POST",
            self.wortel,
            inhoud,
            Tus_Resumable="1.0.0",
            Upload_Length=str(omvang),
            Upload_Metadata=metadata,
            **soort,
        )

    def deel(self, url: str, plaats: int, inhoud: bytes) -> Antwoord:
        return self.browser.stuur(
            "PATCH", url, inhoud, Tus_Resumable="1.0.0", Upload_Offset=str(plaats), Content_Type=DEEL
        )


@pytest.fixture
def concept(transactional_db: None, opslag: Path, budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Inzending:
    """A draft of a form that takes twenty files of 200 MB, committed, so that other processes see it."""
    stukken = vraag(
        "stukken", "bestanden", soort="document", max_aantal=20, max_mb=200, max_totaal_mb=800, naar="document:Bijlage"
    )
    versie = maak_formulier(budgettype, "groot", formulier("Groot", "Groot", stap("een", stukken)), Niveau.MIDDEN)
    return begin(versie, door=inwoner)


def pdf_van(omvang: int, nummer: int = 0) -> bytes:
    """Return a PDF of this size; each number gives another one."""
    vulling = b"%" + str(nummer).encode() + bytes(omvang - len(PDF_BYTES) - len(str(nummer)) - 2) + b"\n"
    return PDF_BYTES.replace(b"trailer", vulling + b"trailer")


@pytest.mark.eis("R-2")
@pytest.mark.parametrize(
    ("tabel", "laatste"),
    [("formulieren_uploaddeel", False), ("formulieren_bijlage", True)],
    ids=["halverwege", "einde"],
)
def test_upload_whose_process_is_killed_goes_on_where_it_was(
    concept: Inzending, inwoner: Gebruiker, opslag: Path, tabel: str, laatste: bool
) -> None:
    pdf = pdf_van(3000)
    with website_met_proces(inwoner) as (browser, proces):
        zender = Zender(browser, concept)
        url = zender.begin("plan.pdf", len(pdf)).naar
        assert zender.deel(url, 0, pdf[:1000]).status == 204
        vooraf = bestanden_in(opslag)
        stuk = pdf[1000:] if laatste else pdf[1000:2000]
        with slot(f"LOCK TABLE {tabel} IN SHARE MODE"):
            draad = threading.Thread(target=_negeer(lambda: zender.deel(url, 1000, stuk)))
            draad.start()
            wacht_tot_het_staat_op(tabel)
            _dood(proces)
        draad.join()
        wacht_tot_het_weg_is()

    assert not Bijlage.objects.exists()
    assert Upload.objects.get().ontvangen == 1000
    assert len(bestanden_in(opslag) - vooraf) == 1  # without a row: the sweep finds it the next day
    client = Client(headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "1000"})
    meld_aan(client, inwoner, niveau=Niveau.SUBSTANTIEEL)
    assert client.patch(url, pdf[1000:], content_type=DEEL).status_code == 200
    bijlage = Bijlage.objects.get()
    assert b"".join(lees(bijlage.pad)) == pdf
    assert not Upload.objects.exists()


@pytest.mark.eis("R-2")
def test_twenty_files_at_once_all_come_in(concept: Inzending, inwoner: Gebruiker) -> None:
    pdfs = [pdf_van(20_000, nummer) for nummer in range(21)]
    with website(inwoner) as browser, ThreadPoolExecutor(21) as uitvoerder:
        zender = Zender(browser, concept)
        antwoorden = list(
            uitvoerder.map(lambda nummer: zender.begin(f"{nummer}.pdf", 20_000, pdfs[nummer]), range(len(pdfs)))
        )

    # The question takes twenty; which one is the twenty-first, the lock on the draft decides.
    assert sorted(antwoord.status for antwoord in antwoorden) == [201] * 20 + [422]
    assert len(set(Bijlage.objects.values_list("sha256", flat=True))) == 20
    assert not Upload.objects.exists()


def test_memory_stays_flat_for_a_file_of_200_mb(concept: Inzending, inwoner: Gebruiker) -> None:
    omvang = 200 * MB
    begin_, einde = PDF_BYTES[:9], PDF_BYTES[9:]
    with website_met_proces(inwoner) as (browser, proces):
        zender = Zender(browser, concept)
        vooraf = _grootst(proces)
        url = zender.begin("groot.pdf", omvang).naar
        for plaats in range(0, omvang, HAP):
            deel = bytearray(min(HAP, omvang - plaats))
            if plaats == 0:
                deel[: len(begin_)] = begin_
            if plaats + HAP >= omvang:
                deel[-len(einde) :] = einde
            antwoord = zender.deel(url, plaats, bytes(deel))
        erbij = _grootst(proces) - vooraf

    assert antwoord.status == 200, antwoord
    assert Bijlage.objects.get().omvang == omvang
    assert erbij < 64 * MB


def _dood(proces: subprocess.Popen[str]) -> None:
    """Kill the web server and every process of it."""
    os.killpg(proces.pid, signal.SIGKILL)
    proces.wait(timeout=10)
    proces.communicate()


def _negeer(doe: Callable[[], object]) -> Callable[[], None]:
    """Return the act without its failure: the line is broken off under it."""

    def stil() -> None:
        with suppress(OSError, HTTPException):
            doe()

    return stil


def _grootst(proces: subprocess.Popen[str]) -> int:
    """Return the most memory that one of the processes ever had, in bytes."""
    return max(_piek(pid) for pid in _kinderen(proces.pid))


def _kinderen(ouder: int) -> Iterator[int]:
    for pad in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(pad.read_text().rpartition(")")[2].split()[1]) == ouder:
                yield int(pad.parent.name)
        except OSError:
            continue


def _piek(pid: int) -> int:
    gevonden = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert gevonden
    return int(gevonden[1]) * 1024
