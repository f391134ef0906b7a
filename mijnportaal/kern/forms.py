"""How every form looks and speaks: one template per field, Dutch sentences for errors, one error summary.

Pages render a field with `{{ form.naam.as_field_group }}` and the summary with `componenten/foutlijst.html`.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.invoer import (
    BedragField,
    BestandField,
    DatumField,
    KeuzeKaarten,
    MeerkeuzeKaarten,
    TekstvlakField,
    TekstvlakWidget,
)

__all__ = [
    "BedragField",
    "BestandField",
    "DatumField",
    "Formulierweergave",
    "Fout",
    "KeuzeKaarten",
    "MeerkeuzeKaarten",
    "PortaalForm",
    "PortaalFormMixin",
    "PortaalModelForm",
    "TekstvlakField",
]

INVOERKLASSE = "utrecht-textbox utrecht-textbox--html-input"
# The first line that fits a widget names its classes; no classes: its own template draws it.
KLASSEN: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.CheckboxInput, "utrecht-custom-checkbox utrecht-custom-checkbox--html-input"),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.FileInput, ""),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.HiddenInput, ""),
    (forms.widgets.Input, INVOERKLASSE),
)
EMAIL_ONGELDIG = _("Vul een e-mailadres in met een @ en een punt. Bijvoorbeeld naam@voorbeeld.nl.")


class Formulierweergave(TemplatesSetting):
    """Let every field of every form be drawn by forms/veld.html."""

    field_template_name = "forms/veld.html"


@dataclass(frozen=True)
class Fout:
    """One line of the error summary; `id` is the input to go to, empty when the error is about the whole form."""

    id: str
    tekst: str


class PortaalVeld(BoundField):
    """A field with our label, classes and sentences, also when it was added after the form was made."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.kaal_label = self.label
        if not field.required and getattr(form, "merk_niet_verplicht", False) and self._is_markeerbaar():
            self.label = format_lazy("{label} {merk}", label=self.label, merk=_("(niet verplicht)"))
        for widget in [field.widget, *getattr(field.widget, "widgets", [])]:
            _kleed_aan(widget, verplicht=field.required)
        _geef_foutzinnen(field, self.kaal_label)

    def _is_markeerbaar(self) -> bool:
        # A single tick box is optional by its nature, and a hidden field has no label.
        return not isinstance(self.field.widget, (forms.CheckboxInput, forms.HiddenInput))

    @property
    def is_vinkje(self) -> bool:
        """Return whether the label stands behind the input."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def uitleg(self) -> Any:
        """Return the help text, and what a file field tells about itself (Awb 2:13: limits are told beforehand)."""
        return " ".join(str(deel) for deel in (self.help_text, getattr(self.field, "uitleg", "")) if deel)

    @property
    def max_tekens(self) -> int | None:
        """Return how many characters fit, for the counter under a text area."""
        return getattr(self.field, "max_length", None) if isinstance(self.field.widget, TekstvlakWidget) else None

    @property
    def fout_anker(self) -> str:
        """Return the id of the first input, where a link in the error summary leads."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def aria_describedby(self) -> str | None:
        """Name the help text, the error and the counter, in the order in which they are read."""
        if self.field.widget.attrs.get("aria-describedby") or self.is_hidden:
            return None
        delen = {"_helptext": self.uitleg, "_error": self.errors, "_teller": self.max_tekens}
        return " ".join(f"{self.auto_id}{achtervoegsel}" for achtervoegsel, aanwezig in delen.items() if aanwezig)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Give the text area its limit, which the counter reads."""
        attrs = super().build_widget_attrs(attrs, widget)
        return {**attrs, "data-max": str(self.max_tekens)} if self.max_tekens else attrs


def _kleed_aan(widget: forms.Widget, *, verplicht: bool) -> None:
    """Set the design system's classes, and aria-required instead of the browser's own check."""
    klasse = next((klasse for soort, klasse in KLASSEN if isinstance(widget, soort)), "")
    eigen = str(widget.attrs.get("class", ""))
    if klasse and klasse not in eigen:
        widget.attrs["class"] = f"{klasse} {eigen}".strip()
    if verplicht and klasse:
        widget.attrs["aria-required"] = "true"
    if isinstance(widget, forms.EmailInput):
        widget.attrs.setdefault("autocomplete", "email")
    if type(widget) in (forms.RadioSelect, forms.CheckboxSelectMultiple):
        widget.template_name = "forms/keuzes.html"


def _geef_foutzinnen(field: forms.Field, label: Any) -> None:
    """Replace Django's general sentences; a sentence that the form itself gave stays."""
    zinnen: dict[str, Any] = {"required": format_lazy(_leeg_zin(field), label=label)}
    if isinstance(field, forms.EmailField):
        zinnen["invalid"] = EMAIL_ONGELDIG
    standaard = _standaardzinnen(type(field))
    for code, zin in zinnen.items():
        if field.error_messages.get(code) is standaard.get(code):
            field.error_messages[code] = zin


def _leeg_zin(field: forms.Field) -> Any:
    if isinstance(field, forms.FileField):
        return _("U heeft nog geen bestand gekozen: {label}")
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return _("U heeft nog niets gekozen: {label}")
    if isinstance(field, forms.BooleanField):
        return _("U heeft nog geen vinkje gezet bij: {label}")
    return _("U heeft dit nog niet ingevuld: {label}")


def _standaardzinnen(soort: type) -> dict[str, Any]:
    """Return the sentences that a field class has when nobody gives others."""
    zinnen: dict[str, Any] = {}
    for klasse in reversed(soort.__mro__):
        zinnen.update(getattr(klasse, "default_error_messages", {}))
    return zinnen


class PortaalFormMixin(forms.BaseForm):
    """What all our forms share; put it before Form or ModelForm."""

    bound_field_class = PortaalVeld
    use_required_attribute = False
    merk_niet_verplicht = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def foutlijst(self) -> list[Fout]:
        """Return all errors in the order of the fields, those of the whole form first."""
        fouten = [Fout("", str(tekst)) for tekst in self.non_field_errors()]
        for veld in self:
            anker = veld.fout_anker if isinstance(veld, PortaalVeld) and not veld.is_hidden else ""
            fouten += [Fout(anker, str(tekst)) for tekst in veld.errors]
        return fouten


class PortaalForm(PortaalFormMixin, forms.Form):
    """A form on one of our pages."""


class PortaalModelForm(PortaalFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form on one of our pages that edits a row."""
