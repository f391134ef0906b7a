"""The lock for acts that touch several zaken: a hoofdzaak and its deelzaken, and zaken that refer to each other."""

from django.db.models import QuerySet

from mijnportaal.kern.voorbereide_rijen import Rijenvraag
from zaken.models import Zaak, Zaakrelatie
from zaken.services.sloten import vergrendel


def vergrendel_met_familie(zaak: Zaak) -> Zaak:
    """Return the zaak as it is now, locked with every zaak whose dates hang on it, or its own on theirs.

    In the order of their keys, so that two such acts never wait for each other in a circle. Another act may have given
    it a hoofdzaak or relation in between: then it looks again.
    """
    while True:
        sleutels = _sleutels(zaak)
        if len(sleutels) > 1:
            vergrendel_alle(sleutels)
        vergrendeld = vergrendel(zaak)
        if _sleutels(vergrendeld) <= sleutels:
            return vergrendeld


def vergrendel_alle(sleutels: set[int]) -> list[Zaak]:
    """Return these zaken, locked in the order of their keys; one that is gone is left out."""
    return list(Zaak.objects.select_for_update(of=("self",)).filter(pk__in=sleutels).order_by("pk"))


def _verwanten(pk: int) -> "QuerySet[Zaak, tuple[int | None]]":
    hoofdzaak = Zaak.objects.filter(pk=pk, hoofdzaak__isnull=False).values_list("hoofdzaak")
    deelzaken = Zaak.objects.filter(hoofdzaak=pk).values_list("pk")
    genoemd = Zaakrelatie.objects.filter(zaak=pk, andere_zaak__isnull=False).values_list("andere_zaak")
    noemers = Zaakrelatie.objects.filter(andere_zaak=pk).values_list("zaak")
    return hoofdzaak.order_by().union(deelzaken.order_by(), genoemd.order_by(), noemers.order_by())


_VERWANTEN = Rijenvraag(_verwanten, int)


def _sleutels(zaak: Zaak) -> set[int]:
    return {zaak.pk, *(int(sleutel) for (sleutel,) in _VERWANTEN.tupels(zaak.pk) if sleutel is not None)}
