"""Everything on the page of one zaak: where it stands, who has to act, what was decided, and the proof."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formulieren.definitie import AANVRAAGDOCUMENT, Definitie
from formulieren.dossier import Dossier
from formulieren.models import Inzending
from formulieren.toegang import afspraken_voor
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.opslag import ScanStatus
from mijnportaal.kern.termijnen import Stap
from mijnportaal.pip.berichten import Berichtregel, berichtregels
from mijnportaal.pip.kaarten import Afspraakregel, Badge, Taakregel, afspraakregels, badge, taakregels
from mijnportaal.pip.toegang import berichten_voor
from mijnportaal.pip.verloop import Regel, verloop
from zaken.berichten import datum_in_woorden
from zaken.models import Besluit, Opschorting, Resultaat, Richting, Rol, Status, Statustype, Taak, WachtOp, Zaak
from zaken.services.termijnen import termijn_van
from zaken.toegang import documenten_voor, taken_voor

SCAN = {ScanStatus.IN_QUARANTAINE: "wacht", ScanStatus.BESMET: "besmet"}


@dataclass(frozen=True)
class Feit:
    """One of the three facts on top."""

    label: str
    waarde: str
    bij: str = ""


@dataclass(frozen=True)
class Tijdlijnstap:
    """One phase of the zaak; `toestand` is klaar, huidig or komt."""

    titel: str
    toestand: str
    datum: datetime.date | None = None
    datum_label: str = ""
    tekst: str = ""
    uitleg: str = ""


@dataclass(frozen=True)
class Document:
    """One document in the list."""

    naam: str
    url: str
    soort: str
    grootte: int
    wie: str
    datum: datetime.datetime
    scan: str
    is_aanvraag: bool


@dataclass(frozen=True)
class Pauze:
    """That the term stands still, since when and why (Awb 4:15); `op_u` says that it waits for the resident."""

    sinds: datetime.date
    verwacht_tot: datetime.date | None
    reden: str
    op_u: bool


@dataclass(frozen=True)
class Zaakpagina:
    """The page of one zaak."""

    zaak: Zaak
    badge: Badge
    feiten: list[Feit]
    pauze: Pauze | None
    termijnuitleg: tuple[Stap, ...]
    taken: list[Taakregel]
    tijdlijn: list[Tijdlijnstap]
    verloop: list[Regel]
    besluiten: list[Besluit]
    resultaat: Resultaat | None
    afspraken: list[Afspraakregel]
    documenten: list[Document]
    berichten: list[Berichtregel]
    gegevens: list[tuple[str, str]]
    vandaag: datetime.date

    @property
    def aanvraag_url(self) -> str:
        """Return the address of the PDF of what was sent: the proof (Awb 2:17)."""
        return next((document.url for document in self.documenten if document.is_aanvraag), "")


def zaakpagina(zaak: Zaak, inwoner: Gebruiker, *, vandaag: datetime.date) -> Zaakpagina:
    """Return the page of a zaak that toegang gave; each part costs one query, whatever the number of rows."""
    statussen = list(zaak.statussen.select_related("statustype").order_by("datum", "pk"))
    besluiten = list(zaak.besluiten.select_related("besluittype"))
    resultaat = Resultaat.objects.select_related("resultaattype").filter(zaak=zaak).first()
    if resultaat:
        zaak.resultaat = resultaat
    inzending = Inzending.objects.select_related("formulierversie").filter(zaak=zaak).first()
    pauze = _pauze(zaak)
    open_taken = taken_voor(inwoner).open().filter(zaak=zaak).select_related("zaak", "betaling")
    taken = list(open_taken.order_by("uiterlijk_op", "pk"))
    regels = taakregels(taken, vandaag=vandaag)
    return Zaakpagina(
        zaak=zaak,
        badge=badge(zaak, statussen[-1].statustype.naam_inwoner if statussen else ""),
        feiten=[_ingediend(zaak), _wanneer(zaak, besluiten, pauze, vandaag), _contact(zaak)],
        pauze=pauze,
        termijnuitleg=termijn_van(zaak).stappen,
        taken=[replace(regel, toelichting=_uiterlijk(taak)) for regel, taak in zip(regels, taken, strict=True)],
        tijdlijn=_tijdlijn(zaak, statussen, besloten=bool(besluiten)),
        verloop=verloop(zaak),
        besluiten=besluiten,
        resultaat=resultaat,
        afspraken=afspraakregels(afspraken_voor(inwoner).filter(zaak=zaak)),
        documenten=_documenten(zaak, inwoner, _aanvraagtype(inzending)),
        berichten=_berichten(zaak, inwoner),
        gegevens=_gegevens(zaak, inzending),
        vandaag=vandaag,
    )


def _pauze(zaak: Zaak) -> Pauze | None:
    rij = Opschorting.objects.filter(zaak=zaak, beeindigd_op=None).first()
    if rij is None or zaak.uiterlijke_einddatum:  # a last day that another system gave counts the pause already
        return None
    return Pauze(rij.begonnen_op, rij.verwacht_tot, rij.reden, op_u=zaak.wacht_op == WachtOp.INWONER)


def _uiterlijk(taak: Taak) -> str:
    return _("Doe dit uiterlijk %(dag)s.") % {"dag": datum_in_woorden(taak.uiterlijk_op)}


def _ingediend(zaak: Zaak) -> Feit:
    return Feit(
        _("Ingediend op"),
        datum_in_woorden(zaak.startdatum),
        _("via %(kanaal)s") % {"kanaal": zaak.get_kanaal_display()},
    )


def _wanneer(zaak: Zaak, besluiten: Sequence[Besluit], pauze: Pauze | None, vandaag: datetime.date) -> Feit:
    """Return the date that people look for: when it is ready, or was."""
    if not zaak.is_open:
        return Feit(_("Klaar op"), datum_in_woorden(zaak.einddatum))
    if besluiten:
        return Feit(_("Besluit genomen op"), datum_in_woorden(besluiten[-1].datum))
    label = _("Besluit uiterlijk op") if zaak.zaaktypeversie.besluittypen.exists() else _("Klaar uiterlijk op")
    if zaak.uiterlijke_einddatum is None:
        sinds = datum_in_woorden(pauze.sinds) if pauze else ""
        zin = _("sinds %(dag)s, omdat wij op u wachten") if pauze and pauze.op_u else _("sinds %(dag)s")
        return Feit(label, _("De termijn staat stil"), zin % {"dag": sinds})
    return Feit(label, datum_in_woorden(zaak.uiterlijke_einddatum), _nog(zaak.uiterlijke_einddatum, vandaag))


def _nog(datum: datetime.date, vandaag: datetime.date) -> str:
    """Return how far off a day is; a day that has passed is told as ours (Awb 4:14)."""
    dagen = (datum - vandaag).days
    if dagen < 0:
        return ngettext("Wij zijn %(n)d dag te laat.", "Wij zijn %(n)d dagen te laat.", -dagen) % {"n": -dagen}
    return ngettext("over %(n)d dag", "over %(n)d dagen", dagen) % {"n": dagen} if dagen else _("vandaag")


def _contact(zaak: Zaak) -> Feit:
    rol = Rol.objects.open_behandelaar().filter(zaak=zaak).select_related("betrokkene").first()
    telefoon = _("telefoon %(nummer)s") % {"nummer": gemeente().telefoon}
    if rol is None:
        return Feit(_("Uw contact"), zaak.groep.naam, telefoon)
    return Feit(_("Uw contactpersoon"), rol.betrokkene.naam, f"{zaak.groep.naam}, {telefoon}")


def _tijdlijn(zaak: Zaak, statussen: Sequence[Status], *, besloten: bool) -> list[Tijdlijnstap]:
    """Return the phases in order; of a closed zaak only those that it went through."""
    bereikt = {status.statustype_id: status for status in statussen}
    nu = statussen[-1].statustype.volgnummer if statussen else 0
    stappen = []
    for statustype in zaak.zaaktypeversie.statustypen.order_by("volgnummer"):
        status = bereikt.get(statustype.pk)
        if statustype.volgnummer > nu:
            stappen.append(_komende_stap(zaak, statustype, besloten=besloten))
        elif statustype.volgnummer == nu and zaak.is_open:
            stappen.append(_huidige_stap(zaak, statussen[-1]))
        elif status or zaak.is_open:
            stappen.append(_stap_die_klaar_is(statustype, status))
    return stappen if zaak.is_open else [stap for stap in stappen if stap.toestand != "komt"]


def _komende_stap(zaak: Zaak, statustype: Statustype, *, besloten: bool) -> Tijdlijnstap:
    # The term is that of the decision; what comes after it has no last day.
    datum = zaak.uiterlijke_einddatum if statustype.is_eindstatus and not besloten else None
    return Tijdlijnstap(statustype.naam_inwoner, "komt", datum, _("Uiterlijk"))


def _huidige_stap(zaak: Zaak, status: Status) -> Tijdlijnstap:
    uitleg = status.toelichting or status.statustype.uitleg_inwoner
    if zaak.wacht_op == WachtOp.INWONER:
        wij_wachten = _("Wij wachten op u. Bovenaan deze pagina staat wat u nog moet doen.")
        # While the term stands still the words of the phase do not hold: they may say that nobody need do anything.
        uitleg = f"{uitleg}\n\n{wij_wachten}" if zaak.uiterlijke_einddatum else wij_wachten
    return Tijdlijnstap(status.statustype.naam_inwoner, "huidig", status.datum, _("Sinds"), uitleg=uitleg)


def _stap_die_klaar_is(statustype: Statustype, status: Status | None) -> Tijdlijnstap:
    """Return a phase that is over; one that was passed over has no date."""
    if status is None:
        return Tijdlijnstap(statustype.naam_inwoner, "klaar")
    return Tijdlijnstap(statustype.naam_inwoner, "klaar", status.datum, tekst=status.toelichting)


def _berichten(zaak: Zaak, inwoner: Gebruiker) -> list[Berichtregel]:
    over_deze_zaak = berichten_voor(inwoner).filter(gebeurtenisbericht__gebeurtenis__zaak=zaak)
    return [replace(regel, bij="") for regel in berichtregels(over_deze_zaak)]


def _documenten(zaak: Zaak, inwoner: Gebruiker, aanvraagtype: str) -> list[Document]:
    rijen = documenten_voor(inwoner).filter(zaak=zaak).met_laatste_versie().order_by("-registratiedatum", "-pk")
    return [_document(rij, aanvraagtype) for rij in rijen]


def _document(rij: Any, aanvraagtype: str) -> Document:
    """Return one line; the row carries what `met_laatste_versie` added."""
    informatieobject = rij.informatieobject
    van_u = informatieobject.richting == Richting.INKOMEND
    return Document(
        naam=informatieobject.titel,
        url=reverse("pip:document", args=[rij.uuid]),
        soort=PurePath(rij.bestandsnaam).suffix.lower().lstrip("."),
        grootte=rij.omvang,
        wie=_("van u") if van_u else _("van de gemeente"),
        datum=rij.registratiedatum,
        scan=SCAN.get(rij.scanstatus, ""),
        is_aanvraag=informatieobject.informatieobjecttype.omschrijving == aanvraagtype,
    )


def _aanvraagtype(inzending: Inzending | None) -> str:
    """Return what the document with the answers is called in this zaak."""
    return Definitie(inzending.formulierversie.definitie).documenttype if inzending else AANVRAAGDOCUMENT


def _gegevens(zaak: Zaak, inzending: Inzending | None) -> list[tuple[str, str]]:
    """Return what was filled in, as it was asked; for a zaak without form the facts that it carries."""
    eigen = _antwoorden(Dossier(inzending)) if inzending else _eigenschappen(zaak)
    return [(_("Zaaknummer"), zaak.identificatie), *eigen]


def _antwoorden(dossier: Dossier) -> list[tuple[str, str]]:
    regels = [regel for stap in dossier.stappen for regel in dossier.beantwoord(stap)]
    paren = [(regel.vraag.label, regel.weergave or "\n".join(b.naam for b in regel.bijlagen)) for regel in regels]
    return [(label, antwoord) for label, antwoord in paren if antwoord]


def _eigenschappen(zaak: Zaak) -> list[tuple[str, str]]:
    vast = [(_("Omschrijving"), zaak.omschrijving), (_("Toelichting"), zaak.toelichting), (_("Plaats"), zaak.locatie)]
    rijen = zaak.eigenschappen.select_related("eigenschap").order_by("eigenschap__volgnummer", "pk")
    paren = [*vast, *((rij.eigenschap.label, rij.waarde) for rij in rijen)]
    return [(label, waarde) for label, waarde in paren if waarde]
