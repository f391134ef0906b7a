"""Two small forms in the dialect of `formulieren.definitie`: one without login, one with."""

import uuid
from typing import Any

from formulieren.models import Formulier, FormulierVersie
from formulieren.services.publicatie import publiceer
from mijnportaal.accounts.aanmelding import Niveau
from zaken.models import Zaaktypeversie

NAAMRUIMTE = uuid.UUID("6f1d3c0e-0c1b-4a7c-9f0e-2d3b4c5a6b7c")


def tekst(zin: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"nl": zin, "en": f"{zin} (en)"}


def vraag(sleutel: str, type_: str, /, **gegevens: Any) -> dict[str, Any]:
    """Return a question; its id follows from its key."""
    vast = {"id": str(uuid.uuid5(NAAMRUIMTE, sleutel)), "sleutel": sleutel, "type": type_}
    return {**vast, "label": tekst(f"Vraag {sleutel}"), "waarom": tekst("Dat is nodig."), **gegevens}


def stap(sleutel: str, *vragen: dict[str, Any]) -> dict[str, Any]:
    """Return a page."""
    return {"sleutel": sleutel, "titel": tekst(f"Stap {sleutel}"), "vragen": list(vragen)}


def formulier(titel: str, omschrijving: str, *stappen: dict[str, Any]) -> dict[str, Any]:
    """Return a whole form."""
    return {
        "titel": tekst(titel),
        "samenvatting": tekst(f"{titel}: waar het over gaat."),
        "voor_wie": tekst("Voor iedereen in de gemeente."),
        "nodig": [tekst("Een pen")],
        "vervolg": [tekst("U krijgt een zaaknummer.")],
        "duur": 4,
        "omschrijving": omschrijving,
        "grondslag": tekst("Algemene wet bestuursrecht, artikel 4:2"),
        "stappen": list(stappen),
    }


OPTIES = [
    {"code": "afval", "label": tekst("Afval"), "uitleg": tekst("Een volle bak"), "icoon": "trash"},
    {"code": "groen", "label": tekst("Groen")},
]

MELDING = formulier(
    "Melding openbare ruimte",
    "${categorie}: ${plaats}",
    stap(
        "wat",
        vraag("categorie", "keuze", opties=OPTIES, naar="eigenschap:categorie"),
        vraag("omschrijving", "tekstvlak", max_lengte=200, naar="toelichting"),
    ),
    stap("waar", vraag("plaats", "locatie", naar="locatie")),
    stap("fotos", vraag("fotos", "bestanden", soort="foto", max_aantal=2, verplicht="niet", naar="document:Foto")),
    stap(
        "contact",
        vraag("naam", "tekst", verplicht="niet", naar="naam"),
        vraag("email", "email", verplicht="niet", naar="email"),
        vraag("telefoon", "telefoon", verplicht="niet", naar="telefoon"),
    ),
)

BUDGET = formulier(
    "Leefbaarheidsbudget aanvragen",
    "${titel}",
    stap("plan", vraag("titel", "tekst", max_lengte=120), vraag("wanneer", "datum")),
    stap(
        "geld",
        vraag("begroting", "begroting", rijen=3, max_bedrag="750", naar="eigenschap:bedrag"),
        vraag("rekening", "iban", naar="eigenschap:rekening"),
        vraag("akkoord", "verklaring"),
    ),
    stap("bijlagen", vraag("offerte", "bestanden", soort="document", naar="document:Bijlage")),
)


def maak_formulier(zaaktype: Zaaktypeversie, slug: str, definitie: dict[str, Any], niveau: Niveau) -> FormulierVersie:
    """Return the next published version of the form at this address."""
    formulier, _nieuw = Formulier.objects.get_or_create(slug=slug, defaults={"zaaktype": zaaktype.zaaktype})
    versie = formulier.versies.create(versie=formulier.versies.count() + 1, definitie=definitie, niveau=niveau)
    return publiceer(versie)
