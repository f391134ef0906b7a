"""The worklists: which there are for someone, how many zaken wait in each, and one page of one of them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker, Groep, Profiel
from mijnportaal.kern.bladeren import Bladzijde, blader
from zaken.behandeling import forms
from zaken.behandeling.toestand import Badge, badge_van, dagen_over
from zaken.models import WachtOp, Zaak
from zaken.models.zaak import ZaakQuerySet
from zaken.toegang import zaaktypeversies_voor, zaken_voor

PER_BLADZIJDE = 25
# Nobody reads whether 1,412 or 1,413 zaken wait; counting on would walk the whole register.
TEL_TOT = 1000
BIJNA = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Werklijst:
    """One queue; `zaken` is what stands in it for this employee."""

    sleutel: str
    titel: str
    icoon: str
    zaken: ZaakQuerySet
    is_laat: bool = False
    is_afgehandeld: bool = False

    @property
    def url(self) -> str:
        return adres(lijst=self.sleutel)


@dataclass(frozen=True)
class Railpunt:
    """A line at the left of the page."""

    titel: str
    url: str
    icoon: str
    aantal: str | None
    geteld: int | None
    huidig: bool
    laat: bool


@dataclass(frozen=True)
class Kpi:
    """A figure that is a filter."""

    waarde: int | str
    label: str
    url: str
    soort: str


@dataclass(frozen=True)
class Chip:
    """A filter that is on, with the address of the list without it."""

    tekst: str
    url: str


@dataclass(frozen=True)
class Regel:
    """One zaak in the table; an employee who may only know that it exists gets no name, content or address."""

    titel: str
    zaaktype: str
    nummer: str
    url: str
    aanvrager: str
    stap: str
    badge: Badge
    behandelaar: str
    dagen: int | None
    datum: datetime.date | None
    staat_stil: bool
    beslist_op: datetime.date | None


def adres(**parameters: str) -> str:
    """Return the address of the worklist with these filters."""
    gevuld = {naam: waarde for naam, waarde in parameters.items() if waarde}
    return f"{reverse('behandeling:werkvoorraad')}?{urlencode(gevuld)}"


def werklijsten(medewerker: Gebruiker, vandaag: datetime.date) -> list[Werklijst]:
    """Return the queues of this employee; the first is the one that opens by itself."""
    zaken = zaken_voor(medewerker)
    afgehandeld = zaken.afgesloten().van_behandelaar(medewerker)
    return [
        Werklijst("mijn", _("Mijn werkvoorraad"), "inbox", zaken.open().van_behandelaar(medewerker)),
        *(
            Werklijst(str(groep.uuid), groep.naam, "users", zaken.open().filter(groep=groep))
            for groep in _groepen_van(medewerker)
        ),
        Werklijst("niet-verdeeld", _("Nog niet verdeeld"), "user-plus", zaken.open().zonder_behandelaar()),
        Werklijst("te-laat", _("Te laat"), "alert-triangle", zaken.te_laat(vandaag), is_laat=True),
        Werklijst("wacht", _("Wacht op inwoner"), "hourglass", zaken.wacht_op_inwoner()),
        Werklijst("afgehandeld", _("Afgehandeld"), "circle-check", afgehandeld, is_afgehandeld=True),
    ]


def _groepen_van(medewerker: Gebruiker) -> QuerySet[Groep]:
    """Return the teams whose list this employee keeps: the own ones, and for a coördinator all that get work."""
    teams = Q(leden=medewerker, profiel=Profiel.BEHANDELAAR)
    if medewerker.heeft_profiel(Profiel.COORDINATOR):
        teams |= Q(pk__in=zaaktypeversies_voor(medewerker).values("groep"))
    return Groep.objects.filter(teams).distinct().order_by("naam")


def kies(lijsten: list[Werklijst], sleutel: str) -> Werklijst:
    """Return the queue with this key, or the first one."""
    return next((lijst for lijst in lijsten if lijst.sleutel == sleutel), lijsten[0])


def rail(lijsten: list[Werklijst], huidig: Werklijst | None = None) -> list[Railpunt]:
    """Return the lines at the left, each with its count."""
    return [_railpunt(lijst, is_huidig=lijst is huidig) for lijst in lijsten]


def _railpunt(lijst: Werklijst, *, is_huidig: bool) -> Railpunt:
    # The list of what is done only grows, so it is not counted.
    geteld = None if lijst.is_afgehandeld else tel(lijst.zaken)
    return Railpunt(
        titel=lijst.titel,
        url=lijst.url,
        icoon=lijst.icoon,
        aantal=None if geteld is None else in_woorden(geteld),
        geteld=geteld,
        huidig=is_huidig,
        laat=lijst.is_laat and bool(geteld),
    )


def in_woorden(geteld: int) -> str:
    """Return a count as people read it: "23", or "1000+" where counting stopped."""
    return f"{geteld}+" if geteld == TEL_TOT else str(geteld)


def tel(zaken: ZaakQuerySet) -> int:
    """Return how many zaken these are, up to TEL_TOT."""
    return zaken.order_by()[:TEL_TOT].count()


def kpis(lijst: Werklijst, niet_verdeeld: int | None, vandaag: datetime.date) -> list[Kpi]:
    """Return the figures over this queue, each with the address of the list that it counts."""
    if lijst.is_afgehandeld:
        return []
    loopt = Q(beslist_op=None)
    cijfers = lijst.zaken.aggregate(
        laat=Count("pk", filter=loopt & Q(uiterlijke_einddatum__lt=vandaag)),
        bijna=Count("pk", filter=loopt & Q(uiterlijke_einddatum__range=(vandaag, vandaag + BIJNA))),
        wacht=Count("pk", filter=Q(wacht_op=WachtOp.INWONER)),
    )
    gisteren, grens = vandaag - datetime.timedelta(days=1), vandaag + BIJNA
    hier = lijst.sleutel
    return [
        Kpi(cijfers["laat"], _("Te laat"), adres(lijst=hier, termijn=gisteren.isoformat()), "laat"),
        Kpi(cijfers["bijna"], _("Termijn binnen 7 dagen"), adres(lijst=hier, termijn=grens.isoformat()), "bijna"),
        Kpi(in_woorden(niet_verdeeld or 0), _("Nieuw, nog niet verdeeld"), adres(lijst="niet-verdeeld"), "info"),
        Kpi(cijfers["wacht"], _("Wacht op inwoner"), adres(lijst=hier, wacht_op=WachtOp.INWONER), ""),
    ]


def gefilterd(lijst: Werklijst, filters: Mapping[str, Any], medewerker: Gebruiker) -> ZaakQuerySet:
    """Return the zaken of this queue that meet every filter that was filled in."""
    zaken = lijst.zaken
    if filters.get("zaaktype"):
        zaken = zaken.filter(zaaktypeversie__zaaktype=filters["zaaktype"])
    if filters.get("wacht_op"):
        zaken = zaken.filter(wacht_op=filters["wacht_op"])
    if filters.get("termijn"):
        zaken = zaken.met_lopende_termijn().filter(uiterlijke_einddatum__lte=filters["termijn"])
    if filters.get("status"):
        zaken = zaken.voor_lijst().filter(statusnaam=filters["status"])  # type: ignore[misc]
    match filters.get("behandelaar"):
        case None | "":
            return zaken
        case forms.NIEMAND:
            return zaken.zonder_behandelaar()
        case forms.IK:
            return zaken.van_behandelaar(medewerker)
        case sleutel:
            return zaken.van_behandelaar(Gebruiker.objects.get(uuid=sleutel))


def bladzijde(lijst: Werklijst, zaken: ZaakQuerySet, na: str) -> Bladzijde[Zaak]:
    """Return one page: the first term to end on top, of what is done the newest on top."""
    veld = "einddatum" if lijst.is_afgehandeld else "uiterlijke_einddatum"
    return blader(zaken.voor_lijst(), veld, na=na, grootte=PER_BLADZIJDE, aflopend=lijst.is_afgehandeld)


def regel_van(zaak: Zaak, vandaag: datetime.date) -> Regel:
    """Return the line of a zaak in the table; the row comes from `zaken_voor` and `voor_lijst`."""
    versie, naam = zaak.zaaktypeversie, zaak.behandelaarnaam or ""  # type: ignore[attr-defined]
    inhoud = zaak.toont_inhoud  # type: ignore[attr-defined]
    return Regel(
        # What it is about comes first: in the list of one team every zaaktype is the same.
        titel=(zaak.omschrijving or versie.omschrijving) if inhoud else versie.dat_label,
        zaaktype=versie.omschrijving if inhoud else "",
        nummer=zaak.identificatie,
        url=reverse("behandeling:zaak", args=[zaak.uuid]) if inhoud else "",
        aanvrager=(zaak.initiatornaam or "") if inhoud else "",  # type: ignore[attr-defined]
        stap=zaak.statusnaam or "",  # type: ignore[attr-defined]
        badge=badge_van(zaak, heeft_behandelaar=bool(naam)),
        behandelaar=naam,
        dagen=dagen_over(zaak, vandaag),
        datum=zaak.uiterlijke_einddatum if zaak.is_open else zaak.einddatum,
        staat_stil=zaak.is_open and zaak.uiterlijke_einddatum is None,
        beslist_op=zaak.beslist_op if zaak.is_open and inhoud else None,
    )


def chips(form: forms.FilterForm, lijst: Werklijst) -> list[Chip]:
    """Return the filters that are on."""
    aan = {naam: form.data[naam] for naam in form.fields if form.cleaned_data.get(naam)}
    aan.pop("lijst", None)
    return [
        Chip(
            tekst=f"{form.fields[naam].label}: {form.waarde_in_woorden(naam)}",
            url=adres(lijst=lijst.sleutel, **{ander: waarde for ander, waarde in aan.items() if ander != naam}),
        )
        for naam in aan
    ]


def aantal_in(punten: list[Railpunt], lijsten: list[Werklijst], sleutel: str) -> int | None:
    """Return the count that the rail shows for one queue, so that it is counted once."""
    return next(punt.geteld for punt, lijst in zip(punten, lijsten, strict=True) if lijst.sleutel == sleutel)


def met_sleutel(parameters: QueryDict, na: str) -> str:
    """Return the address of another page of the same list."""
    nieuw = parameters.copy()
    nieuw.pop("na", None)
    if na:
        nieuw["na"] = na
    return f"{reverse('behandeling:werkvoorraad')}?{nieuw.urlencode()}"
