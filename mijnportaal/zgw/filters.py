"""Query parameters of lists: each is declared, checked like input, and turned into a condition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.zgw.adressen import eigen_verwijzing
from mijnportaal.zgw.fouten import NIET_AAN_EEN_VELD, Veldfout, ongeldig, van_serializer
from mijnportaal.zgw.velden import is_adres

Zoeker = Callable[[Any], Q]
# No row has this uuid. None would be wrong: Django takes that for "without such a relation".
NIEMAND = UUID(int=0)


@dataclass(frozen=True)
class Filter:
    """One parameter: the DRF field that checks it, and where it looks: a lookup, or a function from value to Q.

    `vast` tells that few rows meet it whatever the value is, as with a key: then one plan serves every value.
    """

    veld: serializers.Field  # type: ignore[type-arg]
    zoek: str | Zoeker
    vast: bool = False

    def voorwaarde(self, tekst: Any) -> Q:
        """Return the condition; raise the field's ValidationError on input that cannot be right."""
        waarde = self.veld.run_validation(tekst)
        return self.zoek(waarde) if callable(self.zoek) else Q(**{self.zoek: waarde})


class Lijst(serializers.CharField):
    """Several values with commas between them, each checked by `deel`."""

    def __init__(self, deel: serializers.Field, **opties: Any) -> None:  # type: ignore[type-arg]
        self.deel = deel
        super().__init__(**opties)

    def to_internal_value(self, data: Any) -> Any:
        """Return the values; a list of a JSON body (_zoek) is taken as it is."""
        delen = data if isinstance(data, list) else super().to_internal_value(data).split(",")
        return [self.deel.run_validation(deel) for deel in delen]


class Adresfilter(serializers.CharField):
    """An address of a row of ours; anything else that is an address matches nothing."""

    default_error_messages = {"invalid": "Voer een geldige URL in."}

    def __init__(self, bron: str, **opties: Any) -> None:
        self.bron = bron
        super().__init__(**opties)

    def to_internal_value(self, data: Any) -> Any:
        """Return the uuid; that of nobody when there can be no such row here."""
        adres = super().to_internal_value(data)
        if not is_adres(adres):
            self.fail("invalid")
        verwijzing = eigen_verwijzing(adres)
        return verwijzing.uuid if verwijzing and verwijzing.bron == self.bron else NIEMAND


def tekst(zoek: str | Zoeker, *, vast: bool = False, **opties: Any) -> Filter:
    """Return a filter on a text."""
    return Filter(serializers.CharField(**opties), zoek, vast)


def datum(zoek: str | Zoeker) -> Filter:
    """Return a filter on a day."""
    return Filter(serializers.DateField(), zoek)


def tijdstip(zoek: str | Zoeker) -> Filter:
    """Return a filter on a moment."""
    return Filter(serializers.DateTimeField(), zoek)


def waarheid(zoek: str | Zoeker) -> Filter:
    """Return a filter on yes or no."""
    return Filter(serializers.BooleanField(), zoek)


def keuze(choices: Any, zoek: str | Zoeker) -> Filter:
    """Return a filter on one of a fixed list."""
    return Filter(serializers.ChoiceField(choices=choices), zoek)


def keuzes(choices: Any, zoek: str | Zoeker) -> Filter:
    """Return a filter on several of a fixed list, with commas between them."""
    return Filter(Lijst(serializers.ChoiceField(choices=choices)), zoek)


def bron(naam: str, zoek: str | Zoeker) -> Filter:
    """Return a filter on a resource of ours, such as bron("zaak", "zaak__uuid")."""
    return Filter(Adresfilter(naam), zoek, vast=True)


def filter_rijen(
    rijen: QuerySet[Any, Any], filters: Mapping[str, Filter], parameters: Mapping[str, Any], *, ook: frozenset[str]
) -> QuerySet[Any, Any]:
    """Return the rows that meet every parameter; unknown ones are refused (code unknown-parameters).

    `ook` are the parameters that are not filters: page, ordering, expand.
    """
    weiger_onbekende(parameters, filters.keys() | ook)
    fouten: list[Veldfout] = []
    voorwaarde = Q()
    for naam, filter_ in filters.items():
        if naam not in parameters:
            continue
        try:
            voorwaarde &= filter_.voorwaarde(parameters[naam])
        except serializers.ValidationError as fout:
            fouten += van_serializer(fout.detail, naam)
    if fouten:
        raise ongeldig(*fouten)
    return rijen.filter(voorwaarde) if voorwaarde else rijen


def weiger_onbekende(parameters: Mapping[str, Any], bekend: frozenset[str] | set[str]) -> None:
    """Raise unknown-parameters when there is one."""
    if vreemd := sorted(parameters.keys() - bekend):
        reden = _("Onbekende query parameters: %(namen)s") % {"namen": ", ".join(vreemd)}
        raise ongeldig(Veldfout(NIET_AAN_EEN_VELD, "unknown-parameters", reden))


def orden(rijen: QuerySet[Any, Any], ordening: Mapping[str, str], parameters: QueryDict | Mapping[str, Any]) -> Any:
    """Return the rows in the order of the parameter `ordering`, or None where it names none.

    `ordening` maps the names of the standard to fields; a minus turns the order round, commas join names.
    """
    gevraagd = parameters.get("ordering")
    if not gevraagd or not ordening:
        return None
    velden = []
    for naam in str(gevraagd).split(","):
        kaal = naam.strip().removeprefix("-")
        if kaal not in ordening:
            reden = _("Op %(naam)s kan niet geordend worden.") % {"naam": kaal}
            raise ongeldig(Veldfout("ordering", "invalid_choice", reden))
        velden.append(("-" if naam.strip().startswith("-") else "") + ordening[kaal])
    return rijen.order_by(*velden, "-pk")
