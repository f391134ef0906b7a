"""What staff tell each other about a zaak."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from zaken.gebeurtenissen import leg_vast
from zaken.models import Gebeurtenis, Notitie, Zaak
from zaken.services.sloten import vergrendel, weiger_bij


@transaction.atomic
def schrijf_notitie(zaak: Zaak, *, tekst: str, door: Gebruiker) -> Notitie:
    """Return the note; also a closed zaak can have one, for whoever looks at it later.

    The trail says that it was written, not what: a note can be destroyed, a link of the chain cannot.
    """
    zaak = vergrendel(zaak)
    weiger_bij(_beletsels(tekst))
    notitie = Notitie.objects.create(zaak=zaak, auteur=door, tekst=tekst.strip(), gemaakt_op=timezone.now())
    leg_vast(zaak, Gebeurtenis.Soort.NOTITIE_GEMAAKT, door=door, zichtbaar=False, notitie=str(notitie.uuid))
    return notitie


def _beletsels(tekst: str) -> list[ValidationError]:
    return [] if tekst.strip() else [ValidationError(_("Schrijf een notitie."), code="tekst-ontbreekt")]
