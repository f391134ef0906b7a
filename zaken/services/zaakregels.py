"""What the standard asks of the fields of a zaak, whether it is new or changes (zrc-002, 013 to 015, 022)."""

import datetime
from collections.abc import Collection

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zaken.models import Archiefstatus, Betalingsindicatie, Informatieobject, Zaak, Zaaktypeversie


def fout(veld: str, code: str, zin: str) -> ValidationError:
    """Return why this field of a zaak is refused; the API names the field."""
    return ValidationError(zin, code=code, params={"veld": veld})


def beletsels_identificatie(zaak: Zaak) -> list[ValidationError]:
    """Return that another zaak of this organisation has this number (zrc-002)."""
    if not zaak.identificatie:
        return []
    zelfde = Zaak.objects.filter(bronorganisatie=zaak.bronorganisatie, identificatie=zaak.identificatie)
    if not zelfde.exclude(pk=zaak.pk).exists():
        return []
    return [niet_uniek(zaak.identificatie)]


def niet_uniek(identificatie: str) -> ValidationError:
    """Return that this number is taken."""
    zin = _("Deze identificatie (%(identificatie)s) bestaat al voor deze bronorganisatie")
    return fout("identificatie", "identificatie-niet-uniek", zin % {"identificatie": identificatie})


def beletsels_hoofdzaak(hoofdzaak: Zaak | None, zaak: Zaak | None = None) -> list[ValidationError]:
    """Return why this cannot be the hoofdzaak; it is locked, so it cannot become a deelzaak meanwhile (zrc-013)."""
    if hoofdzaak is None:
        return []
    if zaak and hoofdzaak.pk == zaak.pk:
        zin = _("De hoofdzaak kan niet de zaak zelf zijn.")
        return [fout("hoofdzaak", "self-forbidden", zin)]
    if hoofdzaak.hoofdzaak_id or (zaak and zaak.deelzaken.exists()):
        zin = _("Deelzaken van deelzaken wordt niet ondersteund.")
        return [fout("hoofdzaak", "deelzaak-als-hoofdzaak", zin)]
    return []


def beletsels_betaaldatum(betaaldatum: datetime.datetime | None) -> list[ValidationError]:
    """Return that nobody can have paid yet at this moment; clocks may differ a little."""
    if betaaldatum is None or betaaldatum <= timezone.now() + datetime.timedelta(seconds=settings.ZGW_JWT_SPELING):
        return []
    zin = _("Zorg dat deze waarde niet in de toekomst ligt.")
    return [fout("laatsteBetaaldatum", "future_not_allowed", zin)]


def beletsels_betaling(betalingsindicatie: str, betaaldatum: datetime.datetime | None) -> list[ValidationError]:
    """Return that there was nothing to pay (zrc-014)."""
    if betalingsindicatie != Betalingsindicatie.NVT or betaaldatum is None:
        return []
    zin = _('Laatste betaaldatum kan niet gezet worden als de betalingsindicatie "nvt" is')
    return [fout("laatsteBetaaldatum", "betaling-nvt", zin)]


def beletsels_producten(versie: Zaaktypeversie, producten: Collection[str]) -> list[ValidationError]:
    """Return that the zaaktype does not have all of these (zrc-015)."""
    if set(producten) <= set(versie.producten_of_diensten):
        return []
    zin = _("Niet alle producten/diensten komen voor in de producten/diensten op het zaaktype")
    return [fout("productenOfDiensten", "invalid-products-services", zin)]


def beletsels_archiefstatus(zaak: Zaak) -> list[ValidationError]:
    """Return why the zaak, with its fields as they will be, cannot go to the archive (zrc-022)."""
    if zaak.archiefstatus == Archiefstatus.NOG_TE_ARCHIVEREN:
        return []
    redenen = []
    if zaak.pk and zaak.documenten.exclude(informatieobject__status=Informatieobject.Status.GEARCHIVEERD).exists():
        zin = _(
            "Er zijn gerelateerde informatieobjecten waarvan de `status` nog niet gelijk is aan `gearchiveerd`. Dit is"
            " een voorwaarde voor het zetten van de `archiefstatus` op een andere waarde dan `nog_te_archiveren`."
        )
        redenen.append(fout("archiefstatus", "documents-not-archived", zin))
    zin = _("Moet van een waarde voorzien zijn als de 'Archiefstatus' een waarde heeft anders dan 'nog_te_archiveren'.")
    if not zaak.archiefnominatie:
        redenen.append(fout("archiefnominatie", "archiefnominatie-not-set", zin))
    if not zaak.archiefactiedatum:
        redenen.append(fout("archiefactiedatum", "archiefactiedatum-not-set", zin))
    return redenen
