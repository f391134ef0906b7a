"""A budget: rows of a description and an amount that add up to at most a maximum."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort
from mijnportaal.kern.forms import BedragField
from mijnportaal.kern.invoer import bedragtekst

BEDRAG = BedragField(required=False)
CENT = Decimal("0.01")


class BegrotingWidget(forms.Widget):
    """A table with a fixed number of rows; without JavaScript every row is there, with it the total counts along."""

    template_name = "forms/begroting.html"
    use_fieldset = True

    def __init__(self, rijen: int, maximum: Decimal) -> None:
        super().__init__()
        self.rijen, self.maximum = rijen, maximum

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """Return every row as typed, without the null characters that a database refuses."""
        return [
            {deel: data.get(f"{name}_{nummer}_{deel}", "").replace("\0", "").strip() for deel in ("wat", "bedrag")}
            for nummer in range(self.rijen)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_0_wat" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0_wat"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rijen = [*(value or []), *[{"wat": "", "bedrag": ""}] * self.rijen][: self.rijen]
        fout = "aria-invalid" in context["widget"]["attrs"]
        # When no row is wrong by itself, it is about the rows together.
        samen = fout and not any(rijfout(rij) for rij in rijen)
        context["rijen"] = [
            {
                "nummer": nummer + 1,
                "naam": f"{name}_{nummer}",
                "id": f"{attrs.get('id', name)}_{nummer}",
                "fout": samen or (fout and bool(rijfout(rij))),
                **rij,
            }
            for nummer, rij in enumerate(rijen)
        ]
        context["maximum"] = self.maximum
        context["maximumtekst"] = bedragtekst(self.maximum)
        context["totaal"] = bedragtekst(totaal_van(rijen))
        return context


def totaal_van(rijen: list[dict[str, str]]) -> Decimal:
    """Return the sum of the amounts that can be read; what is not an amount is refused elsewhere."""
    som = Decimal(0)
    for rij in rijen:
        try:
            som += BEDRAG.clean(rij["bedrag"]) or 0
        except ValidationError:
            continue
    return som


def rijfout(rij: dict[str, str]) -> str:
    """Return what is wrong with one row: "half", "bedrag", or nothing; an empty row is right."""
    if not rij["wat"] and not rij["bedrag"]:
        return ""
    if not rij["wat"] or not rij["bedrag"]:
        return "half"
    try:
        bedrag = BEDRAG.clean(rij["bedrag"])
    except ValidationError:
        return "bedrag"
    return "" if bedrag and bedrag > 0 else "bedrag"


class BegrotingVeld(forms.Field):
    """Rows with a description and an amount above zero, together at most `maximum` euro."""

    default_error_messages = {
        "required": _("Vul in wat u gaat kopen of huren en wat het kost."),
        "half": _("Regel %(nummer)s: vul in wat het is én wat het kost."),
        "bedrag": _("Regel %(nummer)s: vul een bedrag in, bijvoorbeeld 12,50."),
        "te-hoog": _("Uw begroting is samen %(totaal)s euro. U kunt ten hoogste %(maximum)s euro aanvragen."),
    }

    def __init__(self, *, rijen: int, maximum: Decimal, **kwargs: Any) -> None:
        self.maximum = maximum
        super().__init__(widget=BegrotingWidget(rijen, maximum), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Return the filled rows with their amounts as plain decimals, or every fault at once."""
        gevuld = [(nummer, rij) for nummer, rij in enumerate(value or [], start=1) if rij["wat"] or rij["bedrag"]]
        if not gevuld and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        fouten = [
            ValidationError(self.error_messages[fout], fout, {"nummer": nummer})
            for nummer, rij in gevuld
            if (fout := rijfout(rij))
        ]
        if fouten:
            raise ValidationError(fouten)
        rijen = [
            {"wat": rij["wat"][:200], "bedrag": str(BEDRAG.clean(rij["bedrag"]).quantize(CENT))}
            for _nummer, rij in gevuld
        ]
        self._controleer_totaal(rijen)
        return rijen

    def _controleer_totaal(self, rijen: list[dict[str, str]]) -> None:
        totaal = sum((Decimal(rij["bedrag"]) for rij in rijen), Decimal(0))
        if totaal > self.maximum:
            params = {"totaal": bedragtekst(totaal), "maximum": bedragtekst(self.maximum)}
            raise ValidationError(self.error_messages["te-hoog"], "te-hoog", params)


class Begroting(Component):
    """A budget table; `max_bedrag` and `rijen` stand in the definition. Amounts are decimals, never floats."""

    type: ClassVar[str] = "begroting"
    soort: ClassVar[Soort] = Soort.GETAL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return BegrotingVeld(rijen=int(self.vraag.gegevens["rijen"]), maximum=self.maximum, **self.basis(context))

    @property
    def maximum(self) -> Decimal:
        return Decimal(self.vraag.gegevens["max_bedrag"])

    def van_json(self, json: Json) -> Any:
        return [{**rij, "bedrag": bedragtekst(Decimal(rij["bedrag"]))} for rij in json or []]

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        regels = [f"{rij['wat']}: € {bedragtekst(Decimal(rij['bedrag']))}" for rij in json]
        return "\n".join([*regels, _t("Samen: € %(totaal)s") % {"totaal": bedragtekst(self._totaal(json))}])

    def eigenschap(self, json: Json) -> str:
        return str(self._totaal(json or []))

    def regelwaarde(self, json: Json) -> Json:
        """Return the total of the budget."""
        return str(self._totaal(json)) if json else None

    def _totaal(self, json: Json) -> Decimal:
        return sum((Decimal(rij["bedrag"]) for rij in json), Decimal(0))
