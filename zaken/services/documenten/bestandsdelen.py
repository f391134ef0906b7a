"""A large file that comes in parts: places for the parts, the parts themselves, and the file that they become."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.kern.opslag import BewaardBestand, Opvang, beginstatus, lees, verwijder
from zaken.models import Bestandsdeel, Informatieobject
from zaken.services.documenten.gegevens import reden
from zaken.services.sloten import weiger_bij


def maak_delen(document: Informatieobject, omvang: int) -> None:
    """Make the places for a file of this size; the last part is what is left."""
    deel = settings.DOCUMENTEN_DEELOMVANG
    Bestandsdeel.objects.bulk_create(
        [
            Bestandsdeel(informatieobject=document, volgnummer=nummer + 1, omvang=min(deel, omvang - nummer * deel))
            for nummer in range(-(-omvang // deel))
        ]
    )


@transaction.atomic
def lever_deel_aan(deel: Bestandsdeel, bestand: BewaardBestand, *, slot: str) -> Bestandsdeel:
    """Return the part with its content; who sends it again replaces it."""
    document = Informatieobject.objects.select_for_update(of=("self",)).get(pk=deel.informatieobject_id)
    deel = Bestandsdeel.objects.get(pk=deel.pk)
    weiger_bij(_beletsels(deel, document, bestand, slot))
    oud, deel.pad = deel.pad, bestand.pad
    deel.save(update_fields=["pad"])
    ruim_op_na_commit([oud])
    return deel


def is_compleet(delen: Sequence[tuple[object, str]]) -> bool:
    """Tell whether there are parts and all of them, given as (number, path), have come in."""
    return bool(delen) and all(pad for _nummer, pad in delen)


def voeg_delen_samen(document: Informatieobject, opvangen: list[Opvang]) -> BewaardBestand:
    """Return the file that the parts make together, stored; memory use does not grow with it."""
    opvang = Opvang()
    opvangen.append(opvang)
    for pad in document.bestandsdelen.order_by("volgnummer").values_list("pad", flat=True):
        for blok in lees(pad):
            opvang.write(blok)
    return opvang.bewaar(document.versies.latest("versie").bestandsnaam)


def rond_aanlevering_af(document: Informatieobject, bestand: BewaardBestand) -> None:
    """Give the newest version its file; the parts are no longer needed."""
    versie = document.versies.latest("versie")
    versie.pad, versie.sha256, versie.omvang = bestand.pad, bestand.sha256, bestand.omvang
    versie.scanstatus = beginstatus()
    versie.save(update_fields=["pad", "sha256", "omvang", "scanstatus"])
    wis_delen(document)


def staak_aanlevering(document: Informatieobject) -> None:
    """Give up on parts that did not all come: the version stays without a file, and without a size."""
    if wis_delen(document):
        versie = document.versies.latest("versie")
        versie.omvang = None
        versie.save(update_fields=["omvang"])


def wis_delen(document: Informatieobject) -> bool:
    """Delete the parts and what came in of them, and return whether there were any."""
    delen = document.bestandsdelen.all()
    ruim_op_na_commit(list(delen.values_list("pad", flat=True)))
    aantal, _per_soort = delen.delete()
    return bool(aantal)


def ruim_op_na_commit(paden: Iterable[str]) -> None:
    """Remove stored files after the commit, as far as no row points to them then."""
    for pad in filter(None, paden):
        transaction.on_commit(partial(verwijder, pad))


def _beletsels(
    deel: Bestandsdeel, document: Informatieobject, bestand: BewaardBestand, slot: str
) -> list[ValidationError]:
    redenen = []
    if bestand.omvang != deel.omvang:
        zin = _("Het bestandsdeel is %(is)d bytes groot, en dat moet %(moet)d zijn.")
        redenen.append(reden(zin % {"is": bestand.omvang, "moet": deel.omvang}, "file-size"))
    if not document.slot or slot != document.slot:
        redenen.append(reden(_("Dit is niet de sleutel van het slot."), "incorrect-lock-id"))
    return redenen
