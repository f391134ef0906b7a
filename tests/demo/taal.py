"""What language B1 asks of a text, as far as a program can see it (eisen/normen.md, section 3)."""

import re
from collections.abc import Iterable
from statistics import mean

LANGSTE_ZIN = 20
GEMIDDELDE_ZIN = 12
# Words of the town hall, with what people say instead.
MOEILIJK = {
    "aangaande": "over", "alsmede": "en", "alvorens": "voordat", "betreffende": "over", "conform": "volgens",
    "derhalve": "daarom", "desbetreffende": "deze", "dien": "moet", "dienen": "moeten", "dient": "moet",
    "echter": "maar", "geschieden": "gebeuren", "gelieve": "wilt u", "hieromtrent": "hierover", "indien": "als",
    "inzake": "over", "middels": "met", "mits": "als", "omtrent": "over", "ontvangstbevestiging": "bericht",
    "respectievelijk": "en", "reeds": "al", "teneinde": "om", "tevens": "ook", "thans": "nu", "trachten": "proberen",
    "uiterst": "heel", "vanwege": "door", "verstrekken": "geven", "voornoemde": "deze", "zulks": "dat",
}  # fmt: skip
AFKORTINGEN = re.compile(r"\b(?:[a-z]\.){2,}|\b(?:bijv|evt|incl|excl|nr|tel|wo|mbt|ivm|dmv)\.?(?=\s|$)", re.IGNORECASE)
ZIN = re.compile(r"[.!?:](?:\s+|$)|\n+")
WOORD = re.compile(r"[\w’'-]+")


def zinnen(tekst: str) -> list[list[str]]:
    """Return the sentences of a text as lists of words."""
    return [woorden for zin in ZIN.split(tekst) if (woorden := WOORD.findall(zin))]


def gemiddelde(teksten: Iterable[str]) -> float:
    """Return how many words a sentence of these texts has on average."""
    return mean(len(zin) for tekst in teksten for zin in zinnen(tekst))


def bezwaren(tekst: str) -> list[str]:
    """Return why this text is harder than B1; nothing when it is fine."""
    gevonden = [f"lange zin ({len(zin)} woorden): {' '.join(zin)}" for zin in zinnen(tekst) if len(zin) > LANGSTE_ZIN]
    woorden = {woord.lower() for zin in zinnen(tekst) for woord in zin}
    gevonden += [f"{woord}: zeg liever “{MOEILIJK[woord]}”: {tekst}" for woord in sorted(woorden & MOEILIJK.keys())]
    gevonden += [f"afkorting {afkorting!r}: {tekst}" for afkorting in AFKORTINGEN.findall(tekst)]
    if re.search(r"\b(?:je|jij|jouw|jullie)\b", tekst, re.IGNORECASE):
        gevonden.append(f"zeg u: {tekst}")
    return gevonden
