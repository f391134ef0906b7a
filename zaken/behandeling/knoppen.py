"""Which acts a zaak offers to this employee: what is next first, the rest behind ‘Meer’."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from zaken.models import Opschorting, Recht, Rol, Zaak
from zaken.toegang import mag


@dataclass(frozen=True)
class Handeling:
    """An act that this employee can do now; `direct` is done with one click, the others ask something first."""

    tekst: str
    url: str
    icoon: str
    direct: bool = False


# What apps above this one offer at a zaak: each gives the buttons that this employee has there.
VAN_ANDEREN: list[Callable[[Zaak, Collection[Recht]], list[Handeling]]] = []
Mogelijk = tuple[bool, str, str, str]


def rechten_op(zaak: Zaak, medewerker: Gebruiker) -> frozenset[Recht]:
    """Return the rights on this zaak that buttons hang on: other ones when it is closed."""
    gevraagd = (
        (Recht.BEHANDELEN, Recht.VERDELEN)
        if zaak.is_open
        else (
            Recht.BEHANDELEN,
            Recht.HEROPENEN,
            Recht.CORRIGEREN,
        )
    )
    return frozenset(recht for recht in gevraagd if mag(medewerker, zaak, recht))


def handelingen(zaak: Zaak, behandelaar: Rol | None, kan: Collection[Recht]) -> list[Handeling]:
    """Return the buttons of the daily work, the one that is next first; a closed zaak has none."""
    versie, behandelen = zaak.zaaktypeversie, zaak.is_open and Recht.BEHANDELEN in kan
    return _knoppen(
        zaak,
        [
            (behandelen and behandelaar is None, _("Neem in behandeling"), "neem", "user-check"),
            (behandelen, _("Zet status"), "status", "flag"),
            (behandelen, _("Foto of document toevoegen"), "document_toevoegen", "photo"),
            (behandelen and versie.opschorting_mogelijk, _("Vraag om aanvulling"), "aanvulling", "message"),
            (behandelen and versie.besluittypen.exists(), _("Leg besluit vast"), "besluit", "gavel"),
            (behandelen, _("Sluit af"), "afsluiten", "circle-check"),
            (zaak.is_open and Recht.VERDELEN in kan, _("Wijs toe aan collega"), "wijs_toe", "users"),
            (behandelen and behandelaar is not None, _("Geef terug aan de groep"), "geef_vrij", "user-plus"),
        ],
    )


def meer_handelingen(
    zaak: Zaak,
    behandelaar: Rol | None,
    opschortingen: Sequence[Opschorting],
    kan: Collection[Recht],
    medewerker: Gebruiker,
) -> list[Handeling]:
    """Return the buttons that are needed less often."""
    behandelen, staat_stil = Recht.BEHANDELEN in kan, bool(opschortingen)
    nu, versie = zaak.is_open and behandelen, zaak.zaaktypeversie
    van_mij = behandelaar is not None and _is(behandelaar, medewerker)
    loopt = nu and not staat_stil and zaak.beslist_op is None
    eigen = _knoppen(
        zaak,
        [
            (nu and van_mij, _("Draag over aan collega"), "draag_over", "users"),
            (loopt and versie.opschorting_mogelijk, _("Zet de termijn stil"), "opschorten", "hourglass"),
            (nu and staat_stil, _("Laat de termijn weer lopen"), "hervatten", "clock"),
            (loopt and versie.verlenging_mogelijk, _("Verleng de termijn"), "verlengen", "calendar-event"),
            (loopt, _("Noem een latere datum"), "latere_datum", "calendar"),
            (nu, _("Taak voor een collega"), "taak_nieuw", "checklist"),
            (behandelen, _("Schrijf een notitie"), "notitie", "notes"),
            (nu, _("Leg een relatie"), "relatie", "paperclip"),
            (nu and zaak.hoofdzaak_id is None, _("Start een deelzaak"), "deelzaak", "folders"),
            (Recht.HEROPENEN in kan, _("Heropen de zaak"), "heropenen", "refresh"),
            (Recht.CORRIGEREN in kan, _("Corrigeer de gegevens"), "corrigeren", "edit"),
        ],
    )
    return [*eigen, *(handeling for anderen in VAN_ANDEREN for handeling in anderen(zaak, kan))]


def _is(rol: Rol, medewerker: Gebruiker) -> bool:
    return rol.betrokkene.identiteiten.filter(gebruiker=medewerker).exists()


def _knoppen(zaak: Zaak, mogelijk: Sequence[Mogelijk]) -> list[Handeling]:
    return [
        Handeling(tekst, reverse(f"behandeling:{naam}", args=[zaak.uuid]), icoon, direct=naam == "neem")
        for kan, tekst, naam, icoon in mogelijk
        if kan
    ]
