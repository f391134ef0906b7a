"""Really deleting a document: with its versions, its file, its parts, its conditions and its trail (drc-008)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import notificeer, verwijderd
from zaken.models import Informatieobject
from zaken.services.documenten.bestandsdelen import ruim_op_na_commit, wis_delen
from zaken.services.documenten.gegevens import reden
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.sloten import weiger_bij
from zaken.services.sporen import wis_spoor


@transaction.atomic
def verwijder_document(document: Informatieobject, *, door: Actor) -> None:
    """Delete a document that belongs to nothing any more; its file goes after the commit."""
    document = vergrendel_rij(document)
    weiger_bij(_beletsels(document))
    mutatie = verwijderd(document, stand_van(document))
    ruim_op_na_commit(list(document.versies.values_list("pad", flat=True)))
    wis_delen(document)
    for delen in (document.versies, document.gebruiksrechten, document.verzendingen):
        delen.all().delete()
    wis_spoor(document, door=door)
    notificeer(document, [mutatie], tijdstip=timezone.now())
    document.delete()


def _beletsels(document: Informatieobject) -> list[ValidationError]:
    redenen = []
    if document.zaken.exists() or document.besluiten.exists() or document.objecten_elders.exists():
        redenen.append(reden(_("Haal het document eerst los van alles waar het bij hoort."), "pending-relations"))
    if document.slot:
        redenen.append(reden(_("Haal het document eerst van het slot."), "destroy-locked"))
    return redenen
