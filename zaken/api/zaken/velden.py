"""Fields that the resources of the Zaken API share: references with the codes of the standard, and whole groups."""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw.elders import haal_op
from mijnportaal.zgw.keuring import keur
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import BronSerializer, Verwijzing, is_adres
from zaken.geometrie import fout_in
from zaken.models import Status

UUID_VORM = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class Zaakverwijzing(Verwijzing):
    """A zaak of ours; what is no address of one at all is no_match, as the reference words it (zrc-013)."""

    def _elders(self, adres: str) -> str:
        self.fail("no_match")


class Ouderzaak(Verwijzing):
    """The zaak that a part belongs to; whatever is not one of ours does not exist here."""

    default_error_messages: ClassVar = {"object-does-not-exist": _("Dit object bestaat niet in de database")}

    def __init__(self, **opties: Any) -> None:
        super().__init__(
            "zaak",
            onbekend="object-does-not-exist",
            geen_match="object-does-not-exist",
            select=("zaaktypeversie__zaaktype__catalogus",),
            **opties,
        )


class Typeverwijzing(Verwijzing):
    """A type of our catalogue; an address elsewhere is looked at to tell what is wrong with it (zrc-001, zrc-016)."""

    def __init__(self, bron: str, **opties: Any) -> None:
        super().__init__(bron, **{"geen_match": "invalid-resource", "onbekend": "bad-url", **opties})

    def _elders(self, adres: str) -> str:
        if not is_adres(adres):
            self.fail("bad-url")
        haal_op(adres, vorm=self.vorm)
        self.fail("invalid-resource")


class LaatsteStatus(Verwijzing):
    """The status in which the zaak is; only read."""

    def __init__(self) -> None:
        super().__init__("status", read_only=True, allow_null=True)

    def lees(self) -> Combinable:
        """Return the uuid of the newest status."""
        return Subquery(Status.objects.filter(zaak=OuterRef("pk")).order_by("-datum", "-pk").values("uuid")[:1])


class Lijstadres(serializers.CharField):
    """The address of a row of a reference list: ours, that of a public installation, or one that we may look up."""

    schema: ClassVar = {"type": "string", "format": "uri"}
    default_error_messages: ClassVar = {
        "invalid": _("Voer een geldige URL in."),
        "bad-url": _("Dit adres is niet te bereiken of bestaat niet."),
        "invalid-resource": _("Achter dit adres staat een andere resource."),
    }

    def __init__(self, soort: str, zoek: Callable[[str], object | None], *, vorm: str, **opties: Any) -> None:
        self.soort, self.zoek, self.vorm = soort, zoek, vorm
        super().__init__(**{"required": False, "allow_blank": True, "max_length": 1000, **opties})

    def to_internal_value(self, data: Any) -> str:
        """Return the address as it was given, once we know that there is something behind it."""
        adres = super().to_internal_value(data)
        if not adres or self.zoek(adres) is not None:
            return adres
        if not is_adres(adres):
            self.fail("bad-url")
        # The public installations give the rows of one national list keys of their own; we cannot know them all.
        if self._is_publiek(adres):
            return adres
        if adres.rstrip("/") in {f"{wortel}/{self.soort}" for wortel in _wortels()}:
            self.fail("invalid-resource")  # the list itself
        haal_op(adres, vorm=self.vorm)
        return adres

    def _is_publiek(self, adres: str) -> bool:
        """Tell whether a row of a public installation can stand there (zrc-010)."""
        pad, _streep, uuid = adres.rpartition("/")
        return bool(UUID_VORM.fullmatch(uuid)) and pad in {f"{wortel}/{self.soort}" for wortel in _wortels()}


def _wortels() -> list[str]:
    return list(settings.REFERENTIELIJSTEN_WORTELS)


class Geometrie(serializers.JSONField):
    """A GeoJSON geometry in WGS 84, or null."""

    default_error_messages: ClassVar = {"invalid": _("Dit is geen geometrie in GeoJSON.")}

    def to_internal_value(self, data: Any) -> Any:
        """Return the geometry as it was given."""
        if reden := fout_in(data):
            raise serializers.ValidationError(reden, code="invalid")
        return data


class Heel(BronSerializer):
    """A group that is judged whole, also inside a PATCH: what is required in it, is always (zrc-012)."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the checked group, or None where null was given and may be."""
        if self.root is self:
            return super().run_validation(data)
        leeg, waarde = self.validate_empty_values(data)
        if leeg:
            return waarde
        return keur(type(self), data)


class Rijgroep(Heel):
    """A group whose values stand in rows of their own: the newest of `rijen()` says it, `leeg` where there is none."""

    leeg: ClassVar[Mapping[str, Any]]

    def rijen(self) -> QuerySet[Any, Any]:
        """Return the rows, the telling one first, correlated with OuterRef."""
        raise NotImplementedError

    def waarden(self) -> list[Combinable]:
        """Return what is read of a row, in the order of the fields."""
        raise NotImplementedError

    def lees(self) -> Combinable:
        """Return the values of the newest row."""
        return Subquery(self.rijen().values_list(JsonRij(*self.waarden()))[:1])

    def maak(self, waarde: Any, basis: str) -> Mapping[str, Any]:
        """Return the group, always whole (zrc-012)."""
        return dict(zip(self._declared_fields, waarde, strict=True)) if waarde else self.leeg
