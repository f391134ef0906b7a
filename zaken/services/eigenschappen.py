"""The facts of a zaak that its zaaktype asks for, and whether a value has the format that it asks (ImZTC)."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.archivering import lees_datum
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Eigenschap, Gebeurtenis, Zaak, Zaakeigenschap
from zaken.services.archief import herbereken_archief
from zaken.services.sloten import eis_bewerkbaar, vergrendel, weiger_bij


@transaction.atomic
def zet_eigenschap(
    zaak: Zaak, eigenschap: Eigenschap, waarde: str, *, door: Actor, streng: bool = True, geforceerd: bool = False
) -> Zaakeigenschap:
    """Return the new fact of the zaak; `streng` also asks that the value has the format of the eigenschap.

    The API is not `streng`: the standard leaves the value to who gives it.
    """
    zaak = vergrendel(zaak)
    redenen = eis_bewerkbaar(zaak, door, geforceerd=geforceerd)
    if eigenschap.zaaktypeversie_id != zaak.zaaktypeversie_id:  # zrc-018
        redenen.append(
            ValidationError(_("De referentie hoort niet bij het zaaktype van de zaak."), code="zaaktype-mismatch")
        )
    weiger_bij([*redenen, *(beletsels_waarde(eigenschap, waarde) if streng else [])])
    gezet = Zaakeigenschap.objects.create(zaak=zaak, eigenschap=eigenschap, waarde=waarde)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.EIGENSCHAP_GEZET,
        door=door,
        zichtbaar=False,
        mutaties=[gemaakt(gezet)],
        naam=eigenschap.label,
    )
    herbereken_archief(zaak, door=door)
    return gezet


@transaction.atomic
def wijzig_waarde(
    zaakeigenschap: Zaakeigenschap,
    waarde: str,
    *,
    door: Actor,
    streng: bool = True,
    geheel: bool = False,
    geforceerd: bool = False,
) -> Zaakeigenschap:
    """Return the fact with its new value."""
    zaak = vergrendel(zaakeigenschap.zaak)
    eigenschap = zaakeigenschap.eigenschap
    weiger_bij(
        [*eis_bewerkbaar(zaak, door, geforceerd=geforceerd), *(beletsels_waarde(eigenschap, waarde) if streng else [])]
    )
    zaakeigenschap = Zaakeigenschap.objects.get(pk=zaakeigenschap.pk)
    oud = stand_van(zaakeigenschap)
    zaakeigenschap.waarde = waarde
    zaakeigenschap.save(update_fields=["waarde"])
    leg_vast(
        zaak,
        Gebeurtenis.Soort.EIGENSCHAP_GEZET,
        door=door,
        zichtbaar=False,
        mutaties=[gewijzigd(zaakeigenschap, oud, geheel=geheel)],
        naam=eigenschap.label,
    )
    herbereken_archief(zaak, door=door)
    return zaakeigenschap


@transaction.atomic
def verwijder_eigenschap(zaakeigenschap: Zaakeigenschap, *, door: Actor, geforceerd: bool = False) -> None:
    """Take the fact from the zaak."""
    zaak = vergrendel(zaakeigenschap.zaak)
    weiger_bij(eis_bewerkbaar(zaak, door, geforceerd=geforceerd))
    mutatie = verwijderd(zaakeigenschap, stand_van(zaakeigenschap))
    zaakeigenschap.delete()
    leg_vast(
        zaak,
        Gebeurtenis.Soort.EIGENSCHAP_VERWIJDERD,
        door=door,
        zichtbaar=False,
        mutaties=[mutatie],
        naam=zaakeigenschap.eigenschap.label,
    )
    herbereken_archief(zaak, door=door)


def beletsels_waarde(eigenschap: Eigenschap, waarde: str) -> list[ValidationError]:
    """Return why this value does not fit the eigenschap: not allowed, too long, or no number, date or moment."""
    if past(eigenschap, waarde):
        return []
    woorden = {"naam": eigenschap.label, "soort": eigenschap.get_formaat_display().lower()}
    zin = _("Dit past niet bij “%(naam)s” (%(soort)s).") % woorden
    return [ValidationError(zin, code="waarde-incorrect-format", params={"veld": "waarde"})]


def past(eigenschap: Eigenschap, waarde: str) -> bool:
    """Return whether the value has the format, the length and, where they are listed, one of the values that it may."""
    if eigenschap.waardenverzameling:
        return waarde in eigenschap.waardenverzameling
    match eigenschap.formaat:
        case Eigenschap.Formaat.TEKST:
            return not eigenschap.lengte.isdecimal() or len(waarde) <= int(eigenschap.lengte)
        case Eigenschap.Formaat.GETAL:
            return bool(re.fullmatch(_getal(eigenschap.lengte), waarde, re.ASCII))
        case _:
            return _is_datum(waarde)


def _getal(lengte: str) -> str:
    """Return the pattern of a number such as "5,2": five digits, and two behind the comma."""
    heel, _komma, deel = lengte.partition(",")
    cijfers = rf"\d{{1,{heel}}}" if heel.isdecimal() else r"\d+"
    decimalen = rf"([.,]\d{{1,{deel}}})?" if deel.isdecimal() and int(deel) else ""
    return rf"-?{cijfers}{decimalen}" if lengte else r"-?\d+([.,]\d+)?"


def _is_datum(waarde: str) -> bool:
    try:
        lees_datum(waarde)
    except ValueError:
        return False
    return True
