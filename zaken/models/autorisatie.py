"""Who may do what with which zaaktype: the one table behind staff screens and, later, ZGW scopes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mijnportaal.zgw.rechten import Component
from zaken.models.catalogus import Zaaktype, Zaaktypeversie
from zaken.models.keuzes import Vertrouwelijkheid
from zaken.models.typen import Besluittype, Informatieobjecttype


class Recht(models.TextChoices):
    """An act on a zaak that can be granted."""

    LEZEN = "lezen", _("Lezen")
    AANMAKEN = "aanmaken", _("Aanmaken")
    BEHANDELEN = "behandelen", _("Behandelen")
    VERDELEN = "verdelen", _("Verdelen")
    HEROPENEN = "heropenen", _("Heropenen")
    CORRIGEREN = "corrigeren", _("Corrigeren na sluiting")
    ARCHIVEREN = "archiveren", _("Archiveren")


class Autorisatie(models.Model):
    """What a group or an application may do with the zaken of a zaaktype, up to a confidentiality."""

    class Omvang(models.TextChoices):
        """How much of the zaak is shown: only that it exists, or what it holds."""

        DAT = "dat", _("Dat er een zaak is")
        WAT = "wat", _("Wat de zaak inhoudt")

    groep = models.ForeignKey(
        "accounts.Groep", null=True, blank=True, on_delete=models.CASCADE, related_name="autorisaties"
    )
    applicatie = models.ForeignKey(
        "accounts.Applicatie", null=True, blank=True, on_delete=models.CASCADE, related_name="autorisaties"
    )
    # Holds for every version (ADR 0005); `zaaktypeversie` is the one that another system named.
    zaaktype = models.ForeignKey(Zaaktype, null=True, blank=True, on_delete=models.CASCADE, related_name="autorisaties")
    zaaktypeversie = models.ForeignKey(
        Zaaktypeversie, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    informatieobjecttype = models.ForeignKey(
        Informatieobjecttype, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    besluittype = models.ForeignKey(Besluittype, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # A type of another register, as another system gave it: answered, and good for nothing here.
    type_url = models.CharField(_("type in een ander register"), max_length=1000, blank=True)
    # A group has rights, an application has the scopes of an API (ZGW Autorisaties).
    rechten = ArrayField(
        models.CharField(max_length=20, choices=Recht), verbose_name=_("rechten"), default=list, blank=True
    )
    component = models.CharField(_("API"), max_length=3, choices=Component, blank=True)
    scopes = ArrayField(models.CharField(max_length=100), verbose_name=_("scopes"), default=list, blank=True)
    max_vertrouwelijkheid = models.PositiveSmallIntegerField(
        _("tot en met"), choices=Vertrouwelijkheid, null=True, blank=True
    )
    omvang = models.CharField(_("omvang"), max_length=3, choices=Omvang, default=Omvang.WAT)

    class Meta:
        verbose_name = _("autorisatie")
        verbose_name_plural = _("autorisaties")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(groep__isnull=False, applicatie=None)
                | models.Q(groep=None, applicatie__isnull=False),
                name="autorisatie_heeft_een_houder",
            ),
            models.CheckConstraint(
                condition=models.Q(groep=None)
                | models.Q(zaaktype__isnull=False, max_vertrouwelijkheid__isnull=False, component="", scopes=[]),
                name="autorisatie_van_groep_heeft_zaaktype",
            ),
            models.CheckConstraint(
                condition=models.Q(applicatie=None) | (~models.Q(component="") & models.Q(rechten=[])),
                name="autorisatie_van_applicatie_heeft_component",
            ),
            models.UniqueConstraint(fields=["groep", "zaaktype"], name="autorisatie_een_per_groep_en_zaaktype"),
        ]

    def __str__(self) -> str:
        return f"{self.groep or self.applicatie}: {self.zaaktype}"
