"""A document comes in from another system, and changes: every change is a new version (drc-010)."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern.opslag import BewaardBestand, beginstatus
from mijnportaal.kern.voorbereide_rijen import voeg_in
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import gemaakt, gewijzigd, leg_vast
from zaken.models import Gebeurtenis, Informatieobject, Informatieobjectversie
from zaken.services.documenten.bestandsdelen import maak_delen, wis_delen
from zaken.services.documenten.gegevens import (
    Documentgegevens,
    beletsels_gegevens,
    gegevens_van,
    niet_uniek,
    reden,
)
from zaken.services.documenten.slot import eis_sleutel, vergrendel_rij, zet_slot
from zaken.services.nummers import Reeks, volgend_nummer
from zaken.services.sloten import weiger_bij

Status = Informatieobject.Status


@transaction.atomic
def maak_document(gegevens: Documentgegevens, *, inhoud: BewaardBestand | None, door: Actor) -> Informatieobject:
    """Return the new document; with a size and without content it is locked, with places for its parts."""
    weiger_bij([*beletsels_gegevens(gegevens), *_beletsels_omvang(gegevens, inhoud)])
    document = Informatieobject(**gegevens.kolommen())
    if not document.identificatie:
        document.identificatie = volgend_nummer(Reeks.DOCUMENT, timezone.localdate().year)
    in_delen = inhoud is None and bool(gegevens.omvang)
    if in_delen:
        zet_slot(document, door=door)
    _voeg_in(document)
    if in_delen:
        maak_delen(document, gegevens.omvang or 0)
    _schrijf_versie(document, gegevens, inhoud, versie=1)
    leg_vast(
        document,
        Gebeurtenis.Soort.DOCUMENT_TOEGEVOEGD,
        door=door,
        zichtbaar=False,
        mutaties=[gemaakt(document)],
        titel=document.titel,
        sha256=inhoud.sha256 if inhoud else "",
    )
    return document


@transaction.atomic
def werk_document_bij(
    document: Informatieobject,
    gegevens: Documentgegevens,
    *,
    inhoud: BewaardBestand | None,
    slot: str | None,
    behoud_inhoud: bool = False,
    geheel: bool = False,
    door: Actor,
) -> Informatieobject:
    """Return the document with a new version, for who has the key of its lock (drc-010).

    A final document can change too: since 1.4 the standard no longer refuses that, and the versions show it.
    `behoud_inhoud` takes the file of the version before; else `inhoud`, or parts that still come.
    """
    document = vergrendel_rij(document)
    if behoud_inhoud:
        inhoud = _bestand_van(document.versies.latest("versie"))
    weiger_bij(
        [
            *beletsels_gegevens(gegevens, document),
            *_beletsels_omvang(gegevens, inhoud),
            *eis_sleutel(document, slot),
        ]
    )
    return _nieuwe_versie(document, gegevens, inhoud, geheel=geheel, door=door)


@transaction.atomic
def maak_definitief(document: Informatieobject, *, door: Actor) -> Informatieobject:
    """Return the document, finished."""
    document = vergrendel_rij(document)
    is_al = document.status == Status.DEFINITIEF
    al = [reden(_("Het document is al definitief."), "document-definitief")] if is_al else []
    weiger_bij([*_eis_vrij(document), *al])
    return _zelfde_inhoud(document, replace(gegevens_van(document), status=Status.DEFINITIEF), door=door)


@transaction.atomic
def onderteken(document: Informatieobject, *, soort: str, datum: datetime.date, door: Actor) -> Informatieobject:
    """Return the document, signed; a draft has nothing to sign (RGBZ ondertekening)."""
    document = vergrendel_rij(document)
    concept = document.status in (Status.IN_BEWERKING, Status.TER_VASTSTELLING)
    zin = _("Maak het document eerst definitief.")
    weiger_bij([*_eis_vrij(document), *([reden(zin, "document-niet-definitief")] if concept else [])])
    ondertekening: Mapping[str, str] = {"soort": soort, "datum": datum.isoformat()}
    return _zelfde_inhoud(document, replace(gegevens_van(document), ondertekening=ondertekening), door=door)


def _zelfde_inhoud(document: Informatieobject, gegevens: Documentgegevens, *, door: Actor) -> Informatieobject:
    inhoud = _bestand_van(document.versies.latest("versie"))
    return _nieuwe_versie(document, gegevens, inhoud, geheel=False, door=door)


def _nieuwe_versie(
    document: Informatieobject, gegevens: Documentgegevens, inhoud: BewaardBestand | None, *, geheel: bool, door: Actor
) -> Informatieobject:
    """Return the locked document with its next version; what was said with the one before is frozen there."""
    oud, vorige = stand_van(document), document.versies.latest("versie")
    vorige.gegevens = dict(oud)
    vorige.save(update_fields=["gegevens"])
    kolommen = gegevens.kolommen()
    kolommen["identificatie"] = gegevens.identificatie or document.identificatie
    for naam, waarde in kolommen.items():
        setattr(document, naam, waarde)
    document.save(update_fields=list(kolommen))
    wis_delen(document)
    if inhoud is None and gegevens.omvang:
        maak_delen(document, gegevens.omvang)
    _schrijf_versie(document, gegevens, inhoud, versie=vorige.versie + 1, scanstatus=_scan_van(vorige, inhoud))
    leg_vast(
        document,
        Gebeurtenis.Soort.DOCUMENT_GEWIJZIGD,
        door=door,
        zichtbaar=False,
        mutaties=[gewijzigd(document, oud, geheel=geheel)],
        titel=document.titel,
        sha256=inhoud.sha256 if inhoud else "",
    )
    return document


def _schrijf_versie(
    document: Informatieobject,
    gegevens: Documentgegevens,
    inhoud: BewaardBestand | None,
    *,
    versie: int,
    scanstatus: str = "",
) -> Informatieobjectversie:
    rij = Informatieobjectversie(
        informatieobject=document,
        versie=versie,
        pad=inhoud.pad if inhoud else "",
        bestandsnaam=gegevens.bestandsnaam,
        omvang=inhoud.omvang if inhoud else gegevens.omvang,
        mimetype=gegevens.formaat,
        sha256=inhoud.sha256 if inhoud else "",
        scanstatus=scanstatus or beginstatus(),
        aangemaakt_op=timezone.now(),
    )
    voeg_in(rij)
    return rij


def _bestand_van(versie: Informatieobjectversie) -> BewaardBestand | None:
    if not versie.pad:
        return None
    return BewaardBestand(versie.pad, versie.omvang or 0, versie.sha256, versie.mimetype, versie.bestandsnaam)


def _scan_van(vorige: Informatieobjectversie, inhoud: BewaardBestand | None) -> str:
    """Return the scan state of a file that was scanned already; what is infected stays so in a next version (S-17)."""
    return vorige.scanstatus if inhoud and inhoud.sha256 == vorige.sha256 else ""


def _voeg_in(document: Informatieobject) -> None:
    try:
        voeg_in(document)
    except IntegrityError as fout:  # the whole act ends here, so it needs no savepoint
        if "informatieobject_identificatie_uniek" not in str(fout):
            raise
        raise niet_uniek() from fout


def _beletsels_omvang(gegevens: Documentgegevens, inhoud: BewaardBestand | None) -> list[ValidationError]:
    if inhoud is None or gegevens.omvang is None or inhoud.omvang == gegevens.omvang:
        return []
    zin = _("Het bestand is %(is)d bytes groot, en de bestandsomvang zegt %(zegt)d.")
    return [reden(zin % {"is": inhoud.omvang, "zegt": gegevens.omvang}, "file-size")]


def _eis_vrij(document: Informatieobject) -> list[ValidationError]:
    """Return that somebody else is working on it."""
    if not document.slot:
        return []
    return [reden(_("%(wie)s werkt nog aan dit document.") % {"wie": document.slot_van}, "informatieobject-locked")]
