"""Fields that only the catalogue has: relations by name or address, and dates that count their last day."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.kern.kalender import Duur
from mijnportaal.zgw.adressen import eigen_verwijzing
from mijnportaal.zgw.velden import DuurVeld, Verwijzing, Verwijzingen, is_adres
from zaken.api.catalogi.historie import DagEerder
from zaken.services.catalogus.gebreken import eerste_dag_erna

NAAM_HOOGSTENS = 200


def lees_naam_of_adres(veld: serializers.Field, waarde: Any, bron: str) -> UUID | str:  # type: ignore[type-arg]
    """Return the uuid in an address of ours, or the name: clients of both dialects write here."""
    if not isinstance(waarde, str) or not waarde.strip():
        veld.fail("incorrect_type")
    if not waarde.startswith(("http://", "https://")):
        if len(waarde) > NAAM_HOOGSTENS:
            veld.fail("max_length")
        return str(waarde)
    if not is_adres(waarde):
        veld.fail("bad-url")
    verwijzing = eigen_verwijzing(waarde)
    if verwijzing is None or verwijzing.bron != bron:
        veld.fail("no_match")
    return verwijzing.uuid


class Versies(Verwijzingen):
    """The addresses of the versions that relations stand for; written as a list of names or addresses."""

    default_error_messages = {
        **Verwijzing.default_error_messages,
        "not_a_list": _("Geef een lijst."),
    }

    def __init__(self, bron: str, rijen: QuerySet[Any, Any], **opties: Any) -> None:
        serializers.Field.__init__(self, **opties)
        self.bron, self.rijen, self.via = bron, rijen, ""

    def lees(self) -> Combinable:
        """Return their uuids, each once."""
        return ArraySubquery(self.rijen.order_by("doel").values("doel").distinct())

    def to_internal_value(self, data: Any) -> list[UUID | str]:
        """Return what every entry names; the faults of all of them together, each with its number."""
        if not isinstance(data, list):
            self.fail("not_a_list")
        gelezen: list[UUID | str] = []
        fouten: dict[str, Any] = {}
        for plek, waarde in enumerate(data):
            try:
                gelezen.append(lees_naam_of_adres(self, waarde, self.bron))
            except serializers.ValidationError as fout:
                fouten[str(plek)] = fout.detail
        if fouten:
            raise serializers.ValidationError(fouten)
        return gelezen


class Versie(Verwijzing):
    """The address of the version that a relation stands for; written as a name or an address."""

    def __init__(self, bron: str, doel: Combinable, **opties: Any) -> None:
        super().__init__(bron, **opties)
        self.doel = doel

    def lees(self) -> Combinable:
        """Return the uuid."""
        return self.doel

    def to_internal_value(self, data: Any) -> Any:
        """Return the uuid or the name."""
        return lees_naam_of_adres(self, data, self.bron)


class Rijen(Verwijzingen):
    """The addresses of rows that point here; written as a list of addresses."""

    default_error_messages = Versies.default_error_messages

    def __init__(self, bron: str, rijen: QuerySet[Any, Any], **opties: Any) -> None:
        serializers.Field.__init__(self, **opties)
        self.bron, self.rijen, self.via = bron, rijen, ""

    def to_internal_value(self, data: Any) -> list[Any]:
        """Return the rows."""
        if not isinstance(data, list):
            self.fail("not_a_list")
        een, gelezen = Verwijzing(self.bron), []
        fouten: dict[str, Any] = {}
        for plek, waarde in enumerate(data):
            try:
                gelezen.append(een.run_validation(waarde))
            except serializers.ValidationError as fout:
                fouten[str(plek)] = fout.detail
        if fouten:
            raise serializers.ValidationError(fouten)
        return gelezen


class Namen(serializers.Field):  # type: ignore[type-arg]
    """The names of what relations stand for; only read."""

    def __init__(self, rijen: QuerySet[Any, Any], naam: str) -> None:
        super().__init__(read_only=True)
        self.rijen, self.naam = rijen, naam
        self.schema: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}

    def lees(self) -> Combinable:
        """Return the names, each once."""
        return ArraySubquery(self.rijen.order_by(self.naam).values(self.naam).distinct())


class Vancatalogus(Verwijzing):
    """The catalogus that follows from the zaaktype; who gives one, gives the same."""

    def __init__(self, **opties: Any) -> None:
        super().__init__("catalogus", **opties)

    def lees(self) -> Combinable:
        """Return the uuid of the catalogus of the zaaktype."""
        return F("zaaktypeversie__zaaktype__catalogus__uuid")


class Einddatum(serializers.DateField):
    """The last day of validity; the row keeps the first day after it."""

    def to_internal_value(self, value: Any) -> Any:
        """Return the day after."""
        return eerste_dag_erna(super().to_internal_value(value))

    def lees(self) -> Combinable:
        """Return the day before."""
        return DagEerder(F(str(self.source)))


class Geleend(serializers.DateField):
    """A date that follows from something else; what a client gives is checked as a date, and no more."""

    def __init__(self, bron: Combinable, **opties: Any) -> None:
        super().__init__(**opties)
        self.bron = bron

    def lees(self) -> Combinable:
        """Return the date."""
        return self.bron


class InternOfExtern(serializers.ChoiceField):
    """Whether a zaak begins outside the municipality."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(choices=[("intern", "Intern"), ("extern", "Extern")], **opties)

    def to_internal_value(self, data: Any) -> Any:
        """Tell whether it is extern."""
        return bool(super().to_internal_value(data) == "extern")

    def maak(self, waarde: bool, basis: str) -> str:
        """Return the word."""
        return "extern" if waarde else "intern"


class Termijn(DuurVeld):
    """A duration that takes some time."""

    def to_internal_value(self, data: Any) -> str:
        """Return the duration; none at all is no term."""
        tekst = super().to_internal_value(data)
        if tekst and Duur.van_iso(tekst) == Duur():
            self.fail("invalid")
        return tekst


class Jsongroep(serializers.Serializer):  # type: ignore[type-arg]
    """A gegevensgroep that is kept as it was given; all of it empty is the same as none (zrc-012)."""

    kolom = ""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the parts, or None when there is nothing in them."""
        gelezen = super().run_validation(data)
        return gelezen if isinstance(gelezen, dict) and any(gelezen.values()) else None

    def lees(self) -> Combinable:
        """Return the stored object."""
        return F(self.kolom)

    def maak(self, waarde: Any, basis: str) -> dict[str, Any]:
        """Return the object, with every part."""
        return {naam: (waarde or {}).get(naam, "") for naam in map(str, self.fields)}


def dag(tekst: str) -> datetime.date | None:
    """Return the day in a parameter, or None when it is none; the filter itself says what is wrong with it."""
    try:
        return datetime.date.fromisoformat(tekst)
    except ValueError:
        return None
