"""Contact and bank data: messy input is accepted and normalised."""

from typing import Any, ClassVar

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError as NummerFout

from formulieren.componenten.basis import LOS, Component, Vraagcontext
from formulieren.definitie import Json
from formulieren.regels.soorten import Soort


class Email(Component):
    """An e-mail address."""

    type: ClassVar[str] = "email"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        veld = forms.EmailField(max_length=254, **self.basis(context))
        veld.widget.attrs["autocomplete"] = "email"
        return veld


class Telefoonveld(forms.CharField):
    """A telephone number, Dutch unless it says otherwise; the value is E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: Any) -> str:
        tekst = super().clean(value)
        if not tekst:
            return ""
        try:
            nummer = phonenumbers.parse(tekst, "NL")
        except phonenumbers.NumberParseException:
            nummer = None
        if nummer is None or not phonenumbers.is_valid_number(nummer):
            raise ValidationError(_("Vul een telefoonnummer in, bijvoorbeeld 06 12345678."), code="telefoon-ongeldig")
        return phonenumbers.format_number(nummer, phonenumbers.PhoneNumberFormat.E164)


class Telefoon(Component):
    """A telephone number."""

    type: ClassVar[str] = "telefoon"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return Telefoonveld(**self.basis(context))

    def weergave(self, json: Json) -> str:
        if not json:
            return ""
        nummer = phonenumbers.parse(json)
        soort = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(nummer, soort.NATIONAL if nummer.country_code == 31 else soort.INTERNATIONAL)


class Ibanveld(forms.CharField):
    """A bank account number: spaces and case do not matter, length and check digits do."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        tekst = super().clean(value)
        if not tekst:
            return ""
        try:
            return str(iban.validate(tekst))
        except NummerFout:
            zin = _("Dit rekeningnummer klopt niet. Kijk het na op uw bankpas, bijvoorbeeld NL91 ABNA 0417 1643 00.")
            raise ValidationError(zin, code="iban-ongeldig") from None


class Iban(Component):
    """A bank account number (IBAN)."""

    type: ClassVar[str] = "iban"
    soort: ClassVar[Soort] = Soort.TEKST

    def veld(self, context: Vraagcontext = LOS) -> forms.Field:
        return Ibanveld(max_length=42, **self.basis(context))

    def weergave(self, json: Json) -> str:
        return str(iban.format(json)) if json else ""

    def eigenschap(self, json: Json) -> str:
        return str(json or "")
