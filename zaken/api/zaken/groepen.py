"""Groups of fields of the Zaken API that stand inside another resource, declared as the standard lists them.

A group is validated whole, also in a PATCH, and its validated data is complete: what was left out has its empty value.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

from rest_framework import serializers

from mijnportaal.zgw.keuring import keur as gekeurd
from mijnportaal.zgw.oas import object_van
from mijnportaal.zgw.velden import RSIN

Veld: TypeAlias = "serializers.Field[Any, Any, Any, Any]"
Groepsoort: TypeAlias = "type[serializers.Serializer[Any]]"


class Tekst(serializers.CharField):
    """A text; where it may be empty, null says so too and leaving it out as well."""

    def __init__(self, max_length: int | None = None, *, leeg: bool = False, **opties: Any) -> None:
        vrij = {"required": False, "allow_blank": True, "default": ""} if leeg else {}
        super().__init__(max_length=max_length, **{**vrij, **opties})

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the text; null is the empty text."""
        return super().run_validation("" if data is None and self.allow_blank else data)


class Keuze(serializers.ChoiceField):
    """One of the values of the standard; where it may be empty, as `Tekst`."""

    def __init__(self, waarden: Iterable[str], *, leeg: bool = False, **opties: Any) -> None:
        vrij = {"required": False, "allow_blank": True, "default": ""} if leeg else {}
        super().__init__(choices=list(waarden), **{**vrij, **opties})

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the value; null is the empty value."""
        return super().run_validation("" if data is None and self.allow_blank else data)


class Elfproef(Tekst, RSIN):
    """A BSN or RSIN: nine digits that pass the elfproef, or nothing."""


class Vormen(serializers.Field):  # type: ignore[type-arg]
    """A group whose shape another field tells; the serializer around it checks it (`keur`), this one shows it."""

    def __init__(self, vormen: Iterable[Groepsoort]) -> None:
        super().__init__(required=False, allow_null=True)
        self.vormen = list(vormen)

    @property
    def schema(self) -> dict[str, Any]:
        """Return the description of all shapes."""
        return {"oneOf": [object_van(vorm()) for vorm in self.vormen]}

    def to_internal_value(self, data: Any) -> Any:
        """Return what was given."""
        return data


def verplicht(max_length: int | None = None, **opties: Any) -> Tekst:
    """Return the field of a text that must be there."""
    return Tekst(max_length, **opties)


def optioneel(max_length: int | None = None, **opties: Any) -> Tekst:
    """Return the field of a text that may be empty."""
    return Tekst(max_length, leeg=True, **opties)


def huisnummer() -> serializers.IntegerField:
    """Return the field of a house number."""
    return serializers.IntegerField(min_value=0, max_value=99999)


def groep(schema: str, /, **velden: Veld) -> Groepsoort:
    """Return the serializer of a group; `schema` is its name in the standard."""
    return type(schema, (serializers.Serializer,), velden)


def genest(soort: Groepsoort, **opties: Any) -> "serializers.Serializer[Any]":
    """Return a group inside a group, null where it was not given."""
    return soort(**{"required": False, "allow_null": True, "default": None, **opties})


def keur(soort: Groepsoort, data: Any, naam: str) -> dict[str, Any]:
    """Return a group, checked whole; its faults carry the name under which it stands."""
    try:
        return gekeurd(soort, data)
    except serializers.ValidationError as fout:
        raise serializers.ValidationError({naam: fout.detail}) from fout


def volledig(soort: Groepsoort, gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group as it is shown: every field of it, in the order of the standard."""
    return {naam: _waarde(veld, gegevens.get(naam)) for naam, veld in _velden_van(soort).items()}


@cache
def _velden_van(soort: Groepsoort) -> "Mapping[str, Veld]":
    return soort().get_fields()


def _waarde(veld: Veld, waarde: Any) -> Any:
    if waarde is None:
        return [] if isinstance(veld, serializers.ListField) else ("" if _is_tekst(veld) else None)
    return volledig(type(veld), waarde) if isinstance(veld, serializers.Serializer) else waarde


def _is_tekst(veld: Veld) -> bool:
    return isinstance(veld, serializers.CharField | serializers.ChoiceField)
