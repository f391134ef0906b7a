"""What staff fill in about a payment."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.forms import BedragField, TekstvlakField
from zaken.behandeling.forms import REDEN_MAX, ZaakForm


class TerugvragenForm(ZaakForm):
    """Ask to pay back, wholly or in part."""

    bedrag = BedragField(label=_("Bedrag dat terug moet"))
    reden = TekstvlakField(
        label=_("Waarom krijgt de inwoner geld terug?"),
        max_length=REDEN_MAX,
        rijen=3,
        help_text=_("De inwoner leest dit."),
    )

    def __init__(self, *args: Any, hoogste: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bedrag"].initial = hoogste


class UitvoerenForm(ZaakForm):
    """Nothing to fill in: the amount and the reason stand above."""


class AfwijzenForm(ZaakForm):
    """Refuse to pay back, with the reason."""

    reden = TekstvlakField(label=_("Waarom betaalt u niet terug?"), max_length=REDEN_MAX, rijen=3)
