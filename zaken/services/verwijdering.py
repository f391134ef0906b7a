"""A zaak is really deleted, with all that is of it alone (zrc-023): no row of it stays but the one that says so."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from mijnportaal.zgw.weergave import stand_van
from zaken.gebeurtenissen import notificeer, verwijderd
from zaken.models import (
    Besluit,
    Betrokkene,
    Notitie,
    Opschorting,
    Resultaat,
    Rol,
    Status,
    Taak,
    Verlenging,
    Zaak,
    Zaakbesluit,
    Zaakcontactmoment,
    Zaakeigenschap,
    Zaakinformatieobject,
    Zaakkenmerk,
    Zaakklantcontact,
    Zaakobject,
    Zaakrelatie,
    Zaakverzoek,
)
from zaken.services.archief import herbereken_archief
from zaken.services.betrokkenen import verwijder_ongebruikt
from zaken.services.familie import vergrendel_met_familie
from zaken.services.sloten import weiger_bij
from zaken.services.spiegels import ontspiegel
from zaken.services.sporen import wis_spoor
from zaken.signalen import zaak_wordt_verwijderd

# In the order in which they can go: who refers to another goes first.
DELEN: tuple[type[Model], ...] = (
    Zaakinformatieobject,
    Taak,
    Opschorting,
    Verlenging,
    Status,
    Resultaat,
    Rol,
    Zaakeigenschap,
    Zaakobject,
    Zaakkenmerk,
    Zaakklantcontact,
    Zaakcontactmoment,
    Zaakverzoek,
    Zaakrelatie,
    Notitie,
)


@transaction.atomic
def verwijder_zaak(zaak: Zaak, *, door: Actor) -> None:
    """Delete the zaak and its deelzaken, with their parts and their trails; the documents themselves stay."""
    zaak = vergrendel_met_familie(zaak)
    deelzaken = list(zaak.deelzaken.select_related("zaaktypeversie__zaaktype__catalogus").order_by("pk"))
    alle = [*deelzaken, zaak]
    weiger_bij(_beletsels(alle))
    blijven = Zaak.objects.filter(relaties__andere_zaak__in=alle).exclude(pk__in=[weg.pk for weg in alle]).distinct()
    verwanten = list(blijven)
    betrokkenen = list(Betrokkene.objects.filter(Q(rollen__zaak__in=alle) | Q(objecten__zaak__in=alle)).distinct())
    for weg in alle:
        _verwijder(weg, door=door)
    for betrokkene in betrokkenen:
        verwijder_ongebruikt(betrokkene)
    for verwant in verwanten:
        herbereken_archief(verwant, door=door)


def _beletsels(zaken: list[Zaak]) -> list[ValidationError]:
    """Return that a besluit still rests on one of these: it goes first, by the act that is for besluiten."""
    if not any(model._default_manager.filter(zaak__in=zaken).exists() for model in (Besluit, Zaakbesluit)):
        return []
    zin = _("De zaak heeft gerelateerde besluiten. Verwijder deze relaties voordat u de zaak verwijdert.")
    return [ValidationError(zin, code="related-besluiten")]


def _verwijder(zaak: Zaak, *, door: Actor) -> None:
    mutatie = verwijderd(zaak, stand_van(zaak))
    # Apps above the register let go of the zaak in their own way; one that may not, says why.
    zaak_wordt_verwijderd.send(sender=Zaak, zaak=zaak)
    for model in DELEN:
        _rijen(model, zaak).delete()
    Zaakrelatie.objects.filter(andere_zaak=zaak).delete()
    ontspiegel(zaak)
    wis_spoor(zaak, door=door)
    notificeer(zaak, [mutatie], tijdstip=timezone.now())
    zaak.delete()


def _rijen(model: type[Model], zaak: Zaak) -> QuerySet[Model]:
    return model._default_manager.filter(zaak=zaak)
