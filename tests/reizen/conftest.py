"""A real browser at a real site: everything of `make demo` runs, and every page is examined when it opens."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from mijnportaal.demo.fotos import maak_foto
from tests.bsnzoeker import verzamelmap
from tests.reizen.bezoeker import Bezoeker
from tests.reizen.browser import chromium, nieuwe_bezoeker
from tests.reizen.opstelling import Opstelling

MISLUKT = pytest.StashKey[bool]()

NieuweBezoeker = Callable[..., Bezoeker]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Remember which journey failed, so that its last page can be kept."""
    verslag = yield
    if verslag.failed:
        item.stash[MISLUKT] = True
    return verslag


@pytest.fixture(scope="session")
def opstelling(worker_id: str) -> Iterator[Opstelling]:
    """The whole site, filled with the demo municipality; what its programs wrote is searched for BSNs afterwards."""
    naam = "reizen" if worker_id == "master" else f"reizen-{worker_id}"
    opstelling = Opstelling(Path(os.environ.get("VAR_MAP", "var")).resolve() / naam)
    try:
        opstelling.start()
        yield opstelling
    finally:
        opstelling.stop()
    for log in opstelling.logs():
        shutil.copy(log, verzamelmap() / f"{naam}-{log.name}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of all journeys."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def bezoek(browser: Browser, opstelling: Opstelling, request: pytest.FixtureRequest) -> Iterator[NieuweBezoeker]:
    """Return a maker of visitors, each with a browser profile of their own."""
    bezoekers: list[Bezoeker] = []

    def maak(*args: Any, **kwargs: Any) -> Bezoeker:
        bezoekers.append(nieuwe_bezoeker(browser, opstelling, *args, **kwargs))
        return bezoekers[-1]

    yield maak
    for nummer, bezoeker in enumerate(bezoekers):
        if request.node.stash.get(MISLUKT, False):
            bezoeker.page.screenshot(path=opstelling.var_map / "fouten" / f"{request.node.name}-{nummer}.png")
        bezoeker.page.context.close()


@pytest.fixture(scope="session")
def foto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo as a phone makes it."""
    return _bewaar(tmp_path_factory, "losse-tegel")


@pytest.fixture(scope="session")
def foto_van_de_oplossing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of the work that was done."""
    return _bewaar(tmp_path_factory, "tegel-hersteld")


@pytest.fixture(scope="session")
def tekening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawing as PDF."""
    pad = tmp_path_factory.mktemp("tekening") / "Tekening van de bank.pdf"
    Image.new("RGB", (600, 800), "white").save(pad, "PDF")
    return pad


@pytest.fixture(scope="session")
def programma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program that calls itself a PDF."""
    pad = tmp_path_factory.mktemp("programma") / "Offerte.pdf"
    pad.write_bytes(b"MZ\x90\x00" + b"\x00" * 2000)
    return pad


def _bewaar(fabriek: pytest.TempPathFactory, naam: str) -> Path:
    pad = fabriek.mktemp("foto") / f"{naam}.jpg"
    pad.write_bytes(maak_foto(naam).read())
    return pad
