"""Somebody who fills in any form, page after page, with an answer that fits each type of question."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from formulieren.dossier import Dossier, Gesteld
from tests.formulieren.invuller import Invuller, tekst_van
from tests.formulierfabriek import IBAN, PDF

Invoer = dict[str, Any]
# Where the first option, or a usual answer, does not do.
EIGEN: dict[str, Any] = {
    "begonnen": "nee",
    "patroon objectnummer": "123456789012",
    "patroon aanslagnummer": "12345678",
    "soort_uittreksel": "adres",
    "wat": "Bank",
    "bedrag": "5000",
    "offertebedrag": "6000",
    "inwoners": "1",
    "aantal_bezoekers": "80",
    "soort_belasting": "afval",
    "voor_wie": "zelf",
}


def _datum(naam: str, dag: datetime.date) -> Invoer:
    return {f"{naam}_dag": str(dag.day), f"{naam}_maand": str(dag.month), f"{naam}_jaar": str(dag.year)}


def _adres(gesteld: Gesteld) -> Invoer:
    delen = {"postcode": "1234 AB", "huisnummer": "12", "straat": "Dorpsstraat", "woonplaats": "Voorbeeldstad"}
    return {f"{gesteld.naam}_{deel}": waarde for deel, waarde in delen.items()}


def _dag(gesteld: Gesteld) -> Invoer:
    sleutel, vandaag = gesteld.vraag.sleutel, timezone.localdate()
    if sleutel.endswith("geboren"):
        return _datum(gesteld.naam, datetime.date(1980, 2, 1))
    vooruit = {"verhuisdatum": 3, "datum_ceremonie": 30, "datum_evenement": 90, "dag": 90}
    return _datum(gesteld.naam, vandaag + datetime.timedelta(vooruit.get(sleutel, -7)))


def _periode(gesteld: Gesteld) -> Invoer:
    een, twee = timezone.localdate() - datetime.timedelta(20), timezone.localdate() - datetime.timedelta(10)
    return {**_datum(f"{gesteld.naam}_van", een), **_datum(f"{gesteld.naam}_tot", twee)}


def _persoon(gesteld: Gesteld) -> Invoer:
    delen = {"voornamen": "Noor", "geslachtsnaam": "Proef", "dag": "1", "maand": "2", "jaar": "1980"}
    return {f"{gesteld.naam}_{deel}": waarde for deel, waarde in delen.items()}


def _gezin(gesteld: Gesteld) -> Invoer:
    return {f"{gesteld.naam}_gesteld": "1"}


def _keuze(gesteld: Gesteld) -> Invoer:
    codes = [optie["code"] for optie in gesteld.vraag.gegevens["opties"]]
    code = EIGEN.get(gesteld.vraag.sleutel, codes[0])
    naam = f"{gesteld.naam}_keuze" if gesteld.vraag.gegevens.get("anders") else gesteld.naam
    return {naam: code if code in codes else codes[0]}


def _tekst(gesteld: Gesteld) -> Invoer:
    sleutel = gesteld.vraag.sleutel
    return {gesteld.naam: EIGEN.get(f"patroon {sleutel}", EIGEN.get(sleutel, "Een antwoord"))}


def _begroting(gesteld: Gesteld) -> Invoer:
    return {f"{gesteld.naam}_0_wat": "Zaal", f"{gesteld.naam}_0_bedrag": "250"}


def _bestanden(gesteld: Gesteld) -> Invoer:
    if gesteld.vraag.gegevens["soort"] == "foto":
        return {}
    return {gesteld.naam: [SimpleUploadedFile("stuk.pdf", PDF, "application/pdf")]}


def _vast(waarde: str) -> Callable[[Gesteld], Invoer]:
    return lambda gesteld: {gesteld.naam: EIGEN.get(gesteld.vraag.sleutel, waarde)}


PER_TYPE: dict[str, Callable[[Gesteld], Invoer]] = {
    "tekst": _tekst,
    "tekstvlak": _tekst,
    "email": _vast("noor@example.nl"),
    "telefoon": _vast("06 12345678"),
    "iban": _vast(IBAN),
    "getal": _vast("12"),
    "bedrag": _vast("4000"),
    "datum": _dag,
    "tijd": _vast("14:00"),
    "periode": _periode,
    "janee": _vast("ja"),
    "keuze": _keuze,
    "meerkeuze": lambda gesteld: {gesteld.naam: [gesteld.vraag.gegevens["opties"][0]["code"]]},
    "verklaring": _vast("on"),
    "vinkje": lambda gesteld: {},
    "adres": _adres,
    "locatie": lambda gesteld: {f"{gesteld.naam}_adres": "Dorpsstraat 12"},
    "persoon": _persoon,
    "organisatie": lambda gesteld: {f"{gesteld.naam}_naam": "Buurtvereniging De Proef"},
    "partners": _gezin,
    "kinderen": _gezin,
    "begroting": _begroting,
    "bestanden": _bestanden,
}


def vul_alles(invuller: Invuller) -> None:
    """Answer every page until the check page; a page that asks more because of an answer is answered once more."""
    invuller.begin()
    dossier = Dossier(invuller.inzending)
    gezien: list[str] = []
    while (volgende := next((s for s in dossier.stappen if s.sleutel not in gezien), None)) is not None:
        gezien.append(volgende.sleutel)
        for _keer in range(3):
            dossier = Dossier(invuller.inzending)
            data: Invoer = {}
            for gesteld in dossier.gesteld(volgende):
                if gesteld.staat.zichtbaar and not gesteld.staat.alleen_lezen:
                    data.update(PER_TYPE[gesteld.vraag.type](gesteld))
            antwoord = invuller.stap(volgende.sleutel, data)
            if antwoord.status_code == 302:
                break
        assert antwoord.status_code == 302, (volgende.sleutel, tekst_van(antwoord)[:6000])
        dossier = Dossier(invuller.inzending)
