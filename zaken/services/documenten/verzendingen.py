"""To whom a document was sent, or from whom it came, and at which address (RGBZ VERZENDING)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import Mutatie, gemaakt, gewijzigd, leg_vast, verwijderd
from zaken.models import Gebeurtenis, Informatieobject, Verzending
from zaken.services.documenten.gegevens import reden
from zaken.services.documenten.slot import vergrendel_rij
from zaken.services.sloten import weiger_bij

# A document goes one way: to one address, or through one channel.
WEGEN = (
    "binnenlands_adres",
    "buitenlands_adres",
    "postadres",
    "faxnummer",
    "emailadres",
    "mijn_overheid",
    "telefoonnummer",
)


@dataclass(frozen=True)
class Verzendgegevens:
    """What is told of a verzending."""

    informatieobject: Informatieobject
    betrokkene: str
    aard_relatie: str
    contactpersoon: str
    toelichting: str = ""
    ontvangstdatum: datetime.date | None = None
    verzenddatum: datetime.date | None = None
    contactpersoonnaam: str = ""
    binnenlands_adres: Mapping[str, object] | None = None
    buitenlands_adres: Mapping[str, object] | None = None
    postadres: Mapping[str, object] | None = None
    faxnummer: str = ""
    emailadres: str = ""
    mijn_overheid: bool = False
    telefoonnummer: str = ""


@transaction.atomic
def maak_verzending(gegevens: Verzendgegevens, *, door: Actor) -> Verzending:
    """Return the new verzending of the document."""
    document = vergrendel_rij(gegevens.informatieobject)
    weiger_bij(_beletsels(gegevens))
    verzending = Verzending.objects.create(**vars(gegevens))
    _leg_vast(document, gemaakt(verzending), door=door)
    return verzending


@transaction.atomic
def wijzig_verzending(
    verzending: Verzending, gegevens: Verzendgegevens, *, geheel: bool = False, door: Actor
) -> Verzending:
    """Return the verzending as it is told now."""
    document = vergrendel_rij(verzending.informatieobject)
    verzending = Verzending.objects.get(pk=verzending.pk)
    weiger_bij(_beletsels(gegevens))
    oud = stand_van(verzending)
    for naam, waarde in vars(gegevens).items():
        setattr(verzending, naam, waarde)
    verzending.save()
    _leg_vast(document, gewijzigd(verzending, oud, geheel=geheel), door=door)
    return verzending


@transaction.atomic
def verwijder_verzending(verzending: Verzending, *, door: Actor) -> None:
    """Delete the verzending; the document stays."""
    document = vergrendel_rij(verzending.informatieobject)
    mutatie = verwijderd(verzending, stand_van(verzending))
    verzending.delete()
    _leg_vast(document, mutatie, door=door)


def _beletsels(gegevens: Verzendgegevens) -> list[ValidationError]:
    redenen = []
    if sum(_is_gevuld(getattr(gegevens, weg)) for weg in WEGEN) != 1:
        zin = _("Geef precies één adres of kanaal waarlangs het document is gegaan.")
        redenen.append(reden(zin, "invalid-address"))
    if gegevens.ontvangstdatum and gegevens.verzenddatum:
        zin = _("Een document is ontvangen of verzonden, niet allebei.")
        redenen.append(reden(zin, "ontvangen-en-verzonden", "verzenddatum"))
    return redenen


def _is_gevuld(waarde: object) -> bool:
    return any(waarde.values()) if isinstance(waarde, Mapping) else bool(waarde)


def _leg_vast(document: Informatieobject, mutatie: Mutatie, *, door: Actor) -> None:
    soort = Gebeurtenis.Soort.DOCUMENT_GEWIJZIGD
    leg_vast(document, soort, door=door, zichtbaar=False, mutaties=[mutatie], titel=document.titel)
