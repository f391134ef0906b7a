"""A virus in a document that is in a zaak already: who handed it in hears it, and is asked for a clean file."""

import logging

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Naamloos
from zaken.models import Informatieobjectversie, Richting, Zaak, Zaakinformatieobject
from zaken.services.taken import vraag_bestand

logger = logging.getLogger(__name__)


def vraag_opnieuw(versie: Informatieobjectversie) -> None:
    """Ask the initiator of every open zaak that this file came in for, when it came from a resident."""
    koppelingen = Zaakinformatieobject.objects.filter(
        informatieobject=versie.informatieobject_id,
        informatieobject__richting=Richting.INKOMEND,
        zichtbaar_voor_inwoner=True,
        zaak__einddatum=None,
    )
    for koppeling in koppelingen.select_related("zaak").order_by("pk"):
        if koppeling.zaak.initiator is not None:
            _vraag(koppeling.zaak, versie)


def _vraag(zaak: Zaak, versie: Informatieobjectversie) -> None:
    taal = zaak.initiator.taal if zaak.initiator else "nl"
    with translation.override(taal):
        titel = _("Lever een bestand opnieuw in")
        toelichting = _(
            "In uw bestand %(naam)s zit een virus. Wij hebben het weggegooid. Niemand heeft het geopend."
            " Controleer uw computer of telefoon op virussen, en lever het bestand daarna opnieuw in."
        ) % {"naam": versie.bestandsnaam}
    soort = versie.informatieobject.informatieobjecttype
    try:
        vraag_bestand(zaak, titel=titel, toelichting=toelichting, informatieobjecttype=soort, door=Naamloos.SYSTEEM)
    except ValidationError as fout:
        # That the file is infected has to be written down, also where nobody can be asked for another.
        logger.warning("besmet bestand niet opnieuw gevraagd", extra={"zaak": zaak.identificatie, "fout": repr(fout)})
