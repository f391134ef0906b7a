"""What happened to a zaak, in the words of a resident: the same events as the staff see, without what is internal."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaken.berichten import datum_in_woorden
from zaken.models import Gebeurtenis, Zaak

Soort = Gebeurtenis.Soort


@dataclass(frozen=True)
class Regel:
    """One event, as `componenten/gebeurtenissen.html` draws it; of the staff it names only the behandelaar."""

    titel: str
    tijdstip: datetime.datetime
    icoon: str
    tekst: str
    door: str
    kanaal: str = ""
    zichtbaar: bool = False


ICONEN = {
    Soort.GEREGISTREERD: "inbox",
    Soort.TOEGEWEZEN: "user-check",
    Soort.STATUS_GEZET: "flag",
    Soort.TAAK_GEMAAKT: "checklist",
    Soort.TAAK_AFGEROND: "circle-check",
    Soort.TAAK_VERVALLEN: "x",
    Soort.OPGESCHORT: "hourglass",
    Soort.HERVAT: "clock",
    Soort.DOCUMENT_TOEGEVOEGD: "file-text",
    Soort.BESLUIT_GENOMEN: "gavel",
    Soort.BESLUIT_GEWIJZIGD: "gavel",
    Soort.BESLUIT_INGETROKKEN: "gavel",
    Soort.OVERGEDRAGEN: "user-check",
    Soort.TAAK_HEROPEND: "checklist",
    Soort.VERLENGD: "calendar-event",
    Soort.TERMIJN_GEWIJZIGD: "calendar-event",
    Soort.HEROPEND: "refresh",
    Soort.AFGESLOTEN: "circle-check",
}

TITELS: dict[Soort, Callable[[Gebeurtenis], str]] = {
    Soort.GEREGISTREERD: lambda g: _("Wij hebben uw bericht ontvangen"),
    Soort.TOEGEWEZEN: lambda g: _("%(naam)s behandelt uw zaak") % {"naam": g.gegevens["aan"]},
    Soort.STATUS_GEZET: lambda g: g.gegevens["naam_inwoner"],
    Soort.TAAK_GEMAAKT: lambda g: _("Wij hebben u iets gevraagd"),
    Soort.TAAK_AFGEROND: lambda g: _("U heeft gereageerd"),
    Soort.TAAK_VERVALLEN: lambda g: _("U hoeft dit niet meer te doen"),
    Soort.OPGESCHORT: lambda g: _("De termijn staat stil"),
    Soort.HERVAT: lambda g: _("De termijn loopt weer"),
    Soort.DOCUMENT_TOEGEVOEGD: lambda g: _("Nieuw document"),
    Soort.BESLUIT_GENOMEN: lambda g: _("Wij hebben een besluit genomen"),
    Soort.BESLUIT_GEWIJZIGD: lambda g: _("Wij hebben een besluit veranderd"),
    Soort.BESLUIT_INGETROKKEN: lambda g: _("Wij hebben een besluit ingetrokken"),
    Soort.OVERGEDRAGEN: lambda g: _("%(naam)s behandelt uw zaak") % {"naam": g.gegevens["aan"]},
    Soort.TAAK_HEROPEND: lambda g: _("Wij hebben u nog iets gevraagd"),
    Soort.VERLENGD: lambda g: _("Wij hebben meer tijd nodig"),
    Soort.TERMIJN_GEWIJZIGD: lambda g: _("De laatste dag is veranderd"),
    Soort.HEROPEND: lambda g: _("Wij kijken opnieuw naar uw zaak"),
    Soort.AFGESLOTEN: lambda g: _("Uw zaak is klaar"),
}

TEKSTEN: dict[Soort, Callable[[Gebeurtenis], str]] = {
    Soort.TAAK_GEMAAKT: lambda g: g.gegevens["titel"],
    Soort.TAAK_AFGEROND: lambda g: g.gegevens["titel"],
    Soort.TAAK_VERVALLEN: lambda g: g.gegevens["titel"],
    Soort.OPGESCHORT: lambda g: g.gegevens["reden"],
    Soort.HERVAT: lambda g: _nieuwe_dag(g, "uiterlijke_einddatum"),
    Soort.VERLENGD: lambda g: _nieuwe_dag(g, "nieuwe_datum", "uiterlijke_einddatum"),
    Soort.TERMIJN_GEWIJZIGD: lambda g: _nieuwe_dag(g, "uiterlijke_einddatum"),
    Soort.HEROPEND: lambda g: _nieuwe_dag(g, "uiterlijke_einddatum"),
    Soort.TAAK_HEROPEND: lambda g: g.gegevens["titel"],
    Soort.BESLUIT_GEWIJZIGD: lambda g: g.gegevens.get("besluittype", ""),
    Soort.BESLUIT_INGETROKKEN: lambda g: g.gegevens.get("besluittype", ""),
    Soort.DOCUMENT_TOEGEVOEGD: lambda g: g.gegevens["titel"],
    Soort.BESLUIT_GENOMEN: lambda g: g.gegevens["besluittype"],
    Soort.AFGESLOTEN: lambda g: g.gegevens["resultaat"],
}


def _nieuwe_dag(gebeurtenis: Gebeurtenis, *namen: str) -> str:
    """Return the sentence with the first of these dates that is known; none while the term stands still."""
    datum = next((waarde for naam in namen if (waarde := gebeurtenis.gegevens.get(naam))), "")
    return _("De nieuwe laatste dag is %(dag)s.") % {"dag": datum_in_woorden(datum)} if datum else ""


def verloop(zaak: Zaak) -> list[Regel]:
    """Return the events that the resident may see, the newest first."""
    gebeurtenissen = zaak.gebeurtenissen.filter(zichtbaar_voor_inwoner=True).order_by("-tijdstip", "-pk")
    return [_regel(gebeurtenis) for gebeurtenis in gebeurtenissen]


def _regel(gebeurtenis: Gebeurtenis) -> Regel:
    soort = Soort(gebeurtenis.soort)
    titel = TITELS[soort](gebeurtenis) if soort in TITELS else gebeurtenis.get_soort_display()
    tekst = TEKSTEN[soort](gebeurtenis) if soort in TEKSTEN else ""
    van_u = gebeurtenis.actorsoort == Gebeurtenis.Actorsoort.INWONER
    return Regel(
        titel, gebeurtenis.tijdstip, ICONEN.get(soort, "history"), tekst, _("u") if van_u else _("de gemeente")
    )
