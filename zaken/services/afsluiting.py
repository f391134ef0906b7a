"""The end of a zaak: outcome, last status, end date and archive date in one act, or every reason why not."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken import archivering
from zaken.archivering import Archiefregel, Archiefuitkomst, Besluitdatums, Zaakfeiten
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Resultaat, Resultaattype, Status, WachtOp, Zaak
from zaken.services.sloten import eis_open, vergrendel, weiger_bij
from zaken.services.taken import laat_open_taken_vervallen


@transaction.atomic
def sluit_af(zaak: Zaak, resultaattype: Resultaattype, *, toelichting: str = "", door: Actor) -> Resultaat:
    """Return the outcome of the zaak, closed today (zrc-007) with its archive date and why that date (zrc-021)."""
    zaak = vergrendel(zaak)
    weiger_bij(beletsels_sluiten(zaak, resultaattype))
    laat_open_taken_vervallen(zaak, door=door)
    nu = timezone.now()
    resultaat = Resultaat.objects.create(zaak=zaak, resultaattype=resultaattype, toelichting=toelichting.strip())
    Status.objects.create(
        zaak=zaak, statustype=zaak.zaaktypeversie.statustypen.get(is_eindstatus=True), datum=nu, toelichting=toelichting
    )
    _leg_archiefdatum_vast(zaak, resultaattype, einddatum=timezone.localdate(nu))
    leg_vast(
        zaak,
        Gebeurtenis.Soort.AFGESLOTEN,
        door=door,
        resultaat=resultaattype.omschrijving,
        uitleg=resultaattype.uitleg_inwoner,
        toelichting=resultaat.toelichting,
        archiefactiedatum=zaak.archiefactiedatum.isoformat() if zaak.archiefactiedatum else "",
    )
    return resultaat


def beletsels_sluiten(zaak: Zaak, resultaattype: Resultaattype) -> list[ValidationError]:
    """Return every reason why this zaak cannot be closed with this outcome."""
    redenen = eis_open(zaak)
    if resultaattype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        redenen.append(ValidationError(_("Dit resultaat hoort niet bij het zaaktype."), code="zaaktype-mismatch"))
    for taak in zaak.taken.open().filter(blokkeert_sluiten=True):
        redenen.append(
            ValidationError(_("De taak “%(titel)s” is nog niet klaar.") % {"titel": taak.titel}, code="taak-open")
        )
    if zaak.opschortingen.filter(beeindigd_op=None).exists():
        redenen.append(ValidationError(_("De termijn staat stil. Laat die eerst weer lopen."), code="opgeschort"))
    if resultaattype.besluit_verplicht and not zaak.besluiten.exists():
        redenen.append(
            ValidationError(_("Bij dit resultaat hoort een besluit. Leg dat eerst vast."), code="besluit-ontbreekt")
        )
    return redenen


def archiefuitkomst(zaak: Zaak, resultaattype: Resultaattype, einddatum: datetime.date) -> Archiefuitkomst:
    """Return until when this zaak is kept when it ends on this day with this outcome, and why."""
    regel = Archiefregel(
        afleidingswijze=resultaattype.afleidingswijze,
        archiefnominatie=resultaattype.archiefnominatie,
        archiefactietermijn=resultaattype.archiefactietermijn,
        procestermijn=resultaattype.procestermijn,
        datumkenmerk=resultaattype.datumkenmerk,
        objecttype=resultaattype.objecttype,
        registratie=resultaattype.registratie,
    )
    feiten = Zaakfeiten(
        einddatum=einddatum,
        eigenschappen=dict(zaak.eigenschappen.values_list("eigenschap__naam", "waarde")),
        besluiten=[Besluitdatums(*datums) for datums in zaak.besluiten.values_list("ingangsdatum", "vervaldatum")],
    )
    return archivering.bereken(regel, feiten)


def _leg_archiefdatum_vast(zaak: Zaak, resultaattype: Resultaattype, *, einddatum: datetime.date) -> None:
    with translation.override("nl"):  # what is kept is Dutch, whatever language the page had
        uitkomst = archiefuitkomst(zaak, resultaattype, einddatum)
    zaak.einddatum, zaak.wacht_op, zaak.wacht_sinds = einddatum, WachtOp.GEMEENTE, einddatum
    zaak.archiefnominatie, zaak.brondatum = uitkomst.archiefnominatie, uitkomst.brondatum
    zaak.archiefactiedatum, zaak.archiefuitleg = uitkomst.archiefactiedatum, uitkomst.uitleg
    zaak.save(
        update_fields=[
            "einddatum",
            "wacht_op",
            "wacht_sinds",
            "archiefnominatie",
            "brondatum",
            "archiefactiedatum",
            "archiefuitleg",
        ]
    )
