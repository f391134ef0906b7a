"""Makes the pictures in docs/schermen/ from the demo municipality: `make schermen`."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from mijnportaal.demo.processen import WORTEL
from tests.reizen.bezoeker import Bezoeker
from tests.reizen.browser import BUREAU, TELEFOON, chromium, nieuwe_bezoeker
from tests.reizen.opstelling import Opstelling

MAP = WORTEL / "docs" / "schermen"
# As much of a long page as still reads well beside text.
HOOGSTE = 1500
KLEUREN = 256
FATIMA, EVA, IRIS, ADA = "Fatima de Vries-El Idrissi", "Eva Smit", "Iris Hofman", "Ada Wolters"


def voorpagina(bezoeker: Bezoeker) -> None:
    bezoeker.ga("/")


def formulierstap(bezoeker: Bezoeker) -> None:
    bezoeker.ga("/formulier/melding-openbare-ruimte/")
    bezoeker.druk("Beginnen")
    bezoeker.kies("Losse tegel of gat in de weg")
    bezoeker.vul("Wat ziet u?", "Voor ons huis ligt een tegel los. Iemand is er al over gestruikeld.")


def ontvangen(bezoeker: Bezoeker) -> None:
    formulierstap(bezoeker)
    bezoeker.druk("Volgende stap")
    bezoeker.vul("Adres of omschrijving van de plek", "Dorpsstraat 12")
    bezoeker.druk("Volgende stap")
    bezoeker.druk("Volgende stap")
    bezoeker.vul("Uw e-mailadres", "buurman@example.nl")
    bezoeker.druk("Naar controleren")
    bezoeker.kies("Ik heb het formulier naar waarheid ingevuld.")
    bezoeker.druk("Versturen")


def mijn_overzicht(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("digid", FATIMA)


def zaak(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("digid", FATIMA)
    bezoeker.volg("Een moestuin achter de school")


def werkvoorraad(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("medewerker", EVA)


def zaak_van_behandelaar(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("medewerker", EVA)
    bezoeker.ga("/werk/")
    bezoeker.volg("", binnen=bezoeker.page.locator("tbody"))


def klantbeeld(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("medewerker", IRIS)
    bezoeker.page.get_by_role("radio").first.check(force=True)
    for naam, waarde in {"Achternaam": "Vries-El Idrissi", "Dag": "14", "Maand": "5", "Jaar": "1984"}.items():
        bezoeker.page.get_by_label(naam, exact=True).fill(waarde)
    bezoeker.druk("Zoek", binnen=bezoeker.page.locator("main"))
    bezoeker.volg(FATIMA)


def archief(bezoeker: Bezoeker) -> None:
    bezoeker.log_in("medewerker", ADA)


def demonstratie(bezoeker: Bezoeker) -> None:
    bezoeker.ga("/demo/")


SCHERMEN: dict[str, tuple[Callable[[Bezoeker], None], tuple[int, int]]] = {
    "voorpagina": (voorpagina, BUREAU),
    "formulier": (formulierstap, BUREAU),
    "ontvangen": (ontvangen, BUREAU),
    "mijn-overzicht": (mijn_overzicht, BUREAU),
    "mijn-overzicht-telefoon": (mijn_overzicht, TELEFOON),
    "zaak": (zaak, BUREAU),
    "werkvoorraad": (werkvoorraad, BUREAU),
    "zaak-behandelaar": (zaak_van_behandelaar, BUREAU),
    "klantbeeld": (klantbeeld, BUREAU),
    "archief": (archief, BUREAU),
    "demonstratie": (demonstratie, BUREAU),
}


def maak(browser: Browser, opstelling: Opstelling, naam: str) -> Path:
    """Take one picture, in no more colours than a screen needs."""
    ga_erheen, maat = SCHERMEN[naam]
    bezoeker = nieuwe_bezoeker(browser, opstelling, maat)
    ga_erheen(bezoeker)
    bezoeker.page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    beeld = Image.open(io.BytesIO(bezoeker.page.screenshot(full_page=True))).convert("RGB")
    bezoeker.page.context.close()
    pad = MAP / f"{naam}.png"
    beeld = beeld.crop((0, 0, beeld.width, min(beeld.height, HOOGSTE)))
    beeld.quantize(KLEUREN, dither=Image.Dither.NONE).save(pad, optimize=True)
    return pad


def main(namen: list[str]) -> int:
    """Make these pictures, or all of them."""
    MAP.mkdir(parents=True, exist_ok=True)
    opstelling = Opstelling(WORTEL / "var" / "schermen")
    try:
        opstelling.start()
        with chromium() as browser:
            for naam in namen or SCHERMEN:
                pad = maak(browser, opstelling, naam)
                sys.stdout.write(f"{pad.relative_to(WORTEL)}: {pad.stat().st_size // 1024} kB\n")
    finally:
        opstelling.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
