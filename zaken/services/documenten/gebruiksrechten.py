"""Under which conditions others may use a document; the indication on the document follows (drc-006)."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import Mutatie, gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Gebeurtenis, Gebruiksrecht, Informatieobject
from zaken.services.documenten.gegevens import reden
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.sloten import weiger_bij


@transaction.atomic
def maak_gebruiksrecht(
    document: Informatieobject,
    *,
    startdatum: datetime.datetime,
    einddatum: datetime.datetime | None,
    omschrijving_voorwaarden: str,
    door: Actor,
) -> Gebruiksrecht:
    """Return the new conditions; from now on the document says that it has some."""
    document = vergrendel_rij(document)
    recht = Gebruiksrecht.objects.create(
        informatieobject=document,
        startdatum=startdatum,
        einddatum=einddatum,
        omschrijving_voorwaarden=omschrijving_voorwaarden,
    )
    _zet_indicatie(document, True)
    _leg_vast(document, gemaakt(recht), door=door)
    return recht


@transaction.atomic
def wijzig_gebruiksrecht(
    recht: Gebruiksrecht, wijzigingen: Mapping[str, object], *, geheel: bool = False, door: Actor
) -> Gebruiksrecht:
    """Return the conditions with these columns changed; the document that they are about stays."""
    document = vergrendel_rij(recht.informatieobject)
    recht = Gebruiksrecht.objects.get(pk=recht.pk)
    oud = stand_van(recht)
    if wijzigingen.get("informatieobject", document) != document:
        weiger_bij([reden(_("Dit kan niet meer veranderen."), "wijzigen-niet-toegelaten", "informatieobject")])
    namen = [naam for naam in wijzigingen if naam != "informatieobject"]
    for naam in namen:
        setattr(recht, naam, wijzigingen[naam])
    recht.save(update_fields=namen)
    _leg_vast(document, gewijzigd(recht, oud, geheel=geheel), door=door)
    return recht


@transaction.atomic
def verwijder_gebruiksrecht(recht: Gebruiksrecht, *, door: Actor) -> None:
    """Delete the conditions; without any, nobody knows any more whether there are some."""
    document = vergrendel_rij(recht.informatieobject)
    mutatie = verwijderd(recht, stand_van(recht))
    recht.delete()
    if not document.gebruiksrechten.exists():
        _zet_indicatie(document, None)
    _leg_vast(document, mutatie, door=door)


def _zet_indicatie(document: Informatieobject, waarde: bool | None) -> None:
    document.indicatie_gebruiksrecht = waarde
    document.save(update_fields=["indicatie_gebruiksrecht"])


def _leg_vast(document: Informatieobject, mutatie: Mutatie, *, door: Actor) -> None:
    soort = Gebeurtenis.Soort.DOCUMENT_GEWIJZIGD
    leg_vast(document, soort, door=door, zichtbaar=False, mutaties=[mutatie], titel=document.titel)
