"""What happened to a zaak, in the words of staff: every gebeurtenis, the newest on top."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zaken.berichten import datum_in_woorden
from zaken.models import Gebeurtenis, Zaak

Soort = Gebeurtenis.Soort

ICONEN = {
    Soort.GEREGISTREERD: "inbox",
    Soort.TOEGEWEZEN: "user-check",
    Soort.VRIJGEGEVEN: "user-plus",
    Soort.STATUS_GEZET: "flag",
    Soort.TAAK_GEMAAKT: "checklist",
    Soort.TAAK_AFGEROND: "circle-check",
    Soort.TAAK_VERVALLEN: "x",
    Soort.OPGESCHORT: "hourglass",
    Soort.HERVAT: "clock",
    Soort.DOCUMENT_TOEGEVOEGD: "file-text",
    Soort.BESLUIT_GENOMEN: "gavel",
    Soort.AFGESLOTEN: "archive",
}


@dataclass(frozen=True)
class Regel:
    """One line of the timeline, as the component gebeurtenissen draws it."""

    titel: str
    tijdstip: datetime.datetime
    icoon: str
    tekst: str
    door: str
    kanaal: str
    zichtbaar: bool


def tijdlijn_van(zaak: Zaak) -> list[Regel]:
    """Return the lines of this zaak, the newest first."""
    return [
        Regel(
            titel=_titel(gebeurtenis),
            tijdstip=gebeurtenis.tijdstip,
            icoon=ICONEN[Soort(gebeurtenis.soort)],
            tekst=_tekst(gebeurtenis),
            door=gebeurtenis.door_naam,
            kanaal=str(gebeurtenis.get_kanaal_display()),
            zichtbaar=gebeurtenis.zichtbaar_voor_inwoner,
        )
        for gebeurtenis in zaak.gebeurtenissen.order_by("-volgnummer")
    ]


def _titel(gebeurtenis: Gebeurtenis) -> str:
    soort, gegevens = gebeurtenis.get_soort_display(), gebeurtenis.gegevens
    naam = {
        Soort.TOEGEWEZEN: gegevens.get("aan"),
        Soort.STATUS_GEZET: gegevens.get("status"),
        Soort.TAAK_GEMAAKT: gegevens.get("titel"),
        Soort.TAAK_AFGEROND: gegevens.get("titel"),
        Soort.TAAK_VERVALLEN: gegevens.get("titel"),
        Soort.DOCUMENT_TOEGEVOEGD: gegevens.get("titel"),
        Soort.BESLUIT_GENOMEN: gegevens.get("besluittype"),
        Soort.AFGESLOTEN: gegevens.get("resultaat"),
    }.get(Soort(gebeurtenis.soort))
    return f"{soort}: {naam}" if naam else str(soort)


def _tekst(gebeurtenis: Gebeurtenis) -> str:
    """Return what there is to say besides the title: reasons, dates and what the resident read."""
    gegevens: dict[str, Any] = gebeurtenis.gegevens
    per_soort: dict[Soort, list[Any]] = {
        Soort.GEREGISTREERD: [gegevens.get("zaaktype")],
        Soort.TOEGEWEZEN: [
            _("Eerst bij %(naam)s.") % {"naam": gegevens["van"]} if gegevens.get("van") else "",
            gegevens.get("reden"),
        ],
        Soort.VRIJGEGEVEN: [gegevens.get("reden")],
        Soort.STATUS_GEZET: [gegevens.get("uitleg")],
        Soort.TAAK_GEMAAKT: [_met_datum(_("Uiterlijk op %(datum)s."), gegevens.get("uiterlijk_op"))],
        Soort.TAAK_VERVALLEN: [gegevens.get("reden")],
        Soort.OPGESCHORT: [
            gegevens.get("reden"),
            _met_datum(_("Verwacht tot %(datum)s."), gegevens.get("verwacht_tot")),
        ],
        Soort.HERVAT: [_met_datum(_("De nieuwe uiterste datum is %(datum)s."), gegevens.get("uiterlijke_einddatum"))],
        Soort.BESLUIT_GENOMEN: [
            gegevens.get("motivering"),
            _met_datum(_("Bezwaar kan tot en met %(datum)s."), gegevens.get("bezwaar_tot")),
        ],
        Soort.AFGESLOTEN: [
            gegevens.get("toelichting"),
            _met_datum(_("Archiefactiedatum: %(datum)s."), gegevens.get("archiefactiedatum")),
        ],
    }
    return "\n".join(deel for deel in per_soort.get(Soort(gebeurtenis.soort), []) if deel)


def _met_datum(zin: str, datum: str | None) -> str:
    return zin % {"datum": datum_in_woorden(datum)} if datum else ""
