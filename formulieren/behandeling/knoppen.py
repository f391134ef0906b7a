"""The buttons at a zaak that lead to its payments and appointments."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from formulieren.models import Afspraak, Betaling, Inzending
from zaken.behandeling.knoppen import Handeling
from zaken.models import Recht, Zaak


def handelingen(zaak: Zaak, kan: Collection[Recht]) -> list[Handeling]:
    """Return the way to the payments and the appointments of this zaak, when it has any; one query."""
    if Recht.BEHANDELEN not in kan:
        return []
    rij = Inzending.objects.filter(zaak=zaak).values_list(
        Exists(Betaling.objects.filter(inzending=OuterRef("pk"))),
        Exists(Afspraak.objects.filter(inzending=OuterRef("pk"))),
    )
    betaalt, komt = rij.first() or (False, False)
    knoppen = []
    if betaalt:
        knoppen.append(Handeling(_("Betalingen"), reverse("formulierzaken:betalingen", args=[zaak.uuid]), "coin-euro"))
    if komt:
        knoppen.append(
            Handeling(_("Afspraken"), reverse("formulierzaken:afspraken", args=[zaak.uuid]), "calendar-event")
        )
    return knoppen
