"""Tasks: what we ask of a resident, and what comes back."""

import datetime
from collections.abc import Iterable, Sequence

from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor, naam_van
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern import termijnen
from mijnportaal.kern.opslag import bewaard
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Informatieobjecttype, Opschorting, Taak, Taaksjabloon, WachtOp, Zaak
from zaken.services.documenten import NieuwDocument, beletsels_documenttypen, koppel_nieuw_document, vingerafdrukken
from zaken.services.opschorten import beletsels_opschorten, hervat_vergrendeld, schort_vergrendeld_op
from zaken.services.sloten import beletsels_reden, eis_niet_eigen, eis_open, vergrendel, weiger_bij
from zaken.services.taakregels import (
    beletsels_collega,
    beletsels_datum,
    beletsels_inhoud,
    beletsels_overgang,
    beletsels_titel,
)


@transaction.atomic
def vraag_aanvulling(
    zaak: Zaak,
    *,
    titel: str,
    toelichting: str,
    uiterlijk_op: datetime.date,
    informatieobjecttype: Informatieobjecttype | None,
    door: Actor,
) -> Taak:
    """Return the task for the resident to complete the request; until then the term stands still (Awb 4:5, 4:15)."""
    zaak = vergrendel(zaak)
    documenttypen = [informatieobjecttype] if informatieobjecttype else []
    weiger_bij(
        [
            *beletsels_opschorten(zaak),
            *eis_niet_eigen(zaak, door),
            *beletsels_datum(uiterlijk_op),
            *beletsels_documenttypen(zaak, documenttypen),
        ]
    )
    opschorting = _schort_op(zaak, titel, uiterlijk_op, door=door)
    return _maak(
        zaak,
        Taak(
            voor=Taak.Voor.INWONER,
            soort=Taak.Soort.AANVULLEN,
            titel=titel,
            toelichting=toelichting,
            uiterlijk_op=uiterlijk_op,
            informatieobjecttype=informatieobjecttype,
            opschorting=opschorting,
        ),
        door=door,
    )


def maak_taken_van(zaak: Zaak, sjablonen: Iterable[Taaksjabloon], *, door: Actor) -> list[Taak]:
    """Return the tasks that a phase of a locked zaak brings along."""
    vandaag = timezone.localdate()
    taken = []
    for sjabloon in sjablonen:
        taak = Taak(
            voor=Taak.Voor.INWONER,
            soort=Taak.Soort.AANLEVEREN,
            titel=sjabloon.titel,
            toelichting=sjabloon.toelichting,
            uiterlijk_op=termijnen.Termijn.van_iso(sjabloon.termijn).vanaf(vandaag),
            informatieobjecttype=sjabloon.informatieobjecttype,
            blokkeert_sluiten=sjabloon.blokkeert_sluiten,
        )
        taken.append(_maak(zaak, taak, door=door))
    return taken


@transaction.atomic
def vraag_bestand(
    zaak: Zaak,
    *,
    titel: str,
    toelichting: str,
    informatieobjecttype: Informatieobjecttype,
    termijn: str = "P14D",
    door: Actor,
) -> Taak:
    """Return the task for the resident to hand in a file that did not come yet; the term goes on, and closing can."""
    zaak = vergrendel(zaak)
    weiger_bij([*eis_open(zaak), *beletsels_documenttypen(zaak, [informatieobjecttype])])
    taak = Taak(
        voor=Taak.Voor.INWONER,
        soort=Taak.Soort.AANLEVEREN,
        titel=titel[:120],
        toelichting=toelichting,
        uiterlijk_op=termijnen.Termijn.van_iso(termijn).vanaf(timezone.localdate()),
        informatieobjecttype=informatieobjecttype,
        blokkeert_sluiten=False,
    )
    return _maak(zaak, taak, door=door)


@transaction.atomic
def maak_taak(
    zaak: Zaak,
    *,
    soort: Taak.Soort,
    titel: str,
    toelichting: str,
    uiterlijk_op: datetime.date,
    behandelaar: Gebruiker | None = None,
    blokkeert_sluiten: bool = False,
    door: Actor,
) -> Taak:
    """Return the task for a colleague, or for whoever handles the zaak when nobody is named."""
    zaak = vergrendel(zaak)
    weiger_bij(
        [
            *eis_open(zaak),
            *eis_niet_eigen(zaak, door),
            *beletsels_titel(titel),
            *beletsels_datum(uiterlijk_op),
            *beletsels_collega(zaak, behandelaar),
        ]
    )
    taak = Taak(
        voor=Taak.Voor.BEHANDELAAR,
        soort=soort,
        titel=titel.strip(),
        toelichting=toelichting.strip(),
        uiterlijk_op=uiterlijk_op,
        behandelaar=behandelaar,
        blokkeert_sluiten=blokkeert_sluiten,
    )
    return _maak(zaak, taak, door=door)


def _schort_op(zaak: Zaak, titel: str, uiterlijk_op: datetime.date, *, door: Actor) -> Opschorting:
    """Return the suspension of a locked zaak that lasts as long as the resident has to answer."""
    return schort_vergrendeld_op(
        zaak, grond=Opschorting.Grond.AANVULLING, reden=titel, verwacht_tot=uiterlijk_op, door=door
    )


def _maak(zaak: Zaak, taak: Taak, *, door: Actor) -> Taak:
    taak.zaak, taak.gemaakt_op = zaak, timezone.now()
    taak.save(force_insert=True)
    _zet_wacht_op(zaak)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.TAAK_GEMAAKT,
        door=door,
        zichtbaar=taak.voor == Taak.Voor.INWONER,
        taak=str(taak.uuid),
        titel=taak.titel,
        uiterlijk_op=taak.uiterlijk_op.isoformat(),
    )
    return taak


@transaction.atomic
def rond_taak_af(taak: Taak, *, antwoord: str, documenten: Sequence[NieuwDocument], auteur: str, door: Actor) -> Taak:
    """Return the finished task; what was handed in is in the zaak, and a term that stood still runs again."""
    zaak = vergrendel(taak.zaak)
    taak = Taak.objects.select_for_update(of=("self",)).select_related("opschorting").get(pk=taak.pk)
    weiger_bij(
        [
            *eis_open(zaak),
            *eis_niet_eigen(zaak, door),
            *beletsels_overgang(taak, Taak.Status.AFGEROND),
            *beletsels_inhoud(taak, antwoord, documenten),
            *beletsels_documenttypen(zaak, [document.informatieobjecttype for document in documenten]),
        ]
    )
    for document in documenten:
        koppel_nieuw_document(zaak, document, auteur=auteur, door=door, taak=taak)
    _sluit(taak, Taak.Status.AFGEROND, antwoord=antwoord)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.TAAK_AFGEROND,
        door=door,
        zichtbaar=taak.voor == Taak.Voor.INWONER,
        taak=str(taak.uuid),
        titel=taak.titel,
        documenten=len(documenten),
        sha256=vingerafdrukken(documenten),
    )
    _hervat_na(zaak, taak, door=door)
    return taak


def lever_in(taak: Taak, *, antwoord: str, uploads: Iterable["File[bytes]"], door: Gebruiker) -> Taak:
    """Return the finished task with these uploaded files. They are stored first: a large file must not hold a lock."""
    with bewaard(uploads) as bestanden:
        documenten = [
            NieuwDocument(bestand, bestand.naam[:200], taak.informatieobjecttype)
            for bestand in bestanden
            if taak.informatieobjecttype
        ]
        return rond_taak_af(taak, antwoord=antwoord, documenten=documenten, auteur=naam_van(door), door=door)


@transaction.atomic
def laat_taak_vervallen(taak: Taak, *, reden: str, door: Actor) -> Taak:
    """Return the task that is no longer needed, with the reason."""
    zaak = vergrendel(taak.zaak)
    taak = Taak.objects.select_for_update(of=("self",)).select_related("opschorting").get(pk=taak.pk)
    weiger_bij([*eis_open(zaak), *eis_niet_eigen(zaak, door), *beletsels_overgang(taak, Taak.Status.VERVALLEN)])
    _sluit(taak, Taak.Status.VERVALLEN, antwoord="")
    leg_vast(
        zaak,
        Gebeurtenis.Soort.TAAK_VERVALLEN,
        door=door,
        zichtbaar=taak.voor == Taak.Voor.INWONER,
        taak=str(taak.uuid),
        titel=taak.titel,
        reden=reden,
        informeren=taak.voor == Taak.Voor.INWONER,
    )
    _hervat_na(zaak, taak, door=door)
    return taak


@transaction.atomic
def heropen_taak(taak: Taak, *, reden: str, uiterlijk_op: datetime.date, door: Actor) -> Taak:
    """Return the task that has to be done after all, with a new date; the term stands still again where it can."""
    zaak = vergrendel(taak.zaak)
    taak = Taak.objects.select_for_update(of=("self",)).get(pk=taak.pk)
    weiger_bij(
        [
            *eis_open(zaak),
            *eis_niet_eigen(zaak, door),
            *beletsels_overgang(taak, Taak.Status.OPEN),
            *beletsels_datum(uiterlijk_op),
            *beletsels_reden(reden),
        ]
    )
    if taak.soort == Taak.Soort.AANVULLEN and not beletsels_opschorten(zaak):
        taak.opschorting = _schort_op(zaak, taak.titel, uiterlijk_op, door=door)
    taak.status, taak.gesloten_op = Taak.Status.OPEN, None
    taak.heropend_op, taak.uiterlijk_op = timezone.now(), uiterlijk_op
    taak.save(update_fields=["status", "gesloten_op", "heropend_op", "uiterlijk_op", "opschorting"])
    _zet_wacht_op(zaak)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.TAAK_HEROPEND,
        door=door,
        zichtbaar=taak.voor == Taak.Voor.INWONER,
        taak=str(taak.uuid),
        titel=taak.titel,
        reden=reden.strip(),
        uiterlijk_op=uiterlijk_op.isoformat(),
    )
    return taak


def laat_open_taken_vervallen(zaak: Zaak, *, door: Actor) -> None:
    """Drop the tasks that a locked zaak can close without; its last message says that nothing is left to do."""
    with translation.override("nl"):  # the trail is Dutch, whatever language the page had
        reden = _("De zaak is afgesloten.")
    for taak in zaak.taken.open():
        _sluit(taak, Taak.Status.VERVALLEN, antwoord="")
        leg_vast(
            zaak,
            Gebeurtenis.Soort.TAAK_VERVALLEN,
            door=door,
            taak=str(taak.uuid),
            titel=taak.titel,
            reden=reden,
            informeren=False,
        )


def _sluit(taak: Taak, status: Taak.Status, *, antwoord: str) -> None:
    taak.status, taak.antwoord, taak.gesloten_op = status, antwoord, timezone.now()
    taak.save(update_fields=["status", "antwoord", "gesloten_op"])


def _hervat_na(zaak: Zaak, taak: Taak, *, door: Actor) -> None:
    if taak.opschorting and taak.opschorting.beeindigd_op is None:
        hervat_vergrendeld(zaak, taak.opschorting, door=door)
    _zet_wacht_op(zaak)


def _zet_wacht_op(zaak: Zaak) -> None:
    """Say who has to act now: the resident as long as a task of his is open."""
    wacht_op = WachtOp.INWONER if zaak.taken.open().voor_inwoner().exists() else WachtOp.GEMEENTE
    if zaak.wacht_op != wacht_op:
        zaak.wacht_op, zaak.wacht_sinds = wacht_op, timezone.localdate()
        zaak.save(update_fields=["wacht_op", "wacht_sinds"])
