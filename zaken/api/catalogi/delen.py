"""Fields that every part of a zaaktypeversie shows: its zaaktype, and the dates that follow from it."""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw.velden import BronSerializer, Verwijzing
from zaken.api.catalogi.historie import DagEerder
from zaken.api.catalogi.velden import Geleend
from zaken.models import Zaaktypeversie

VERSIES = Zaaktypeversie.objects.filter(zaaktype=OuterRef("zaaktypeversie__zaaktype"))
EERSTE = VERSIES.order_by("geldig_van").values("geldig_van")[:1]
LAATSTE = VERSIES.order_by(F("geldig_tot").desc(nulls_first=True)).values("geldig_tot")[:1]


def zaaktype() -> Verwijzing:
    """Return the relation with the zaaktype."""
    return Verwijzing("zaaktype", source="zaaktypeversie", select=("zaaktype__catalogus",))


def zaaktype_identificatie() -> serializers.CharField:
    """Return the name of the zaaktype."""
    return serializers.CharField(read_only=True, source="zaaktypeversie.zaaktype.identificatie")


def begin_geldigheid() -> Geleend:
    """Return the first day of the zaaktype."""
    return Geleend(F("zaaktypeversie__geldig_van"), required=False, allow_null=True)


def einde_geldigheid() -> Geleend:
    """Return the last day of the zaaktype."""
    return Geleend(DagEerder(F("zaaktypeversie__geldig_tot")), required=False, allow_null=True)


def begin_object() -> Geleend:
    """Return the first day of the first version of the zaaktype."""
    return Geleend(Subquery(EERSTE), required=False, allow_null=True)


def einde_object() -> Geleend:
    """Return the last day of the last version of the zaaktype; none as long as one has no end."""
    return Geleend(DagEerder(Subquery(LAATSTE)), required=False, allow_null=True)


class DeelSerializer(BronSerializer):
    """A part of a zaaktypeversie: what it says of its own period cannot end before it begins."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the input; raise date-mismatch."""
        begin, einde = attrs.get("begin_geldigheid"), attrs.get("einde_geldigheid")
        if begin and einde and einde < begin:
            raise serializers.ValidationError(_("De begindatum ligt na de einddatum."), code="date-mismatch")
        return attrs
