"""The outcome of a zaak: given, corrected and taken back; what hangs on it is reckoned anew (zrc-020, zrc-021)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken import archivering
from zaken.archivering import Archiefuitkomst
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Gebeurtenis, Resultaat, Resultaattype, Zaak
from zaken.services.archief import bewaar_archief, herbereken_archief, regel_van
from zaken.services.sloten import eis_wijzigbaar, vergrendel, weiger_bij


@transaction.atomic
def leg_resultaat_vast(
    zaak: Zaak, resultaattype: Resultaattype, *, toelichting: str = "", door: Actor, geforceerd: bool = False
) -> Resultaat:
    """Return the outcome of the zaak; closing follows with the eindstatus."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_wijzigbaar(zaak, geforceerd=geforceerd), *_beletsels(zaak, resultaattype)])
    resultaat = _maak(zaak, resultaattype, toelichting=toelichting, door=door)
    herbereken_archief(zaak, door=door)
    return resultaat


@transaction.atomic
def wijzig_resultaat(
    resultaat: Resultaat,
    *,
    toelichting: str,
    resultaattype: Resultaattype | None = None,
    zaak: Zaak | None = None,
    geheel: bool = False,
    door: Actor,
    geforceerd: bool = False,
) -> Resultaat:
    """Return the outcome with another explanation; its type and its zaak are what they are."""
    vergrendeld = vergrendel(resultaat.zaak)
    resultaat = Resultaat.objects.select_for_update(of=("self",)).get(pk=resultaat.pk)
    weiger_bij(
        [
            *eis_wijzigbaar(vergrendeld, geforceerd=geforceerd),
            *_eis_gelijk("zaak", zaak, vergrendeld),
            *_eis_gelijk("resultaattype", resultaattype, resultaat.resultaattype),
        ]
    )
    oud = stand_van(resultaat)
    resultaat.toelichting = toelichting
    resultaat.save(update_fields=["toelichting"])
    leg_vast(
        vergrendeld,
        Gebeurtenis.Soort.RESULTAAT_GEZET,
        door=door,
        zichtbaar=False,
        resultaat=resultaat.resultaattype.omschrijving,
        mutaties=[gewijzigd(resultaat, oud, geheel=geheel)],
    )
    return resultaat


@transaction.atomic
def verwijder_resultaat(resultaat: Resultaat, *, door: Actor, geforceerd: bool = False) -> None:
    """Take the outcome back; on a closed zaak the archive date that came from it goes too."""
    zaak = vergrendel(resultaat.zaak)
    weiger_bij(eis_wijzigbaar(zaak, geforceerd=geforceerd))
    resultaattype = resultaat.resultaattype
    _wis(zaak, resultaat, door=door)
    if zaak.einddatum is not None:
        bewaar_archief(zaak, _zonder(zaak, resultaattype), door=door)


def kies_resultaat(zaak: Zaak, resultaattype: Resultaattype, *, toelichting: str, door: Actor) -> Resultaat:
    """Return the outcome with which staff close a locked zaak; one that was given before gives way to it."""
    eerder = Resultaat.objects.filter(zaak=zaak).first()
    if eerder and (eerder.resultaattype_id, eerder.toelichting) == (resultaattype.pk, toelichting):
        return eerder
    if eerder:
        _wis(zaak, eerder, door=door)
    return _maak(zaak, resultaattype, toelichting=toelichting, door=door)


def _maak(zaak: Zaak, resultaattype: Resultaattype, *, toelichting: str, door: Actor) -> Resultaat:
    resultaat = Resultaat.objects.create(zaak=zaak, resultaattype=resultaattype, toelichting=toelichting)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.RESULTAAT_GEZET,
        door=door,
        zichtbaar=False,
        resultaat=resultaattype.omschrijving,
        mutaties=[gemaakt(resultaat)],
    )
    return resultaat


def _wis(zaak: Zaak, resultaat: Resultaat, *, door: Actor) -> None:
    oud = stand_van(resultaat)
    mutatie = verwijderd(resultaat, oud)
    resultaat.delete()
    leg_vast(
        zaak,
        Gebeurtenis.Soort.RESULTAAT_VERWIJDERD,
        door=door,
        zichtbaar=False,
        resultaat=resultaat.resultaattype.omschrijving,
        mutaties=[mutatie],
    )


def _zonder(zaak: Zaak, resultaattype: Resultaattype) -> Archiefuitkomst:
    """Return what is left of the archive fields without this outcome: only what somebody set himself."""
    nominatie = "" if zaak.archiefnominatie == resultaattype.archiefnominatie else zaak.archiefnominatie
    afgeleid = archivering.hoort_bij(regel_van(resultaattype), zaak.brondatum, zaak.archiefactiedatum)
    return Archiefuitkomst(nominatie, None, None if afgeleid else zaak.archiefactiedatum, "")


def _beletsels(zaak: Zaak, resultaattype: Resultaattype) -> list[ValidationError]:
    redenen = []
    if resultaattype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        redenen.append(ValidationError(_("Dit resultaat hoort niet bij het zaaktype."), code="zaaktype-mismatch"))
    if Resultaat.objects.filter(zaak=zaak).exists():
        zin = _("De zaak heeft al een resultaat.")
        redenen.append(ValidationError(zin, code="unique", params={"veld": "zaak"}))
    return redenen


def _eis_gelijk(veld: str, gegeven: object | None, huidig: object) -> list[ValidationError]:
    if gegeven is None or gegeven == huidig:
        return []
    zin = _("Dit gegeven kan niet veranderen.")
    return [ValidationError(zin, code="wijzigen-niet-toegelaten", params={"veld": veld})]
