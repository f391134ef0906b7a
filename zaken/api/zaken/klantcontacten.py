"""Klantcontacten of a zaak; deprecated in the standard, and still used."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, MAKEN, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.velden import Url
from zaken.api.zaken.groepen import optioneel
from zaken.api.zaken.zaakdeel import BIJWERKEN, DeelSerializer, Zaakdeel, zaakveld
from zaken.models import Zaakklantcontact
from zaken.services.klantcontacten import voeg_klantcontact_toe

# Clocks of two machines are never quite the same.
SPELING = datetime.timedelta(minutes=5)
VEROUDERD = "Deze resource is verouderd. Gebruik de Contactmomenten API."


class Verleden(serializers.DateTimeField):
    """A moment that has been."""

    default_error_messages = {"date-in-future": _("Deze datum mag niet in de toekomst zijn.")}

    def to_internal_value(self, value: Any) -> datetime.datetime:
        """Return the moment."""
        moment = super().to_internal_value(value)
        if moment > timezone.now() + SPELING:
            self.fail("date-in-future")
        return moment


class KlantcontactSerializer(DeelSerializer):
    """A contact with a customer about a zaak (RGBZ KLANTCONTACT)."""

    url = Url("klantcontact")
    uuid = serializers.UUIDField(read_only=True)
    zaak = zaakveld()
    identificatie = optioneel(14)
    datumtijd = Verleden()
    kanaal = optioneel(20)
    onderwerp = optioneel(200)
    toelichting = optioneel(1000)


class Klantcontacten(Zaakdeel):
    """The contacts about zaken."""

    naam = "klantcontact"
    pad = "klantcontacten"
    model = Zaakklantcontact
    serializer = KlantcontactSerializer
    met_etag = False
    scopes: ClassVar = {LEZEN: ("zaken.lezen",), MAKEN: BIJWERKEN}
    filters: ClassVar[Mapping[str, Filter]] = {"zaak": filters.bron("zaak", "zaak__uuid")}

    def antwoord(self, request: HttpRequest, methoden: Any, pad: Mapping[str, Any]) -> HttpResponse:
        """Answer, and warn that this resource will go."""
        response = super().antwoord(request, methoden, pad)
        response["Warning"] = f'299 "{request.get_host()}" "{VEROUDERD}"'
        return response

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaakklantcontact:
        """Return the contact."""
        zaak = gegevens.pop("zaak")
        geforceerd = self.eis_zaak(verzoek, zaak, MAKEN)
        return voeg_klantcontact_toe(zaak, **gegevens, door=verzoek.door, geforceerd=geforceerd)
