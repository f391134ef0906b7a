"""What a resident fills in on his own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.bestanden import DOCUMENT
from mijnportaal.kern.forms import BestandField, PortaalForm, TekstvlakField
from zaken.models import Taak
from zaken.models.zaak import ZaakQuerySet


class TaakForm(PortaalForm):
    """The answer to a task: documents where the task asks for them, and else words."""

    documenten = BestandField(
        label=_("Welke documenten stuurt u mee?"),
        regels=DOCUMENT,
        max_aantal=DOCUMENT.max_aantal,
        error_messages={"required": _("Voeg minstens één document toe.")},
    )
    antwoord = TekstvlakField(label=_("Wat wilt u erbij vertellen?"), max_length=2000, required=False)

    def __init__(self, *args: Any, taak: Taak, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if taak.informatieobjecttype_id:
            return
        del self.fields["documenten"]
        self.fields["antwoord"].label, self.fields["antwoord"].required = _("Uw antwoord"), True


class Zakenfilter(PortaalForm):
    """Which of one's own zaken to show. A zaaknummer may stand in the address: it opens nothing (S-29)."""

    merk_niet_verplicht = False
    LOPEND, KLAAR = "lopend", "klaar"

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", _("Alle zaken")), (LOPEND, _("Lopende zaken")), (KLAAR, _("Zaken die klaar zijn"))],
        required=False,
    )
    nummer = forms.CharField(label=_("Zaaknummer"), max_length=40, required=False)

    def kies(self, zaken: ZaakQuerySet) -> ZaakQuerySet:
        """Return the zaken that the filter leaves; a filter that says nothing useful leaves all of them."""
        gevraagd = self.cleaned_data if self.is_valid() else {}
        if gevraagd.get("status") == self.LOPEND:
            zaken = zaken.open()
        elif gevraagd.get("status") == self.KLAAR:
            zaken = zaken.afgesloten()
        return zaken.filter(identificatie__icontains=gevraagd["nummer"]) if gevraagd.get("nummer") else zaken
