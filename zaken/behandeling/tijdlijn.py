"""What happened to a zaak, in the words of staff: every gebeurtenis, the newest on top."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zaken.berichten import datum_in_woorden
from zaken.models import Gebeurtenis, Zaak

Soort = Gebeurtenis.Soort

ICONEN = {
    Soort.GEREGISTREERD: "inbox",
    Soort.TOEGEWEZEN: "user-check",
    Soort.OVERGEDRAGEN: "users",
    Soort.VRIJGEGEVEN: "user-plus",
    Soort.STATUS_GEZET: "flag",
    Soort.TAAK_GEMAAKT: "checklist",
    Soort.TAAK_AFGEROND: "circle-check",
    Soort.TAAK_VERVALLEN: "x",
    Soort.TAAK_HEROPEND: "refresh",
    Soort.OPGESCHORT: "hourglass",
    Soort.HERVAT: "clock",
    Soort.VERLENGD: "calendar-event",
    Soort.TERMIJN_GEWIJZIGD: "calendar-event",
    Soort.TERMIJN_NADERT: "bell",
    Soort.DOCUMENT_TOEGEVOEGD: "file-text",
    Soort.DOCUMENT_GEWIJZIGD: "file-text",
    Soort.DOCUMENT_GEKOPPELD: "paperclip",
    Soort.DOCUMENT_ONTKOPPELD: "paperclip",
    Soort.DOCUMENT_VERGRENDELD: "lock",
    Soort.DOCUMENT_ONTGRENDELD: "key",
    Soort.BESLUIT_GENOMEN: "gavel",
    Soort.BESLUIT_GEWIJZIGD: "gavel",
    Soort.BESLUIT_INGETROKKEN: "gavel",
    Soort.NOTITIE_GEMAAKT: "notes",
    Soort.GEWIJZIGD: "edit",
    Soort.GECORRIGEERD: "edit",
    Soort.HEROPEND: "refresh",
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
            icoon=ICONEN.get(Soort(gebeurtenis.soort), "history"),
            tekst=_tekst(gebeurtenis),
            door=gebeurtenis.door_naam,
            kanaal=str(gebeurtenis.get_kanaal_display()),
            zichtbaar=gebeurtenis.zichtbaar_voor_inwoner,
        )
        for gebeurtenis in zaak.gebeurtenissen.order_by("-tijdstip", "-pk")
    ]


# What stands behind the name of the event in the title, and below it, by the key in `gegevens`.
TITELS = {
    Soort.TOEGEWEZEN: "aan",
    Soort.OVERGEDRAGEN: "aan",
    Soort.STATUS_GEZET: "status",
    Soort.AFGESLOTEN: "resultaat",
    Soort.RESULTAAT_GEZET: "resultaat",
    Soort.BESLUIT_GENOMEN: "besluittype",
    Soort.BESLUIT_GEWIJZIGD: "besluittype",
    Soort.BESLUIT_INGETROKKEN: "besluittype",
    Soort.EIGENSCHAP_GEZET: "naam",
    Soort.EIGENSCHAP_VERWIJDERD: "naam",
    Soort.ROL_TOEGEVOEGD: "naam",
    Soort.ROL_GEWIJZIGD: "naam",
    Soort.ROL_BEEINDIGD: "naam",
    Soort.ROL_VERWIJDERD: "naam",
    Soort.RELATIE_GELEGD: "nummer",
    Soort.RELATIE_VERWIJDERD: "nummer",
    Soort.DEELZAAK_GESTART: "nummer",
    Soort.CONTACT_VASTGELEGD: "onderwerp",
}


def _titel(gebeurtenis: Gebeurtenis) -> str:
    soort = Soort(gebeurtenis.soort)
    naam = gebeurtenis.gegevens.get(TITELS.get(soort, "titel"))
    return f"{gebeurtenis.get_soort_display()}: {naam}" if naam else str(gebeurtenis.get_soort_display())


def _tekst(gebeurtenis: Gebeurtenis) -> str:
    """Return what there is to say besides the title: reasons, dates and what the resident read."""
    soort, gegevens = Soort(gebeurtenis.soort), gebeurtenis.gegevens
    zinnen = [
        _("Eerst bij %(naam)s.") % {"naam": gegevens["van"]} if gegevens.get("van") and gegevens.get("aan") else "",
        *(gegevens.get(naam) for naam in TEKSTEN.get(soort, ["reden", "toelichting"])),
        # At registration no date is new.
        *(_met_datum(zin(), gegevens.get(naam)) for naam, zin in DATUMS.items() if soort != Soort.GEREGISTREERD),
    ]
    return "\n".join(str(zin) for zin in zinnen if zin)


# Other keys than the reason that say something in words.
TEKSTEN: dict[Soort, list[str]] = {
    Soort.GEREGISTREERD: ["zaaktype"],
    Soort.STATUS_GEZET: ["uitleg"],
    Soort.BESLUIT_GENOMEN: ["motivering"],
    Soort.BESLUIT_GEWIJZIGD: ["reden", "motivering"],
    Soort.VERLENGD: ["reden", "met"],
    Soort.GEWIJZIGD: ["reden", "velden"],
    Soort.GECORRIGEERD: ["reden", "velden"],
    Soort.RELATIE_GELEGD: ["aard", "reden"],
    Soort.EIGENSCHAP_GEZET: ["waarde"],
    Soort.ROL_TOEGEVOEGD: ["rol"],
    Soort.ROL_BEEINDIGD: ["rol"],
    Soort.ROL_VERWIJDERD: ["rol"],
}
DATUMS: dict[str, Callable[[], str]] = {
    "uiterlijk_op": lambda: _("Uiterlijk op %(datum)s."),
    "verwacht_tot": lambda: _("Verwacht tot %(datum)s."),
    "uiterlijke_einddatum": lambda: _("De nieuwe uiterste datum is %(datum)s."),
    "nieuwe_datum": lambda: _("Genoemd is %(datum)s."),
    "bezwaar_tot": lambda: _("Bezwaar kan tot en met %(datum)s."),
    "archiefactiedatum": lambda: _("Archiefactiedatum: %(datum)s."),
}


def _met_datum(zin: str, datum: str | None) -> str:
    return zin % {"datum": datum_in_woorden(datum)} if datum else ""
