"""The zaken that this zaak has to do with, as far as this employee may know of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from mijnportaal.accounts.models import Gebruiker
from zaken.models import Zaak, Zaakrelatie
from zaken.toegang import zaken_voor


@dataclass(frozen=True)
class Verwant:
    """Another zaak: what it is to this one, and where to find it; `relatie` when it can be taken away here."""

    hoe: str
    titel: str
    nummer: str
    url: str
    relatie: UUID | None = None


def verwante_zaken(zaak: Zaak, medewerker: Gebruiker) -> list[Verwant]:
    """Return hoofdzaak, deelzaken and relations of both sides; what may not be known is left out."""
    relaties = list(Zaakrelatie.objects.filter(Q(zaak=zaak) | Q(andere_zaak=zaak)).order_by("pk"))
    sleutels = {sleutel for rij in relaties for sleutel in (rij.zaak_id, rij.andere_zaak_id) if sleutel}
    bekend = {
        rij.pk: rij
        for rij in zaken_voor(medewerker)
        .filter(Q(pk__in=sleutels) | Q(pk=zaak.hoofdzaak_id) | Q(hoofdzaak=zaak))
        .exclude(pk=zaak.pk)
        .select_related("zaaktypeversie")
    }
    familie = [
        *([_regel(_("Hoofdzaak"), bekend[zaak.hoofdzaak_id])] if zaak.hoofdzaak_id in bekend else []),
        *(_regel(_("Deelzaak"), rij) for rij in bekend.values() if rij.hoofdzaak_id == zaak.pk),
    ]
    return [*familie, *(regel for rij in relaties if (regel := _relatie(rij, zaak, bekend)))]


def _relatie(rij: Zaakrelatie, zaak: Zaak, bekend: dict[int, Zaak]) -> Verwant | None:
    """Return the line of a relation, seen from this zaak; nothing when the other one may not be known."""
    van_ons = rij.zaak_id == zaak.pk
    if van_ons and rij.andere_zaak_url:
        return Verwant(str(rij.get_aard_display()), rij.andere_zaak_url, "", "", rij.uuid)
    andere = bekend.get((rij.andere_zaak_id if van_ons else rij.zaak_id) or 0)
    if andere is None:
        return None
    hoe = str(rij.get_aard_display()) if van_ons else _("%(aard)s van") % {"aard": rij.get_aard_display()}
    return _regel(hoe, andere, rij.uuid if van_ons else None)


def _regel(hoe: str, andere: Zaak, relatie: UUID | None = None) -> Verwant:
    inhoud, versie = andere.toont_inhoud, andere.zaaktypeversie  # type: ignore[attr-defined]
    return Verwant(
        hoe=hoe,
        titel=(andere.omschrijving or versie.omschrijving) if inhoud else versie.dat_label,
        nummer=andere.identificatie,
        url=reverse("behandeling:zaak", args=[andere.uuid]) if inhoud else "",
        relatie=relatie,
    )
