"""The fields of the ZGW resources: each checks its input, and says what to read and how that looks.

A field reads `lees` (an SQL expression; by default its source) and makes JSON of that with `maak(value, basis)`.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError as Ongeldig
from django.core.validators import URLValidator
from django.db.models import F, IntegerChoices, Model, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.kern.kalender import Duur
from mijnportaal.kern.voorbereide_rijen import Rijenvraag
from mijnportaal.zgw.adressen import bron_met_naam, eigen_verwijzing
from mijnportaal.zgw.elders import haal_op
from mijnportaal.zgw.lezer import JsonRij, Objectmaker, expressie_van, tijdstip

HOOFDLETTER = re.compile(r"(?<=[a-z0-9])([A-Z])")
ONDERSTREEPT = re.compile(r"(?<=[a-z0-9])_([a-z])")
URL = URLValidator(schemes=["http", "https"])
# An address without a dot in its host, such as http://web:8000/..., is one that containers use.
KALE_HOST = re.compile(r"^https?://[\w.-]+(:\d{1,5})?(/\S*)?$")


def kolomnaam(naam: str) -> str:
    """Return the attribute that goes with a name of the standard: "beginGeldigheid" becomes "begin_geldigheid"."""
    return HOOFDLETTER.sub(r"_\1", naam).lower()


def standaardnaam(naam: str) -> str:
    """Return the name of the standard for one with underscores: "begin_geldigheid" becomes "beginGeldigheid"."""
    return ONDERSTREEPT.sub(lambda gevonden: gevonden[1].upper(), naam)


def is_adres(waarde: str) -> bool:
    """Tell whether this can be an address of a resource."""
    try:
        URL(waarde)
    except Ongeldig:
        return bool(KALE_HOST.match(waarde))
    return True


class BronSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """The declaration of a resource: its fields in the names of the standard; `source` is the attribute of the row.

    Unknown keys in a body are ignored (as in the standard). Where the standard has an optional string, null is the
    same as empty.
    """

    # The limits of PATCH: what of the row is needed to judge part of it stands in `self.instance`.

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """Return the fields, each with the attribute that its name stands for."""
        return met_bron(super().get_fields())

    def to_internal_value(self, data: Any) -> Any:
        """Return the input with null for an optional string taken as empty."""
        if isinstance(data, Mapping):
            # Existing servers take `aard_relatie` for `aardRelatie`, and the conformance suite counts on that.
            los = {standaardnaam(naam): waarde for naam, waarde in data.items() if naam not in self.fields}
            data = {naam: self._leeg(naam, waarde) for naam, waarde in (*los.items(), *data.items())}
        return super().to_internal_value(data)

    def _leeg(self, naam: str, waarde: Any) -> Any:
        veld = self.fields.get(naam)
        if waarde is None and veld is not None and not veld.allow_null and getattr(veld, "allow_blank", False):
            return ""
        return waarde


def met_bron(velden: dict[str, serializers.Field]) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
    """Give each field without a source the one that its name stands for."""
    for naam, veld in velden.items():
        if veld.source is None and kolomnaam(naam) != naam:
            veld.source = kolomnaam(naam)
    return velden


def velden_van(serializer: type[serializers.Serializer]) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
    """Return the fields of a serializer that are read, for a `Lezer`."""
    # Bound to their serializer: a relation reads by its name where it has no other source.
    return {naam: veld for naam, veld in serializer().fields.items() if not veld.write_only}


class Url(serializers.Field):  # type: ignore[type-arg]
    """The address of the row itself; `via` gives the path to the uuid of its parent for a nested resource."""

    def __init__(self, bron: str, *, via: str = "") -> None:
        super().__init__(read_only=True, source="uuid")
        self.bron, self.via = bron, via

    def lees(self) -> Combinable:
        """Return the uuid, with that of the parent before it where the address needs it."""
        return JsonRij(F(self.via), F("uuid")) if self.via else F("uuid")

    def maak(self, waarde: Any, basis: str) -> str:
        """Return the address."""
        return basis + bron_met_naam(self.bron).adres_van(waarde)


class Verwijzing(serializers.Field):  # type: ignore[type-arg]
    """A relation with a resource of ours, given as its address; the value is the row.

    `elders="attribute"` also takes an address in another register (checked by mijnportaal.zgw.elders for the shape
    `vorm`): then the value is that address as text, and the row keeps it in that attribute.
    Codes: bad-url, no_match (an address of ours, but not of this resource), does_not_exist, invalid-resource.
    """

    default_error_messages = {
        "incorrect_type": _("Geef een adres (URL)."),
        "bad-url": _("Dit adres is niet te bereiken of bestaat niet."),
        "no_match": _("Dit adres is niet van deze resource."),
        "does_not_exist": _("Dit object bestaat niet."),
        "invalid-resource": _("Achter dit adres staat een andere resource."),
        "max_length": _("Dit adres is te lang."),
    }

    def __init__(
        self,
        bron: str,
        *,
        elders: str = "",
        vorm: str = "",
        onbekend: str = "does_not_exist",
        geen_match: str = "no_match",
        select: tuple[str, ...] = (),
        max_length: int = 1000,
        via: str = "",
        **opties: Any,
    ) -> None:
        self.bron, self.elders, self.vorm, self.select, self.max_length = bron, elders, vorm, select, max_length
        self.onbekend, self.geen_match, self.via = onbekend, geen_match, via
        super().__init__(**opties)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Take an empty text for none, as the standards do for an optional relation."""
        return super().run_validation(None if data == "" and self.allow_null else data)

    def to_internal_value(self, data: Any) -> Model | str:
        """Return the row behind the address, or the address when it is elsewhere and that is allowed."""
        if not isinstance(data, str):
            self.fail("incorrect_type")
        if len(data) > self.max_length:
            self.fail("max_length")
        verwijzing = eigen_verwijzing(data)
        if verwijzing is None:
            return self._elders(data)
        if verwijzing.bron != self.bron:
            self.fail(self.onbekend if self._kan_niet_bestaan(data) else self.geen_match)
        rij = _zoeker(self.bron, self.select).een(verwijzing.uuid)
        if rij is None:
            self.fail(self.onbekend)
        return rij

    def _kan_niet_bestaan(self, adres: str) -> bool:
        """Tell whether nothing can stand there: an address under this resource, but without a uuid (zrc-001)."""
        pad = bron_met_naam(self.bron).pad
        return self.geen_match != "no_match" and urlsplit(adres).path.startswith(f"{pad}/")

    def _elders(self, adres: str) -> str:
        if not is_adres(adres):
            self.fail("bad-url")
        if not self.elders:
            self.fail(self.geen_match if self.geen_match != "no_match" else "bad-url")
        haal_op(adres, vorm=self.vorm)
        return adres

    def lees(self) -> Combinable:
        """Return the uuid of the row, and the address elsewhere where there can be one."""
        bron = (self.source or self.field_name or "").replace(".", "__")
        uuid = F(f"{bron}__uuid")
        delen = [F(f"{bron}__{self.via}"), uuid] if self.via else [uuid]
        ouder = bron.rsplit("__", 1)[0] + "__" if "__" in bron else ""
        if self.elders:
            return JsonRij(JsonRij(*delen) if self.via else uuid, F(ouder + self.elders))
        return JsonRij(*delen) if self.via else uuid

    def maak(self, waarde: Any, basis: str) -> str | None:
        """Return the address; without a relation null, or "" for a text that may be empty."""
        if self.elders:
            waarde, adres = waarde
            if adres:
                return str(adres)
        if waarde is None or (self.via and waarde[-1] is None):
            return None if self.allow_null or self.read_only else ""
        return basis + bron_met_naam(self.bron).adres_van(waarde)


@cache
def _zoeker(bron: str, select: tuple[str, ...]) -> Rijenvraag[Model]:
    """Return what finds a row of this resource by its uuid, with these relations."""
    rijen = bron_met_naam(bron).model._default_manager.select_related(*(select or [None])).order_by()
    return Rijenvraag(lambda uuid: rijen.filter(uuid=uuid), UUID)


class Verwijzingen(serializers.Field):  # type: ignore[type-arg]
    """The addresses of the rows of a resource that point here; only read. `rijen` is correlated with OuterRef."""

    def __init__(self, bron: str, rijen: QuerySet[Any, Any], *, via: str = "") -> None:
        super().__init__(read_only=True)
        self.bron, self.rijen, self.via = bron, rijen, via

    def lees(self) -> Combinable:
        """Return their uuids."""
        if self.via:
            return ArraySubquery(self.rijen.values_list(JsonRij(F(self.via), F("uuid"))))
        return ArraySubquery(self.rijen.values("uuid"))

    def maak(self, waarde: Any, basis: str) -> list[str]:
        """Return the addresses."""
        bron = bron_met_naam(self.bron)
        return [basis + bron.adres_van(deel) for deel in waarde or ()]


class Berekend(serializers.Field):  # type: ignore[type-arg]
    """A value that the database works out; only read."""

    def __init__(self, lees: Combinable, *, maak: Any = None, schema: Mapping[str, Any] | None = None) -> None:
        super().__init__(read_only=True)
        self.lees, self.schema = lees, schema or {"type": "string"}
        if maak:
            self.maak = maak


class Groep(BronSerializer):
    """A gegevensgroep whose parts are columns of the row itself (zrc-012): one object, or null.

    `leeg` is what stands there when the first of its columns is empty: null, or an object with empty parts.
    """

    leeg: ClassVar[Mapping[str, Any] | None] = None

    def lees(self) -> Combinable:
        """Return the columns."""
        ouder = "" if self.source in {None, "*", self.field_name} else f"{self.source}__".replace(".", "__")
        return JsonRij(*(F(ouder + str(v.source or n)) for n, v in self._velden.items()))

    def maak(self, waarde: Any, basis: str) -> Mapping[str, Any] | None:
        """Return the object."""
        if not waarde or waarde[0] in (None, ""):
            return self.leeg
        return self._maker(waarde, basis)

    @cached_property
    def _maker(self) -> Objectmaker:
        return Objectmaker(self._velden)

    @cached_property
    def _velden(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        return dict(self.get_fields())


class Objectlijst(serializers.ListSerializer):  # type: ignore[type-arg]
    """A list of small objects that are rows of their own; `rijen` is correlated with OuterRef.

    Declare as `kenmerken = Objectlijst(child=Kenmerk(), rijen=Zaakkenmerk.objects.filter(zaak=OuterRef("pk")))`.
    """

    def __init__(self, *args: Any, rijen: QuerySet[Any, Any], bron: str = "", **kwargs: Any) -> None:
        # With `bron` the objects have a `url` of that resource, and expand can follow them.
        self.rijen, self.bron = rijen, bron
        super().__init__(*args, **kwargs)

    def lees(self) -> Combinable:
        """Return an array of rows."""
        velden = self._velden.items()
        return ArraySubquery(self.rijen.values_list(JsonRij(*(expressie_van(naam, veld) for naam, veld in velden))))

    def maak(self, waarde: Any, basis: str) -> list[dict[str, Any]]:
        """Return the objects."""
        return [self._maker(deel, basis) for deel in waarde or ()]

    @cached_property
    def _maker(self) -> Objectmaker:
        return Objectmaker(self._velden)

    @cached_property
    def _velden(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        return met_bron(cast("serializers.Serializer[Any]", self.child).get_fields())


class NaamKeuze(serializers.ChoiceField):
    """An ordered list whose numbers we store and whose names, in lower case, the standard writes."""

    def __init__(self, keuzes: type[IntegerChoices], **opties: Any) -> None:
        self.keuzes = keuzes
        super().__init__(choices=[(lid.name.lower(), lid.label) for lid in keuzes], **opties)

    def to_internal_value(self, data: Any) -> Any:
        """Return the member; an empty text stays empty (the default of the type follows)."""
        naam = super().to_internal_value(data)
        return self.keuzes[naam.upper()] if naam else ""

    def maak(self, waarde: int | None, basis: str) -> str:
        """Return the name."""
        return self.keuzes(waarde).name.lower() if waarde else ""


class DuurVeld(serializers.CharField):
    """A duration in ISO 8601 (P1Y2M3D); stored as that text, empty for none, written as null where there is none."""

    default_error_messages = {"invalid": _("Vul een duur in zoals P8W of P7Y (ISO 8601).")}

    def __init__(self, **opties: Any) -> None:
        if opties.get("allow_null"):
            opties.setdefault("allow_blank", True)
        super().__init__(**opties)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Store none as empty."""
        return "" if data is None and self.allow_null else super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        """Return the duration as it was written."""
        tekst = super().to_internal_value(data)
        if not tekst:
            return ""
        try:
            Duur.van_iso(tekst.removesuffix("T0H0M0S"))
        except ValueError:
            self.fail("invalid")
        return tekst.removesuffix("T0H0M0S")

    def maak(self, waarde: str, basis: str) -> str | None:
        """Return the duration or null."""
        return waarde or None


class Adres(serializers.CharField):
    """The address of something in another register that is kept as it was given, and not looked at."""

    default_error_messages = {"invalid": _("Voer een geldige URL in.")}

    def to_internal_value(self, data: Any) -> str:
        """Return the address."""
        adres = super().to_internal_value(data)
        if adres and not is_adres(adres):
            self.fail("invalid")
        return adres


class RSIN(serializers.CharField):
    """A number of nine digits that passes the elfproef; codes invalid-length, only-digits, invalid."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(**{"max_length": 9, **opties})

    def to_internal_value(self, data: Any) -> str:
        """Return the number."""
        nummer = super().to_internal_value(data)
        if nummer:
            self._controleer(nummer)
        return nummer

    def _controleer(self, nummer: str) -> None:
        if not nummer.isascii() or not nummer.isdigit():
            raise serializers.ValidationError(_("Voer een numerieke waarde in."), code="only-digits")
        if len(nummer) != 9:
            raise serializers.ValidationError(_("RSIN moet 9 tekens lang zijn."), code="invalid-length")
        som = sum(int(cijfer) * gewicht for cijfer, gewicht in zip(nummer, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
        if som % 11:
            raise serializers.ValidationError(_("Onjuist RSIN nummer."), code="invalid")


__all__ = [
    "RSIN",
    "Adres",
    "Berekend",
    "BronSerializer",
    "DuurVeld",
    "Groep",
    "NaamKeuze",
    "Objectlijst",
    "Url",
    "Verwijzing",
    "Verwijzingen",
    "tijdstip",
    "velden_van",
]
