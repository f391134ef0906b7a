"""The collection that types live in."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from mijnportaal.accounts.actoren import Actor
from zaken.models import Catalogus
from zaken.services.catalogus.gebreken import gebrek
from zaken.services.sloten import weiger_bij


@transaction.atomic
def maak_catalogus(*, velden: Mapping[str, object], door: Actor) -> Catalogus:
    """Return the new catalogus; one owner has one catalogus for a domein."""
    return _bewaar(Catalogus(), velden)


@transaction.atomic
def wijzig_catalogus(catalogus: Catalogus, *, velden: Mapping[str, object], door: Actor) -> Catalogus:
    """Return the changed catalogus."""
    return _bewaar(Catalogus.objects.select_for_update(of=("self",)).get(pk=catalogus.pk), velden)


def _bewaar(catalogus: Catalogus, velden: Mapping[str, object]) -> Catalogus:
    for naam, waarde in velden.items():
        setattr(catalogus, naam, waarde)
    anderen = Catalogus.objects.filter(domein=catalogus.domein, rsin=catalogus.rsin).exclude(pk=catalogus.pk)
    if anderen.exists():
        weiger_bij([gebrek(_("Deze combinatie van domein en RSIN bestaat al."), "unique")])
    catalogus.save()
    return catalogus
