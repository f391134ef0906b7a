"""What staff fill in to change or withdraw a decision."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.forms import DatumField, TekstvlakField
from zaken.behandeling.forms import REDEN_MAX, ZaakForm
from zaken.models import Besluit, Vervalreden


class BesluitWijzigenForm(ZaakForm):
    ingangsdatum = DatumField(label=_("Gaat in op"))
    motivering = TekstvlakField(
        label=_("Motivering"), max_length=5000, rijen=8, help_text=_("De inwoner leest deze tekst in het besluit.")
    )
    reden = TekstvlakField(
        label=_("Waarom wijzigt u het besluit?"),
        max_length=REDEN_MAX,
        rijen=3,
        help_text=_("De inwoner leest deze tekst."),
    )

    def __init__(self, *args: Any, besluit: Besluit, **kwargs: Any) -> None:
        self.besluit = besluit
        super().__init__(*args, **kwargs)

    def vul_keuzes(self) -> None:
        """Show the decision as it is."""
        self.fields["ingangsdatum"].initial = self.besluit.ingangsdatum
        self.fields["motivering"].initial = self.besluit.motivering


class BesluitIntrekkenForm(ZaakForm):
    per = DatumField(label=_("Geldt niet meer vanaf"))
    vervalreden = forms.ChoiceField(
        label=_("Op wiens verzoek?"),
        choices=[
            (Vervalreden.INGETROKKEN_OVERHEID.value, _("De gemeente trekt het besluit in")),
            (Vervalreden.INGETROKKEN_BELANGHEBBENDE.value, _("De inwoner vraagt het")),
        ],
    )
    reden = TekstvlakField(
        label=_("Uitleg voor de inwoner"), max_length=REDEN_MAX, rijen=3, help_text=_("De inwoner leest deze tekst.")
    )

    def vul_keuzes(self) -> None:
        """Offer today."""
        self.fields["per"].initial = timezone.localdate()

    def clean_vervalreden(self) -> Vervalreden:
        """Return the reason of the standard that was chosen."""
        return Vervalreden(self.cleaned_data["vervalreden"])
