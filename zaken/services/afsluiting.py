"""The end of a zaak: outcome, last status, end date and archive date in one act, or every reason why not."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.kern.kalender import dag_van
from zaken.gebeurtenissen import gemaakt, leg_vast
from zaken.models import Gebeurtenis, Informatieobject, Resultaat, Resultaattype, Status, WachtOp, Zaak
from zaken.services.archief import ARCHIEFVELDEN, archiefuitkomst, reken_af, werk_afhankelijken_bij, zet_archief
from zaken.services.documenten.slot import vergrendel_documenten
from zaken.services.familie import vergrendel_met_familie
from zaken.services.resultaten import kies_resultaat
from zaken.services.sloten import eis_niet_eigen, eis_wijzigbaar, weiger_bij
from zaken.services.taken import laat_open_taken_vervallen


@transaction.atomic
def sluit_af(zaak: Zaak, resultaattype: Resultaattype, *, toelichting: str = "", door: Actor) -> Resultaat:
    """Return the outcome of the zaak, closed today (zrc-007) with its archive date and why that date (zrc-021)."""
    zaak = vergrendel_met_familie(zaak)
    vergrendel_documenten(zaak)
    weiger_bij([*eis_niet_eigen(zaak, door), *beletsels_sluiten(zaak, resultaattype)])
    resultaat = kies_resultaat(zaak, resultaattype, toelichting=toelichting.strip(), door=door)
    eindstatus = zaak.zaaktypeversie.statustypen.order_by("volgnummer").last()
    status = Status(zaak=zaak, statustype=eindstatus, datum=timezone.now(), toelichting=toelichting)
    voltooi(zaak, resultaat, status, door=door)
    return resultaat


def voltooi(zaak: Zaak, resultaat: Resultaat, status: Status, *, door: Actor) -> None:
    """Write the end of a zaak that is locked with its family: the one way in which a zaak closes, whoever asks.

    What stands in the way was asked before; only an archive date that cannot be reckoned is still found here.
    """
    laat_open_taken_vervallen(zaak, door=door)
    status.save(force_insert=True)
    resultaattype = resultaat.resultaattype
    # zrc-007: the end date follows from the moment of the eindstatus, on the calendar of here.
    einddatum = dag_van(status.datum)
    zet_archief(zaak, reken_af(zaak, resultaattype, einddatum))
    zaak.einddatum, zaak.wacht_op, zaak.wacht_sinds = einddatum, WachtOp.GEMEENTE, einddatum
    zaak.save(update_fields=["einddatum", "wacht_op", "wacht_sinds", *ARCHIEFVELDEN])
    leg_vast(
        zaak,
        Gebeurtenis.Soort.AFGESLOTEN,
        door=door,
        resultaat=resultaattype.omschrijving,
        uitleg=resultaattype.uitleg_inwoner,
        toelichting=resultaat.toelichting,
        archiefactiedatum=zaak.archiefactiedatum.isoformat() if zaak.archiefactiedatum else "",
        mutaties=[gemaakt(status)],
    )
    werk_afhankelijken_bij(zaak, door=door)


def beletsels_sluiten(zaak: Zaak, resultaattype: Resultaattype) -> list[ValidationError]:
    """Return every reason why staff cannot close this zaak with this outcome (medewerkers.md 2a, afhandelen)."""
    redenen = eis_wijzigbaar(zaak)
    if resultaattype.zaaktypeversie_id != zaak.zaaktypeversie_id:
        redenen.append(ValidationError(_("Dit resultaat hoort niet bij het zaaktype."), code="zaaktype-mismatch"))
    for taak in zaak.taken.open().filter(blokkeert_sluiten=True):
        redenen.append(
            ValidationError(_("De taak “%(titel)s” is nog niet klaar.") % {"titel": taak.titel}, code="taak-open")
        )
    if zaak.opschortingen.filter(beeindigd_op=None).exists():
        redenen.append(ValidationError(_("De termijn staat stil. Laat die eerst weer lopen."), code="opgeschort"))
    return [
        *redenen,
        *_beletsels_dossier(zaak, resultaattype),
        *_beletsels_concepten(zaak),
        *beletsels_documenten(zaak),
        *beletsels_archief(zaak, resultaattype, timezone.localdate()),
    ]


def _beletsels_dossier(zaak: Zaak, resultaattype: Resultaattype) -> list[ValidationError]:
    """Return what the file of the zaak still lacks for this outcome, and the deelzaken that still run."""
    redenen = []
    if resultaattype.besluit_verplicht and not zaak.besluiten.exists():
        redenen.append(
            ValidationError(_("Bij dit resultaat hoort een besluit. Leg dat eerst vast."), code="besluit-ontbreekt")
        )
    open_deelzaken = zaak.deelzaken.open().order_by("identificatie").values_list("identificatie", flat=True)
    redenen += [
        ValidationError(_("De deelzaak %(nummer)s is nog open.") % {"nummer": nummer}, code="deelzaken-not-closed")
        for nummer in open_deelzaken
    ]
    aanwezig = zaak.documenten.values("informatieobject__informatieobjecttype")
    ontbrekend = resultaattype.informatieobjecttypen.exclude(pk__in=aanwezig).order_by("omschrijving")
    redenen += [
        ValidationError(_("Bij dit resultaat hoort een document: %(naam)s.") % {"naam": soort}, "document-ontbreekt")
        for soort in ontbrekend
    ]
    return redenen


def _beletsels_concepten(zaak: Zaak) -> list[ValidationError]:
    """Return for each document that is not finished that it is not."""
    stand = Informatieobject.Status
    concepten = zaak.documenten.filter(informatieobject__status__in=[stand.IN_BEWERKING, stand.TER_VASTSTELLING])
    zin = _("Het document “%(titel)s” is nog niet definitief.")
    return [
        ValidationError(zin % {"titel": titel}, code="document-niet-definitief")
        for titel in concepten.order_by("pk").values_list("informatieobject__titel", flat=True)
    ]


def beletsels_documenten(zaak: Zaak) -> list[ValidationError]:
    """Return why the documents keep the zaak open: one is locked, or nobody said whether there are rights (zrc-007)."""
    documenten = zaak.documenten.filter(informatieobject__elders_url="")
    redenen = []
    if documenten.filter(informatieobject__indicatie_gebruiksrecht=None).exists():
        zin = _("Van een document is nog niet bekend of er gebruiksrechten op rusten.")
        redenen.append(ValidationError(zin, code="indicatiegebruiksrecht-unset"))
    if documenten.exclude(informatieobject__slot="").exists():
        zin = _("Een document staat nog op slot. Haal het er eerst af.")
        redenen.append(ValidationError(zin, code="informatieobject-locked"))
    return redenen


def beletsels_archief(zaak: Zaak, resultaattype: Resultaattype, einddatum: datetime.date) -> list[ValidationError]:
    """Return why the archive date of this outcome cannot be reckoned, in the words of the rule (zrc-021)."""
    try:
        archiefuitkomst(zaak, resultaattype, einddatum)
    except ValidationError as fout:
        return [ValidationError(fout.messages[0], code="archiefactiedatum-error")]
    return []
