"""Decisions (RGBZ BESLUIT)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.catalogus import Besluittype
from zaken.models.zaak import Zaak


class Besluit(Basis):
    """A decision in a zaak, with its reasons and the last day to object (Awb 3:45 to 3:47)."""

    identificatie = models.CharField(_("identificatie"), max_length=50)
    verantwoordelijke_organisatie = models.CharField(_("verantwoordelijke organisatie"), max_length=9)
    besluittype = models.ForeignKey(Besluittype, on_delete=models.PROTECT, related_name="+")
    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="besluiten")
    datum = models.DateField(_("besluitdatum"))
    ingangsdatum = models.DateField(_("ingangsdatum"))
    vervaldatum = models.DateField(_("vervaldatum"), null=True, blank=True)
    motivering = models.TextField(_("motivering"))
    bekendgemaakt_op = models.DateField(_("bekendgemaakt op"))
    uiterlijke_reactiedatum = models.DateField(_("bezwaar kan tot en met"), null=True, blank=True)

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["datum", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verantwoordelijke_organisatie", "identificatie"], name="besluit_identificatie_uniek"
            ),
            models.CheckConstraint(condition=~models.Q(motivering=""), name="besluit_heeft_motivering"),
            models.CheckConstraint(
                condition=models.Q(vervaldatum=None) | models.Q(vervaldatum__gte=models.F("ingangsdatum")),
                name="besluit_vervalt_na_ingang",
            ),
        ]

    def __str__(self) -> str:
        return self.identificatie
