"""/catalogussen: the collections that types live in."""

from typing import Any, ClassVar

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import Verzoek
from mijnportaal.zgw.velden import RSIN, BronSerializer, Url, Verwijzingen
from zaken.api.catalogi.basis import Catalogusbron
from zaken.models import Besluittype, Catalogus, Informatieobjecttype, Zaaktypeversie
from zaken.services.catalogus import maak_catalogus

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}


class Hoofdletters(serializers.CharField):
    """A text in capitals."""

    default_error_messages = {"invalid": _("Alleen hoofdletters zijn toegestaan.")}

    def to_internal_value(self, data: Any) -> str:
        """Return the text."""
        tekst = super().to_internal_value(data)
        if tekst.upper() != tekst:
            self.fail("invalid")
        return tekst


class CatalogusSerializer(BronSerializer):
    """CATALOGUS."""

    url = Url("catalogus")
    domein = Hoofdletters(max_length=5)
    rsin = RSIN()
    contactpersoonBeheerNaam = serializers.CharField(max_length=40, source="contactpersoon_naam")
    contactpersoonBeheerTelefoonnummer = serializers.CharField(max_length=20, source="contactpersoon_telefoon", **LEEG)
    contactpersoonBeheerEmailadres = serializers.EmailField(max_length=254, source="contactpersoon_email", **LEEG)
    zaaktypen = Verwijzingen(
        "zaaktype", Zaaktypeversie.objects.filter(zaaktype__catalogus=OuterRef("pk")).order_by("pk")
    )
    besluittypen = Verwijzingen("besluittype", Besluittype.objects.filter(catalogus=OuterRef("pk")).order_by("pk"))
    informatieobjecttypen = Verwijzingen(
        "informatieobjecttype", Informatieobjecttype.objects.filter(catalogus=OuterRef("pk")).order_by("pk")
    )
    naam = serializers.CharField(max_length=200, **LEEG)
    versie = serializers.CharField(max_length=20, **LEEG)
    begindatumVersie = serializers.DateField(required=False, allow_null=True, default=None)


class Catalogussen(Catalogusbron):
    """/catalogussen."""

    naam = "catalogus"
    pad = "catalogussen"
    model = Catalogus
    serializer = CatalogusSerializer
    detailparameters = frozenset()
    filters: ClassVar = {
        "domein": filters.tekst("domein"),
        "domein__in": filters.Filter(filters.Lijst(serializers.CharField()), "domein__in"),
        "rsin": filters.tekst("rsin"),
        "rsin__in": filters.Filter(filters.Lijst(serializers.CharField()), "rsin__in"),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Catalogus:
        """Return the new catalogus."""
        return maak_catalogus(velden=gegevens, door=verzoek.door)
