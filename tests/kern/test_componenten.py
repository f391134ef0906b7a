"""What every page is made of: no style or script inside the page, help in one place, and components that hold."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.thema import thema_url
from mijnportaal.kern.views import csrf_fout, serverfout
from tests.portaalclient import PortaalClient

SJABLONEN = sorted((settings.BASIS_MAP / "templates").rglob("*.html"))
# Letters and PDFs are no pages: their style stands in the file itself.
GEEN_PAGINA = {"mail", "pdf"}
INGEBOUWD = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
COMPONENTEN = ["demo:componenten", "demo:componenten_werkplek"]


@pytest.mark.parametrize("sjabloon", SJABLONEN, ids=lambda pad: str(pad.relative_to(settings.BASIS_MAP)))
def test_no_template_has_a_style_or_script_of_its_own(sjabloon: Path) -> None:
    if GEEN_PAGINA.isdisjoint(sjabloon.parts):
        assert not INGEBOUWD.search(sjabloon.read_text(encoding="utf-8"))


def test_no_template_says_that_text_is_safe() -> None:
    for sjabloon in SJABLONEN:
        assert not re.search(r"\|\s*safe\b|autoescape off", sjabloon.read_text(encoding="utf-8")), sjabloon


@pytest.mark.parametrize("naam", COMPONENTEN)
def test_the_components_can_be_looked_at(client: PortaalClient, naam: str) -> None:
    html = client.get(reverse(naam)).content.decode()
    assert not INGEBOUWD.search(html)
    assert html.count("<h1") == 1


@pytest.mark.eis("W-10")
def test_the_title_says_that_there_are_errors(client: PortaalClient) -> None:
    assert "<title>Fout: Componenten" in client.get(reverse("demo:componenten") + "?fouten").content.decode()
    assert "<title>Componenten" in client.get(reverse("demo:componenten")).content.decode()


@pytest.mark.eis("W-14")
@pytest.mark.parametrize("naam", COMPONENTEN)
def test_help_stands_in_the_footer_of_each_page(client: PortaalClient, naam: str) -> None:
    voet = client.get(reverse(naam)).content.decode().partition("<footer")[2]
    assert 'href="tel:14099"' in voet
    assert f"mailto:{settings.GEMEENTE_EMAIL}" in voet


@pytest.mark.eis("W-17")
@pytest.mark.parametrize("naam", COMPONENTEN)
def test_a_page_begins_with_a_link_to_its_content(client: PortaalClient, naam: str) -> None:
    html = client.get(reverse(naam)).content.decode()
    assert re.search(r'<body[^>]*>\s*<a class="nl-skip-link" href="#inhoud">', html)
    assert html.count('id="inhoud"') == 1


def test_each_id_is_there_once(client: PortaalClient) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get(reverse("demo:componenten")).content.decode())
    assert len(ids) == len(set(ids))


def test_every_icon_is_in_the_sprite() -> None:
    aanwezig = set((settings.BASIS_MAP / "frontend" / "icons.txt").read_text(encoding="utf-8").split())
    bronnen = [*SJABLONEN, *settings.BASIS_MAP.glob("*/**/*.py")]
    for bron in (bron for bron in bronnen if not {".venv", "node_modules"} & set(bron.parts)):
        gebruikt = re.findall(r"""{% icon ["']([a-z0-9-]+)|icoon=["']([a-z0-9-]+)""", bron.read_text(encoding="utf-8"))
        assert {een or ander for een, ander in gebruikt} <= aanwezig, bron


@pytest.mark.eis("W-16")
def test_another_language_is_one_click_away(client: PortaalClient) -> None:
    adres = reverse("demo:componenten")
    assert 'lang="nl"' in client.get(adres).content.decode()
    antwoord = client.post(reverse("taal"), {"language": "en", "next": adres})
    assert antwoord["Location"] == adres
    assert 'lang="en"' in client.get(adres).content.decode()


def test_the_language_switch_leads_nowhere_else(client: PortaalClient) -> None:
    antwoord = client.post(reverse("taal"), {"language": "en", "next": "https://elders.example.nl/"})
    assert antwoord["Location"] == "/"


# The admin


def test_the_admin_has_no_style_or_script_in_its_pages(client: PortaalClient, beheerder: Gebruiker) -> None:
    client.log_in(beheerder)
    bekeken = 0
    for model in admin.site._registry:
        for blad in ("changelist", "add"):
            antwoord = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{blad}"))
            bekeken += antwoord.status_code == 200
            assert not INGEBOUWD.search(antwoord.content.decode()), (model, blad)
            assert "unsafe" not in antwoord["Content-Security-Policy"]
    assert bekeken > len(admin.site._registry)


# Error pages


def test_a_page_that_is_not_there_says_what_to_do(client: PortaalClient) -> None:
    antwoord = client.get("/bestaat-niet/")
    assert antwoord.status_code == 404
    assert "Deze pagina is er niet" in antwoord.content.decode()


def test_the_page_for_an_unexpected_error_needs_no_database(caplog: pytest.LogCaptureFixture) -> None:
    # pytest-django refuses every query in a test without the db fixture.
    html = serverfout(RequestFactory().get("/")).content.decode()
    incident = re.search(r"\b[0-9A-F]{8}\b", html)
    assert incident
    assert incident.group() in caplog.text
    assert gemeente().telefoon in html


def test_a_page_that_was_open_too_long_says_to_load_it_again(db: None) -> None:
    antwoord = csrf_fout(RequestFactory().get("/"), reason="geheim")
    assert antwoord.status_code == 403
    assert "Uw gegevens zijn niet verstuurd" in antwoord.content.decode()
    assert "geheim" not in antwoord.content.decode()


def test_a_refusal_shows_its_own_sentence() -> None:
    zin = "Deze pagina is alleen voor medewerkers."
    gegevens = {"exception": zin, "gemeente": gemeente(), "thema_url": thema_url()}
    assert zin in render_to_string("403.html", gegevens)


# Tags


def toon(sjabloon: str, **gegevens: object) -> str:
    return Template(sjabloon).render(Context(gegevens)).strip()


@pytest.mark.parametrize(
    ("dagen", "tekst", "soort"),
    [
        (-4, "4 dagen te laat", "laat"),
        (-1, "1 dag te laat", "laat"),
        (0, "Vandaag", "bijna"),
        (7, "Nog 7 dagen", "bijna"),
        (8, "Nog 8 dagen", "ruim"),
    ],
)
def test_a_deadline_says_in_words_how_much_time_is_left(dagen: int, tekst: str, soort: str) -> None:
    html = toon("{% termijn dagen %}", dagen=dagen)
    assert tekst in html
    assert f"mo-termijn--{soort}" in html


@pytest.mark.parametrize(
    ("sjabloon", "waarde", "tekst"),
    [
        ("{{ waarde|euro }}", 1234, "€\N{NO-BREAK SPACE}1.234,00"),
        ("{{ waarde|grootte }}", 84_000, "84\N{NO-BREAK SPACE}kB"),
        ("{{ waarde|grootte }}", 1_240_000, "1,2\N{NO-BREAK SPACE}MB"),
        ("{{ waarde|grootte }}", 12, "1\N{NO-BREAK SPACE}kB"),
        ("{{ waarde|initialen }}", "Sanne de Bakker", "SB"),
        ("{{ waarde|initialen }}", "", "?"),
        ("{{ waarde|bellen }}", "14 099", "tel:14099"),
        ("{{ waarde|bellen }}", "+31 (0)88 12", "tel:+3108812"),
    ],
)
def test_values_are_shown_as_people_write_them(sjabloon: str, waarde: object, tekst: str) -> None:
    assert toon(sjabloon, waarde=waarde) == tekst


def test_pages_of_a_list_keep_the_filters() -> None:
    request = RequestFactory().get("/", {"zoek": "boom & struik", "pagina": "2"})
    html = toon("{% paginering pagina %}", request=request, pagina=Paginator(range(90), 10).page(2))
    assert 'href="?zoek=boom+%26+struik&amp;pagina=3"' in html
    assert "11 tot en met 20 van 90" in html


def test_text_of_others_stays_text() -> None:
    melding = '{% include "componenten/melding.html" with tekst=titel only %}'
    html = toon("{% paneel titel=titel %}{{ titel }}{% endpaneel %}" + melding, titel="<b>")
    assert "<b>" not in html
    assert html.count("&lt;b&gt;") == 3
