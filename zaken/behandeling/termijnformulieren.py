"""What staff fill in to change the term of a zaak."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.forms import DatumField, TekstvlakField
from mijnportaal.kern.termijnen import Eenheid, Termijn
from zaken.behandeling.forms import REDEN_MAX, ZaakForm
from zaken.models import Opschorting

LANGST_IN_WEKEN = 12  # offered where the zaaktype names no maximum
# A question to the resident suspends by itself; what another system tells is no choice of ours.
GRONDEN = [
    keuze
    for keuze in Opschorting.Grond.choices
    if keuze[0] not in {Opschorting.Grond.AANVULLING, Opschorting.Grond.ANDERS}
]


class OpschortForm(ZaakForm):
    grond = forms.ChoiceField(
        label=_("Waarom kan de termijn stilstaan?"), choices=[("", _("Kies een grond")), *GRONDEN]
    )
    reden = TekstvlakField(
        label=_("Uitleg voor de inwoner"), max_length=REDEN_MAX, rijen=3, help_text=_("De inwoner leest deze tekst.")
    )
    verwacht_tot = DatumField(
        label=_("Verwacht tot"), required=False, help_text=_("Weet u dit nog niet? Laat het dan leeg.")
    )

    def clean_grond(self) -> Opschorting.Grond:
        """Return the ground of the law that was chosen."""
        return Opschorting.Grond(self.cleaned_data["grond"])


class HervatForm(ZaakForm):
    reden = TekstvlakField(
        label=_("Wat is er veranderd?"),
        max_length=REDEN_MAX,
        rijen=3,
        required=False,
        help_text=_("Uw collega’s lezen dit."),
    )


class VerlengForm(ZaakForm):
    duur = forms.ChoiceField(label=_("Hoeveel langer?"))
    reden = TekstvlakField(
        label=_("Uitleg voor de inwoner"), max_length=REDEN_MAX, rijen=3, help_text=_("De inwoner leest deze tekst.")
    )

    def vul_keuzes(self) -> None:
        """Offer whole weeks up to what the zaaktype allows, and that maximum itself."""
        keuzes = _duren(self.zaak.zaaktypeversie.verlengingstermijn)
        self.fields["duur"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["duur"].initial = keuzes[-1][0]


def _duren(hoogstens: str) -> list[tuple[str, str]]:
    if not hoogstens:
        return [(f"P{aantal}W", str(Termijn(aantal, Eenheid.WEEK))) for aantal in range(1, LANGST_IN_WEKEN + 1)]
    vandaag, grens = timezone.localdate(), Termijn.van_iso(hoogstens)
    weken = ((grens.vanaf(vandaag) - vandaag).days - 1) // 7
    korter = [(f"P{aantal}W", str(Termijn(aantal, Eenheid.WEEK))) for aantal in range(1, min(weken, 52) + 1)]
    return [*korter, (hoogstens, str(grens))]


class LatereDatumForm(ZaakForm):
    datum = DatumField(label=_("Wanneer hoort de inwoner van ons?"))
    reden = TekstvlakField(
        label=_("Uitleg voor de inwoner"), max_length=REDEN_MAX, rijen=3, help_text=_("De inwoner leest deze tekst.")
    )
