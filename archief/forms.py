"""The filter of the archive list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.forms import PortaalForm
from zaken.models import Archiefnominatie, Zaaktype
from zaken.toegang import zaaktypeversies_voor


class FilterForm(PortaalForm):
    """Which zaken: by type, by what happens with them, and by day."""

    merk_niet_verplicht = False

    lijst = forms.CharField(required=False, widget=forms.HiddenInput)
    zaaktype = forms.ModelChoiceField(
        Zaaktype.objects.none(),
        required=False,
        to_field_name="uuid",
        label=_("Zaaktype"),
        empty_label=_("Alle zaaktypen"),
    )
    nominatie = forms.ChoiceField(
        required=False, label=_("Wat er daarna gebeurt"), choices=[("", _("Alles")), *Archiefnominatie.choices]
    )
    tot = forms.DateField(
        required=False, label=_("Archiefactie tot en met"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, medewerker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        namen = dict(zaaktypeversies_voor(medewerker).values_list("zaaktype", "omschrijving"))
        veld = self.fields["zaaktype"]
        veld.queryset = Zaaktype.objects.filter(pk__in=namen)  # type: ignore[attr-defined]
        veld.label_from_instance = lambda rij: namen[rij.pk]  # type: ignore[attr-defined]
