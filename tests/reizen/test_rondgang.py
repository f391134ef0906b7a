"""Every page of every role, on a screen, on a phone, on a narrow phone and twice as large."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from tests.reizen.bezoeker import Bezoeker
from tests.reizen.browser import BUREAU, SMAL, TELEFOON, VERGROOT
from tests.reizen.conftest import NieuweBezoeker

pytestmark = pytest.mark.reis

INWONER, MEDEWERKER = "digid", "medewerker"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# So many pages of each kind are looked at.
PER_SOORT = 2
# Downloads, other people's pages, and what ends the visit.
NIET_VOLGEN = re.compile(
    r"/(mijn|werk)/documenten/|\.pdf|/ontvangen/pdf|/uitloggen|/aanvraag|^/beheer/.*(delete|history)"
)


def soort(pad: str) -> str:
    """Return the address with what differs from one thing to the next left out."""
    delen = urlsplit(pad)
    kaal = re.sub(r"\d{6,}[^/]*|/\d+/", "#/", UUID.sub("#", delen.path))
    return kaal + "?" * bool(delen.query)


def links(bezoeker: Bezoeker) -> Iterator[str]:
    """Return the addresses on this page that lead to pages of the site."""
    adressen: list[str] = bezoeker.page.eval_on_selector_all("a[href]", "(alle) => alle.map((a) => a.href)")
    for adres in adressen:
        if adres.startswith(bezoeker.opstelling.adres):
            pad = adres.removeprefix(bezoeker.opstelling.adres).partition("#")[0]
            if pad and not NIET_VOLGEN.search(pad):
                yield pad


def loop_rond(bezoeker: Bezoeker, begin: list[str], mag: Callable[[str], bool]) -> list[str]:
    """Open these pages and all kinds of pages that they lead to; return what was seen."""
    gezien: dict[str, int] = {}
    titels: dict[str, str] = {}
    paden, rij = [], list(begin)
    while rij:
        pad = rij.pop(0)
        if pad in paden or gezien.get(soort(pad), 0) >= PER_SOORT:
            continue
        gezien[soort(pad)] = gezien.get(soort(pad), 0) + 1
        paden.append(pad)
        bezoeker.ga(pad)
        ander = titels.setdefault(bezoeker.page.title(), soort(bezoeker.pad))
        assert ander == soort(bezoeker.pad), f"{ander} en {pad} hebben dezelfde titel: {bezoeker.page.title()}"
        bezoeker.keur_op(TELEFOON, SMAL, VERGROOT)
        rij += [link for link in links(bezoeker) if mag(link)]
    return paden


OPENBAAR = ["/", "/inloggen/", "/toegankelijkheid/", "/privacy/", "/demo/", "/demo/postvak/", "/componenten/",
            "/componenten/werkplek/", "/uitgelogd/"]  # fmt: skip
ROLLEN = [
    pytest.param("", "", OPENBAAR, ("/",), id="bezoeker"),
    pytest.param(INWONER, "Fatima de Vries-El Idrissi", ["/mijn/"], ("/mijn/", "/formulier/"), id="inwoner"),
    pytest.param("eherkenning", "Stichting Buurtkracht Voorbeeldstad", ["/mijn/"], ("/mijn/",), id="ondernemer"),
    pytest.param(MEDEWERKER, "Eva Smit", ["/werk/"], ("/werk/",), id="behandelaar"),
    pytest.param(MEDEWERKER, "Marijke Postma", ["/werk/"], ("/werk/",), id="coordinator"),
    pytest.param(MEDEWERKER, "Iris Hofman", ["/kcc/"], ("/kcc/",), id="kcc"),
    pytest.param(MEDEWERKER, "Ada Wolters", ["/archief/"], ("/archief/",), id="archivaris"),
]


@pytest.mark.eis("W-01", "W-03", "W-04", "W-08", "W-14", "W-16", "W-17", "S-38")
@pytest.mark.parametrize(("middel", "naam", "begin", "onder"), ROLLEN)
def test_every_page_of_every_role_is_accessible(
    bezoek: NieuweBezoeker, middel: str, naam: str, begin: list[str], onder: tuple[str, ...]
) -> None:
    bezoeker = bezoek(BUREAU)
    if middel:
        bezoeker.log_in(middel, naam)
    paden = loop_rond(bezoeker, begin, lambda pad: pad.startswith(onder))
    assert set(begin) <= set(paden)


BEHEER = ["/beheer/", "/beheer/zaken/zaaktype/", "/beheer/accounts/groep/"]


def test_admin_keeps_the_same_rules(bezoek: NieuweBezoeker) -> None:
    beheerder = bezoek(BUREAU)
    beheerder.log_in(MEDEWERKER, "Joost de Boer")
    paden = loop_rond(beheerder, BEHEER, lambda pad: pad.endswith("/change/"))
    assert any(pad.endswith("/change/") for pad in paden), paden


@pytest.mark.parametrize(
    ("pad", "status", "wie"),
    [
        ("/bestaat-niet/", 404, ""),
        ("/mijn/zaken/00000000-0000-4000-8000-000000000000/", 404, "Pieter de Vries"),
        ("/werk/", 403, "Pieter de Vries"),
    ],
    ids=["onbekende pagina", "onbekende zaak", "verboden"],
)
def test_error_pages_are_pages(bezoek: NieuweBezoeker, pad: str, status: int, wie: str) -> None:
    bezoeker = bezoek(SMAL)
    if wie:
        bezoeker.log_in(INWONER, wie)
    bezoeker.ga(pad, verwacht=status)
    assert bezoeker.page.locator("h1").count() == 1
    assert bezoeker.page.locator("main a[href]").count() > 0, "er is geen weg verder"


@pytest.mark.eis("W-16")
def test_site_speaks_english_when_asked(bezoek: NieuweBezoeker) -> None:
    bezoeker = bezoek()
    bezoeker.log_in(INWONER, "Fatima de Vries-El Idrissi")
    bezoeker.druk("English")
    for pad in ("/", "/mijn/", "/mijn/zaken/", "/mijn/berichten/", "/formulier/leefbaarheidsbudget/"):
        bezoeker.ga(pad)
        assert bezoeker.page.get_attribute("html", "lang") == "en", pad
    bezoeker.ziet("Apply for a neighbourhood budget")
    bezoeker.druk("Nederlands")
    assert bezoeker.page.get_attribute("html", "lang") == "nl"


@pytest.mark.eis("W-05", "W-06")
@pytest.mark.parametrize("rol", ["inwoner", "behandelaar"])
def test_focus_is_visible_on_every_stop(bezoek: NieuweBezoeker, rol: str) -> None:
    bezoeker = bezoek()
    if rol == "inwoner":
        bezoeker.log_in(INWONER, "Fatima de Vries-El Idrissi")
        paden = ["/", "/mijn/", next(pad for pad in links(bezoeker) if UUID.search(pad))]
    else:
        bezoeker.log_in(MEDEWERKER, "Eva Smit")
        paden = ["/werk/", next(pad for pad in links(bezoeker) if UUID.search(pad))]
    for pad in paden:
        bezoeker.ga(pad)
        stappen = 0
        while stappen < 80:
            bezoeker.page.keyboard.press("Tab")
            if not bezoeker.focus():  # fails by itself on a stop that cannot be seen
                break
            stappen += 1
        assert stappen >= 5, f"{pad}: met Tab bereikt u maar {stappen} plekken"
