"""The birth of a zaak: all of it, or nothing."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.gebeurtenissen import leg_vast
from zaken.models import (
    Betrokkene,
    Gebeurtenis,
    Kanaal,
    Rol,
    Rolsoort,
    Roltype,
    Status,
    WachtOp,
    Zaak,
    Zaakeigenschap,
    Zaaktypeversie,
)
from zaken.services.documenten import NieuwDocument, koppel_nieuw_document, vingerafdrukken
from zaken.services.nummers import Reeks, volgend_nummer
from zaken.services.sloten import weiger_bij
from zaken.services.termijnen import eerste_termijn


@dataclass(frozen=True)
class Aanvraag:
    """What someone asks of us, whatever the way it came in.

    `eigenschappen` maps the name of an eigenschap of the version to its value as text; `geometrie` is a GeoJSON point.
    """

    omschrijving: str
    toelichting: str = ""
    locatie: str = ""
    geometrie: Mapping[str, object] | None = None
    eigenschappen: Mapping[str, str] = field(default_factory=dict)
    documenten: Sequence[NieuwDocument] = ()


@transaction.atomic
def registreer_zaak(
    *,
    versie: Zaaktypeversie,
    initiator: Betrokkene,
    aanvraag: Aanvraag,
    kanaal: Kanaal,
    ontvangen_op: datetime.datetime,
    door: Actor,
) -> Zaak:
    """Return the new zaak with its number, roles, facts, first status, documents and dates.

    `ontvangen_op` is when the request reached us (Awb 2:20); the term runs from that day in the Netherlands.
    """
    startdatum = timezone.localdate(ontvangen_op)
    weiger_bij(_beletsels(versie, startdatum))
    termijn = eerste_termijn(versie, startdatum)
    zaak = Zaak.objects.create(
        identificatie=volgend_nummer(Reeks.ZAAK, startdatum.year),
        bronorganisatie=settings.GEMEENTE_RSIN,
        zaaktypeversie=versie,
        omschrijving=aanvraag.omschrijving,
        toelichting=aanvraag.toelichting,
        kanaal=kanaal,
        vertrouwelijkheidaanduiding=versie.vertrouwelijkheidaanduiding,
        ontvangen_op=ontvangen_op,
        registratiedatum=timezone.localdate(),
        startdatum=startdatum,
        streefdatum=termijn.streefdatum,
        uiterlijke_einddatum=termijn.uiterlijke_einddatum,
        groep=versie.groep,
        wacht_op=WachtOp.GEMEENTE,
        wacht_sinds=startdatum,
        locatie=aanvraag.locatie,
        geometrie=aanvraag.geometrie,
    )
    _vul(zaak, initiator, aanvraag, door=door)
    leg_vast(
        zaak,
        Gebeurtenis.Soort.GEREGISTREERD,
        door=door,
        kanaal=kanaal,
        zaaktype=versie.omschrijving,
        # The message names the date of this moment, also when it is written after the term was suspended.
        uiterlijke_einddatum=zaak.uiterlijke_einddatum.isoformat() if zaak.uiterlijke_einddatum else "",
        sha256=vingerafdrukken(aanvraag.documenten),
    )
    return zaak


def _beletsels(versie: Zaaktypeversie, startdatum: datetime.date) -> list[ValidationError]:
    """Return why no zaak of this version can start (zrc-001)."""
    if Zaaktypeversie.objects.geldig_op(startdatum).filter(pk=versie.pk).exists():
        return []
    return [ValidationError(_("Dit zaaktype geldt niet op deze datum."), code="zaaktype-niet-geldig")]


def _vul(zaak: Zaak, initiator: Betrokkene, aanvraag: Aanvraag, *, door: Actor) -> None:
    """Add the rows that belong to a zaak from its first second."""
    roltype = Roltype.objects.get(zaaktypeversie=zaak.zaaktypeversie, soort=Rolsoort.INITIATOR)
    Rol.objects.create(zaak=zaak, betrokkene=initiator, roltype=roltype, soort=roltype.soort, geldig_van=timezone.now())
    _vul_eigenschappen(zaak, aanvraag.eigenschappen)
    eerste = zaak.zaaktypeversie.statustypen.order_by("volgnummer")[0]
    Status.objects.create(zaak=zaak, statustype=eerste, datum=timezone.now())
    for document in aanvraag.documenten:
        koppel_nieuw_document(zaak, document, auteur=initiator.naam, door=door)


def _vul_eigenschappen(zaak: Zaak, waarden: Mapping[str, str]) -> None:
    """Add the facts; one that the version does not know is refused, so that no answer disappears."""
    bekend = {eigenschap.naam: eigenschap for eigenschap in zaak.zaaktypeversie.eigenschappen.all()}
    weiger_bij(
        [
            ValidationError(_("Dit zaaktype kent geen eigenschap %(naam)s."), "eigenschap-onbekend", {"naam": naam})
            for naam in sorted(waarden.keys() - bekend.keys())
        ]
    )
    Zaakeigenschap.objects.bulk_create(
        Zaakeigenschap(zaak=zaak, eigenschap=bekend[naam], waarde=waarde) for naam, waarde in waarden.items()
    )
