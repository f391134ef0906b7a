"""The checklist of our own studio: what a version needs before residents and colleagues meet it (medewerkers.md 3.2).

Each check returns every fault that it finds, so that a functioneel beheerder mends them in one go. The standard asks
none of this of a publish through the API.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mijnportaal.kern.kalender import Duur
from zaken.models import Rolsoort, Statustype, Zaaktypeversie
from zaken.services.catalogus.archiefregels import gebreken_archief, klasse_van
from zaken.services.catalogus.eigenschappen import gebreken_specificatie
from zaken.services.catalogus.gebreken import gebrek, gebrek_ander_zaaktype, gebrek_andere_catalogus
from zaken.services.catalogus.relaties import over_catalogi_heen
from zaken.services.catalogus.zaaktypen import gebreken_inhoud

# A day from which durations of months and of days are compared: no short month within reach.
PEILDAG = date(2024, 1, 1)


def beletsels_inrichting(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return everything that is missing or does not fit together in this version."""
    return [gebrek_ for keuring in KEURINGEN for gebrek_ in keuring(versie)]


def _eisen(*regels: tuple[bool, str, str]) -> list[ValidationError]:
    """Return the sentences of the rules that do not hold."""
    return [gebrek(zin, code) for goed, zin, code in regels if not goed]


def _namen(rijen: Iterable[object]) -> str:
    return ", ".join(sorted(str(rij) for rij in rijen))


def _algemeen(versie: Zaaktypeversie) -> list[ValidationError]:
    naam_of_niets = bool(versie.referentieproces_naam) or not versie.referentieproces_link
    return [
        *gebreken_inhoud(versie),
        *_eisen(
            (bool(versie.dat_label), _("De neutrale naam ontbreekt."), "geen-dat-label"),
            (naam_of_niets, _("Het referentieproces heeft een adres maar geen naam."), "referentieproces-zonder-naam"),
        ),
        *([gebrek_andere_catalogus()] if over_catalogi_heen(versie) else []),
    ]


def _termijnen(versie: Zaaktypeversie) -> list[ValidationError]:
    doorlooptijd = _einde([versie.doorlooptijd])
    fasen = [duur for duur in versie.statustypen.values_list("doorlooptijd", flat=True) if duur]
    return _eisen(
        (doorlooptijd > PEILDAG, _("De doorlooptijd is nul."), "doorlooptijd-nul"),
        (
            _einde([versie.servicenorm]) <= doorlooptijd,
            _("De servicenorm is langer dan de doorlooptijd."),
            "servicenorm-te-lang",
        ),
        (
            _einde(fasen) <= doorlooptijd,
            _("De fasen duren samen langer dan de doorlooptijd."),
            "fasen-te-lang",
        ),
    )


def _einde(duren: Iterable[str]) -> date:
    """Return the day after these durations, one after the other; an empty one takes no time."""
    dag = PEILDAG
    try:
        for duur in duren:
            dag = Duur.van_iso(duur).na(dag) if duur else dag
    except (OverflowError, ValueError):  # longer than the calendar
        return date.max
    return dag


def _statussen(versie: Zaaktypeversie) -> list[ValidationError]:
    statustypen = list(versie.statustypen.order_by("volgnummer"))
    zonder_tekst = [rij for rij in statustypen if rij.informeren and not (rij.naam_inwoner and rij.uitleg_inwoner)]
    laatste_is_einde = bool(statustypen) and statustypen[-1].is_eindstatus
    return _eisen(
        (len(statustypen) >= 2, _("Er zijn minstens twee statussen nodig."), "te-weinig-statussen"),
        (laatste_is_einde, _("De laatste status moet de eindstatus zijn."), "geen-eindstatus"),
        (
            not zonder_tekst,
            _("Bij deze statussen ontbreekt de tekst voor de inwoner: %(namen)s.") % {"namen": _namen(zonder_tekst)},
            "status-zonder-tekst",
        ),
    )


def _rollen(versie: Zaaktypeversie) -> list[ValidationError]:
    rollen = list(versie.roltypen.values_list("soort", flat=True))
    return _eisen(
        (rollen.count(Rolsoort.INITIATOR) == 1, _("Er is precies één rol voor de initiator nodig."), "geen-initiator"),
        (
            rollen.count(Rolsoort.BEHANDELAAR) == 1,
            _("Er is precies één rol voor de behandelaar nodig."),
            "geen-behandelaar",
        ),
    )


def _resultaten(versie: Zaaktypeversie) -> list[ValidationError]:
    resultaattypen = list(versie.resultaattypen.all())
    zonder_klasse = [rij for rij in resultaattypen if not (rij.selectielijst_nummer or rij.selectielijstklasse_url)]
    zonder_rest = [rij for rij in resultaattypen if not rij.uitleg_inwoner]
    gebreken = _eisen(
        (bool(resultaattypen), _("Er is minstens één resultaat nodig."), "geen-resultaat"),
        (
            not zonder_klasse,
            _("Bij deze resultaten ontbreekt de selectielijst: %(namen)s.") % {"namen": _namen(zonder_klasse)},
            "resultaat-zonder-selectielijst",
        ),
        (
            not zonder_rest,
            _("Bij deze resultaten ontbreekt de tekst voor de inwoner: %(namen)s.") % {"namen": _namen(zonder_rest)},
            "resultaat-zonder-tekst",
        ),
        (
            versie.besluittypen.exists() or not any(rij.besluit_verplicht for rij in resultaattypen),
            _("Een resultaat vraagt een besluit, maar het zaaktype heeft geen besluittype."),
            "geen-besluittype",
        ),
    )
    for rij in resultaattypen:
        gebreken += [_bij(rij, fout) for fout in gebreken_archief(rij, klasse_van(rij))]
    return gebreken


def _eigenschappen(versie: Zaaktypeversie) -> list[ValidationError]:
    gebreken = []
    for rij in versie.eigenschappen.select_related("statustype"):
        gebreken += [_bij(rij, fout) for fout in gebreken_specificatie(rij)]
        gebreken += _vreemde_status(versie, rij.statustype)
    return gebreken


def _documenten(versie: Zaaktypeversie) -> list[ValidationError]:
    """Return which document types point at a foreign status, or are asked for without belonging to the version."""
    gebreken = []
    koppelingen = list(versie.informatieobjecttypen.select_related("statustype", "informatieobjecttype"))
    for koppeling in koppelingen:
        gebreken += _vreemde_status(versie, koppeling.statustype)
    namen = {koppeling.informatieobjecttype.omschrijving for koppeling in koppelingen}
    vreemd = versie.taaksjablonen.exclude(informatieobjecttype=None).exclude(
        informatieobjecttype__omschrijving__in=namen
    )
    return [
        *gebreken,
        *_eisen(
            (
                not vreemd.exists(),
                _("Deze taken vragen een document dat niet bij het zaaktype hoort: %(namen)s.")
                % {"namen": _namen(vreemd)},
                "taak-met-vreemd-document",
            )
        ),
    ]


def _vreemde_status(versie: Zaaktypeversie, statustype: Statustype | None) -> list[ValidationError]:
    return [gebrek_ander_zaaktype()] if statustype and statustype.zaaktypeversie_id != versie.pk else []


def _bij(rij: object, fout: ValidationError) -> ValidationError:
    """Return the fault with the name of the row that it is about."""
    return gebrek(f"{rij}: {fout.messages[0]}", str(fout.code))


KEURINGEN: tuple[Callable[[Zaaktypeversie], list[ValidationError]], ...] = (
    _algemeen,
    _termijnen,
    _statussen,
    _rollen,
    _resultaten,
    _eigenschappen,
    _documenten,
)
