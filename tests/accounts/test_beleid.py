"""Every view has one policy, and it is enforced."""

import pytest
from django.conf import settings as instellingen
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.views.i18n import set_language
from pytest_django import Settings

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.beleid import OPENBAAR, beleid_van, openbaar, voor_inwoner, voor_profiel
from mijnportaal.accounts.models import Gebruiker, Groep, Profiel
from mijnportaal.accounts.services import inwoner_voor, maak_medewerker
from tests.accounts import paginas
from tests.accounts.bezoeker import zichtbare_tekst
from tests.inloggen import meld_aan

pytestmark = [pytest.mark.urls("tests.accounts.paginas"), pytest.mark.django_db]

WIE = ("niemand", "inwoner", "behandelaar", "kcc")


@pytest.fixture
def wie(db: None) -> dict[str, Gebruiker]:
    """Return one person of each kind."""
    groepen = {profiel: Groep.objects.create(naam=str(profiel.label), profiel=profiel) for profiel in Profiel}
    return {
        "inwoner": inwoner_voor("bsn", "999990019"),
        "behandelaar": maak_medewerker("m1", naam="Eva", email="", groepen=[groepen[Profiel.BEHANDELAAR]]),
        "kcc": maak_medewerker("m2", naam="Iris", email="", groepen=[groepen[Profiel.KCC]]),
    }


@pytest.mark.eis("S-01")
@pytest.mark.parametrize(
    ("pad", "statussen"),
    [
        ("iedereen", (200, 200, 200, 200)),
        ("ingelogd", (302, 200, 200, 200)),
        ("inwoner", (302, 200, 403, 403)),
        ("substantieel", (302, 200, 403, 403)),
        ("hoog", (302, 302, 403, 403)),
        ("formulier", (302, 200, 200, 200)),
        ("medewerker", (302, 403, 200, 200)),
        ("klantcontact", (302, 403, 403, 200)),
    ],
)
def test_policy_decides_who_sees_a_page(wie: dict[str, Gebruiker], pad: str, statussen: tuple[int, ...]) -> None:
    gekregen = []
    for naam in WIE:
        client = meld_aan(Client(), wie[naam]) if naam in wie else Client()
        gekregen.append(client.get(f"/proef/{pad}/").status_code)
    assert tuple(gekregen) == statussen


def test_refusal_says_why(wie: dict[str, Gebruiker]) -> None:
    client = meld_aan(Client(), wie["behandelaar"])
    assert "Log eerst uit" in zichtbare_tekst(client.get("/proef/inwoner/"))
    assert "Vraag uw beheerder erom" in zichtbare_tekst(client.get("/proef/klantcontact/"))


@pytest.mark.eis("S-05")
def test_change_of_group_counts_at_the_next_request(wie: dict[str, Gebruiker]) -> None:
    client = meld_aan(Client(), wie["kcc"])
    assert client.get("/proef/klantcontact/").status_code == 200
    wie["kcc"].groepen.clear()
    assert client.get("/proef/klantcontact/").status_code == 403


@pytest.mark.eis("S-01")
def test_view_without_policy_is_refused(client: Client, settings: Settings) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"paginas\.vergeten heeft geen beleid"):
        client.get("/proef/vergeten/")
    settings.BELEID_STRENG = False
    assert client.get("/proef/vergeten/").status_code == 403


def test_view_carries_one_policy_only() -> None:
    with pytest.raises(TypeError, match="heeft al een beleid"):
        openbaar(paginas.inwoner)
    with pytest.raises(TypeError, match="ten minste één profiel"):
        voor_profiel()


def test_policy_of_a_view_can_be_read() -> None:
    @voor_inwoner(niveau=Niveau.HOOG)
    def eigen(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    beleid = beleid_van(eigen)
    assert beleid is not None
    assert beleid.niveau is Niveau.HOOG
    assert beleid_van(set_language) is OPENBAAR
    assert beleid_van(paginas.vergeten) is None


def test_post_returns_to_the_page_that_held_the_form(client: Client) -> None:
    antwoord = client.post("/proef/inwoner/", headers={"referer": "http://testserver/proef/iedereen/?a=1"})
    assert antwoord.headers["Location"] == "/inloggen/?volgende=%2Fproef%2Fiedereen%2F%3Fa%3D1"
    antwoord = client.post("/proef/inwoner/", headers={"referer": "https://evil.example/"})
    assert antwoord.headers["Location"] == "/inloggen/?volgende=%2F"


def test_fragment_sends_the_whole_page_to_the_login(client: Client) -> None:
    antwoord = client.get(
        "/proef/medewerker/", headers={"hx-request": "true", "hx-current-url": "http://testserver/a/"}
    )
    assert antwoord.status_code == 204
    assert antwoord.headers["HX-Redirect"] == "/inloggen/?volgende=%2Fa%2F"


def test_site_without_its_guards_does_not_start(settings: Settings) -> None:
    settings.MIDDLEWARE = [naam for naam in instellingen.MIDDLEWARE if "Beleid" not in naam]
    assert [fout.id for fout in run_checks() if fout.id == "accounts.E001"] == ["accounts.E001"]
