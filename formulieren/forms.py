"""The form on the check page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.forms import PortaalForm


class Verzendformulier(PortaalForm):
    """The statement that people make when they send (normen W-11)."""

    naar_waarheid = forms.BooleanField(
        label=_("Ik heb het formulier naar waarheid ingevuld."),
        error_messages={"required": _("Zet een vinkje bij de verklaring. Zonder de verklaring kunt u niet versturen.")},
    )
