"""Tell other systems that a type changed: the channels zaaktypen, besluittypen and informatieobjecttypen."""

from django.utils import timezone

from mijnportaal.notificaties.services import plan_notificatie
from zaken.gebeurtenissen import adres_van
from zaken.models import Besluittype, Informatieobjecttype, Zaaktypeversie

KANALEN = {
    Zaaktypeversie: ("zaaktypen", "zaaktype"),
    Besluittype: ("besluittypen", "besluittype"),
    Informatieobjecttype: ("informatieobjecttypen", "informatieobjecttype"),
}


def meld(rij: Zaaktypeversie | Besluittype | Informatieobjecttype, actie: str) -> None:
    """Plan the notification of this change; it leaves after the commit."""
    kanaal, resource = KANALEN[type(rij)]
    catalogus = rij.zaaktype.catalogus if isinstance(rij, Zaaktypeversie) else rij.catalogus
    adres = adres_van(rij)
    plan_notificatie(
        kanaal=kanaal,
        hoofd_object=adres,
        resource=resource,
        resource_url=adres,
        actie=actie,
        kenmerken={"catalogus": adres_van(catalogus)},
        aanmaakdatum=timezone.now(),
    )
