"""Zaken and tasks as a resident sees them in a list: in words, with who has to act and until when."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from formulieren.afspraken.berichten import voor_wie, wanneer
from formulieren.afspraken.koppeling import pad_van
from formulieren.models import Afspraak
from zaken.models import Besluit, Besluittype, Opschorting, Statustype, Taak, WachtOp, Zaak
from zaken.models.zaak import ZaakQuerySet

# Generic outcomes that people are glad with; any other outcome gets no colour.
GUNSTIG = {"afgehandeld", "toegekend", "uitgevoerd", "vastgesteld", "verleend", "verstrekt", "verwerkt"}


@dataclass(frozen=True)
class Badge:
    """The state of a zaak in two or three words; the icon says it without colour."""

    tekst: str
    soort: str
    icoon: str = ""


@dataclass(frozen=True)
class Zaakkaart:
    """One zaak in a list."""

    titel: str
    url: str
    soort: str
    nummer: str
    icoon: str
    badge: Badge
    stap: int
    stappen: int
    stapnaam: str
    voet: str
    voet_datum: datetime.date | None


@dataclass(frozen=True)
class Taakregel:
    """One open task in a list."""

    titel: str
    url: str
    knop: str
    icoon: str
    dagen: int
    toelichting: str


def voor_kaarten(zaken: ZaakQuerySet) -> ZaakQuerySet:
    """Add everything that a card shows, so that a row costs no query."""
    besluittypen = Besluittype.objects.filter(zaaktypeversies=OuterRef("zaaktypeversie"))
    besluiten = Besluit.objects.filter(zaak=OuterRef("pk")).order_by("-datum", "-pk")
    return (
        zaken.voor_lijst()
        .select_related("resultaat__resultaattype")
        .annotate(met_besluit=Exists(besluittypen), besluit_op=Subquery(besluiten.values("datum")[:1]))
    )


def zaakkaarten(zaken: Sequence[Zaak], *, vandaag: datetime.date) -> list[Zaakkaart]:
    """Return the cards of zaken that came through `voor_kaarten`, in two queries however many there are."""
    stappen: dict[int, list[int]] = {}
    versies = {zaak.zaaktypeversie_id for zaak in zaken}
    typen = Statustype.objects.filter(zaaktypeversie__in=versies).order_by("zaaktypeversie", "volgnummer")
    for versie, volgnummer in typen.values_list("zaaktypeversie", "volgnummer"):
        stappen.setdefault(versie, []).append(volgnummer)
    redenen = dict(Opschorting.objects.filter(zaak__in=zaken, beeindigd_op=None).values_list("zaak", "reden"))
    return [_kaart(zaak, stappen.get(zaak.zaaktypeversie_id, []), redenen.get(zaak.pk, ""), vandaag) for zaak in zaken]


def _kaart(zaak: Zaak, volgnummers: list[int], reden: str, vandaag: datetime.date) -> Zaakkaart:
    rij: Any = zaak  # with what `voor_kaarten` added
    bereikt = rij.statusvolgnummer or 0  # another system can register a zaak and give it a status later
    termijn = Termijnzin.van(zaak, met_besluit=rij.met_besluit, besluit_op=rij.besluit_op, reden=reden, vandaag=vandaag)
    return Zaakkaart(
        titel=zaak.omschrijving or zaak.zaaktypeversie.omschrijving,
        url=reverse("pip:zaak", args=[zaak.uuid]),
        soort=zaak.zaaktypeversie.omschrijving,
        nummer=zaak.identificatie,
        icoon=zaak.zaaktypeversie.icoon,
        badge=badge(zaak, rij.statusnaam_inwoner or ""),
        stap=sum(volgnummer <= bereikt for volgnummer in volgnummers),
        stappen=len(volgnummers) if bereikt else 0,
        stapnaam=rij.statusnaam_inwoner or "",
        voet=termijn.tekst,
        voet_datum=termijn.datum,
    )


def badge(zaak: Zaak, statusnaam: str) -> Badge:
    """Return the state of a zaak: its outcome, that it waits for the resident, or its status."""
    if not zaak.is_open:
        resultaat = getattr(zaak, "resultaat", None)  # another system can take it back
        if resultaat is None:
            return Badge(_("Afgesloten"), "neutraal", "flag")
        soort = resultaat.resultaattype
        goed = soort.omschrijving_generiek.lower() in GUNSTIG
        return Badge(soort.omschrijving, "ok" if goed else "neutraal", "circle-check" if goed else "flag")
    if zaak.wacht_op == WachtOp.INWONER:
        return Badge(_("Uw reactie nodig"), "waarschuwing", "alert-circle")
    return Badge(statusnaam or _("Nog niet begonnen"), "actief", "clock")


@dataclass(frozen=True)
class Termijnzin:
    """Until when a resident waits; without a date when the term stands still. Late is said, not hidden (Awb 4:14)."""

    tekst: str
    datum: datetime.date | None = None

    @classmethod
    def van(
        cls, zaak: Zaak, *, met_besluit: bool, besluit_op: datetime.date | None, reden: str, vandaag: datetime.date
    ) -> "Termijnzin":
        """Return what matters now: the end, the decision, the pause and its reason, or the last day."""
        if not zaak.is_open:
            return cls(_("Klaar sinds"), zaak.einddatum)
        if besluit_op:
            return cls(_("Besluit genomen op"), besluit_op)
        if zaak.uiterlijke_einddatum is None:
            op_u = zaak.wacht_op == WachtOp.INWONER
            op_wie = _("De termijn staat stil. Wij wachten op u: %(reden)s")
            return cls((op_wie if op_u else _("De termijn staat stil: %(reden)s")) % {"reden": reden})
        if zaak.uiterlijke_einddatum < vandaag:
            return cls(_("Wij zijn te laat. De laatste dag was"), zaak.uiterlijke_einddatum)
        return cls(_("Besluit uiterlijk") if met_besluit else _("Klaar uiterlijk"), zaak.uiterlijke_einddatum)


def taakregels(taken: Iterable[Taak], *, vandaag: datetime.date) -> list[Taakregel]:
    """Return open tasks as lines with a button; the tasks carry their zaak."""
    return [
        Taakregel(
            titel=taak.titel,
            url=reverse("pip:taak", args=[taak.uuid]),
            knop=_knop(taak),
            icoon=_icoon(taak),
            dagen=(taak.uiterlijk_op - vandaag).days,
            toelichting=_("Zaak: %(zaak)s") % {"zaak": taak.zaak.omschrijving},
        )
        for taak in taken
    ]


@dataclass(frozen=True)
class Afspraakregel:
    """One appointment in a list."""

    waarvoor: str
    wanneer: str
    waar: str
    url: str


def afspraakregels(afspraken: Iterable[Afspraak]) -> list[Afspraakregel]:
    """Return appointments as lines with the way to their page, where they can be moved or cancelled."""
    return [
        Afspraakregel(
            waarvoor=voor_wie(afspraak.product.naam, afspraak.personen),
            wanneer=wanneer(afspraak.begin, afspraak.einde),
            waar=f"{afspraak.locatie.naam}, {afspraak.locatie.adres}",
            url=pad_van(afspraak),
        )
        for afspraak in afspraken
    ]


def _knop(taak: Taak) -> str:
    if hasattr(taak, "betaling"):
        return _("Betalen")
    return _("Document toevoegen") if taak.informatieobjecttype_id else _("Antwoord geven")


def _icoon(taak: Taak) -> str:
    if hasattr(taak, "betaling"):
        return "coin-euro"
    return "upload" if taak.informatieobjecttype_id else "message"
