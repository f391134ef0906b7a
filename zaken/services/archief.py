"""How long a zaak is kept: read from its rows, reckoned by archivering.py, stored with the reason (zrc-021)."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken import archivering
from zaken.archivering import (
    AndereZaak,
    Archiefregel,
    Archiefuitkomst,
    Besluitdatums,
    Objectgegevens,
    Zaakfeiten,
)
from zaken.gebeurtenissen import gewijzigd, leg_vast
from zaken.models import Afleidingswijze, Archiefstatus, Gebeurtenis, Resultaat, Resultaattype, Zaak
from zaken.models.zaak import ZaakQuerySet
from zaken.services.sloten import vergrendel

ARCHIEFVELDEN = ("archiefnominatie", "brondatum", "archiefactiedatum", "archiefuitleg")
NIETS = Archiefuitkomst("", None, None, "")


def regel_van(resultaattype: Resultaattype) -> Archiefregel:
    """Return what this outcome says about keeping."""
    return Archiefregel(
        afleidingswijze=resultaattype.afleidingswijze,
        archiefnominatie=resultaattype.archiefnominatie,
        archiefactietermijn=resultaattype.archiefactietermijn,
        procestermijn=resultaattype.procestermijn,
        datumkenmerk=resultaattype.datumkenmerk,
        objecttype=resultaattype.objecttype,
        registratie=resultaattype.registratie,
    )


def archiefuitkomst(zaak: Zaak, resultaattype: Resultaattype, einddatum: datetime.date) -> Archiefuitkomst:
    """Return until when this zaak is kept when it ends on this day with this outcome, and why."""
    regel = regel_van(resultaattype)
    return archivering.bereken(regel, _feiten(zaak, regel.afleidingswijze, einddatum))


def _feiten(zaak: Zaak, wijze: str, einddatum: datetime.date) -> Zaakfeiten:
    """Return what is known of the zaak, as far as this way of reckoning asks for it."""
    return Zaakfeiten(
        einddatum=einddatum,
        startdatum_bewaartermijn=zaak.startdatum_bewaartermijn,
        archiefnominatie=zaak.archiefnominatie,
        eigenschappen=_eigenschappen(zaak) if wijze == Afleidingswijze.EIGENSCHAP else {},
        hoofdzaak=AndereZaak(zaak.hoofdzaak.einddatum) if zaak.hoofdzaak else None,
        gerelateerd=_gerelateerd(zaak) if wijze == Afleidingswijze.GERELATEERDE_ZAAK else (),
        besluiten=_besluiten(zaak) if wijze.endswith("_besluit") else (),
        zaakobjecten=_zaakobjecten(zaak) if wijze == Afleidingswijze.ZAAKOBJECT else (),
    )


def _eigenschappen(zaak: Zaak) -> dict[str, str]:
    return dict(zaak.eigenschappen.order_by("pk").values_list("eigenschap__naam", "waarde"))


def _gerelateerd(zaak: Zaak) -> list[AndereZaak]:
    """Return the related zaken; of one in another register nobody told us that it ended."""
    return [AndereZaak(einde) for einde in zaak.relaties.values_list("andere_zaak__einddatum", flat=True)]


def _besluiten(zaak: Zaak) -> list[Besluitdatums]:
    return [Besluitdatums(*datums) for datums in zaak.besluiten.values_list("ingangsdatum", "vervaldatum")]


def _zaakobjecten(zaak: Zaak) -> list[Objectgegevens]:
    """Return the objects; the free data of an object of another kind counts as its own."""
    return [
        Objectgegevens(objecttype, {**gegevens, **(gegevens.get("overigeData") or {})})
        for objecttype, gegevens in zaak.objecten.values_list("objecttype", "gegevens")
        for gegevens in [gegevens or {}]
    ]


def zet_archief(zaak: Zaak, uitkomst: Archiefuitkomst) -> None:
    """Put this outcome on the row, unsaved; ARCHIEFVELDEN names the fields."""
    zaak.archiefnominatie, zaak.brondatum = uitkomst.archiefnominatie, uitkomst.brondatum
    zaak.archiefactiedatum, zaak.archiefuitleg = uitkomst.archiefactiedatum, uitkomst.uitleg


def reken_af(zaak: Zaak, resultaattype: Resultaattype, einddatum: datetime.date) -> Archiefuitkomst:
    """Return the outcome to store at the end; a date that somebody gave already stays (zrc-021)."""
    with translation.override("nl"):  # what is kept is Dutch, whatever language the page had
        uitkomst = archiefuitkomst(zaak, resultaattype, einddatum)
    if archivering.hoort_bij(regel_van(resultaattype), zaak.brondatum, zaak.archiefactiedatum):
        return uitkomst
    return Archiefuitkomst(uitkomst.archiefnominatie, uitkomst.brondatum, zaak.archiefactiedatum, uitkomst.uitleg)


@transaction.atomic
def herbereken_archief(zaak: Zaak, *, door: Actor) -> bool:
    """Return whether the archive date of a closed zaak moved, now that something it hangs on has changed.

    To call after an eigenschap, besluit, object, relation or hoofdzaak changed. A date that somebody set by hand stays.
    """
    zaak = vergrendel(zaak)
    resultaat = Resultaat.objects.select_related("resultaattype").filter(zaak=zaak).first()
    if zaak.einddatum is None or resultaat is None or zaak.archiefstatus == Archiefstatus.OVERGEDRAGEN:
        return False
    return bewaar_archief(zaak, _opnieuw(zaak, resultaat.resultaattype, zaak.einddatum), door=door)


def zet_opnieuw(zaak: Zaak, resultaattype: Resultaattype) -> bool:
    """Put the outcome as it is now on the row of a closed zaak, unsaved; return whether it is another one."""
    if zaak.einddatum is None:
        return False
    uitkomst = _opnieuw(zaak, resultaattype, zaak.einddatum)
    anders = _verschilt(zaak, uitkomst)
    zet_archief(zaak, uitkomst)
    return anders


def bewaar_archief(zaak: Zaak, uitkomst: Archiefuitkomst, *, door: Actor) -> bool:
    """Store this outcome on a locked zaak and record it; return whether anything moved."""
    if not _verschilt(zaak, uitkomst):
        return False
    oud = stand_van(zaak)
    zet_archief(zaak, uitkomst)
    zaak.save(update_fields=ARCHIEFVELDEN)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.GEWIJZIGD,
        door=door,
        zichtbaar=False,
        archiefactiedatum=zaak.archiefactiedatum.isoformat() if zaak.archiefactiedatum else "",
        uitleg=zaak.archiefuitleg,
        mutaties=[gewijzigd(zaak, oud)],
    )
    return True


def _verschilt(zaak: Zaak, uitkomst: Archiefuitkomst) -> bool:
    nu = (zaak.archiefnominatie, zaak.brondatum, zaak.archiefactiedatum)
    return nu != (uitkomst.archiefnominatie, uitkomst.brondatum, uitkomst.archiefactiedatum)


def _opnieuw(zaak: Zaak, resultaattype: Resultaattype, einddatum: datetime.date) -> Archiefuitkomst:
    """Return the outcome as it is now; what the rule can no longer find makes the date unknown, not wrong."""
    try:
        return reken_af(zaak, resultaattype, einddatum)
    except ValidationError as fout:
        return Archiefuitkomst(zaak.archiefnominatie, None, None, fout.messages[0])


def werk_afhankelijken_bij(zaak: Zaak, *, door: Actor) -> None:
    """Reckon anew for the closed zaken whose term begins when this one ends; all of them are locked."""
    for deelzaak in _volgers(Zaak.objects.filter(hoofdzaak=zaak), Afleidingswijze.HOOFDZAAK):
        if zaak.is_open:
            # zrc-008: what was derived from the end of the hoofdzaak goes with it.
            bewaar_archief(deelzaak, NIETS, door=door)
        else:
            herbereken_archief(deelzaak, door=door)
    gerelateerd = Zaak.objects.filter(relaties__andere_zaak=zaak).distinct()
    for andere in _volgers(gerelateerd, Afleidingswijze.GERELATEERDE_ZAAK):
        herbereken_archief(andere, door=door)


def _volgers(zaken: ZaakQuerySet, wijze: Afleidingswijze) -> list[Zaak]:
    volgend = zaken.afgesloten().filter(resultaat__resultaattype__afleidingswijze=wijze)
    return list(volgend.exclude(archiefstatus=Archiefstatus.OVERGEDRAGEN).select_related("zaaktypeversie"))
