"""Times, moments and periods; everything in the time of Amsterdam, as people write it."""

import datetime
import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort
from mijnportaal.kern.forms import DatumField
from mijnportaal.kern.kalender import dagen_later, lees_iso, maanden_later

GRENS = re.compile(r"vandaag(?:([+-])(P[0-9YMWD]+))?")
TIJD = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?: ?uur)?")
HEEL_UUR = re.compile(r"([01]?[0-9]|2[0-3])(?: ?uur)?")


def grensdatum(tekst: Json, vandaag: datetime.date) -> datetime.date | None:
    """Return the day of a limit: an ISO date, or "vandaag", "vandaag+P14D", "vandaag-P18Y"; None when it is none."""
    if not tekst:
        return None
    try:
        if gevonden := GRENS.fullmatch(str(tekst)):
            return _verschoven(vandaag, gevonden[1], gevonden[2])
        return datetime.date.fromisoformat(str(tekst))
    except (ValueError, OverflowError):
        return None


def _verschoven(dag: datetime.date, teken: str | None, duur: str | None) -> datetime.date:
    if not teken or not duur:
        return dag
    jaren, maanden, weken, dagen = lees_iso(duur)
    richting = 1 if teken == "+" else -1
    return dagen_later(maanden_later(dag, richting * (12 * jaren + maanden)), richting * (7 * weken + dagen))


class Tijdveld(forms.CharField):
    """A time of the day: 14:30, 14.30 and 14 uur are all right."""

    default_error_messages = {
        "invalid": _("Vul een tijd in, bijvoorbeeld 14:30."),
        "min": _("Vul een tijd in vanaf %(grens)s."),
        "max": _("Vul een tijd in tot en met %(grens)s."),
    }

    def __init__(self, *, vanaf: str = "", tot_en_met: str = "", **kwargs: Any) -> None:
        self.vanaf, self.tot_en_met = vanaf, tot_en_met
        super().__init__(max_length=10, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """Return the time as HH:MM; two digits each, so that text compares as time."""
        tekst = super().clean(value).lower()
        if not tekst:
            return ""
        gevonden = TIJD.fullmatch(tekst) or HEEL_UUR.fullmatch(tekst)
        if not gevonden:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        minuten = gevonden[2] if gevonden.re is TIJD else "00"
        tijd = f"{int(gevonden[1]):02d}:{minuten}"
        if self.vanaf and tijd < self.vanaf:
            raise ValidationError(self.error_messages["min"], "min", {"grens": self.vanaf})
        if self.tot_en_met and tijd > self.tot_en_met:
            raise ValidationError(self.error_messages["max"], "max", {"grens": self.tot_en_met})
        return tijd


class Tijd(Component):
    """A time of the day, kept as HH:MM. `min` and `max` are times."""

    type: ClassVar[str] = "tijd"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        grenzen = {"vanaf": self.eigen("min", context) or "", "tot_en_met": self.eigen("max", context) or ""}
        return Tijdveld(**grenzen, **self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        return waarde or None

    def weergave(self, json: Json) -> str:
        return _t("%(tijd)s uur") % {"tijd": json} if json else ""

    def eigenschap(self, json: Json) -> str:
        return str(json or "").replace(":", "")


class DatumtijdWidget(forms.MultiWidget):
    """The three parts of a date, and a time."""

    template_name = "forms/datumtijd.html"
    use_fieldset = True

    def __init__(self) -> None:
        datum = DatumField(required=False).widget
        super().__init__({"datum": datum, "tijd": forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})})

    def decompress(self, value: Any) -> list[Any]:
        return [value.date(), f"{value:%H:%M}"] if value else [None, None]


class Datumtijdveld(forms.MultiValueField):
    """A date and a time of that day."""

    default_error_messages = {"deel": _("Vul de datum en de tijd in.")}

    def __init__(self, *, datum: DatumField, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DatumtijdWidget())
        super().__init__(fields=[datum, Tijdveld(required=False)], require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> datetime.datetime | None:
        if not data_list or not any(data_list):
            return None
        datum, tijd = data_list
        if not datum or not tijd:
            raise ValidationError(self.error_messages["deel"], "deel")
        uur, minuut = (int(deel) for deel in tijd.split(":"))
        # A moment as people write it; it has no zone, because the form asks for the clock on the wall.
        return datetime.datetime(datum.year, datum.month, datum.day, uur, minuut)  # noqa: DTZ001


class Datumtijd(Component):
    """A date with a time, kept as 2026-05-01T14:30 in local time. `min` and `max` limit the day."""

    type: ClassVar[str] = "datumtijd"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return Datumtijdveld(datum=DatumField(required=False, **grenzen(self, context)), **self.basis(context))

    def naar_json(self, waarde: Any) -> Json:
        return waarde.isoformat(timespec="minutes") if waarde else None

    def van_json(self, json: Json) -> Any:
        return datetime.datetime.fromisoformat(json) if json else None

    def als_invoer(self, json: Json) -> Any:
        moment = self.van_json(json)
        if not moment:
            return [["", "", ""], ""]
        return [[str(moment.day), str(moment.month), str(moment.year)], f"{moment:%H:%M}"]

    def weergave(self, json: Json) -> str:
        return formats.date_format(datetime.datetime.fromisoformat(json), "j F Y, H:i") if json else ""

    def eigenschap(self, json: Json) -> str:
        return re.sub(r"\D", "", str(json or "")).ljust(14, "0") if json else ""


def grenzen(component: Component, context: Vraagcontext) -> dict[str, datetime.date]:
    """Return the first and the last day that a question allows, as the fields for dates take them."""
    vandaag = context.vandaag or timezone.localdate()
    namen = {"vanaf": "min", "tot_en_met": "max"}
    dagen = {naam: grensdatum(component.eigen(sleutel, context), vandaag) for naam, sleutel in namen.items()}
    return {naam: dag for naam, dag in dagen.items() if dag}


class PeriodeWidget(forms.MultiWidget):
    """Two dates."""

    template_name = "forms/periode.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({"van": DatumField(required=False).widget, "tot": DatumField(required=False).widget})

    def decompress(self, value: Any) -> list[Any]:
        return [value.get("van"), value.get("tot")] if value else [None, None]


class Periodeveld(forms.MultiValueField):
    """A first and a last day, in that order, and together not longer than the question allows."""

    widget = PeriodeWidget
    default_error_messages = {
        "deel": _("Vul de eerste en de laatste dag in."),
        "volgorde": _("De laatste dag ligt voor de eerste dag. Draai ze om."),
        "te-lang": _("Deze periode is te lang. Kies ten hoogste %(dagen)s dagen."),
    }

    def __init__(self, *, max_dagen: int | None = None, dag: dict[str, datetime.date], **kwargs: Any) -> None:
        self.max_dagen = max_dagen
        velden = [DatumField(required=False, **dag), DatumField(required=False, **dag)]
        super().__init__(fields=velden, require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> dict[str, datetime.date] | None:
        if not data_list or not any(data_list):
            return None
        van, tot = data_list
        if not van or not tot:
            raise ValidationError(self.error_messages["deel"], "deel")
        if tot < van:
            raise ValidationError(self.error_messages["volgorde"], "volgorde")
        if self.max_dagen and (tot - van).days + 1 > self.max_dagen:
            raise ValidationError(self.error_messages["te-lang"], "te-lang", {"dagen": self.max_dagen})
        return {"van": van, "tot": tot}


class Periode(Component):
    """A period: first and last day, both included, kept as ISO dates under `van` and `tot`. `max_dagen` limits it."""

    type: ClassVar[str] = "periode"
    soort: ClassVar[Soort] = Soort.GEHEEL

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return Periodeveld(
            max_dagen=self.vraag.gegevens.get("max_dagen"), dag=grenzen(self, context), **self.basis(context)
        )

    def naar_json(self, waarde: Any) -> Json:
        return {deel: dag.isoformat() for deel, dag in waarde.items()} if waarde else None

    def van_json(self, json: Json) -> Any:
        return {deel: datetime.date.fromisoformat(dag) for deel, dag in json.items()} if json else None

    def als_invoer(self, json: Json) -> Any:
        dagen = self.van_json(json) or {}
        return [
            [str(d.day), str(d.month), str(d.year)] if d else ["", "", ""] for d in (dagen.get("van"), dagen.get("tot"))
        ]

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        dagen = {deel: formats.date_format(dag, "j F Y") for deel, dag in self.van_json(json).items()}
        return _t("%(van)s tot en met %(tot)s") % dagen
