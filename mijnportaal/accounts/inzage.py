"""The view log: no line, no data."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker, Inzage


def leg_inzage_vast(
    gebruiker: Gebruiker, *, soort: Inzage.Onderwerp, onderwerp: UUID, doel: str, scherm: str
) -> Inzage:
    """Return the written line of this look at a person's data; refuse one without a purpose.

    Call it in the transaction that reads the data (AVG article 5: every look is bound to a purpose).
    """
    if not doel.strip():
        raise ValidationError(_("Vul in waarom u deze gegevens bekijkt."), code="doel-ontbreekt")
    return Inzage.objects.create(
        gebruiker=gebruiker, onderwerp_soort=soort, onderwerp=onderwerp, doel=doel.strip(), scherm=scherm
    )
