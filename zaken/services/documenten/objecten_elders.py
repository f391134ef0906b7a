"""That a document belongs to an object of another register (drc-002 to drc-004).

What it belongs to here is laid by zaken.services.koppelingen (zaken) and zaken.services.besluitregister (besluiten).
"""

from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Informatieobject, Objectinformatieobject
from zaken.services.documenten.gegevens import reden
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.sloten import weiger_bij


@transaction.atomic
def koppel_object_elders(
    informatieobject: Informatieobject, *, object_url: str, objecttype: str, door: Actor
) -> Objectinformatieobject:
    """Return that this document belongs to an object of another register, which keeps the relation (drc-004)."""
    document = vergrendel_rij(informatieobject)
    if document.objecten_elders.filter(object_url=object_url).exists():  # drc-003
        weiger_bij([reden(_("Het document hoort hier al bij."), "unique")])
    koppeling = Objectinformatieobject.objects.create(
        informatieobject=document, object_url=object_url, objecttype=objecttype
    )
    soort = Gebeurtenis.Soort.DOCUMENT_GEKOPPELD
    leg_vast(document, soort, door=door, zichtbaar=False, object=object_url)
    return koppeling


@transaction.atomic
def ontkoppel_object_elders(koppeling: Objectinformatieobject, *, door: Actor) -> None:
    """Delete the relation with an object of another register."""
    document = vergrendel_rij(koppeling.informatieobject)
    koppeling.delete()
    soort = Gebeurtenis.Soort.DOCUMENT_ONTKOPPELD
    leg_vast(document, soort, door=door, zichtbaar=False, object=koppeling.object_url)
