"""What still has to be looked up in a register after a form was sent (R.C17)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from formulieren.models.inzending import Inzending
from zaken.models import Taak


class Natrekking(models.Model):
    """One submission with answers that no register vouched for; its task stands in the way of a decision."""

    inzending = models.OneToOneField(Inzending, on_delete=models.CASCADE, primary_key=True, related_name="natrekking")
    taak = models.ForeignKey(Taak, on_delete=models.CASCADE, related_name="+", verbose_name=_("taak"))
    pogingen = models.PositiveIntegerField(_("pogingen"), default=0)
    volgende_op = models.DateTimeField(_("volgende poging"))
    klaar_op = models.DateTimeField(_("klaar op"), null=True)

    class Meta:
        verbose_name = _("natrekking")
        verbose_name_plural = _("natrekkingen")
        indexes = [
            models.Index("volgende_op", name="natrekking_open", condition=models.Q(klaar_op=None)),
        ]

    def __str__(self) -> str:
        return f"{self.inzending_id}: {self.taak}"
