"""The first page after login: what you must do, what runs, what is not sent yet, what we wrote."""

import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from formulieren.definitie import Definitie
from formulieren.models import FormulierVersie, Inzending
from formulieren.paginas import adres
from formulieren.toegang import afspraken_voor, concepten_voor, formulieren_voor_iedereen
from mijnportaal.accounts.aanmelding import Aanmelding, Niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.pip.berichten import Berichtregel, berichtregels
from mijnportaal.pip.kaarten import (
    Afspraakregel,
    Taakregel,
    Zaakkaart,
    afspraakregels,
    taakregels,
    voor_kaarten,
    zaakkaarten,
)
from mijnportaal.pip.toegang import berichten_voor
from zaken.toegang import taken_voor, zaken_voor

MAX_KAARTEN = 4
MAX_BERICHTEN = 4
MIDDAG, AVOND = 12, 18


@dataclass(frozen=True)
class Product:
    """One form in the catalogue."""

    titel: str
    tekst: str
    url: str
    icoon: str
    merk: str


@dataclass(frozen=True)
class Concept:
    """One draft that was not sent; one that waits for a payment cannot be thrown away."""

    titel: str
    bijgewerkt_op: datetime.datetime
    url: str
    weg_url: str


@dataclass(frozen=True)
class Overzicht:
    """The overview of one resident."""

    groet: str
    taken: list[Taakregel]
    kaarten: list[Zaakkaart]
    aantal_open: int
    afspraken: list[Afspraakregel]
    concepten: list[Concept]
    berichten: list[Berichtregel]
    producten: list[Product]


def overzicht(aanmelding: Aanmelding, inwoner: Gebruiker, *, nu: datetime.datetime) -> Overzicht:
    """Return the overview; each part costs one or two queries, whatever the number of rows."""
    taken = taken_voor(inwoner).open().select_related("zaak", "betaling").order_by("uiterlijk_op", "pk")
    lopend = zaken_voor(inwoner).open()
    eerste = list(voor_kaarten(lopend).order_by("-startdatum", "-pk")[:MAX_KAARTEN])
    return Overzicht(
        groet=_groet(nu, inwoner.naam),
        taken=taakregels(taken, vandaag=nu.date()),
        kaarten=zaakkaarten(eerste, vandaag=nu.date()),
        aantal_open=lopend.count(),
        afspraken=afspraakregels(afspraken_voor(inwoner).filter(einde__gte=nu)),
        concepten=[_concept(inzending) for inzending in concepten_voor(aanmelding)],
        berichten=berichtregels(berichten_voor(inwoner)[:MAX_BERICHTEN]),
        producten=producten(),
    )


def producten() -> list[Product]:
    """Return the catalogue."""
    return [_product(versie) for versie in formulieren_voor_iedereen()]


def _product(versie: FormulierVersie) -> Product:
    definitie = Definitie(versie.definitie)
    inloggen = _("Inloggen nodig") if versie.niveau > Niveau.GEEN else _("Zonder inloggen")
    return Product(
        titel=definitie.titel,
        tekst=definitie.samenvatting,
        url=reverse("formulieren:start", args=[versie.formulier.slug]),
        icoon=definitie.icoon,
        merk=_("Ongeveer %(minuten)s minuten · %(inloggen)s") % {"minuten": definitie.duur, "inloggen": inloggen},
    )


def _concept(inzending: Inzending) -> Concept:
    formulier = inzending.formulierversie.formulier
    return Concept(
        titel=Definitie(inzending.formulierversie.definitie).titel,
        bijgewerkt_op=inzending.bijgewerkt_op,
        url=adres("betalen", inzending) if inzending.wacht else reverse("formulieren:start", args=[formulier.slug]),
        weg_url="" if inzending.wacht else adres("weg", inzending),
    )


def _groet(nu: datetime.datetime, naam: str) -> str:
    """Return how we greet someone at this hour."""
    groet = _("Goedemorgen") if nu.hour < MIDDAG else _("Goedemiddag") if nu.hour < AVOND else _("Goedenavond")
    return f"{groet}, {naam}" if naam else groet
