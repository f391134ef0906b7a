"""Form fields and widgets that a Dutch municipality needs and Django does not have."""

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.bestanden import DOCUMENT, MB, Bestandsregels, neem_aan, schone_naam

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# The first letters of the full name, where they differ from the short name: maart; and what English speakers type.
MAANDEN_ANDERS = {"maa": 3, "mar": 3, "may": 5, "oct": 10}

DUIZENDTALLEN = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")
KOMMAGETAL = re.compile(r"-?[0-9]+(,[0-9]{1,2})?")
PUNTGETAL = re.compile(r"-?[0-9]+\.[0-9]{1,2}")


# Beyond these a year is a slip of the finger, and a term counted from it would not fit in a calendar.
EERSTE_DAG, LAATSTE_DAG = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)


class DatumWidget(forms.MultiWidget):
    """Three text inputs: for a date that people know by heart this goes faster than a calendar."""

    template_name = "forms/datum.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        cijfers = {"inputmode": "numeric", "autocomplete": "off"}
        delen: dict[str, forms.Widget | type[forms.Widget]] = {
            deel: forms.TextInput(dict(cijfers)) for deel in ("dag", "maand", "jaar")
        }
        super().__init__(delen, attrs)

    def decompress(self, value: Any) -> list[int | None]:
        """Return day, month and year of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DatumField(forms.MultiValueField):
    """A date in three parts; the month may be a number or a name."""

    widget = DatumWidget
    default_error_messages = {
        "deel": _("Vul de dag, de maand en het jaar in. Bijvoorbeeld 14 3 2026."),
        "jaar": _("Vul het jaar in met 4 cijfers. Bijvoorbeeld 2026."),
        "invalid": _("Deze datum bestaat niet. Vul een datum in zoals 14 3 2026."),
        "min": _("Kies een datum op of na %(grens)s."),
        "max": _("Kies een datum op of voor %(grens)s."),
    }

    def __init__(
        self, *, vanaf: datetime.date = EERSTE_DAG, tot_en_met: datetime.date = LAATSTE_DAG, **kwargs: Any
    ) -> None:
        self.vanaf, self.tot_en_met = vanaf, tot_en_met
        delen = [forms.CharField(required=False) for _deel in range(3)]
        super().__init__(fields=delen, require_all_fields=False, **kwargs)

    def compress(self, data_list: Any) -> datetime.date | None:
        """Return the date of the three parts, or say which part to correct."""
        if not data_list:
            return None
        dag, maand, jaar = (str(deel).strip() for deel in data_list)
        if not (dag and maand and jaar):
            raise ValidationError(self.error_messages["deel"], code="deel")
        if not re.fullmatch("[0-9]{4}", jaar):
            raise ValidationError(self.error_messages["jaar"], code="jaar")
        try:
            datum = datetime.date(int(jaar), _maandnummer(maand), int(dag))
        except (ValueError, OverflowError):  # a number that does not even fit is no date either
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        return self._binnen_grenzen(datum)

    def _binnen_grenzen(self, datum: datetime.date) -> datetime.date:
        if datum < self.vanaf:
            raise ValidationError(self.error_messages["min"], "min", {"grens": formats.date_format(self.vanaf)})
        if datum > self.tot_en_met:
            raise ValidationError(self.error_messages["max"], "max", {"grens": formats.date_format(self.tot_en_met)})
        return datum


def _maandnummer(tekst: str) -> int:
    """Return 3 for "3", "maart" and "mrt"."""
    if tekst.isdecimal():
        return int(tekst)
    begin = tekst.lower()[:3]
    return MAANDEN.index(begin) + 1 if begin in MAANDEN else MAANDEN_ANDERS.get(begin, 0)


class BedragWidget(forms.TextInput):
    """A text input with the euro sign before it."""

    template_name = "forms/bedrag.html"


class BedragField(forms.DecimalField):
    """An amount in euro as people write it here: "1.234,56", "750", "€ 12,50" or "12,-"."""

    widget = BedragWidget
    default_error_messages = {
        "invalid": _("Vul een bedrag in, bijvoorbeeld 12,50."),
        "max_decimal_places": _("Vul een bedrag in met ten hoogste 2 cijfers achter de komma."),
        "min_value": _("Vul een bedrag in van ten minste %(grens)s euro."),
        "max_value": _("Vul een bedrag in van ten hoogste %(grens)s euro."),
    }

    def __init__(self, **kwargs: Any) -> None:
        # The limits are checked here and not by Django's validators: those would show "750.00", not "750".
        self.minimum = kwargs.pop("min_value", None)
        self.maximum = kwargs.pop("max_value", None)
        super().__init__(**{"max_digits": 12, "decimal_places": 2, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a phone for the keyboard with digits and a comma."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs derive it from an integer
        """Return the amount; a typed point is a thousands mark unless one or two digits follow it."""
        if value in self.empty_values or isinstance(value, (Decimal, int)):
            return super().to_python(value)
        tekst = re.sub(r"[\s€]", "", str(value)).replace(",-", "")
        if DUIZENDTALLEN.fullmatch(tekst) or KOMMAGETAL.fullmatch(tekst):
            return Decimal(tekst.replace(".", "").replace(",", "."))
        if PUNTGETAL.fullmatch(tekst):
            return Decimal(tekst)
        code = "max_decimal_places" if re.fullmatch("-?[0-9.]*[0-9][.,][0-9]{3,}", tekst) else "invalid"
        raise ValidationError(self.error_messages[code], code=code)

    def validate(self, value: Any) -> None:
        """Check the limits of this field."""
        super().validate(value)
        if value is None:
            return
        for code, grens, fout in (
            ("min_value", self.minimum, self.minimum is not None and value < self.minimum),
            ("max_value", self.maximum, self.maximum is not None and value > self.maximum),
        ):
            if fout:
                raise ValidationError(self.error_messages[code], code, {"grens": bedragtekst(grens)})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount in Dutch notation and leave typed text as it was typed."""
        return bedragtekst(value) if isinstance(value, (Decimal, int)) else value


def bedragtekst(bedrag: Decimal | int) -> str:
    """Return 1234.5 as "1.234,50" and a whole number as "750"."""
    decimalen = 0 if bedrag == int(bedrag) else 2
    engels = f"{bedrag:,.{decimalen}f}"
    return engels.translate(str.maketrans(",.", ".,"))


class _MetToelichting:
    """Adds a sentence of explanation to options that have one."""

    def __init__(
        self,
        *args: Any,
        toelichtingen: Mapping[str, Any] | None = None,
        iconen: Mapping[str, str] | None = None,
        **kw: Any,
    ) -> None:
        self.toelichtingen = dict(toelichtingen or {})
        self.iconen = dict(iconen or {})
        super().__init__(*args, **kw)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return Django's option with its explanation and icon."""
        optie: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        optie["toelichting"] = self.toelichtingen.get(str(value), "")
        optie["icoon"] = self.iconen.get(str(value), "")
        return optie


class KeuzeKaarten(_MetToelichting, forms.RadioSelect):
    """Choose one: each option is a card with its own explanation."""

    template_name = "forms/keuzes.html"


class MeerkeuzeKaarten(_MetToelichting, forms.CheckboxSelectMultiple):
    """Choose several: each option is a card with its own explanation."""

    template_name = "forms/keuzes.html"


class TekstvlakWidget(forms.Textarea):
    """A text area that counts down; it never cuts off what is pasted."""

    template_name = "forms/tekstvlak.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the limit that the field put on the element."""
        context = super().get_context(name, value, attrs)
        context["widget"]["max_tekens"] = context["widget"]["attrs"].get("data-max")
        return context


class TekstvlakField(forms.CharField):
    """Longer text with a counter; a line break counts as one character, as in the browser."""

    widget = TekstvlakWidget

    def __init__(self, *, max_length: int = 1000, rijen: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TekstvlakWidget({"rows": rijen}))
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: a browser cuts pasted text off without saying so."""
        return {naam: waarde for naam, waarde in super().widget_attrs(widget).items() if naam != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Return the text with single line breaks."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class BestandWidget(forms.FileInput):
    """A file input that looks like a place to put files."""

    template_name = "forms/bestand.html"


class MeerBestandenWidget(BestandWidget):
    """The same, for several files."""

    allow_multiple_selected = True


class BestandField(forms.FileField):
    """One or more uploaded files that keep to the rules; name, declared kind and content are compared (S-16)."""

    default_error_messages = {
        "aantal": _("U kunt ten hoogste %(max)s bestanden toevoegen."),
        "totaal": _("Deze bestanden zijn samen te groot. Samen mogen zij %(max)s MB groot zijn."),
        # Which of several files it is about, and then the reason.
        "bestand": "%(naam)s: %(reden)s",
    }

    def __init__(self, *, regels: Bestandsregels = DOCUMENT, max_aantal: int = 1, **kwargs: Any) -> None:
        self.regels, self.max_aantal = regels, max_aantal
        # The files that passed, also when another one beside them did not.
        self.goed: list[UploadedFile[bytes]] = []
        kwargs.setdefault("widget", MeerBestandenWidget if max_aantal > 1 else BestandWidget)
        super().__init__(allow_empty_file=True, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the file chooser show the allowed kinds only."""
        return {**super().widget_attrs(widget), "accept": self.regels.accept}

    @property
    def uitleg(self) -> str:
        """Say which files may be added: shown under the label."""
        zinnen = [self.regels.uitleg]
        if self.max_aantal > 1:
            zinnen.append(_t("U kunt %(max)s bestanden toevoegen.") % {"max": self.max_aantal})
        if self.max_aantal * self.regels.max_omvang > self.regels.max_totaal:
            zinnen.append(self.regels.uitleg_totaal)
        return " ".join(zinnen)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return one file, or a list of files when more than one is allowed."""
        self.goed = []
        if self.max_aantal == 1:
            return super().clean(data, initial)
        if len(data or []) > self.max_aantal:
            raise ValidationError(self.error_messages["aantal"], "aantal", {"max": self.max_aantal})
        if sum(bestand.size for bestand in data or []) > self.regels.max_totaal:
            raise ValidationError(self.error_messages["totaal"], "totaal", {"max": self.regels.max_totaal // MB})
        bestanden, fouten = [], []
        for invoer in data or [None]:
            try:
                bestanden.append(super().clean(invoer, initial))
            except ValidationError as fout:
                fouten.append(fout)
        if fouten:
            raise ValidationError(fouten)
        return [bestand for bestand in bestanden if bestand]

    def to_python(self, data: Any) -> "UploadedFile[bytes] | None":
        """Return the file, or say why it cannot be added and what can."""
        bestand = cast("UploadedFile[bytes] | None", super().to_python(data))
        if bestand is None:
            return None
        try:
            neem_aan(bestand, self.regels)
        except ValidationError as fout:
            params = {"naam": schone_naam(bestand.name or ""), "reden": fout.message}
            raise ValidationError(self.error_messages["bestand"], fout.code, params) from None
        self.goed.append(bestand)
        return bestand
