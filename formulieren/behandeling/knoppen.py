"""The buttons at a zaak that lead to its payments and appointments."""

from collections.abc import Collection

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext as _

from formulieren.models import Afspraak, Betaling
from zaken.behandeling.knoppen import Handeling
from zaken.models import Recht, Zaak


def handelingen(zaak: Zaak, kan: Collection[Recht]) -> list[Handeling]:
    """Return the way to the payments and the appointments of this zaak, when it has any; one query."""
    if Recht.BEHANDELEN not in kan:
        return []
    betaald = Betaling.objects.filter(zaak=zaak).order_by().values_list(Value("betaling"))
    komt = Afspraak.objects.filter(zaak=zaak).order_by().values_list(Value("afspraak"))
    soorten = {soort for (soort,) in betaald.union(komt)}
    knoppen = []
    if "betaling" in soorten:
        knoppen.append(Handeling(_("Betalingen"), reverse("formulierzaken:betalingen", args=[zaak.uuid]), "coin-euro"))
    if "afspraak" in soorten:
        knoppen.append(
            Handeling(_("Afspraken"), reverse("formulierzaken:afspraken", args=[zaak.uuid]), "calendar-event")
        )
    return knoppen
