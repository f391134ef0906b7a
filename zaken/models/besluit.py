"""Decisions (RGBZ BESLUIT)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.kern.models import Basis
from zaken.models.document import Informatieobject
from zaken.models.keuzes import Vervalreden
from zaken.models.typen import Besluittype
from zaken.models.zaak import Zaak


class Besluit(Basis):
    """A decision, mostly in a zaak, with its reasons and the last day to object (Awb 3:45 to 3:47)."""

    identificatie = models.CharField(_("identificatie"), max_length=50)
    verantwoordelijke_organisatie = models.CharField(_("verantwoordelijke organisatie"), max_length=9)
    besluittype = models.ForeignKey(Besluittype, on_delete=models.PROTECT, related_name="+")
    zaak = models.ForeignKey(Zaak, null=True, blank=True, on_delete=models.PROTECT, related_name="besluiten")
    datum = models.DateField(_("besluitdatum"))
    ingangsdatum = models.DateField(_("ingangsdatum"))
    vervaldatum = models.DateField(_("vervaldatum"), null=True, blank=True)
    vervalreden = models.CharField(_("vervalreden"), max_length=30, choices=Vervalreden, blank=True)
    bestuursorgaan = models.CharField(_("bestuursorgaan"), max_length=50, blank=True)
    # ZGW toelichting. A decision of our own always has it (Awb 3:46); another system need not give it.
    motivering = models.TextField(_("motivering"), blank=True)
    publicatiedatum = models.DateField(_("publicatiedatum"), null=True, blank=True)
    # ZGW verzenddatum: the day on which it was made known to whom it concerns (Awb 3:41).
    bekendgemaakt_op = models.DateField(_("bekendgemaakt op"), null=True, blank=True)
    uiterlijke_reactiedatum = models.DateField(_("bezwaar kan tot en met"), null=True, blank=True)

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["datum", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["verantwoordelijke_organisatie", "identificatie"], name="besluit_identificatie_uniek"
            ),
            models.CheckConstraint(
                condition=models.Q(vervaldatum=None) | models.Q(vervaldatum__gte=models.F("ingangsdatum")),
                name="besluit_vervalt_na_ingang",
            ),
        ]

    def __str__(self) -> str:
        return self.identificatie


class Besluitinformatieobject(Basis):
    """That a document lays down a besluit (RGBZ BESLUITINFORMATIEOBJECT)."""

    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, related_name="documenten")
    informatieobject = models.ForeignKey(Informatieobject, on_delete=models.PROTECT, related_name="besluiten")
    registratiedatum = models.DateTimeField(_("toegevoegd op"))

    class Meta:
        verbose_name = _("document van een besluit")
        verbose_name_plural = _("documenten van een besluit")
        constraints = [
            models.UniqueConstraint(fields=["besluit", "informatieobject"], name="besluitinformatieobject_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.besluit}: {self.informatieobject}"
