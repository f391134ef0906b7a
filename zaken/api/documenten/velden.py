"""Fields of the Documenten API: of the newest version, of a group in one column, and of the file itself."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw.adressen import bron_met_naam
from mijnportaal.zgw.lezer import JsonRij, Maker
from mijnportaal.zgw.stroom import Inhoud
from mijnportaal.zgw.velden import BronSerializer
from zaken.models import Informatieobjectversie

LAATSTE = Informatieobjectversie.objects.filter(informatieobject=OuterRef("pk")).order_by("-versie")


class VrijeTekst(serializers.CharField):
    """A text that the standard lets be null; we keep and answer an empty one."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the text."""
        return super().run_validation("" if data is None else data)


def optioneel(max_length: int | None = None, *, nullable: bool = False) -> serializers.CharField:
    """Return the field of a text that may be left out, empty or null; `nullable` when the standard says so too."""
    soort = VrijeTekst if nullable else serializers.CharField
    return soort(max_length=max_length, required=False, allow_blank=True, allow_null=nullable)


def downloadadres(uuid: str, versie: int) -> str:
    """Return the path under which the file of one version is handed out."""
    return f"{bron_met_naam('enkelvoudiginformatieobject').adres_van(uuid)}/download?versie={versie}"


class VanVersie(serializers.Field):  # type: ignore[type-arg]
    """A column of the newest version; with `invoer` a client says it, else it is only read."""

    def __init__(
        self,
        kolom: str,
        invoer: serializers.Field | None = None,  # type: ignore[type-arg]
        *,
        maak: Maker | None = None,
        schema: Mapping[str, Any] | None = None,
        source: str | None = None,
    ) -> None:
        self.kolom, self.invoer = kolom, invoer
        if maak:
            self.maak = maak
        self.schema = schema or {"type": "integer" if invoer is None else "string"}
        opties: dict[str, Any] = {"required": False} if invoer else {"read_only": True}
        super().__init__(source=source, allow_null=getattr(invoer, "allow_null", False), **opties)
        self.allow_blank = getattr(invoer, "allow_blank", False)
        for grens in ("max_length", "min_value", "max_value"):
            setattr(self, grens, getattr(invoer, grens, None))

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return what was said; null is nothing."""
        if data is serializers.empty or self.invoer is None:
            return super().run_validation(data)
        return self.invoer.run_validation(data)

    def lees(self) -> Combinable:
        """Return the column."""
        return Subquery(LAATSTE.values(self.kolom)[:1])


class Inhoudveld(serializers.Field):  # type: ignore[type-arg]
    """The file: base64 on its way in (mijnportaal.zgw.stroom has it by then), an address on its way out."""

    default_error_messages = {"invalid": _("Geef de inhoud van het bestand in base64.")}
    schema: ClassVar = {"type": "string", "format": "uri"}

    def __init__(self) -> None:
        super().__init__(required=False, allow_null=True)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Take an empty text for no file."""
        return super().run_validation(None if data == "" else data)

    def to_internal_value(self, data: Any) -> Inhoud:
        """Return that the file has come in."""
        if data is not Inhoud.ONTVANGEN:
            self.fail("invalid")
        return Inhoud.ONTVANGEN

    def lees(self) -> Combinable:
        """Return which version there is, and whether it has a file."""
        return JsonRij(F("uuid"), Subquery(LAATSTE.values_list(JsonRij("versie", "pad"))[:1]))

    def maak(self, waarde: Any, basis: str) -> str | None:
        """Return where the file can be had; nothing as long as it is not there."""
        uuid, versie = waarde
        return basis + downloadadres(uuid, versie[0]) if versie and versie[1] else None


class JsonGroep(BronSerializer):
    """A gegevensgroep in one column, in the words of the standard; an empty one is stored as none."""

    leeg: ClassVar[Mapping[str, Any] | None] = None

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Take a group of which every part is empty, as we answer it, for none."""
        if self.allow_null and isinstance(data, Mapping) and not any(data.values()):
            data = None
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Return the group as JSON: by name, with every part."""
        waarden = super().to_internal_value(data)
        uit = {naam: waarden.get(str(veld.source)) for naam, veld in self.fields.items()}
        return {
            naam: waarde.isoformat() if isinstance(waarde, datetime.date) else ("" if waarde is None else waarde)
            for naam, waarde in uit.items()
        }

    def lees(self) -> Combinable:
        """Return the column."""
        return F(str(self.source or self.field_name))

    def maak(self, waarde: Any, basis: str) -> Mapping[str, Any] | None:
        """Return the group."""
        return dict(waarde) if waarde else self.leeg
