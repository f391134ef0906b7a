"""Numbers and amounts: written the Dutch way, kept as decimals and never as floats."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json, vertaald
from formulieren.regels.soorten import Soort
from mijnportaal.kern.forms import BedragField
from mijnportaal.kern.invoer import bedragtekst

# 1.234.567,89 and 1234567,89 and 1234567.89; a lone point before three digits is a thousands mark, as people write.
DUIZENDTALLEN = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
GEWOON = re.compile(r"-?[0-9]+([.,][0-9]+)?")
MAX_CIJFERS = 15


def als_decimaal(waarde: Json) -> Decimal | None:
    """Return a number of a definition, a rule or an answer as a decimal; None when it is none."""
    if waarde in (None, "") or isinstance(waarde, bool):
        return None
    try:
        getal = Decimal(str(waarde))
    except InvalidOperation:
        return None
    return getal if getal.is_finite() else None


def getaltekst(getal: Decimal) -> str:
    """Return 1234.5 as "1.234,5"."""
    return f"{getal:,f}".translate(str.maketrans(",.", ".,"))


class Getalveld(forms.CharField):
    """A number with at most `decimalen` digits behind the comma, between the limits."""

    default_error_messages = {
        "invalid": _("Vul een getal in, bijvoorbeeld %(voorbeeld)s."),
        "decimalen": _("Vul een getal in met ten hoogste %(aantal)s cijfers achter de komma."),
        "heel": _("Vul een heel getal in, zonder komma."),
        "min": _("Vul een getal in van ten minste %(grens)s."),
        "max": _("Vul een getal in van ten hoogste %(grens)s."),
        "te-groot": _("Dit getal is te groot."),
    }

    def __init__(
        self, *, decimalen: int = 0, minimum: Decimal | None = None, maximum: Decimal | None = None, **kwargs: Any
    ) -> None:
        self.decimalen, self.minimum, self.maximum = decimalen, minimum, maximum
        super().__init__(max_length=40, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a phone for the keyboard with digits."""
        return {
            **super().widget_attrs(widget),
            "inputmode": "decimal" if self.decimalen else "numeric",
            "autocomplete": "off",
        }

    def clean(self, value: Any) -> Decimal | None:  # a number comes out, not text
        """Return the number, or None for nothing."""
        tekst = re.sub(r"\s", "", super().clean(value))
        if not tekst:
            return None
        return self._binnen_grenzen(self._lees(tekst))

    def _lees(self, tekst: str) -> Decimal:
        if DUIZENDTALLEN.fullmatch(tekst):
            tekst = tekst.replace(".", "")
        if not GEWOON.fullmatch(tekst):
            raise ValidationError(
                self.error_messages["invalid"], "invalid", {"voorbeeld": "2,5" if self.decimalen else "12"}
            )
        getal = Decimal(tekst.replace(",", "."))
        if len(getal.as_tuple().digits) > MAX_CIJFERS:
            raise ValidationError(self.error_messages["te-groot"], "te-groot")
        if -int(getal.as_tuple().exponent) > self.decimalen:
            code = "decimalen" if self.decimalen else "heel"
            raise ValidationError(self.error_messages[code], code, {"aantal": self.decimalen})
        return getal

    def _binnen_grenzen(self, getal: Decimal) -> Decimal:
        for code, grens, fout in (
            ("min", self.minimum, self.minimum is not None and getal < self.minimum),
            ("max", self.maximum, self.maximum is not None and getal > self.maximum),
        ):
            if fout and grens is not None:
                raise ValidationError(self.error_messages[code], code, {"grens": getaltekst(grens)})
        return getal

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number in Dutch notation and leave typed text as it was typed."""
        return getaltekst(value) if isinstance(value, Decimal) else value


class Getal(Component):
    """A number. `min`, `max`, `decimalen` (0 is a whole number) and `eenheid` ("m²") stand in the definition."""

    type: ClassVar[str] = "getal"
    soort: ClassVar[Soort] = Soort.GETAL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return Getalveld(
            decimalen=int(self.vraag.gegevens.get("decimalen", 0)),
            minimum=als_decimaal(self.eigen("min", context)),
            maximum=als_decimaal(self.eigen("max", context)),
            **self.basis(context),
        )

    def naar_json(self, waarde: Any) -> Json:
        return None if waarde is None else f"{waarde.normalize():f}"

    def van_json(self, json: Json) -> Any:
        return als_decimaal(json)

    def als_invoer(self, json: Json) -> Any:
        getal = als_decimaal(json)
        return "" if getal is None else getaltekst(getal)

    def weergave(self, json: Json) -> str:
        getal = als_decimaal(json)
        if getal is None:
            return ""
        return f"{getaltekst(getal)} {vertaald(self.vraag.gegevens.get('eenheid'))}".strip()

    def eigenschap(self, json: Json) -> str:
        """Return the number as ZGW writes it in an eigenschap: with a comma."""
        getal = als_decimaal(json)
        return "" if getal is None else f"{getal:f}".replace(".", ",")

    def fouten(self) -> list[str]:
        gegevens, sleutel = self.vraag.gegevens, self.vraag.sleutel
        grenzen = [als_decimaal(gegevens[naam]) for naam in ("min", "max") if naam in gegevens]
        fouten = super().fouten()
        if None in grenzen or (len(grenzen) == 2 and grenzen[0] > grenzen[1]):  # type: ignore[operator]
            fouten.append(
                _t("%(sleutel)s: de grenzen zijn geen getallen, of staan verkeerd om.") % {"sleutel": sleutel}
            )
        if gegevens.get("decimalen", 0) not in range(5):
            fouten.append(_t("%(sleutel)s: een getal heeft 0 tot en met 4 decimalen.") % {"sleutel": sleutel})
        return fouten


class Bedrag(Component):
    """An amount in euro. `min` and `max` stand in the definition."""

    type: ClassVar[str] = "bedrag"
    soort: ClassVar[Soort] = Soort.GETAL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return BedragField(
            min_value=als_decimaal(self.eigen("min", context, "0")),
            max_value=als_decimaal(self.eigen("max", context)),
            **self.basis(context),
        )

    def naar_json(self, waarde: Any) -> Json:
        return None if waarde is None else str(waarde.quantize(Decimal("0.01")))

    def van_json(self, json: Json) -> Any:
        return als_decimaal(json)

    def weergave(self, json: Json) -> str:
        bedrag = als_decimaal(json)
        return "" if bedrag is None else f"€ {bedragtekst(bedrag)}"

    def eigenschap(self, json: Json) -> str:
        return "" if json is None else str(json).replace(".", ",")
