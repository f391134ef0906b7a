"""A place: an address or description, a point on the map, or both."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort


class LocatieWidget(forms.MultiWidget):
    """A text input that always works, and a map that fills two hidden inputs where JavaScript runs."""

    template_name = "forms/locatie.html"
    use_fieldset = True

    def __init__(self) -> None:
        verborgen = {"breedte": forms.HiddenInput(), "lengte": forms.HiddenInput()}
        super().__init__({"adres": forms.TextInput({"autocomplete": "off", "maxlength": 200}), **verborgen})

    def decompress(self, value: Any) -> list[Any]:
        return [value["adres"], value.get("breedte"), value.get("lengte")] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "kaart": settings.KAART}


class LocatieVeld(forms.MultiValueField):
    """An address or description, a point, or both; a point lies within the municipality."""

    widget = LocatieWidget
    default_error_messages = {
        "leeg": _("Vul een adres of plek in, of kies een punt op de kaart."),
        "buiten": _("Dit punt ligt niet in onze gemeente. Kies een punt binnen de grens op de kaart."),
    }

    def __init__(self, **kwargs: Any) -> None:
        velden = (
            forms.CharField(max_length=200, required=False),
            forms.DecimalField(max_digits=9, decimal_places=6, required=False),
            forms.DecimalField(max_digits=9, decimal_places=6, required=False),
        )
        super().__init__(velden, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> dict[str, Any] | None:
        adres, breedte, lengte = data_list or ["", None, None]
        punt = breedte is not None and lengte is not None
        if not adres and not punt:
            if self.required:
                raise ValidationError(self.error_messages["leeg"], code="leeg")
            return None
        if punt and not ligt_in_gemeente(breedte, lengte):
            raise ValidationError(self.error_messages["buiten"], code="buiten")
        return {"adres": adres, "breedte": breedte, "lengte": lengte} if punt else {"adres": adres}

    def clean(self, value: Any) -> Any:
        """Check the parts together: Django's own rule would refuse a point without an address."""
        if self.required and value and any(value):
            delen = [veld.clean(deel) for veld, deel in zip(self.fields, value, strict=True)]
            return self.compress(delen)
        if self.required:
            raise ValidationError(self.error_messages["leeg"], code="leeg")
        return super().clean(value)


def ligt_in_gemeente(breedte: Decimal, lengte: Decimal) -> bool:
    """Return whether a point lies within the rectangle around the municipality."""
    (zuid, west), (noord, oost) = settings.KAART["grenzen"]
    return bool(zuid <= float(breedte) <= noord and west <= float(lengte) <= oost)


def plek_in_gemeente(plek: Json) -> bool:
    """Return whether a place has a point that lies in the municipality, or is an address in it."""
    if plek and "in_gemeente" in plek:
        return bool(plek["in_gemeente"])
    if not plek or "breedte" not in plek:
        return False
    return ligt_in_gemeente(Decimal(plek["breedte"]), Decimal(plek["lengte"]))


class Locatie(Component):
    """A place in the municipality; stored as address, latitude and longitude (WGS 84)."""

    type: ClassVar[str] = "locatie"
    soort: ClassVar[Soort] = Soort.GEHEEL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return LocatieVeld(**self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        return {sleutel: str(deel) for sleutel, deel in waarde.items()} if waarde else None

    def als_invoer(self, json: Json) -> Any:
        return [json["adres"], json.get("breedte", ""), json.get("lengte", "")] if json else ["", "", ""]

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        if json.get("adres"):
            return str(json["adres"])
        return str(_t("Punt op de kaart: %(breedte)s, %(lengte)s") % json)

    def punt(self, json: Json) -> dict[str, object] | None:
        """Return the place as a GeoJSON point: longitude first (RFC 7946)."""
        if not json or "breedte" not in json:
            return None
        return {"type": "Point", "coordinates": [float(json["lengte"]), float(json["breedte"])]}
