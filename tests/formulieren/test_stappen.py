"""The pages of a form: in order, nothing typed is lost, nothing wrong is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from formulieren.models import Antwoord, Bijlage, FormulierVersie
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.invuller import GELD, PLAN, WAAR, WAT, Invuller, tekst_van, vul_melding
from tests.portaalclient import PortaalClient

MaakFoto = Callable[..., SimpleUploadedFile]


@pytest.fixture
def melder(client: PortaalClient, melding: FormulierVersie) -> Invuller:
    """A visitor who has just begun the report."""
    invuller = Invuller(client, melding)
    invuller.begin()
    return invuller


@pytest.fixture
def aanvrager(client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker) -> Invuller:
    """Fatima, who has just begun the budget."""
    invuller = Invuller(client.log_in(inwoner), budget)
    invuller.begin()
    return invuller


def test_page_shows_the_questions_the_reason_and_the_progress(melder: Invuller) -> None:
    pagina = tekst_van(melder.client.get(melder.pad("stap", "wat")))
    assert "Stap 1 van 5" in pagina
    assert "Vraag categorie" in pagina
    assert "Dat is nodig." in pagina
    assert "Een volle bak" in pagina
    assert 'name="opslaan"' not in pagina  # without login there is nowhere to come back to


def test_next_keeps_the_answers_and_opens_the_next_page(melder: Invuller) -> None:
    assert melder.stap("wat", WAT).url == melder.pad("stap", "waar")
    pagina = tekst_van(melder.client.get(melder.pad("stap", "wat")))
    assert "De bak is vol." in pagina
    assert 'value="afval" id="id_categorie_0"' in pagina


@pytest.mark.eis("S-06")
def test_a_later_page_opens_only_when_the_earlier_ones_are_complete(melder: Invuller) -> None:
    for pad in (melder.pad("stap", "waar"), melder.pad("stap", "contact"), melder.pad("controle")):
        assert melder.client.get(pad).url == melder.pad("stap", "wat")
    assert melder.stap("contact", {"email": "a@example.nl"}).url == melder.pad("stap", "wat")
    assert not Antwoord.objects.exists()
    melder.stap("wat", WAT)
    assert melder.client.get(melder.pad("controle")).url == melder.pad("stap", "waar")


def test_page_that_the_form_does_not_have_is_not_there(melder: Invuller) -> None:
    assert melder.client.get(melder.pad("stap", "bestaat-niet")).status_code == 404


@pytest.mark.eis("W-10")
def test_wrong_answer_is_told_beside_the_field_and_in_the_summary(melder: Invuller) -> None:
    antwoord = melder.stap("wat", {"categorie": "", "omschrijving": "Wat ik al typte"})
    pagina = tekst_van(antwoord)
    assert antwoord.status_code == 200
    assert "<title>Fout: Stap wat" in pagina
    assert '<a href="#id_categorie_0">U heeft nog niets gekozen: Vraag categorie</a>' in pagina
    assert pagina.count("U heeft nog niets gekozen: Vraag categorie") == 2
    assert "Wat ik al typte" in pagina
    assert not Antwoord.objects.exists()


def test_point_on_the_map_alone_is_an_answer(melder: Invuller) -> None:
    melder.stap("wat", WAT)
    punt = {"plaats_adres": "", "plaats_breedte": "52.100000", "plaats_lengte": "5.300000"}
    assert melder.stap("waar", punt).url == melder.pad("stap", "fotos")
    pagina = tekst_van(melder.client.get(melder.pad("stap", "waar")))
    assert 'name="plaats_breedte" value="52.100000"' in pagina
    assert "mo-kaart" in pagina


@pytest.mark.parametrize("punt", [("53.000000", "5.300000"), ("x", "y"), ("", "5.300000")])
def test_point_outside_the_municipality_or_half_a_point_is_refused(melder: Invuller, punt: tuple[str, str]) -> None:
    melder.stap("wat", WAT)
    antwoord = melder.stap("waar", {"plaats_adres": "", "plaats_breedte": punt[0], "plaats_lengte": punt[1]})
    assert antwoord.status_code == 200
    assert "mo-foutlijst" in tekst_van(antwoord)


def test_files_are_listed_and_can_be_removed(melder: Invuller, foto: MaakFoto, opslag: Path) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    melder.stap("fotos", {"fotos": [foto("bak.jpg"), foto("straat.jpg")]})
    pagina = tekst_van(melder.client.get(melder.pad("stap", "fotos")))
    assert "bak.jpg" in pagina
    assert "straat.jpg" in pagina
    weg = Bijlage.objects.get(naam="bak.jpg")
    pagina = tekst_van(melder.client.post(melder.pad("stap", "fotos"), {"verwijder": str(weg.uuid)}))
    assert "bak.jpg" not in pagina
    assert "straat.jpg" in pagina
    assert len([pad for pad in opslag.rglob("*") if pad.is_file()]) == 1


def test_removing_a_file_that_is_not_of_this_draft_does_nothing(melder: Invuller, foto: MaakFoto) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    melder.stap("fotos", {"fotos": [foto()]})
    for waarde in ("geen-uuid", "00000000-0000-0000-0000-000000000000"):
        assert melder.client.post(melder.pad("stap", "fotos"), {"verwijder": waarde}).status_code == 200
    assert Bijlage.objects.count() == 1


def test_good_file_survives_a_wrong_one_beside_it(melder: Invuller, foto: MaakFoto) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    kwaad = SimpleUploadedFile("virus.exe", b"MZ", "application/x-msdownload")
    pagina = tekst_van(melder.stap("fotos", {"fotos": [foto("bak.jpg"), kwaad]}))
    assert "virus.exe: Dit soort bestand kunnen wij niet aannemen." in pagina
    assert "JPG, PNG of HEIC, tot 15 MB per bestand" in pagina
    assert list(Bijlage.objects.values_list("naam", flat=True)) == ["bak.jpg"]
    assert 'value="' + str(Bijlage.objects.get().uuid) in pagina


@pytest.mark.eis("S-16")
@pytest.mark.parametrize(
    ("naam", "inhoud", "soort", "zin"),
    [
        ("leeg.jpg", b"", "image/jpeg", "Het bestand is leeg."),
        ("foto.jpg", b"%PDF-1.7", "image/jpeg", "geen goed JPG-bestand"),
        ("foto.jpg.html", b"<script>", "text/html", "kunnen wij niet aannemen"),
        ("foto", b"\xff\xd8\xff", "image/jpeg", "kunnen wij niet aannemen"),
        ("groot.jpg", b"\xff\xd8\xff" + b"0" * 15_000_001, "image/jpeg", "Het bestand is te groot."),
    ],
)
def test_wrong_file_is_refused_with_the_reason_and_what_is_allowed(
    melder: Invuller, naam: str, inhoud: bytes, soort: str, zin: str
) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    pagina = tekst_van(melder.stap("fotos", {"fotos": [SimpleUploadedFile(naam, inhoud, soort)]}))
    assert zin in pagina
    assert "U kunt een bestand toevoegen van het soort JPG, PNG of HEIC" in pagina
    assert not Bijlage.objects.exists()


def test_more_files_than_allowed_are_refused_together(melder: Invuller, foto: MaakFoto) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    melder.stap("fotos", {"fotos": [foto()]})
    pagina = tekst_van(melder.stap("fotos", {"fotos": [foto(), foto()]}))
    assert "U kunt ten hoogste 2 bestanden toevoegen." in pagina
    assert Bijlage.objects.count() == 1


def test_budget_that_is_too_high_says_by_how_much_and_keeps_the_rows(aanvrager: Invuller) -> None:
    aanvrager.stap("plan", PLAN)
    pagina = tekst_van(aanvrager.stap("geld", {**GELD, "begroting_1_bedrag": "62,50"}))
    assert "Uw begroting is samen 762,50 euro. U kunt ten hoogste 750 euro aanvragen." in pagina
    assert 'value="62,50"' in pagina
    assert "Samen: € 762,50" in pagina


def test_half_a_row_is_marked_in_that_row(aanvrager: Invuller) -> None:
    aanvrager.stap("plan", PLAN)
    pagina = tekst_van(aanvrager.stap("geld", {**GELD, "begroting_1_bedrag": "veel"}))
    assert "Regel 2: vul een bedrag in" in pagina
    assert 'aria-label="Regel 2: bedrag in euro" aria-invalid="true"' in pagina
    assert 'aria-label="Regel 1: bedrag in euro" aria-invalid="true"' not in pagina


def test_null_character_in_a_row_is_left_out(aanvrager: Invuller) -> None:
    aanvrager.stap("plan", PLAN)
    assert aanvrager.stap("geld", {**GELD, "begroting_0_wat": "Ba\0nk"}).url == aanvrager.pad("stap", "bijlagen")
    assert "Bank" in tekst_van(aanvrager.client.get(aanvrager.pad("stap", "geld")))


def test_saving_keeps_a_page_that_is_not_complete(aanvrager: Invuller) -> None:
    antwoord = aanvrager.stap("plan", {"titel": "Een bankje"}, knop="opslaan")
    assert antwoord.url == reverse("pip:overzicht")
    assert "bewaard" in tekst_van(aanvrager.client.get(antwoord.url))
    assert "Een bankje" in tekst_van(aanvrager.client.get(aanvrager.pad("stap", "plan")))
    assert aanvrager.client.get(aanvrager.pad("stap", "geld")).url == aanvrager.pad("stap", "plan")


def test_saving_does_not_keep_what_is_wrong(aanvrager: Invuller) -> None:
    pagina = tekst_van(aanvrager.stap("plan", {**PLAN, "wanneer_dag": "32"}, knop="opslaan"))
    assert "Deze datum bestaat niet." in pagina
    assert "(niet verplicht)" not in pagina
    assert not Antwoord.objects.exists()


def test_going_back_is_always_possible_and_keeps_what_is_right(aanvrager: Invuller) -> None:
    aanvrager.stap("plan", PLAN)
    assert aanvrager.stap("geld", {**GELD, "rekening": "fout"}, knop="vorige").url == aanvrager.pad("stap", "plan")
    pagina = tekst_van(aanvrager.client.get(aanvrager.pad("stap", "geld")))
    assert 'value="700"' in pagina
    assert "fout" not in pagina.split('<form class="mo-formulier"')[1].split("</form>")[0]


def test_changing_a_page_from_the_check_page_leads_back_to_it(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = vul_melding(client, melding)
    assert invuller.stap("wat", WAT, zoek="?naar=controle").url == invuller.pad("controle")


def test_long_and_foreign_names_are_kept_as_they_are(melder: Invuller) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    melder.stap("fotos", {})
    naam = ("Ğülşen 🌻 عائشة " * 10)[:100].strip()
    melder.stap("contact", {"naam": naam, "email": "", "telefoon": ""})
    assert naam in tekst_van(melder.client.get(melder.pad("controle")))


@pytest.mark.eis("S-20")
def test_an_answer_is_never_markup(melder: Invuller) -> None:
    melder.stap("wat", {**WAT, "omschrijving": "<script>alert(1)</script>"})
    pagina = tekst_van(melder.client.get(melder.pad("stap", "wat")))
    assert "<script>alert(1)" not in pagina
    assert "&lt;script&gt;alert(1)" in pagina


@pytest.mark.eis("S-29")
def test_draft_of_another_browser_or_person_is_not_there(
    melder: Invuller, melding: FormulierVersie, andere_inwoner: Gebruiker
) -> None:
    # Someone who has an account fills in the same form; that is no reason to ask this visitor to log in.
    Invuller(PortaalClient().log_in(andere_inwoner), melding).begin()
    for vreemde in (PortaalClient(), PortaalClient().log_in(andere_inwoner)):
        assert vreemde.get(melder.pad("stap", "wat")).status_code == 404
        assert vreemde.post(melder.pad("stap", "wat"), WAT).status_code == 404
        assert vreemde.post(melder.pad("weg")).status_code == 404


@pytest.mark.eis("A-12")
def test_draft_of_an_account_asks_a_visitor_to_log_in_and_another_person_finds_nothing(
    aanvrager: Invuller, andere_inwoner: Gebruiker
) -> None:
    pad = aanvrager.pad("stap", "plan")
    assert PortaalClient().get(pad).url.startswith(reverse("accounts:inloggen"))
    assert PortaalClient().log_in(andere_inwoner).get(pad).status_code == 404


def test_page_costs_as_many_queries_with_two_files_as_with_none(
    melder: Invuller, foto: MaakFoto, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    melder.stap("wat", WAT)
    melder.stap("waar", WAAR)
    # session, draft, answers, files
    with django_assert_num_queries(4):
        melder.client.get(melder.pad("stap", "fotos"))
    melder.stap("fotos", {"fotos": [foto(), foto()]})
    with django_assert_num_queries(4):
        melder.client.get(melder.pad("stap", "fotos"))
