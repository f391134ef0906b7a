"""The search form of the KCC, and the question why someone opens a customer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from klantcontact.zoekvraag import Reden, Zoekvraag
from mijnportaal.kern.forms import DatumField, PortaalForm
from mijnportaal.kern.identificatie import controleer_bsn


class NietHerhalen(forms.TextInput):
    """A text input that never shows what was typed: a BSN stands on no page, not even after a mistake (S-30)."""

    def format_value(self, value: Any) -> str:
        """Return nothing."""
        return ""


class RedenForm(PortaalForm):
    """Why are you looking? Without an answer there is nothing to see (P-09)."""

    reden = forms.ChoiceField(
        label=_("Waarom zoekt u deze klant op?"),
        choices=Reden.choices,
        widget=forms.RadioSelect,
        help_text=_("Wij leggen dit vast, met uw naam en de tijd."),
        error_messages={"required": _("Kies waarom u deze klant opzoekt.")},
    )

    @property
    def doel(self) -> str:
        """Return the purpose for the view log."""
        return Reden(self.cleaned_data["reden"]).doel


class ZoekForm(RedenForm):
    """Find a caller in one of four ways."""

    merk_niet_verplicht = False

    bsn = forms.CharField(
        label=_("Burgerservicenummer"),
        required=False,
        max_length=20,
        widget=NietHerhalen({"inputmode": "numeric", "autocomplete": "off"}),
    )
    achternaam = forms.CharField(
        label=_("Achternaam"), required=False, max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    geboortedatum = DatumField(label=_("Geboortedatum"), required=False)
    zaaknummer = forms.CharField(
        label=_("Zaaknummer"), required=False, max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = forms.EmailField(label=_("E-mailadres"), required=False, widget=forms.EmailInput({"autocomplete": "off"}))
    telefoon = forms.CharField(
        label=_("Telefoonnummer"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_bsn(self) -> str:
        """Check the number before anyone searches with it."""
        bsn = str(self.cleaned_data["bsn"]).strip()
        return controleer_bsn(bsn) if bsn else ""

    def clean_geboortedatum(self) -> Any:
        """Refuse a day that has yet to come."""
        datum = self.cleaned_data["geboortedatum"]
        if datum and datum > timezone.localdate():
            raise ValidationError(_t("Deze datum ligt in de toekomst."), code="datum-in-toekomst")
        return datum

    def clean(self) -> dict[str, Any]:
        """Ask for exactly one way to search; a name alone finds too many people."""
        gegevens = super().clean() or self.cleaned_data
        if self.errors:
            return gegevens
        wegen = [naam for naam in ("bsn", "achternaam", "zaaknummer", "email", "telefoon") if gegevens.get(naam)]
        if not wegen:
            self.add_error(None, ValidationError(_t("Vul in waarmee u wilt zoeken."), code="niets-ingevuld"))
        elif len(wegen) > 1:
            self.add_error(
                None,
                ValidationError(_t("Vul één manier in om te zoeken, en laat de rest leeg."), code="te-veel-ingevuld"),
            )
        elif wegen == ["achternaam"] and not gegevens.get("geboortedatum"):
            self.add_error(
                "geboortedatum",
                ValidationError(_t("Vul bij een achternaam ook de geboortedatum in."), code="geboortedatum-ontbreekt"),
            )
        return gegevens

    @property
    def vraag(self) -> Zoekvraag:
        """Return what was asked."""
        gegevens = self.cleaned_data
        return Zoekvraag(
            bsn=gegevens["bsn"],
            achternaam=gegevens["achternaam"].strip(),
            geboortedatum=gegevens["geboortedatum"],
            zaaknummer=gegevens["zaaknummer"].strip(),
            email=gegevens["email"],
            telefoon=gegevens["telefoon"],
        )
