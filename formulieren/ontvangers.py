"""What the forms do when other apps tell something."""

from typing import Any

from django.dispatch import receiver

from formulieren.models import Inzending
from zaken.models import Zaak
from zaken.signalen import zaak_wordt_verwijderd


@receiver(zaak_wordt_verwijderd)
def verwijder_inzending(sender: object, *, zaak: Zaak, **kwargs: Any) -> None:
    """Delete what was filled in along with the zaak that came from it; its files go when no row points to them."""
    Inzending.objects.filter(zaak=zaak).delete()
