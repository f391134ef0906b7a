"""Files that come in by themselves, in parts, beside the form: through the addresses that the upload script uses."""

import io
import os
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from formulieren.models import Bijlage, FormulierVersie, Inzending, Upload, Uploaddeel
from formulieren.services.concept import gooi_concept_weg
from formulieren.uploads.aanleveren import MAX_DEEL, MAX_OPEN
from formulieren.uploads.tasks import ruim_uploads_op
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import lees
from tests.bestendig.processen import bestanden_in
from tests.formulieren.definities import formulier, maak_formulier, stap, vraag
from tests.formulieren.invuller import WAAR, WAT, Invuller, tekst_van
from tests.kern.bestanden import PDF_BYTES, afbeelding, pakket
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie

pytestmark = pytest.mark.usefixtures("opslag")
TUS = {"Tus-Resumable": "1.0.0"}
DEEL = "application/offset+octet-stream"


class Zender:
    """The upload script of one visitor, on one draft."""

    def __init__(self, invuller: Invuller) -> None:
        self.client, self.invuller = invuller.client, invuller

    @property
    def wortel(self) -> str:
        return self.invuller.pad("uploads")

    def begin(self, naam: str, omvang: int, *, veld: str = "fotos", inhoud: bytes | None = None) -> Any:
        gegevens = {"filename": naam, "filetype": "", "veld": veld}
        koppen = {
            **TUS,
            "Upload-Length": str(omvang),
            "Upload-Metadata": ",".join(f"{n} {b64encode(w.encode()).decode()}" for n, w in gegevens.items()),
        }
        return self.client.post(self.wortel, inhoud or b"", content_type=DEEL if inhoud else "", headers=koppen)

    def deel(self, url: str, begin: int, inhoud: bytes) -> Any:
        return self.client.patch(url, inhoud, content_type=DEEL, headers={**TUS, "Upload-Offset": str(begin)})

    def stand(self, url: str) -> Any:
        return self.client.head(url, headers=TUS)

    def staak(self, url: str) -> Any:
        return self.client.delete(url, headers=TUS)


@pytest.fixture
def zender(client: PortaalClient, melding: FormulierVersie) -> Zender:
    """Somebody without login who is at the page with photos of a report."""
    invuller = Invuller(client, melding)
    invuller.begin()
    invuller.stap("wat", WAT)
    invuller.stap("waar", WAAR)
    return Zender(invuller)


def ander() -> PortaalClient:
    return PortaalClient()


def reden(antwoord: Any) -> str:
    return str(antwoord.json()["reden"])


def test_small_file_comes_in_with_the_first_request(zender: Zender) -> None:
    foto = afbeelding()

    antwoord = zender.begin("bak.jpg", len(foto), inhoud=foto)

    bijlage = Bijlage.objects.get()
    assert (antwoord.status_code, antwoord["Upload-Offset"], antwoord["Tus-Resumable"]) == (
        201,
        str(len(foto)),
        "1.0.0",
    )
    assert antwoord.json() == {
        "bijlage": str(bijlage.uuid),
        "naam": "bak.jpg",
        "omvang": bijlage.omvang,
        "scan": "geen_scanner",
        "scantekst": "",
    }
    assert not Upload.objects.exists()
    assert "bak.jpg" in tekst_van(zender.client.get(zender.invuller.pad("stap", "fotos")))


def test_large_file_comes_in_parts_and_goes_on_where_it_was(zender: Zender, opslag: Path) -> None:
    foto = afbeelding("PNG", breedte=400)
    helft = len(foto) // 2
    url = zender.begin("bak.png", len(foto))["Location"]

    eerste = zender.deel(url, 0, foto[:helft])
    stand = zender.stand(url)
    laatste = zender.deel(url, helft, foto[helft:])

    assert (eerste.status_code, eerste["Upload-Offset"]) == (204, str(helft))
    assert (stand["Upload-Offset"], stand["Upload-Length"], stand["Cache-Control"]) == (
        str(helft),
        str(len(foto)),
        "no-store",
    )
    assert "Upload-Expires" in stand
    assert laatste.status_code == 200
    bijlage = Bijlage.objects.get()
    assert b"".join(lees(bijlage.pad)) == foto
    assert not Upload.objects.exists()
    assert bestanden_in(opslag) == {bijlage.pad}


def test_part_that_came_twice_or_out_of_turn_is_refused_and_nothing_is_lost(zender: Zender) -> None:
    foto = afbeelding()
    url = zender.begin("bak.jpg", len(foto))["Location"]
    zender.deel(url, 0, foto[:100])

    assert zender.deel(url, 0, foto[:100]).status_code == 409
    assert zender.deel(url, 200, foto[200:]).status_code == 409
    assert zender.deel(url, 100, foto[100:] + b"meer").status_code == 409
    assert zender.deel(url, 100, foto[100:]).status_code == 200
    assert Bijlage.objects.count() == 1


@pytest.mark.eis("S-16")
def test_part_of_which_only_a_half_came_is_not_kept(zender: Zender) -> None:
    foto = afbeelding()
    url = zender.begin("bak.jpg", len(foto))["Location"]
    koppen = {**TUS, "Upload-Offset": "0"}

    antwoord = zender.client.generic(
        "PATCH",
        url,
        headers=koppen,
        CONTENT_TYPE=DEEL,
        CONTENT_LENGTH=str(100),
        **{"wsgi.input": io.BytesIO(foto[:40])},  # type: ignore[arg-type]
    )

    assert antwoord.status_code == 409
    assert zender.stand(url)["Upload-Offset"] == "0"


@pytest.mark.eis("S-16")
@pytest.mark.parametrize(
    ("naam", "omvang", "zin"),
    [
        ("virus.exe", 10, "Dit soort bestand kunnen wij niet aannemen."),
        ("groot.jpg", 15_000_001, "Het bestand is te groot. U kunt een bestand toevoegen van het soort JPG"),
        ("leeg.jpg", 0, "Het bestand is leeg."),
    ],
)
def test_what_will_be_refused_is_refused_before_it_is_sent(zender: Zender, naam: str, omvang: int, zin: str) -> None:
    antwoord = zender.begin(naam, omvang)

    assert antwoord.status_code == 422
    assert reden(antwoord).startswith(zin)
    assert not Upload.objects.exists()


@pytest.mark.eis("S-16")
def test_file_that_is_not_what_it_says_is_refused_with_nothing_left(
    zender: Zender, opslag: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kwaad = afbeelding() + pakket({"Kwaad.class": b"x"})
    url = zender.begin("bak.jpg", len(kwaad))["Location"]
    zender.deel(url, 0, kwaad[:100])

    antwoord = zender.deel(url, 100, kwaad[100:])

    assert antwoord.status_code == 422
    assert "In dit bestand zit nog een ander bestand" in reden(antwoord)
    assert not Upload.objects.exists()
    assert not Bijlage.objects.exists()
    assert bestanden_in(opslag) == set()
    assert [regel.name for regel in caplog.records].count("mijnportaal.beveiliging") == 1
    assert zender.stand(url).status_code == 404


def test_question_takes_no_more_files_than_it_says(zender: Zender) -> None:
    foto = afbeelding()
    bezig = zender.begin("drie.jpg", len(foto))["Location"]
    for naam in ("een.jpg", "twee.jpg"):
        assert zender.begin(naam, len(foto), inhoud=foto).status_code == 201

    te_veel, te_laat = zender.begin("vier.jpg", len(foto)), zender.deel(bezig, 0, foto)

    assert te_veel.status_code == te_laat.status_code == 422
    assert reden(te_veel) == reden(te_laat) == "U kunt ten hoogste 2 bestanden toevoegen."
    assert Bijlage.objects.count() == 2
    assert not Upload.objects.exists()


def test_files_of_one_question_have_a_limit_together(client: PortaalClient, meldingtype: Zaaktypeversie) -> None:
    krap = vraag("fotos", "bestanden", soort="document", max_mb=1, max_totaal_mb=1, max_aantal=5, naar="document:Foto")
    versie = maak_formulier(meldingtype, "krap", formulier("Krap", "Krap", stap("een", krap)), Niveau.GEEN)
    invuller = Invuller(client, versie)
    invuller.begin()
    zender, groot = Zender(invuller), PDF_BYTES.replace(b"trailer", bytes(600_000) + b"trailer")

    assert zender.begin("een.pdf", len(groot), inhoud=groot).status_code == 201
    antwoord = zender.begin("twee.pdf", len(groot))

    assert reden(antwoord) == "Deze bestanden zijn samen te groot. Samen mogen zij 1 MB groot zijn."
    assert "Samen mogen de bestanden 1 MB groot zijn." in tekst_van(client.get(invuller.pad("stap", "een")))


@pytest.mark.eis("S-27")
def test_more_files_at_once_than_anybody_has_have_to_wait(zender: Zender) -> None:
    concept = zender.invuller.inzending
    Upload.objects.bulk_create(
        [Upload(inzending=concept, vraag=uuid4(), naam="x.jpg", omvang=1) for _ in range(MAX_OPEN)]
    )

    assert zender.begin("bak.jpg", 100).status_code == 429


@pytest.mark.eis("S-27")
def test_part_that_is_too_large_is_not_read(zender: Zender) -> None:
    url = zender.begin("bak.jpg", 10_000_000)["Location"]

    antwoord = zender.client.generic(
        "PATCH", url, headers={**TUS, "Upload-Offset": "0"}, CONTENT_TYPE=DEEL, CONTENT_LENGTH=str(MAX_DEEL + 1)
    )

    assert antwoord.status_code == 413
    assert reden(antwoord) == "Dit deel van het bestand is te groot."


@pytest.mark.parametrize(
    ("koppen", "status"),
    [
        ({}, 412),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({**TUS, "Upload-Length": "veel"}, 400),
        ({**TUS, "Upload-Length": "9" * 30}, 400),
    ],
)
def test_request_that_makes_no_sense_is_refused(zender: Zender, koppen: dict[str, str], status: int) -> None:
    gegevens = {"Upload-Metadata": f"veld {b64encode(b'fotos').decode()}, kapot ===, leeg", **koppen}

    assert zender.client.post(zender.wortel, b"", content_type="", headers=gegevens).status_code == status


@pytest.mark.parametrize("veld", ["categorie", "onbekend", "", "fotos__" + "0" * 32])
def test_file_for_a_question_that_takes_none_is_refused(zender: Zender, veld: str) -> None:
    assert zender.begin("bak.jpg", 100, veld=veld).status_code == 404


# Whose file it is


@pytest.mark.eis("S-01")
def test_upload_of_another_visitor_is_not_there_and_the_attempt_is_told(
    zender: Zender, caplog: pytest.LogCaptureFixture
) -> None:
    foto = afbeelding()
    url = zender.begin("bak.jpg", len(foto))["Location"]
    zender.client = ander()

    antwoorden = [
        zender.begin("bak.jpg", len(foto)),
        zender.stand(url),
        zender.deel(url, 0, foto),
        zender.staak(url),
    ]

    assert {antwoord.status_code for antwoord in antwoorden} == {404}
    assert Upload.objects.get().ontvangen == 0
    assert sum("actie=upload resultaat=geweigerd" in regel for regel in caplog.messages) == 4


@pytest.mark.eis("S-01")
def test_token_opens_nothing_in_another_draft_and_is_used_once(
    zender: Zender, melding: FormulierVersie, caplog: pytest.LogCaptureFixture
) -> None:
    foto = afbeelding()
    token = zender.begin("bak.jpg", len(foto))["Location"].split("/")[-2]
    tweede = Invuller(ander(), melding)
    tweede.begin()
    in_ander = reverse("formulieren:upload", args=[tweede.slug, tweede.uuid, token])
    in_eigen = reverse("formulieren:upload", args=[tweede.slug, zender.invuller.uuid, token])

    assert Zender(tweede).deel(in_ander, 0, foto).status_code == 404
    assert sum("actie=upload" in regel for regel in caplog.messages) == 1
    assert zender.deel(in_eigen, 0, foto).status_code == 200
    assert zender.deel(in_eigen, 0, foto).status_code == 404
    assert [bijlage.inzending for bijlage in Bijlage.objects.all()] == [zender.invuller.inzending]


def test_who_was_logged_out_hears_that_and_the_upload_waits(
    client: PortaalClient, inwoner: Gebruiker, budget: FormulierVersie
) -> None:
    client.log_in(inwoner)
    invuller = Invuller(client, budget)
    invuller.begin()
    zender = Zender(invuller)
    url = zender.begin("offerte.pdf", len(PDF_BYTES), veld="offerte")["Location"]

    client.log_in(inwoner, Niveau.BASIS)
    te_laag = zender.deel(url, 0, PDF_BYTES)
    client.log_in(inwoner)

    assert te_laag.status_code == 403
    assert reden(te_laag) == "U bent niet meer ingelogd. Laad de pagina opnieuw. Uw antwoorden zijn bewaard."
    assert zender.deel(url, 0, PDF_BYTES).status_code == 200


def test_sent_form_takes_no_more_files(zender: Zender) -> None:
    foto = afbeelding()
    url = zender.begin("bak.jpg", len(foto))["Location"]
    zender.invuller.stap("fotos", {})
    zender.invuller.stap("contact", {"naam": "", "email": "", "telefoon": ""})
    zender.invuller.verstuur()
    assert zender.invuller.inzending.zaak

    assert "al verstuurd" in reden(zender.deel(url, 0, foto))
    assert "al verstuurd" in reden(zender.begin("bak.jpg", len(foto)))
    assert not Bijlage.objects.exists()


# Taking out, giving up, cleaning up


def test_file_is_taken_out_by_its_own_address(zender: Zender, opslag: Path) -> None:
    foto = afbeelding()
    bijlage = zender.begin("bak.jpg", len(foto), inhoud=foto).json()["bijlage"]
    url = zender.invuller.pad("bijlage", bijlage)

    assert zender.client.get(url, headers=TUS).json()["naam"] == "bak.jpg"
    assert zender.staak(url).status_code == 204
    assert zender.staak(url).status_code == 404
    assert bestanden_in(opslag) == set()


def test_upload_that_is_given_up_leaves_nothing(zender: Zender, opslag: Path) -> None:
    url = zender.begin("bak.jpg", 300)["Location"]
    zender.deel(url, 0, os.urandom(100))

    assert zender.staak(url).status_code == 204
    assert not Upload.objects.exists()
    assert bestanden_in(opslag) == set()


@pytest.mark.eis("P-11")
def test_upload_that_nobody_went_on_with_is_gone_after_two_days(zender: Zender, opslag: Path) -> None:
    oud, jong = (zender.begin(f"{naam}.jpg", 300)["Location"] for naam in ("oud", "jong"))
    zender.deel(oud, 0, b"a" * 100)

    zender.deel(jong, 0, b"b" * 100)
    Upload.objects.filter(naam="jong.jpg").update(bijgewerkt_op=timezone.now() + timedelta(hours=2))
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert (ruim_uploads_op(), ruim_uploads_op()) == (1, 0)

    assert Upload.objects.get().naam == "jong.jpg"
    assert bestanden_in(opslag) == set(Uploaddeel.objects.values_list("pad", flat=True))


def test_draft_that_is_thrown_away_takes_its_uploads_along(zender: Zender, opslag: Path) -> None:
    url = zender.begin("bak.jpg", 300)["Location"]
    zender.deel(url, 0, b"a" * 100)

    gooi_concept_weg(Inzending.objects.get())

    assert not Uploaddeel.objects.exists()
    assert bestanden_in(opslag) == set()


def test_store_that_is_full_is_told_and_the_draft_is_intact(zender: Zender, opslag: Path) -> None:
    foto = afbeelding()
    url = zender.begin("bak.jpg", len(foto))["Location"]
    opslag.write_text("geen map")  # whatever is written under it fails

    antwoord = zender.deel(url, 0, foto[:100])
    ineens = zender.begin("twee.jpg", len(foto), inhoud=foto)
    opslag.unlink()

    assert antwoord.status_code == ineens.status_code == 503
    assert reden(antwoord) == "Wij kunnen uw bestand nu niet bewaren. Probeer het over een paar minuten opnieuw."
    assert zender.stand(url)["Upload-Offset"] == "0"
    assert not Bijlage.objects.exists()
    assert zender.deel(url, 0, foto).status_code == 200
    assert zender.invuller.inzending.antwoorden.count() > 0


def test_addresses_cost_few_queries(zender: Zender, django_assert_max_num_queries: Any) -> None:
    foto = afbeelding()
    with django_assert_max_num_queries(30):
        zender.begin("bak.jpg", len(foto), inhoud=foto)
    assert isinstance(zender.invuller.uuid, UUID)
