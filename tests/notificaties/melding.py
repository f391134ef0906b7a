"""Let something happen that others want to know, and look at how far its delivery is."""

from django.db import transaction
from django.utils import timezone

from mijnportaal.notificaties.models import Abonnement, Aflevering
from mijnportaal.notificaties.services import plan_notificatie
from mijnportaal.notificaties.tasks import notificaties_achterstand
from tests.portaalclient import werk_taken_af

ZAAK = "/zaken/api/v1/zaken/"
ZAAKTYPE = "/catalogi/api/v1/zaaktypen/0f0f"


@transaction.atomic
def meld(zaak: str = "a", actie: str = "create", **kenmerken: str) -> None:
    """Plan a notification about a zaak, as an act does."""
    plan_notificatie(
        kanaal="zaken",
        hoofd_object=ZAAK + zaak,
        resource="zaak",
        resource_url=ZAAK + zaak,
        actie=actie,
        kenmerken={
            "bronorganisatie": "002564440",
            "zaaktype": ZAAKTYPE,
            "vertrouwelijkheidaanduiding": "openbaar",
            **kenmerken,
        },
        aanmaakdatum=timezone.now(),
    )


def veeg() -> None:
    """Do what beat does every few seconds, and everything that follows from it."""
    Abonnement.objects.update(aangeboden_op=None)
    notificaties_achterstand()
    werk_taken_af()


def standen() -> list[str]:
    """Return how far each aflevering is, in the order of what happened."""
    return list(Aflevering.objects.order_by("notificatie_id").values_list("status", flat=True))
